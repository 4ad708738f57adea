"""What both faces do with a journey, on both databases, through the real desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.applications import lifecycle
from app.applications.desks import Gone
from app.appointments import Slot, generate_slots, hold, offered_slots
from app.audit import Actor
from app.errors import NotFound, VersionConflict
from app.journeys.catalogue import PRISON_VISIT
from app.journeys.life import Status
from app.places import get_venue
from app.services import Services
from app.web import runner
from app.web.runner import Running, Save, check, check_section, open_application, save, submit
from tests.builders import CARDIFF, LEEDS, demo_prisoner, visit_steps

AGENT = Actor("agent", "amina", "telephone")


@pytest.fixture
def prisons(open_house: Services) -> Services:
    return open_house


def new_draft(services: Services, steps: Any = None) -> UUID:
    wish = lifecycle.Start(
        journey=PRISON_VISIT, channel="telephone", language="en", key=uuid4().hex
    )
    with services.database.unit_of_work() as session:
        draft = lifecycle.start(session, wish, actor=AGENT, at=services.now())
        if steps:
            saving = lifecycle.Saving(steps=steps, expected_version=1)
            lifecycle.record_answers(session, draft, saving, actor=AGENT, at=services.now())
        return draft.id


def opened(session: Session, services: Services, draft: UUID) -> Running:
    application = lifecycle.get_application(session, draft)
    return open_application(session, application, services, at=services.now())


def wish(services: Services, version: int) -> Save:
    return Save(actor=AGENT, at=services.now(), expected_version=version)


def post(services: Services, draft: UUID, slug: str, version: int, **typed: str) -> Any:
    """Save one page as a kiosk does; return what now applies."""
    with services.database.unit_of_work() as session:
        running = opened(session, services, draft)
        asked = running.ask(running.place(slug), MultiDict(typed))
        assert check(asked, MultiDict(typed)), [field.errors for field in asked.form]
        return save(session, running, [asked], wish(services, version), services=services)


def stored(services: Services, draft: UUID) -> Any:
    with services.database.reading() as session:
        return lifecycle.load_answers(session, draft)


def test_a_page_is_asked_saved_and_leads_to_the_next(prisons: Services) -> None:
    draft = new_draft(prisons)
    answers = post(prisons, draft, "prison", 1, prison="LEI")
    assert answers.value("prison", "way") == "request"
    with prisons.database.reading() as session:
        running = opened(session, prisons, draft)
        assert running.application.version == 2
        gap = running.path.first_unanswered()
        assert gap is not None and gap.slug == "prisoner-number"
        with pytest.raises(NotFound):
            running.place("support-details")
        with pytest.raises(NotFound):
            running.section("nowhere")


def test_the_same_page_posted_twice_is_one_save(prisons: Services) -> None:
    draft = new_draft(prisons)
    for _press in range(2):
        post(prisons, draft, "prison", 1, prison="LEI")
    with prisons.database.reading() as session:
        assert lifecycle.get_application(session, draft).version == 2


def test_a_save_against_an_old_version_shows_both_texts_and_overwrites_nothing(
    prisons: Services,
) -> None:
    draft = new_draft(prisons)
    post(prisons, draft, "prison", 1, prison="LEI")
    post(prisons, draft, "prisoner-number", 2, number="A1234BC")
    with pytest.raises(VersionConflict):
        post(prisons, draft, "prisoner-number", 2, number="A9999ZZ")
    with prisons.database.reading() as session:
        running = opened(session, prisons, draft)
        mine = running.ask(running.place("prisoner-number"), MultiDict({"number": "A9999ZZ"}))
        rows = runner.conflict_rows(running, [mine])
        same = running.ask(running.place("prison"), MultiDict({"prison": "LEI"}))
        assert runner.conflict_rows(running, [same]) == ()
    assert [(row.theirs, row.yours) for row in rows] == [("A1234BC", "A9999ZZ")]
    assert stored(prisons, draft).value("prisoner-number", "number") == "A1234BC"


def test_a_warning_holds_the_page_until_it_is_ticked_for_that_place(prisons: Services) -> None:
    draft = new_draft(prisons, visit_steps(LEEDS))
    typed = {"born-day": "1", "born-month": "5", "born-year": "1910"}
    with prisons.database.reading() as session:
        running = opened(session, prisons, draft)
        place = running.place("lead-born")
        for accepted, passes in (("", False), ("visitor-born-1:very-old", False), ("lead-born:very-old", True)):  # fmt: skip
            posted = MultiDict({**typed, "accepted": accepted})
            assert check(running.ask(place, posted), posted) is passes


def test_a_section_is_checked_beside_what_is_typed_above_it(prisons: Services) -> None:
    draft = new_draft(prisons, {("prison", 0): visit_steps(LEEDS)[("prison", 0)]})
    posted = MultiDict(
        [
            ("asked", "lead-name"),
            ("asked", "lead-born"),
            ("asked", "other-visitors"),
            ("asked", "support"),
            ("lead-name-name-first", "Nia"),
            ("lead-name-name-last", "Visitor"),
            ("lead-born-born-day", "31"),
            ("lead-born-born-month", "2"),
            ("lead-born-born-year", "1990"),
            ("other-visitors-another", "yes"),
        ]
    )
    with prisons.database.unit_of_work() as session:
        running = opened(session, prisons, draft)
        checked = check_section(running, running.section("visitors"), posted)
        assert [one.place.slug for one in checked.asked] == ["lead-name", "lead-born", "other-visitors"]  # fmt: skip
        assert [one.place.slug for one in checked.good] == ["lead-name", "other-visitors"]
        version = running.application.version
        save(session, running, checked.good, wish(prisons, version), services=prisons)
    with prisons.database.reading() as session:
        running = opened(session, prisons, draft)
        places = running.path.in_section(running.section("visitors"))
        assert [place.slug for place in places][:4] == [
            "lead-name",
            "lead-born",
            "visitor-name-1",
            "visitor-born-1",
        ]
        form = running.ask(places[0], prefix="lead-name").form
        assert form["name"].box_name("first") == "lead-name-name-first"


def test_a_time_taken_meanwhile_is_told_beside_the_question_and_nothing_is_saved(
    prisons: Services,
) -> None:
    with prisons.database.unit_of_work() as session:
        generate_slots(session, get_venue(session, "CFI"), at=prisons.now())
    before = {k: v for k, v in visit_steps(CARDIFF).items() if k[0] != "visit-time"}
    mine, theirs = new_draft(prisons, before), new_draft(prisons, before)
    with prisons.database.reading() as session:
        running = opened(session, prisons, mine)
        slot = offered_slots(session, "CFI", at=prisons.now())[0]
        posted = MultiDict({"time": str(slot.id)})
        asked = running.ask(running.place("visit-time"), posted)
        assert check(asked, posted)
    with prisons.database.unit_of_work() as session:
        session.get_one(Slot, slot.id).capacity = 1
        session.flush()
        hold(session, slot.id, theirs, at=prisons.now(), seconds=600)
    with pytest.raises(Gone) as caught, prisons.database.unit_of_work() as session:
        fresh = opened(session, prisons, mine)
        save(session, fresh, [asked], wish(prisons, 2), services=prisons)
    runner.show_gone([asked], caught.value)
    assert [str(words) for words in asked.form["time"].errors] == [str(caught.value.words)]
    assert not stored(prisons, mine).has("visit-time")


def test_sending_twice_is_as_good_as_once(prisons: Services) -> None:
    with prisons.database.unit_of_work() as session:
        generate_slots(session, get_venue(session, "LEI"), at=prisons.now())
    with prisons.database.reading() as session:
        slot = offered_slots(session, "LEI", at=prisons.now())[0]
    steps = visit_steps(LEEDS) | demo_prisoner("LEI")
    times = {"time": str(slot.id), "starts_at": slot.starts_at.isoformat(), "ends_at": slot.ends_at.isoformat()}  # fmt: skip
    draft = new_draft(prisons, {**steps, ("first-choice", 0): times})
    results = []
    for _press in range(2):
        with prisons.database.unit_of_work() as session:
            running = opened(session, prisons, draft)
            sent = submit(
                session, running, wish(prisons, running.application.version), services=prisons
            )
            results.append((sent, Status(running.application.status)))
    assert results == [(True, Status.REQUESTED), (False, Status.REQUESTED)]


@pytest.mark.parametrize(
    ("text", "version"), [("7", 7), ("", 0), ("x", 0), ("-1", 0), ("٣", 0), ("9" * 5000, 0)]
)
def test_the_version_of_a_form_is_a_small_number_or_none(text: str, version: int) -> None:
    assert runner.version_of({"version": text}) == version
