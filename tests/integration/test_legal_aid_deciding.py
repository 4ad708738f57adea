"""What advisers and agents do with a question about legal aid, also two of them at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from werkzeug.datastructures import MultiDict

from app.applications.actions import Action, Deciding, Doing
from app.applications.desks import Gone
from app.applications.legal_aid_deciding import Called, close, follow_up, move_call, refer
from app.applications.legal_aid_reasons import CALLS, CLOSINGS, PROVIDERS, providers_for
from app.applications.lifecycle import get_application, load_answers
from app.applications.listing import listed, rows
from app.applications.models import Application
from app.applications.reasons import NotListed
from app.appointments import book
from app.audit import Actor, trail_of
from app.data import read_rows
from app.errors import AlreadyDone, NotAllowedNow
from app.identity.permissions import Permission
from app.journeys.catalogue.legal_aid.scope import PROBLEMS
from app.journeys.questions import StepForm
from app.services import Services
from tests.integration.booking_rows import add_applications
from tests.integration.legal_aid_calls import (
    ADVISER,
    OTHER,
    facts,
    found,
    half_hours,
    keyed,
    kinds,
    messages,
    sent,
    taken,
)

NO_CALL = "No call is to come. The number is 07700 900456."


def action(services: Services, slug: str) -> Action:
    return next(one for one in services.desks["legal-aid"].actions if one.slug == slug)


def carry_out(
    services: Services,
    question: UUID,
    slug: str,
    *,
    actor: Actor = ADVISER,
    key: str = "",
    **typed: str,
) -> StepForm:
    """Fill in an action's form as the console does and carry it out where it fits."""
    one = action(services, slug)
    with services.database.unit_of_work() as session:
        about: dict[str, Any] = {
            "session": session,
            "application": get_application(session, question),
            "answers": load_answers(session, question),
            "at": services.now(),
        }
        deciding = Deciding(**about)
        if deciding.application.status not in one.leaves or not one.offered(deciding):
            raise NotAllowedNow(slug)
        form = one.form(MultiDict(typed))
        if one.prepare:
            one.prepare(form, deciding)
        if form.validate() and (one.check is None or one.check(form, deciding)):
            one.do(Doing(**about, actor=actor, channel="telephone", key=key), form.values())
        return form


def test_no_answer_is_noted_and_called_again_at_another_time(open_house: Services) -> None:
    first, second = half_hours(open_house)[:2]
    question = sent(open_house, call="we-call-you", time=first)
    carry_out(open_house, question, "follow-up", outcome="no-answer", words="Rang out")
    assert found(open_house, question).status == "in-hand"
    assert found(open_house, question).due_at == first.starts_at
    carry_out(open_house, question, "follow-up", outcome="call-again", time=second.id)
    application = found(open_house, question)
    assert (application.status, application.due_at) == ("in-hand", second.starts_at)
    assert (taken(open_house, first), taken(open_house, second)) == (0, 1)
    moved = messages(open_house, question)[0]
    assert moved.kind == "legal-aid-call-moved"
    assert moved.body["starts_at"] == second.starts_at.isoformat()
    assert moved.body["old_starts_at"] == first.starts_at.isoformat()
    desk = open_house.desks["legal-aid"]
    assert str(desk.decision_words(application)) == "We call again at another time"
    seen = facts(open_house, question)
    assert any("No answer. Rang out" in line for line in seen)


def test_a_missed_call_is_not_called_off_afterwards(open_house: Services, clock) -> None:
    first = half_hours(open_house)[0]
    question = sent(open_house, call="we-call-you", time=first)
    clock.forward(hours=3)
    form = carry_out(open_house, question, "follow-up", outcome="call-again", time=first.id)
    assert form["time"].errors
    later = half_hours(open_house)[0]
    carry_out(open_house, question, "follow-up", outcome="call-again", time=later.id)
    moved = messages(open_house, question)[0]
    assert (moved.body["old_starts_at"], moved.body["starts_at"]) == (None, later.starts_at.isoformat())  # fmt: skip


def test_having_spoken_gives_back_a_call_that_was_to_come(open_house: Services) -> None:
    first = half_hours(open_house)[0]
    question = sent(open_house, call="we-call-you", time=first)
    carry_out(open_house, question, "follow-up", outcome="reached")
    assert taken(open_house, first) == 0
    assert found(open_house, question).due_at == open_house.now()
    assert facts(open_house, question)[0] == NO_CALL
    with pytest.raises(NotAllowedNow):
        carry_out(open_house, question, "cancel-call")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"outcome": "call-again"}, "time"),
        ({"outcome": "reached", "time": "first"}, "outcome"),
        ({"outcome": "vanished"}, "outcome"),
        ({"outcome": "call-again", "time": "999999"}, "time"),
    ],
)
def test_a_time_goes_with_calling_again_only(
    open_house: Services, typed: dict[str, str], wrong: str
) -> None:
    question = sent(open_house)
    if typed.get("time") == "first":
        typed = {**typed, "time": half_hours(open_house)[0].id}
    form = carry_out(open_house, question, "follow-up", **typed)
    assert form[wrong].errors
    assert found(open_house, question).status == "requested"


def test_the_same_note_twice_is_one_and_two_advisers_notes_are_both_kept(
    open_house: Services,
) -> None:
    question = sent(open_house)
    for _time in range(2):
        carry_out(open_house, question, "follow-up", key="k1", outcome="no-answer")
    carry_out(open_house, question, "follow-up", key="k2", actor=OTHER, outcome="message-left")
    calls = found(open_house, question).decision["calls"]
    assert [(call["by"], call["outcome"]) for call in calls] == [
        ("carys", "no-answer"),
        ("dewi", "message-left"),
    ]


def test_passing_on_tells_to_whom_and_the_second_adviser_is_told_it_was_done(
    open_house: Services,
) -> None:
    first = half_hours(open_house)[0]
    question = sent(open_house, call="we-call-you", time=first)
    carry_out(open_house, question, "refer", who="specialist-by-phone", words="They ring you")
    assert found(open_house, question).status == "referred"
    assert taken(open_house, first) == 0
    assert facts(open_house, question)[0] == NO_CALL
    told = messages(open_house, question)[-1]
    assert told.kind == "legal-aid-referred"
    assert (told.body["reason"], told.body["words"]) == ("specialist-by-phone", "They ring you")
    with pytest.raises(AlreadyDone), open_house.database.unit_of_work() as session:
        application = get_application(session, question)
        refer(session, application, "adviser-in-person", actor=OTHER, at=open_house.now())
    assert kinds(open_house, question) == ["legal-aid-outcome", "legal-aid-referred"]


@pytest.mark.parametrize("closing", CLOSINGS, ids=lambda closing: closing.slug)
def test_closing_tells_where_its_code_says_so(open_house: Services, closing) -> None:
    question = sent(open_house)
    carry_out(open_house, question, "close", reason=closing.slug, words="Because")
    application = found(open_house, question)
    assert (application.status, application.decision["reason"]) == ("closed", closing.slug)
    assert ("legal-aid-closed" in kinds(open_house, question)) is closing.tells
    with pytest.raises(AlreadyDone), open_house.database.unit_of_work() as session:
        application = get_application(session, question)
        close(session, application, "duplicate", actor=OTHER, at=open_house.now())


def test_another_reason_needs_words(open_house: Services) -> None:
    question = sent(open_house)
    form = carry_out(open_house, question, "close", reason="other")
    assert form["words"].errors
    with pytest.raises(NotListed), open_house.database.unit_of_work() as session:
        application = get_application(session, question)
        close(session, application, "other", words=" ", actor=ADVISER, at=open_house.now())


def test_what_was_told_can_still_be_closed_but_has_no_call_to_move(open_house: Services) -> None:
    question = sent(open_house, savings=900_000)
    with pytest.raises(NotAllowedNow):
        carry_out(open_house, question, "move-call")
    carry_out(open_house, question, "close", reason="advice-given")
    assert found(open_house, question).status == "closed"


def test_nobody_is_told_of_it_who_wanted_nothing_sent(open_house: Services) -> None:
    first, second = half_hours(open_house)[:2]
    question = sent(open_house, call="we-call-you", time=first, ways=())
    carry_out(open_house, question, "move-call", time=second.id)
    carry_out(open_house, question, "refer", who="adviser-in-person")
    carry_out(open_house, question, "close", reason="not-reached")
    assert kinds(open_house, question) == []


def test_an_agent_moves_the_call_there_and_back_and_calls_it_off(open_house: Services) -> None:
    first, second = half_hours(open_house)[:2]
    question = sent(open_house, call="we-call-you", time=first)
    for time in (second, first):
        carry_out(open_house, question, "move-call", time=time.id)
        assert found(open_house, question).due_at == time.starts_at
    told = [kind for kind in kinds(open_house, question) if kind == "legal-aid-call-moved"]
    assert len(told) == 2
    assert "Wednesday 25 November 2026, midday" in facts(open_house, question)[0]
    carry_out(open_house, question, "cancel-call")
    application = found(open_house, question)
    assert (application.status, application.due_at) == ("requested", open_house.now())
    assert taken(open_house, first) == 0
    assert facts(open_house, question)[0] == NO_CALL
    with open_house.database.reading() as session:
        actions = [entry.action for entry in trail_of(session, question)]
    moves = [action for action in actions if action.startswith("application.")]
    assert moves[-3:] == ["application.move-call"] * 2 + ["application.cancel-call"]


def test_no_list_shows_the_time_of_a_call_that_was_called_off(open_house: Services) -> None:
    first, second = half_hours(open_house)[:2]
    question = sent(open_house, call="we-call-you", time=first)
    assert listed_at(open_house, question) == first.starts_at
    carry_out(open_house, question, "cancel-call")
    assert listed_at(open_house, question) is None
    carry_out(open_house, question, "move-call", time=second.id)
    assert listed_at(open_house, question) == second.starts_at
    carry_out(open_house, question, "close", reason="not-reached")
    assert listed_at(open_house, question) is None


def test_a_draft_is_listed_with_the_time_that_was_answered(open_house: Services) -> None:
    first = half_hours(open_house)[0]
    assert listed_at(open_house, keyed(open_house, call="we-call-you", time=first)) == first.starts_at  # fmt: skip


def listed_at(services: Services, question: UUID) -> datetime | None:
    """Return the time with which worklists and the search show a question."""
    with services.database.reading() as session:
        (row,) = listed(session, rows().where(Application.id == question))
        return row.starts_at


def test_a_half_hour_taken_meanwhile_leaves_the_old_call(open_house: Services) -> None:
    first, second = half_hours(open_house)[:2]
    question = sent(open_house, call="we-call-you", time=first)
    with open_house.database.unit_of_work() as session:
        for other in add_applications(session, 4, at=open_house.now()):
            book(session, int(second.id), other, at=open_house.now())
    form = carry_out(open_house, question, "move-call", time=second.id)
    assert form["time"].errors
    with pytest.raises(Gone), open_house.database.unit_of_work() as session:
        application = get_application(session, question)
        move_call(session, application, int(second.id), actor=ADVISER, at=open_house.now())
    assert (taken(open_house, first), taken(open_house, second)) == (1, 4)
    assert found(open_house, question).due_at == first.starts_at


def test_a_draft_is_not_followed_up_nor_a_time_noted_for_a_call_that_was_made(
    open_house: Services,
) -> None:
    question = keyed(open_house)
    for called, refused in (
        (Called(outcome="reached"), NotAllowedNow),
        (Called(outcome="reached", slot_id=3), NotListed),
        (Called(outcome="whim"), NotListed),
    ):
        with pytest.raises(refused), open_house.database.unit_of_work() as session:
            draft = get_application(session, question)
            follow_up(session, draft, called, actor=ADVISER, at=open_house.now())


def test_of_two_who_pass_it_on_at_the_same_moment_one_is_told(open_house: Services) -> None:
    question = sent(open_house)
    gate = Barrier(2)

    def pass_on(provider: str) -> str:
        gate.wait()
        try:
            with open_house.database.unit_of_work() as session:
                application = get_application(session, question)
                refer(session, application, provider, actor=ADVISER, at=open_house.now())
        except AlreadyDone:
            return "told"
        return provider

    with ThreadPoolExecutor(2) as pool:
        ended = set(pool.map(pass_on, ("adviser-in-person", "general-advice")))
    assert "told" in ended
    assert ended - {"told"} == {found(open_house, question).decision["reason"]}
    assert kinds(open_house, question) == ["legal-aid-outcome", "legal-aid-referred"]


def test_who_may_do_what(open_house: Services) -> None:
    needs = {one.slug: one.needs for one in open_house.desks["legal-aid"].actions}
    assert needs == {
        "follow-up": Permission.LEGAL_AID_DECIDE,
        "refer": Permission.LEGAL_AID_DECIDE,
        "close": Permission.LEGAL_AID_DECIDE,
        "move-call": Permission.APPLICATION_KEY,
        "cancel-call": Permission.APPLICATION_KEY,
    }


def test_every_problem_can_be_passed_on_to_kinds_that_have_words() -> None:
    day = date(2026, 11, 25)
    for problem in PROBLEMS:
        found_for = providers_for(problem.value, day)
        assert len(found_for) >= 2
        assert set(found_for) <= PROVIDERS.keys()
    rows = read_rows("legal_aid_referrals.csv")
    assert {row["problem"] for row in rows} <= {"any", *(p.value for p in PROBLEMS)}
    assert {row["confidence"] for row in rows} <= {"C", "S", "U"}
    assert "housing-loss" not in providers_for("debt", date(2023, 7, 31))


def test_no_slug_stands_for_two_things() -> None:
    slugs = [*CALLS, *PROVIDERS, *(closing.slug for closing in CLOSINGS)]
    assert len(slugs) == len(set(slugs))
