"""How somebody may safely be reached: shown on their page, changed on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from agent_console.acting import actor
from agent_console.addresses import id_in
from agent_console.keeping import typed
from agent_console.message_words import FORMATS
from agent_console.own_forms import errors_of, widgets
from agent_console.post_ways import (
    FIELDS,
    Places,
    Shown,
    envelope_for,
    place_words,
    places_for,
)
from agent_console.safe_contact_form import (
    SCRIPTS,
    SafeContactForm,
    is_right,
    rules_in,
    safe_contact_form,
)
from agent_console.weekdays import days_in_words
from app.clock import from_london, today
from app.errors import VersionConflict
from app.i18n import Words, _, current_language
from app.identity.permissions import Permission
from app.journeys.questions import Question
from app.journeys.questions.yes_or_no import DO_THEY, MAY_WE, PLAIN, YesOrNo
from app.people import (
    ContactRules,
    Person,
    bad_addresses,
    get_person,
    rules_of,
    set_rules,
    view_person,
)
from app.people.contact_rules import CollectHow
from app.values.addresses import Address
from app.values.date_words import show_time
from app.values.phones import show_phone
from app.web.face import services
from app.web.guard import needs
from app.web.runner import ConflictRow, version_of

views = Blueprint("safe_contact", __name__)
SEEN = "envelope_seen"


@dataclass(frozen=True)
class Rule:
    """One rule as staff read it."""

    label: Words
    text: Words | str


@dataclass(frozen=True)
class BadAddress:
    """An address from which a letter came back; `now` says that post would still go there.

    `place`: it is that of the place in whose care their post goes.
    """

    lines: tuple[str, ...]
    now: bool
    place: bool = False


def safe_contact_of(session: Session, person: Person, at: datetime) -> dict[str, Any]:
    """Return what a person's page shows of safe contact."""
    rules = rules_of(session, person.id)
    return {
        "safe": rules_shown(session, person, at),
        "bad_address": bad_address(person, rules),
        "safe_version": rules.version,
    }


def rules_shown(session: Session, person: Person, at: datetime) -> list[Rule]:
    """Return how a person may be reached, channel by channel, in plain words."""
    rules = rules_of(session, person.id)
    return [
        Rule(_("We may text"), _said(person.may_text)),
        Rule(_("We may write"), _said(person.may_write)),
        Rule(_("We may call"), _said(rules.may_call)),
        Rule(_("We may leave a message on the machine"), _said(rules.may_voicemail)),
        Rule(_("We may say who is calling"), _said(rules.may_name)),
        Rule(_("Others read this phone’s messages"), _said(rules.shared_phone, DO_THEY)),
        Rule(_("Say as little as possible"), _said(rules.plain, PLAIN)),
        Rule(_("When we may call or text"), hours_words(rules, at)),
        Rule(_("Letters are made as"), FORMATS.get(rules.letter_format, rules.letter_format)),
        Rule(_("Where letters go"), place_words(session, rules)),
        Rule(_("Phone number confirmed"), _confirmed(person, rules)),
    ]


def _said(answer: bool | None, answers: YesOrNo = MAY_WE) -> Words:
    return _("Not asked") if answer is None else answers.said(answer)


def hours_words(rules: ContactRules, at: datetime) -> Words | str:
    """Return the hours in which a person may be called or texted."""
    if rules.hours is None:
        return _("Not asked, or at any time")
    language = current_language()
    opens, closes = (
        show_time(from_london(today(at), time.fromisoformat(rules.hours[end])), language)
        for end in ("from", "to")
    )
    words = _("{opens} to {closes}, {days}")
    return words.filled(opens=opens, closes=closes, days=days_in_words(rules.hours["days"]))


def _confirmed(person: Person, rules: ContactRules) -> Words | str:
    if not person.phone:
        return _("No phone number is known")
    if rules.confirmed_phone == person.phone:
        return _("Yes: somebody answered our text from it")
    if rules.confirmed_phone:
        number = show_phone(rules.confirmed_phone)
        return _("Not this number. {number} was confirmed before.").filled(number=number)
    return _("Not yet")


def bad_address(person: Person, rules: ContactRules) -> BadAddress | None:
    """Return the address from which a letter came back, where there is one."""
    if is_bad_place(rules):
        return BadAddress((), now=True, place=True)
    if not rules.bad_home:
        return None
    lines = tuple(Address.from_dict(rules.bad_home).lines())
    return BadAddress(lines, now=rules.bad_home == person.address)


def is_bad_place(rules: ContactRules) -> bool:
    """Say whether a letter came back from the place in whose care the post goes now."""
    in_care = bool(rules.collect_at) and not rules.kiosk_at
    return in_care and rules.bad_place == rules.collect_at


@views.route("/people/<person_id>/safe-contact", methods=["GET", "POST"])
@needs(Permission.PERSON_CHANGE)
def change(person_id: str) -> ResponseReturnValue:
    """Change how a person may be reached; opening the page is noted as a view.

    When somebody else changed it first, both are shown.
    """
    at, key = services().now(), id_in(person_id)
    posted = typed()
    with services().database.unit_of_work() as work:
        person = get_person(work, key) if posted else view_person(work, key, actor=actor(), at=at)
        rules = rules_of(work, key)
        places = places_for(work, rules)
    form = safe_contact_form(posted, rules, places, current_language())
    version = version_of(posted) if posted else rules.version
    if posted is None or not is_right(form, born_known=person.born is not None):
        return _page(form, person, rules, version)
    if envelope := _unseen(person, rules, rules_in(form), posted.get(SEEN, "")):
        return _page(form, person, rules, version, envelope=envelope)
    try:
        with services().database.unit_of_work() as work:
            set_rules(
                work, key, rules_in(form), actor=actor(), at=at, expected_version=version_of(posted)
            )
    except VersionConflict:
        return _both(form, person, places), 409
    flash(str(_("How we may reach them is saved.")))
    return redirect(url_for("people.show", person_id=key))


def _unseen(person: Person, rules: ContactRules, wished: dict[str, Any], seen: str) -> Shown | None:
    """Return the envelope of a place that is newly chosen, until staff have seen it."""
    if not wished["collect_at"]:
        return None
    now = (rules.collect_at, rules.collect_how or CollectHow.CARE_OF)
    if (wished["collect_at"], wished["collect_how"]) == now:
        return None
    with services().database.reading() as session:
        envelope = envelope_for(session, person, wished)
    return None if seen == envelope.place and envelope.wrong is None else envelope


def _both(form: SafeContactForm, person: Person, places: Places) -> str:
    with services().database.reading() as reading:
        rules = rules_of(reading, person.id)
    theirs = safe_contact_form(None, rules, places, current_language())
    rows = [
        ConflictRow(str(field.brief), str(theirs[field.short_name].said()), str(field.said()))
        for field in form
        if isinstance(field, Question)
        and (field.data or None) != (theirs[field.short_name].data or None)
    ]
    return _page(form, person, rules, rules.version, conflict=rows)


def _page(
    form: SafeContactForm,
    person: Person,
    rules: ContactRules,
    version: int,
    *,
    conflict: list[ConflictRow] | None = None,
    envelope: Shown | None = None,
) -> str:
    return render_template(
        "console/safe_contact.html",
        person=person,
        widgets=widgets(form),
        errors=errors_of(form),
        scripts=SCRIPTS,
        bad_address=bad_address(person, rules),
        version=version,
        conflict=conflict,
        envelope=envelope,
        fields=FIELDS,
    )


@views.post("/people/<person_id>/address-is-right")
@needs(Permission.PERSON_CHANGE)
def address_is_right(person_id: str) -> ResponseReturnValue:
    """Let letters go to an address again from which one came back; the person was asked."""
    key: UUID = id_in(person_id)
    from_form = typed()
    version = version_of(from_form) if from_form else 0
    try:
        with services().database.unit_of_work() as work:
            rules = rules_of(work, key)
            home, place = rules.bad_home, rules.bad_place
            left = bad_addresses(home, "") if is_bad_place(rules) else bad_addresses({}, place)
            wished = {"bad_address": left}
            set_rules(work, key, wished, actor=actor(), at=services().now(), expected_version=version)  # fmt: skip
        flash(str(_("Letters may go to this address again.")))
    except VersionConflict:
        flash(str(_("Somebody changed this meanwhile. Look again before you change it.")))
    return redirect(url_for("people.show", person_id=key))
