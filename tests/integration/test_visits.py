"""Prison visits through the real verbs: asked for, held, booked, refused, changed, called off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select

from app.applications import visits
from app.applications.desks import Gone
from app.applications.lifecycle import (
    NotComplete,
    Saving,
    Start,
    get_application,
    load_answers,
    record_answers,
    start,
)
from app.applications.models import Answer, Application
from app.applications.reasons import NotListed
from app.appointments import Slot, appointment_of, book, offered_slots
from app.audit import Actor, trail_of, verify
from app.errors import AlreadyDone, NotAllowedNow, VersionConflict
from app.journeys.catalogue import PRISON_VISIT
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.catalogue.prison_visit.lookups import OfferedTime
from app.journeys.life import Status
from app.messages.models import Message
from app.messages.outbox import messages_of
from app.people import get_person
from app.services import Services, make_services
from tests.builders import CARDIFF, LEEDS, demo_prisoner, visit_steps

AGENT = Actor("agent", "amina", "telephone")
ANSWER_DAY = "2026-11-30"
CLERK = Actor("agent", "bryn")


def times(services: Services, code: str) -> list[OfferedTime]:
    with services.database.reading() as session:
        slots = offered_slots(session, code, at=services.now())
    return [OfferedTime(str(slot.id), slot.starts_at, slot.ends_at) for slot in slots]


def keyed(services: Services, prison=LEEDS, *, nth: int = 0, draft: UUID | None = None) -> UUID:
    """Return a draft with every answer given, the nth offered time chosen."""
    chosen = times(services, prison.code)[nth]
    with services.database.unit_of_work() as session:
        if draft is None:
            wish = Start(journey=PRISON_VISIT, channel="telephone", language="en", key=str(uuid4()))
            application = start(session, wish, actor=AGENT, at=services.now())
        else:
            application = get_application(session, draft)
        steps = visit_steps(prison, time=chosen) | demo_prisoner(prison.code)
        saving = Saving(steps=steps, expected_version=application.version)
        answers = record_answers(session, application, saving, actor=AGENT, at=services.now())
        services.desks["prison-visit"].recorded(
            session, application, answers, saved=saving.steps.keys(), at=services.now()
        )
        return application.id


def send(services: Services, application_id: UUID) -> str:
    with services.database.unit_of_work() as session:
        application = get_application(session, application_id)
        services.desks["prison-visit"].submit(
            session,
            application,
            actor=AGENT,
            at=services.now(),
            expected_version=application.version,
        )
        return application.status


def kinds(services: Services, application_id: UUID) -> list[str]:
    with services.database.reading() as session:
        return sorted(message.kind for message in messages_of(session, application_id))


def taken(services: Services, slot_id: str) -> int:
    with services.database.reading() as session:
        return session.get_one(Slot, int(slot_id)).taken


def test_changed_answers_are_taken_out_in_one_go_and_a_prison_is_looked_up_once(
    open_house: Services,
) -> None:
    visit = keyed(open_house)
    sent: list[str] = []
    event.listen(open_house.database.engine, "before_cursor_execute", lambda *told: sent.append(told[2]))  # fmt: skip
    keyed(open_house, CARDIFF, draft=visit)
    assert len([one for one in sent if one.startswith("DELETE FROM answers")]) == 1
    with open_house.database.reading() as session:
        stored = load_answers(session, visit)
        assert stored.value("prison", "prison") == CARDIFF.code
        sent.clear()
        application = get_application(session, visit)
        lookups: Any = open_house.desks["prison-visit"].lookups(
            session, application, at=open_house.now()
        )
        assert lookups.prison(CARDIFF.code) == lookups.prison(CARDIFF.code)
        assert lookups.prison("NOWHERE") is None
    assert len([one for one in sent if "FROM venues" in one]) == 2


def test_a_request_is_acknowledged_then_confirmed_with_a_reminder(open_house: Services) -> None:
    visit = keyed(open_house)
    assert send(open_house, visit) == Status.REQUESTED
    assert kinds(open_house, visit) == ["visit-requested"]
    with open_house.database.reading() as session:
        (told,) = messages_of(session, visit)
        assert told.body["answer_by"] == ANSWER_DAY
    slot = times(open_house, "LEI")[0].id
    with open_house.database.unit_of_work() as session:
        application = get_application(session, visit)
        visits.confirm(session, application, int(slot), actor=CLERK, at=open_house.now())
    assert kinds(open_house, visit) == ["visit-booked", "visit-reminder", "visit-requested"]
    assert taken(open_house, slot) == 1
    with open_house.database.reading() as session:
        application = get_application(session, visit)
        person = get_person(session, application.person_id)
        assert (person.last_name, person.may_text, person.may_write) == ("Visitor", True, False)
        actions = [entry.action for entry in trail_of(session, visit)]
        assert actions[0] == "application.started"
        assert "application.book" in actions
        assert verify(session).faults == ()


def test_an_instant_visit_holds_its_slot_and_is_booked_when_sent(open_house: Services) -> None:
    slot = times(open_house, "CFI")[0].id
    visit = keyed(open_house, CARDIFF)
    assert taken(open_house, slot) == 1
    assert send(open_house, visit) == VisitStatus.BOOKED
    assert taken(open_house, slot) == 1
    assert kinds(open_house, visit) == ["visit-booked", "visit-reminder"]


def test_a_hold_that_lapsed_is_sold_again_and_the_person_is_told(
    open_house: Services, clock
) -> None:
    slot = times(open_house, "CFI")[0].id
    visit = keyed(open_house, CARDIFF)
    clock.forward(minutes=11)
    with open_house.database.unit_of_work() as session:
        row = session.get_one(Slot, int(slot))
        row.capacity = 1
        session.flush()
        other = start(
            session,
            Start(journey=PRISON_VISIT, channel="kiosk", language="en", key="other"),
            actor=AGENT,
            at=open_house.now(),
        )
        book(session, int(slot), other.id, at=open_house.now())
    with pytest.raises(Gone) as gone:
        send(open_house, visit)
    assert (gone.value.place, gone.value.question) == ("visit-time", "time")
    with open_house.database.reading() as session:
        assert get_application(session, visit).status == Status.DRAFT
        assert kinds(open_house, visit) == []


def test_a_choice_that_filled_up_meanwhile_is_refused_at_its_step(open_house: Services) -> None:
    visit = keyed(open_house)
    slot = times(open_house, "LEI")[0].id
    with open_house.database.unit_of_work() as session:
        row = session.get_one(Slot, int(slot))
        row.taken = row.capacity
    with pytest.raises(Gone) as gone:
        send(open_house, visit)
    assert gone.value.place == "first-choice"


def test_sending_twice_sends_once(open_house: Services) -> None:
    visit = keyed(open_house)
    send(open_house, visit)
    with pytest.raises(AlreadyDone):
        send(open_house, visit)
    assert kinds(open_house, visit) == ["visit-requested"]


def test_an_unfinished_draft_is_not_sent(open_house: Services) -> None:
    with open_house.database.unit_of_work() as session:
        wish = Start(journey=PRISON_VISIT, channel="kiosk", language="cy", key="k")
        application = start(session, wish, actor=AGENT, at=open_house.now())
        again = start(session, wish, actor=AGENT, at=open_house.now())
        assert again.id == application.id
    with pytest.raises(NotComplete) as incomplete:
        send(open_house, application.id)
    assert incomplete.value.place == "prison"


def test_rejecting_says_why_and_cannot_be_done_twice(open_house: Services) -> None:
    visit = keyed(open_house)
    send(open_house, visit)
    decision = visits.Decision(reason="no-allowance", until=date(2026, 12, 20))
    with open_house.database.unit_of_work() as session:
        application = get_application(session, visit)
        visits.reject(session, application, decision, actor=CLERK, at=open_house.now())
    assert kinds(open_house, visit) == ["visit-rejected", "visit-requested"]
    with pytest.raises(AlreadyDone), open_house.database.unit_of_work() as session:
        application = get_application(session, visit)
        visits.reject(session, application, decision, actor=CLERK, at=open_house.now())
    with pytest.raises(NotAllowedNow), open_house.database.unit_of_work() as session:
        application = get_application(session, visit)
        visits.cancel(session, application, visits.Decision(reason="prison"), actor=CLERK, at=open_house.now())  # fmt: skip


@pytest.mark.parametrize("bad", [visits.Decision(reason="whim"), visits.Decision(reason="other")])
def test_a_reason_must_be_listed_and_worded(open_house: Services, bad) -> None:
    visit = keyed(open_house)
    send(open_house, visit)
    with pytest.raises(NotListed), open_house.database.unit_of_work() as session:
        visits.reject(session, get_application(session, visit), bad, actor=CLERK, at=open_house.now())  # fmt: skip


def test_cancelling_gives_the_slot_back_and_takes_back_the_reminder(open_house: Services) -> None:
    slot = times(open_house, "CFI")[0].id
    visit = keyed(open_house, CARDIFF)
    send(open_house, visit)
    with open_house.database.unit_of_work() as session:
        application = get_application(session, visit)
        visits.cancel(session, application, visits.Decision(reason="visitor"), actor=AGENT, at=open_house.now())  # fmt: skip
    assert taken(open_house, slot) == 0
    with open_house.database.reading() as session:
        states = {m.kind: m.state for m in session.scalars(select(Message))}
    assert states["visit-reminder"] == "cancelled"
    assert states["visit-cancelled"] == "queued"


def test_withdrawing_a_request_is_confirmed(open_house: Services) -> None:
    visit = keyed(open_house)
    send(open_house, visit)
    with open_house.database.unit_of_work() as session:
        visits.withdraw(session, get_application(session, visit), actor=AGENT, at=open_house.now())
    assert kinds(open_house, visit) == ["visit-requested", "visit-withdrawn"]


def test_a_change_keeps_the_old_slot_until_the_new_one_is_confirmed(open_house: Services) -> None:
    offered = times(open_house, "CFI")
    visit = keyed(open_house, CARDIFF)
    send(open_house, visit)
    with open_house.database.unit_of_work() as session:
        booked = get_application(session, visit)
        draft = visits.start_change(
            session, booked, key="c", channel="telephone", actor=AGENT, at=open_house.now()
        )
        answers = load_answers(session, draft.id)
        assert answers.at("lead-name") == {"name": {"first": "Nia", "last": "Visitor"}}
        assert not answers.has("visit-time")
    keyed(open_house, CARDIFF, nth=1, draft=draft.id)
    assert (taken(open_house, offered[0].id), taken(open_house, offered[1].id)) == (1, 1)
    assert send(open_house, draft.id) == VisitStatus.BOOKED
    assert (taken(open_house, offered[0].id), taken(open_house, offered[1].id)) == (0, 1)
    with open_house.database.reading() as session:
        assert get_application(session, visit).status == VisitStatus.REPLACED
        assert appointment_of(session, visit) is None
    assert "visit-changed" in kinds(open_house, draft.id)


def test_two_people_on_one_draft_never_overwrite_each_other(open_house: Services) -> None:
    visit = keyed(open_house)
    with open_house.database.unit_of_work() as session:
        application = get_application(session, visit)
        version = application.version
        first = Saving(steps={("support", 0): {"needed": True}}, expected_version=version)
        record_answers(session, application, first, actor=AGENT, at=open_house.now())
    with pytest.raises(VersionConflict), open_house.database.unit_of_work() as session:
        application = get_application(session, visit)
        second = Saving(steps={("support", 0): {"needed": False}}, expected_version=version)
        record_answers(session, application, second, actor=CLERK, at=open_house.now())
    with open_house.database.unit_of_work() as session:
        application = get_application(session, visit)
        record_answers(session, application, first, actor=AGENT, at=open_house.now())
        assert application.version == version + 1
        assert load_answers(session, visit).value("support", "needed") is True


def test_answers_say_who_typed_them_and_when(open_house: Services) -> None:
    visit = keyed(open_house)
    with open_house.database.reading() as session:
        application = session.get_one(Application, visit)

        row = session.scalars(select(Answer).where(Answer.application_id == application.id)).first()
        assert (row.typed_by, row.channel, row.said_by) == ("agent:amina", "telephone", "applicant")
        assert row.at == open_house.now()


def test_the_reminder_is_due_at_ten_in_london_the_day_before(open_house: Services) -> None:
    visit = keyed(open_house, CARDIFF)
    send(open_house, visit)
    start_at = times(open_house, "CFI")[0].starts_at
    with open_house.database.reading() as session:
        (reminder,) = [m for m in messages_of(session, visit) if m.kind == "visit-reminder"]
    assert reminder.due_at.date() == (start_at - timedelta(days=1)).date()
    assert reminder.due_at.hour == 10


@pytest.mark.parametrize("key", ["x" * 10_000, "\x00", "\ud800", "'; DROP TABLE applications"])
def test_any_start_key_makes_one_application(open_house: Services, key: str) -> None:
    with open_house.database.unit_of_work() as session:
        wish = Start(journey=PRISON_VISIT, channel="kiosk", language="en", key=key)
        one = start(session, wish, actor=AGENT, at=open_house.now())
        assert start(session, wish, actor=AGENT, at=open_house.now()).id == one.id


def test_an_answer_that_a_later_prison_makes_wrong_is_refused_when_sent(
    open_house: Services,
) -> None:
    """The prisoner is at Leeds; the prison is changed to Cardiff after the check."""
    visit = keyed(open_house, CARDIFF)
    with open_house.database.unit_of_work() as session:
        application = get_application(session, visit)
        wrong = Saving(
            steps={("prisoner-born", 0): {"born": "1985-03-28"}},
            expected_version=application.version,
        )
        record_answers(session, application, wrong, actor=AGENT, at=open_house.now())
    with pytest.raises(Gone) as gone:
        send(open_house, visit)
    assert (gone.value.place, gone.value.question) == ("prisoner-born", "born")


def test_the_worker_is_nudged_once_a_message_is_committed_and_not_before(
    open_house: Services,
) -> None:
    class Counting:
        nudges = 0

        def nudge(self) -> None:
            self.nudges += 1

    jobs = Counting()
    made = make_services(open_house.settings, time=open_house.clock, jobs=jobs)
    visit = keyed(made)
    assert jobs.nudges == 0
    send(made, visit)
    assert jobs.nudges == 1
    with pytest.raises(AlreadyDone):
        send(made, visit)
    assert jobs.nudges == 1
    made.database.dispose()
