"""Who a number belongs to: the people who gave it as theirs, found by its keyed tokens."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Actor
from app.db import vault_of
from app.people import Person, PersonToken
from app.people.tokens import national_digits, phone_keys, tokens_of
from app.values.cleaning import one_line
from app.values.phones import parse_phone
from app.values.refusal import Refusal

LONGEST_NUMBER = 40
MOST_PEOPLE = 20


def stored_number(text: str) -> str:
    """Return a sender as it is kept: E.164 for a number, else what it says, cut short."""
    shown = one_line(text[: 4 * LONGEST_NUMBER])[:LONGEST_NUMBER]
    try:
        return parse_phone(shown, international=True).e164
    except Refusal:
        return shown


def number_token(session: Session, number: str) -> bytes:
    """Return the keyed token that a number's thread and questions are found by."""
    return vault_of(session).token("text-number", number)


def people_at(session: Session, number: str) -> Sequence[Person]:
    """Return the people whose number this is, the longest known first."""
    keys = phone_keys(national_digits(number)) if number.startswith("+") else []
    if not keys:
        return []
    (token,) = tokens_of(vault_of(session), keys[:1])
    query = select(Person).join(PersonToken, PersonToken.person_id == Person.id)
    found = session.scalars(
        query.where(PersonToken.token == token).order_by(Person.created_at, Person.id)
    )
    return [person for person in found if person.phone == number][:MOST_PEOPLE]


def texter(thread_id: object) -> Actor:
    """Return whoever has the number of a thread, as the trail names them."""
    return Actor("texter", str(thread_id), "text")
