"""Collecting a letter at the kiosk: offered where one waits, opened by two facts, and by no guess."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from app.audit import COMMAND, AuditEntry
from app.messages.models import Message, State
from app.messages.sending import drain
from app.people import set_rules
from tests.integration.kiosk.visitor import MOUNT, TOKEN, Visitor
from tests.integration.messages.conftest import add_person, queue

REFERENCE = "PV-4K7Q-9M2G"
RIGHT = {"reference": "pv 4k7q 9m2g", "born-day": "14", "born-month": "9", "born-year": "1990"}


@pytest.fixture
def letter(visitor: Visitor) -> Message:
    """A letter that waits at this kiosk, for somebody born on 14 September 1990."""
    house = visitor.services
    with house.database.unit_of_work() as session:
        born = date(1990, 9, 14)
        person = add_person(session, house.now(), may_text=False, address=None, born=born)
        rules = {"collect_at": "CFI", "collect_how": "kiosk"}
        set_rules(session, person.id, rules, actor=COMMAND, at=house.now())
        (queued,) = queue(session, person, house.now(), reference=REFERENCE)
    drain(house, at=house.now())
    return queued


def collect(visitor: Visitor, **changes: Any) -> Visitor:
    visitor.open("/")
    visitor.press("/start?for=letter", {"language": "en"})
    return visitor.press("/collect", {**RIGHT, **changes})


def test_no_page_speaks_of_letters_where_none_waits(visitor: Visitor) -> None:
    visitor.open("/")
    assert "Collect a letter" not in visitor.text
    visitor.press("/start", {"language": "en"})
    assert "Collect a letter" not in visitor.text


def test_a_letter_is_found_read_and_collected(visitor: Visitor, letter: Message) -> None:
    visitor.open("/")
    assert "Collect a letter" in visitor.text
    collect(visitor)
    assert visitor.place == "/letters"
    assert "Testing" not in visitor.text and "visit" not in visitor.text.lower()
    visitor.open(f"/letters/{letter.id}")
    assert visitor.place == "/letters", "nothing is shown before it is opened"
    visitor.press(f"/letters/{letter.id}")
    assert visitor.place == f"/letters/{letter.id}"
    assert "Dear Sian Example" in visitor.text and REFERENCE in visitor.text
    with visitor.services.database.reading() as session:
        assert session.get_one(Message, letter.id).state == State.COLLECTED
    visitor.press("/language", {"language": "cy", "page": "letters"})
    assert 'lang="cy"' in visitor.page and visitor.place == "/letters"
    visitor.press("/done")
    visitor.open(f"/letters/{letter.id}")
    assert "Sian" not in visitor.page


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"born-year": "1991"}, "We cannot find a letter here"),
    ({"reference": "PV-2222-2222"}, "We cannot find a letter here"),
    ({"reference": "nonsense"}, "It looks like PV-4K7Q-9M2X"),
    ({"reference": "", "born-day": ""}, "Enter your reference"),
    ({"born-day": "31", "born-month": "2"}, "date"),
)


def test_anything_else_opens_nothing(visitor: Visitor, letter: Message) -> None:
    collect(visitor, reference="")
    for changes, said in WRONG:
        visitor.press("/collect", {**RIGHT, **changes})
        assert (visitor.status, visitor.place) == (422, "/collect")
        assert said in visitor.text
    visitor.press(f"/letters/{letter.id}")
    assert "Dear" not in visitor.text


def test_after_some_tries_the_kiosk_sends_people_to_staff(
    visitor: Visitor, letter: Message
) -> None:
    collect(visitor, **{"reference": "PV-2222-2222"})
    for _turn in range(4):
        visitor.press("/collect", {**RIGHT, "reference": "PV-2222-2222"})
    visitor.press("/collect", RIGHT)
    assert visitor.place == "/staff"
    visitor.open("/collect")
    assert visitor.place == "/staff"


def test_one_persons_reference_opens_no_other_persons_letter(
    visitor: Visitor, letter: Message
) -> None:
    house = visitor.services
    with house.database.unit_of_work() as session:
        other = add_person(session, house.now(), may_text=False, born=date(1950, 1, 1))
        rules = {"collect_at": "CFI", "collect_how": "kiosk"}
        set_rules(session, other.id, rules, actor=COMMAND, at=house.now())
        (theirs,) = queue(session, other, house.now(), reference=REFERENCE)
    drain(house, at=house.now())
    collect(visitor)
    assert visitor.page.count("Read it now") == 1
    visitor.press(f"/letters/{theirs.id}")
    assert visitor.place == "/letters"


def shown(visitor: Visitor) -> list[str]:
    """Return what the trail says of letters that were read or printed here, in order."""
    with visitor.services.database.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.id))
        told = ("letter.collected", "letter.read-again", "letter.printed-at-kiosk")
        return [one.action for one in entries if one.action in told]


def test_every_showing_is_in_the_trail_and_a_quick_reload_is_the_same_showing(
    visitor: Visitor, letter: Message, clock: Any
) -> None:
    collect(visitor)
    visitor.press(f"/letters/{letter.id}")
    visitor.open(f"/letters/{letter.id}")
    visitor.press(f"/letters/{letter.id}")
    assert shown(visitor) == ["letter.collected"]
    clock.forward(seconds=61)
    visitor.open(f"/letters/{letter.id}")
    assert "Dear Sian Example" in visitor.text
    assert shown(visitor) == ["letter.collected", "letter.read-again"]
    visitor.open(f"/letters/{letter.id}")
    assert len(shown(visitor)) == 2


def test_another_visit_is_another_showing_by_whichever_way(
    visitor: Visitor, letter: Message
) -> None:
    collect(visitor).press(f"/letters/{letter.id}")
    visitor.press("/done")
    collect(visitor).open(f"/letters/{letter.id}")
    assert "Dear Sian Example" in visitor.text
    assert shown(visitor) == ["letter.collected", "letter.read-again"]


def test_the_address_of_a_letter_that_was_read_opens_nothing_for_who_proved_nothing(
    visitor: Visitor, letter: Message
) -> None:
    collect(visitor).press(f"/letters/{letter.id}")
    visitor.press("/done")
    visitor.open("/")
    visitor.press("/start?for=letter", {"language": "en"})
    for look in (visitor.open, visitor.press):
        look(f"/letters/{letter.id}")
        assert visitor.place == "/collect"
        assert "Sian" not in visitor.text
    visitor.press(f"/letters/{letter.id}/print")
    assert visitor.status == 404
    assert shown(visitor) == ["letter.collected"]


def test_every_print_is_in_the_trail(visitor: Visitor, letter: Message) -> None:
    def print_it() -> int:
        found = TOKEN.search(visitor.page)
        sent = {"X-CSRFToken": unescape(found.group(1)) if found else ""}
        address = f"{MOUNT}/letters/{letter.id}/print"
        return visitor.client.post(address, headers=sent).status_code

    collect(visitor)
    assert print_it() == 404, "it was not opened yet"
    visitor.press(f"/letters/{letter.id}")
    assert [print_it(), print_it()] == [204, 204]
    assert shown(visitor) == ["letter.collected", *["letter.printed-at-kiosk"] * 2]
