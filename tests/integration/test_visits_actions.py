"""What staff can do with a visit: each action of the desk through its own form, as a page does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from werkzeug.datastructures import MultiDict

from app.applications.actions import Action, Deciding, Doing
from app.applications.desks import Desk, Gone
from app.applications.lifecycle import get_application, load_answers
from app.appointments import Slot
from app.clock import today
from app.errors import AlreadyDone
from app.identity.permissions import Permission
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.life import Status
from app.journeys.questions import StepForm
from app.services import Services
from tests.builders import CARDIFF, LEEDS
from tests.integration.test_visits import AGENT, CLERK, keyed, kinds, send, times

BY_HAND = replace(LEEDS, way="by-hand")


def desk(services: Services) -> Desk:
    return services.desks["prison-visit"]


def action(services: Services, slug: str) -> Action:
    return next(one for one in desk(services).actions if one.slug == slug)


def offered(services: Services, visit: UUID, *, needs: Permission) -> list[str]:
    with services.database.reading() as session:
        application = get_application(session, visit)
        deciding = Deciding(
            session=session,
            application=application,
            answers=load_answers(session, visit),
            at=services.now(),
        )
        return [
            one.slug
            for one in desk(services).actions
            if one.needs == needs and application.status in one.leaves and one.offered(deciding)
        ]


def do(
    services: Services, visit: UUID, slug: str, filled: Mapping[str, str] | None = None
) -> StepForm | UUID | None:
    """Carry an action out; return what was refused, or the application to go on with."""
    one = action(services, slug)
    with services.database.unit_of_work() as session:
        doing = Doing(
            session=session,
            application=get_application(session, visit),
            answers=load_answers(session, visit),
            at=services.now(),
            actor=CLERK if one.needs == Permission.VISIT_DECIDE else AGENT,
            channel="telephone",
            key="one-press",
        )
        form = one.form(MultiDict({f"{slug}-{name}": text for name, text in (filled or {}).items()}), prefix=slug)  # fmt: skip
        if one.prepare:
            one.prepare(form, doing)
        if not form.validate() or (one.check and not one.check(form, doing)):
            return form
        onward = one.do(doing, form.values())
        return onward.id if onward else None


def stands(services: Services, visit: UUID) -> str:
    with services.database.reading() as session:
        return get_application(session, visit).status


def facts(services: Services, visit: UUID) -> list[tuple[str, str]]:
    with services.database.reading() as session:
        found = desk(services).facts(
            session,
            get_application(session, visit),
            load_answers(session, visit),
            at=services.now(),
        )
        return [(str(fact.tag), str(fact.text)) for fact in found]


def ending(services: Services, visit: UUID) -> tuple[str, list[str], list[str]]:
    with services.database.reading() as session:
        said = desk(services).ending(
            session,
            get_application(session, visit),
            load_answers(session, visit),
            at=services.now(),
        )
        return str(said.title), [str(line) for line in said.lines], [str(one) for one in said.next]


def requested(services: Services, prison=LEEDS) -> UUID:
    visit = keyed(services, prison)
    send(services, visit)
    return visit


def test_each_action_has_a_slug_of_its_own(open_house: Services) -> None:
    slugs = [one.slug for one in desk(open_house).actions]
    assert len(slugs) == len(set(slugs))


def test_who_may_do_what_follows_the_status(open_house: Services) -> None:
    visit = requested(open_house)
    clerk, agent = Permission.VISIT_DECIDE, Permission.VISIT_CANCEL_FOR_VISITOR
    assert offered(open_house, visit, needs=clerk) == ["confirm", "reject", "withdraw"]
    assert offered(open_house, visit, needs=agent) == ["withdraw-for-visitor"]
    do(open_house, visit, "confirm", {"slot": times(open_house, "LEI")[0].id})
    assert offered(open_house, visit, needs=clerk) == ["cancel"]
    assert offered(open_house, visit, needs=agent) == ["change", "cancel-for-visitor"]


def test_a_clerk_books_one_of_the_times_asked_for(open_house: Services) -> None:
    visit, asked = requested(open_house), times(open_house, "LEI")
    refused = do(open_house, visit, "confirm", {"slot": asked[5].id})
    assert isinstance(refused, StepForm)
    assert refused["slot"].errors
    assert stands(open_house, visit) == Status.REQUESTED
    assert do(open_house, visit, "confirm", {"slot": asked[0].id}) is None
    assert stands(open_house, visit) == VisitStatus.BOOKED


def test_a_time_that_filled_up_is_said_beside_the_choice(open_house: Services) -> None:
    visit, slot_id = requested(open_house), int(times(open_house, "LEI")[0].id)
    with open_house.database.unit_of_work() as session:
        slot = session.get_one(Slot, slot_id)
        slot.taken = slot.capacity
    with pytest.raises(Gone) as gone:
        do(open_house, visit, "confirm", {"slot": str(slot_id)})
    assert gone.value.question == "slot"
    assert stands(open_house, visit) == Status.REQUESTED


def test_the_second_clerk_is_told_that_it_was_done(open_house: Services) -> None:
    visit = requested(open_house)
    slot = {"slot": times(open_house, "LEI")[0].id}
    do(open_house, visit, "confirm", slot)
    with pytest.raises(AlreadyDone):
        do(open_house, visit, "confirm", slot)


def test_a_prison_that_finds_the_time_has_it_typed_in(open_house: Services) -> None:
    visit = requested(open_house, BY_HAND)
    assert offered(open_house, visit, needs=Permission.VISIT_DECIDE)[0] == "agree"
    day = today(open_house.now()) + timedelta(days=14)
    typed = {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    refused = do(open_house, visit, "agree", {**typed, "starts": "4pm", "ends": "2pm"})
    assert isinstance(refused, StepForm)
    assert refused["ends"].errors
    assert do(open_house, visit, "agree", {**typed, "starts": "2pm", "ends": "4pm"}) is None
    assert stands(open_house, visit) == VisitStatus.BOOKED


def test_another_reason_needs_words_and_the_reason_is_kept(open_house: Services) -> None:
    visit = requested(open_house)
    refused = do(open_house, visit, "reject", {"reason": "other"})
    assert isinstance(refused, StepForm)
    assert refused["words"].errors
    do(open_house, visit, "reject", {"reason": "duplicate"})
    with open_house.database.reading() as session:
        said = desk(open_house).decision_words(get_application(session, visit))
    assert str(said) == "The same visit was asked for before"
    assert kinds(open_house, visit) == ["visit-rejected", "visit-requested"]


@pytest.mark.parametrize(
    ("slug", "filled"), [("cancel", {"reason": "capacity"}), ("cancel-for-visitor", {})]
)
def test_a_booked_visit_is_cancelled(
    open_house: Services, slug: str, filled: dict[str, str]
) -> None:
    visit = requested(open_house, CARDIFF)
    assert do(open_house, visit, slug, filled) is None
    assert stands(open_house, visit) == VisitStatus.CANCELLED
    assert "visit-cancelled" in kinds(open_house, visit)


@pytest.mark.parametrize("slug", ["withdraw", "withdraw-for-visitor"])
def test_a_request_is_taken_back(open_house: Services, slug: str) -> None:
    visit = requested(open_house)
    do(open_house, visit, slug)
    assert stands(open_house, visit) == Status.WITHDRAWN
    assert "visit-withdrawn" in kinds(open_house, visit)


def test_a_change_gives_one_draft_to_go_on_with(open_house: Services) -> None:
    visit = requested(open_house, CARDIFF)
    draft = do(open_house, visit, "change")
    assert isinstance(draft, UUID)
    assert do(open_house, visit, "change") == draft
    assert stands(open_house, draft) == Status.DRAFT
    assert stands(open_house, visit) == VisitStatus.BOOKED


def test_staff_see_whether_the_prisoner_agrees_and_how_the_time_stands(
    open_house: Services,
) -> None:
    visit = requested(open_house)
    assert facts(open_house, visit) == [
        ("Agrees", "The details agree with the prisoner record."),
    ]
    do(open_house, visit, "confirm", {"slot": times(open_house, "LEI")[0].id})
    assert [tag for tag, _text in facts(open_house, visit)] == ["Agrees", "Booked"]


def test_the_visitor_is_told_what_comes_next(open_house: Services) -> None:
    booked = requested(open_house, CARDIFF)
    title, lines, after = ending(open_house, booked)
    assert title == "Your visit is booked"
    assert lines[0] == "Cardiff"
    assert after == [
        "Each adult must bring photo ID.",
        "We will send a text to the number that ends in 123.",
    ]
    title, lines, after = ending(open_house, requested(open_house))
    assert (title, lines) == ("Your request was sent", [])
    assert after[1].startswith("You should have an answer by ")
    by_hand = ending(open_house, requested(open_house, BY_HAND))[2]
    assert by_hand[1] == "The prison will write or call to agree a time."
