"""Reply slips and signed pages: kept once, whoever scans, and acted on by each service's own table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.audit import Actor, AuditEntry
from app.errors import AlreadyDone
from app.messages.kinds import all_kinds, also, wording_of
from app.messages.legal_aid_newer import LEGAL_AID_OUTCOME
from app.messages.letter_lookup import held_letter
from app.messages.models import Message
from app.messages.post_in import (
    InBefore,
    NoSuchPost,
    NotOnTheSlip,
    Pages,
    page_in,
    pages_of,
    slip_in,
    slip_of,
    undo_post,
)
from app.messages.returned import come_back
from app.messages.returned_models import PostIn, ReturnedLetter
from app.messages.slip_wording import VISIT_REQUESTED
from app.messages.wording import Slip
from app.people import set_rules
from app.reactions.slip_answers import BECOMES
from app.reactions.slips import SLIPS, take_slip, undo_slip
from app.tasks import Task, TaskKind
from tests.integration.messages.conftest import Carriers, add_person, queue
from tests.integration.messages.signed_form import KIND as FORM
from tests.integration.messages.signed_form import SIGNED_FORM
from tests.integration.messages.test_outbox import add_application
from tests.integration.messages.test_returned import DEV, print_all

HOURS = {"from": "09:00", "to": "09:30", "days": [0, 1, 2, 3, 4]}


@pytest.fixture
def letter(carriers: Carriers, at: datetime) -> Message:
    """A printed letter about a visit request, whose last page is a slip."""
    with carriers.database.unit_of_work() as session:
        application = add_application(session, at).id
        person = add_person(session, at, may_text=False)
        set_rules(session, person.id, {"hours": HOURS}, actor=DEV, at=at)
        (message,) = queue(session, person, at, kind="visit-requested", application_id=application)
    print_all(carriers, at)
    return message


def take(carriers: Carriers, letter: Message, at: datetime, **ticks: Any) -> PostIn:
    with carriers.database.unit_of_work() as session:
        return take_slip(session, letter.id, ticks, actor=DEV, at=at, page=3)


def tasks(carriers: Carriers) -> dict[str, Task]:
    with carriers.database.reading() as session:
        return {task.reason: task for task in session.scalars(select(Task))}


@pytest.mark.parametrize(
    ("wording", "journey"), [(VISIT_REQUESTED, "prison-visit"), (LEGAL_AID_OUTCOME, "legal-aid")]
)
def test_every_box_of_every_slip_has_its_line_in_the_table(wording: Any, journey: str) -> None:
    said = [wording.said({wording.by: case}) for case in wording.cases] or [wording.said({})]
    for one in said:
        (slip,) = [part for part in one.parts if isinstance(part, Slip)]
        boxes = [(code, choice.code) for code, _asked, choice in slip.boxes()]
        assert {choice for _code, choice in boxes} == {*SLIPS[journey], *BECOMES}
        assert [code for code, _choice in boxes] == ["A1", "A2", "A3", "B1", "B2", "B3"]


def test_the_wordings_that_went_out_before_stay_as_they_were() -> None:
    latest = {wording.kind: wording.version for wording in all_kinds()}
    for kind, version in (("visit-requested", 3), ("legal-aid-outcome", 4)):
        assert latest[kind] == version
        slips = [
            [part for part in one.parts if isinstance(part, Slip)]
            for one in (wording_of(kind, 1), wording_of(kind, 2))
        ]
        assert slips[0] == [] and len(slips[1][0].questions) == 1


def test_a_letter_without_an_address_to_reply_to_has_no_slip(
    carriers: Carriers, at: datetime
) -> None:
    holes = {**wording_of("visit-requested").sample, "reply_to": []}
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_text=False)
        (message,) = queue(session, person, at, kind="visit-requested", holes=holes)
    print_all(carriers, at)
    with carriers.database.unit_of_work() as session:
        assert slip_of(message) is None
        assert held_letter(session, message.id).pages == 1
        with pytest.raises(NotOnTheSlip):
            slip_in(session, message.id, {}, actor=DEV, at=at)


def test_a_call_that_was_ticked_is_due_within_the_hours(
    carriers: Carriers, letter: Message, at: datetime
) -> None:
    take(carriers, letter, at, visit=["call-me", "cannot-come"])
    found = tasks(carriers)
    assert set(found) == {"slip-call-me", "slip-cannot-come"}
    assert found["slip-call-me"].kind == TaskKind.CALL_BACK
    assert found["slip-call-me"].due_at == (at + timedelta(days=2)).replace(hour=9)
    assert found["slip-cannot-come"].due_at == at + timedelta(hours=2)
    assert found["slip-cannot-come"].details["words"].startswith("I cannot come.")
    assert found["slip-cannot-come"].message_id == letter.id


def test_a_slip_is_kept_once_and_comes_again_after_an_undo(
    carriers: Carriers, letter: Message, at: datetime
) -> None:
    post = take(carriers, letter, at, visit=["another-time"])
    assert (post.answers, post.page) == ({"visit": ["another-time"], "wishes": []}, 3)
    with pytest.raises(InBefore) as raised:
        take(carriers, letter, at, visit=["call-me"])
    assert raised.value.post.id == post.id
    with carriers.database.unit_of_work() as session:
        undo_slip(session, post.id, actor=DEV, at=at)
    assert tasks(carriers)["slip-another-time"].outcome == "not-needed"
    with carriers.database.unit_of_work() as session, pytest.raises(AlreadyDone):
        undo_slip(session, post.id, actor=DEV, at=at)
    assert take(carriers, letter, at, visit=["call-me"]).id != post.id
    with carriers.database.reading() as session:
        actions = list(session.scalars(select(AuditEntry.action)))
    assert actions.count("slip.came-in") == 2 and actions.count("slip.undone") == 1


@pytest.mark.parametrize("ticks", [{"visit": ["papers"]}, {"help": ["call-me"]}])
def test_a_box_that_is_not_on_the_slip_is_refused(
    carriers: Carriers, letter: Message, at: datetime, ticks: dict[str, list[str]]
) -> None:
    with pytest.raises(NotOnTheSlip):
        take(carriers, letter, at, **ticks)
    assert tasks(carriers) == {}


@pytest.fixture
def form(carriers: Carriers, at: datetime) -> Iterator[Message]:
    """A printed form: pages 1 and 3 have a place to sign, 2 and 4 have none."""
    with also([SIGNED_FORM]):
        with carriers.database.unit_of_work() as session:
            person = add_person(session, at, may_text=False, language="cy")
            holes = wording_of("visit-requested", 1).sample
            (message,) = queue(session, person, at, kind=FORM, holes=holes)
        print_all(carriers, at)
        yield message


def test_signed_pages_are_kept_page_by_page_and_only_those_to_sign_are_awaited(
    carriers: Carriers, form: Message, at: datetime
) -> None:
    def come(page: int) -> tuple[PostIn, Pages]:
        with carriers.database.unit_of_work() as session:
            return page_in(session, form.id, page, actor=DEV, at=at)

    with carriers.database.reading() as session:
        held = held_letter(session, form.id)
        assert held.to_sign is not None and len(held.to_sign) == 2 < held.pages
        first, last = held.to_sign
        assert pages_of(session, held).missing == (first, last)
    post, pages = come(last)
    assert (pages.here, pages.missing, pages.complete) == ((last,), (first,), False)
    _other, pages = come(2)
    assert (pages.here, pages.missing) == ((2, last), (first,))
    _first, pages = come(first)
    assert (pages.missing, pages.complete) == ((), True)
    with carriers.database.unit_of_work() as session:
        undo_post(session, post.id, actor=DEV, at=at)
        assert pages_of(session, held_letter(session, form.id)).missing == (last,)
        with pytest.raises(NoSuchPost):
            undo_post(session, form.id, actor=DEV, at=at)


def test_a_letter_without_a_place_to_sign_awaits_no_page(
    carriers: Carriers, letter: Message
) -> None:
    with carriers.database.reading() as session:
        held = held_letter(session, letter.id)
        pages = pages_of(session, held)
    assert held.to_sign is None
    assert (pages.to_sign, pages.missing, pages.complete) == ((), (), False)


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """Let four scanners do the same at the same moment; return what each got."""

    def tried(number: int) -> Any:
        try:
            return work(number)
        except AlreadyDone as done:
            return done

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(tried, range(4)))


def test_the_same_post_scanned_by_four_at_once_is_kept_once(
    carriers: Carriers, letter: Message, at: datetime
) -> None:
    take_one = at_once(lambda _number: take(carriers, letter, at, visit=["call-me"]))
    assert sum(isinstance(one, PostIn) for one in take_one) == 1

    def back(number: int) -> UUID:
        with carriers.database.unit_of_work() as session:
            actor = Actor("agent", f"scanner-{number}")
            return come_back(session, letter.id, "gone-away", actor=actor, at=at).id

    came_back = at_once(back)
    assert sum(isinstance(one, UUID) for one in came_back) == 1
    with carriers.database.reading() as session:
        assert len(session.scalars(select(ReturnedLetter)).all()) == 1
    assert set(tasks(carriers)) == {"slip-call-me", "letter-gone-away"}
