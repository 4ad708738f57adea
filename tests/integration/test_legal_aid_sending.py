"""Legal aid sent through the real desk: the verdict, the call, the day, and who is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.applications.desks import Gone
from app.applications.lifecycle import (
    NotComplete,
    Saving,
    get_application,
    load_answers,
    load_path,
    record_answers,
)
from app.appointments import appointment_of, book, generate_slots
from app.audit import verify
from app.errors import AlreadyDone
from app.journeys.asking import ask
from app.journeys.life import Status
from app.places import get_venue
from app.services import Services
from tests.integration.booking_rows import add_applications
from tests.integration.legal_aid_calls import (
    AGENT,
    facts,
    found,
    half_hours,
    keyed,
    kinds,
    messages,
    saved,
    send,
    sent,
    taken,
)


def test_a_yes_waits_for_an_adviser_and_the_person_is_told(open_house: Services) -> None:
    question = keyed(open_house)
    assert send(open_house, question) == Status.REQUESTED
    application = found(open_house, question)
    assert application.result is not None
    assert (application.result["verdict"], application.result["code"]) == ("yes", "passported")
    assert application.result["day"] == "2026-11-25"
    (outcome,) = messages(open_house, question)
    assert outcome.kind == "legal-aid-outcome"
    assert (outcome.body["verdict"], outcome.body["callback"]) == ("yes", None)
    assert "benefit-letter" in outcome.body["evidence"]
    assert application.due_at == open_house.now()
    with open_house.database.reading() as session:
        assert verify(session).faults == ()
    with pytest.raises(AlreadyDone):
        send(open_house, question)
    assert kinds(open_house, question) == ["legal-aid-outcome"]


def test_a_no_is_given_at_once(open_house: Services) -> None:
    question = sent(open_house, savings=800_001)
    application = found(open_house, question)
    assert (application.status, application.decided_at) == ("told", open_house.now())
    (outcome,) = messages(open_house, question)
    assert (outcome.body["verdict"], outcome.body["code"]) == ("no", "capital")
    assert outcome.body["working"][-1]["running"] == 800_001
    assert outcome.body["results"][-1]["limit"] == 800_000
    assert outcome.body["evidence"] == []
    assert outcome.body["turn_to"][0] == "citizens-advice"


def test_a_problem_that_leads_elsewhere_is_told_where(open_house: Services) -> None:
    steps = {
        ("problem", 0): {"problem": "home-loss"},
        ("home-loss-scheme", 0): {"written": True},
        ("name", 0): {"name": {"first": "Nia", "last": "Caller"}},
        ("reply", 0): {"ways": ["text"]},
        ("mobile", 0): {"mobile": "+447700900123"},
    }
    question = saved(open_house, steps)
    assert send(open_house, question) == "told"
    (outcome,) = messages(open_house, question)
    assert (outcome.body["verdict"], outcome.body["code"]) == ("elsewhere", "home-loss-scheme")


def test_nothing_is_sent_without_a_yes(open_house: Services) -> None:
    silent = sent(open_house, ways=())
    assert kinds(open_house, silent) == []
    quiet = saved(
        open_house,
        {
            ("problem", 0): {"problem": "other"},
            ("other-not-covered", 0): {"written": False},
        },
    )
    assert send(open_house, quiet) == "told"
    assert kinds(open_house, quiet) == []
    assert found(open_house, quiet).person_id is None


def test_a_yes_of_another_day_is_not_one_to_this(open_house: Services) -> None:
    before = sent(open_house)
    question = keyed(open_house, ways=())
    with open_house.database.unit_of_work() as session:
        application = get_application(session, question)
        application.person_id = get_application(session, before).person_id
    send(open_house, question)
    assert kinds(open_house, question) == []


def test_the_call_is_held_booked_and_due(open_house: Services) -> None:
    first = half_hours(open_house)[0]
    question = keyed(open_house, call="we-call-you", time=first)
    assert taken(open_house, first) == 1
    send(open_house, question)
    assert taken(open_house, first) == 1
    assert found(open_house, question).due_at == first.starts_at
    (outcome,) = messages(open_house, question)
    assert outcome.body["callback"]["starts_at"] == first.starts_at.isoformat()
    said = facts(open_house, question)
    assert said[0].startswith("Call the person on 07700 900456. The call is on Wednesday 25 November 2026")  # fmt: skip
    assert said[1:] == ["Do not say to others who is calling.", "Do not leave a message."]


def test_a_call_at_any_time_waits_from_now(open_house: Services) -> None:
    question = sent(open_house, call="we-call-other")
    assert found(open_house, question).due_at == open_house.now()
    assert facts(open_house, question)[0] == (
        "Call Dai Friend for the person, on 07700 900456. No time is booked for it."
    )


def test_a_half_hour_that_was_sold_on_is_chosen_again(open_house: Services, clock) -> None:
    first = half_hours(open_house)[0]
    question = keyed(open_house, call="we-call-you", time=first)
    clock.forward(minutes=11)
    with open_house.database.unit_of_work() as session:
        for other in add_applications(session, 4, at=open_house.now()):
            book(session, int(first.id), other, at=open_house.now())
    with pytest.raises(Gone) as gone:
        send(open_house, question)
    assert (gone.value.place, gone.value.question) == ("callback-time", "time")
    assert found(open_house, question).status == Status.DRAFT
    assert kinds(open_house, question) == []


def on_day(services: Services, clock, *, year: int, month: int, day: int) -> None:
    """Go to ten in the morning of a day, with half hours made."""
    clock.at = datetime(year, month, day, 10, tzinfo=UTC)
    with services.database.unit_of_work() as session:
        generate_slots(session, get_venue(session, "CLA"), at=clock.at)


def test_figures_are_those_of_the_day_of_sending(open_house: Services, clock) -> None:
    on_day(open_house, clock, year=2026, month=4, day=5)
    question = keyed(open_house, on=date(2026, 4, 5))
    same = keyed(open_house, on=date(2026, 4, 5))
    send(open_house, same)
    clock.forward(days=1)
    send(open_house, question)
    days = [found(open_house, one).result["day"] for one in (same, question)]
    assert days == ["2026-04-05", "2026-04-06"]
    bases = [found(open_house, one).result["assessment"]["figures"] for one in (same, question)]
    assert bases[0]["in_force_from"] < bases[1]["in_force_from"] == "2026-04-06"
    with open_house.database.reading() as session:
        assert load_answers(session, question).value("born", "day") == "2026-04-06"


def test_a_day_without_figures_is_left_to_an_adviser(open_house: Services, clock) -> None:
    on_day(open_house, clock, year=2027, month=4, day=5)
    question = keyed(open_house, on=date(2027, 4, 5))
    clock.forward(days=1)
    assert send(open_house, question) == Status.REQUESTED
    result = found(open_house, question).result
    assert (result["verdict"], result["code"]) == ("unknown", "figures-not-known")
    assert result["assessment"] is None
    assert kinds(open_house, question) == ["legal-aid-outcome"]
    with open_house.database.reading() as session:
        application = get_application(session, question)
        answers = load_answers(session, question)
        desk = open_house.desks["legal-aid"]
        standing = desk.standing(application, answers, at=clock.at)
        ending = desk.ending(session, application, answers, at=clock.at)
    assert str(standing.reason).endswith("An adviser will check.")
    assert [str(words) for words in ending.next[:2]] == [
        "An adviser will check your answers.",
        "Call us to take the next step. Give your reference.",
    ]


def test_a_birthday_that_asks_more_leads_the_person_back(open_house: Services, clock) -> None:
    """Seventeen and 364 days: passed at once. Eighteen on the day of sending: the whole test."""
    born = date(2008, 11, 26)
    steps = {
        ("problem", 0): {"problem": "housing"},
        ("born", 0): {"born": born.isoformat(), "under_18": True, "aged_60": False, "day": "2026-11-25"},
        ("young-money", 0): {"regular": False},
        ("young-owned", 0): {"owned": 0, "limit": 250_000},
        ("name", 0): {"name": {"first": "Nia", "last": "Caller"}},
        ("send-result", 0): {"written": False},
        ("call", 0): {"who": "you-call-us"},
    }  # fmt: skip
    same_day, next_day = saved(open_house, steps), saved(open_house, steps)
    send(open_house, same_day)
    assert found(open_house, same_day).result["code"] == "under-18"
    assert "Under 18. They can call us themselves, without an adult." in facts(open_house, same_day)
    clock.forward(days=1)
    with pytest.raises(Gone) as gone:
        send(open_house, next_day)
    assert (gone.value.place, gone.value.question) == ("born", "born")
    assert found(open_house, next_day).status == Status.DRAFT
    say_again(open_house, next_day, "born")
    with pytest.raises(NotComplete) as gap:
        send(open_house, next_day)
    assert gap.value.place == "partner"


def say_again(services: Services, question: UUID, slug: str) -> None:
    """Give the answer of one step anew, as it stands, on the day that it is now."""
    with services.database.unit_of_work() as session:
        application = get_application(session, question)
        path = load_path(session, application)
        lookups = services.desks["legal-aid"].lookups(session, application, at=services.now())
        asked = ask(path.place(slug), path.answers, lookups)
        assert asked.check()
        saving = Saving(steps={(slug, 0): asked.values()}, expected_version=application.version)
        record_answers(session, application, saving, actor=AGENT, at=services.now())


def test_a_birthday_that_asks_no_more_counts_on_the_day_of_sending(
    open_house: Services, clock
) -> None:
    """£100,000 is left out of what somebody of 60 owns: a no today is a yes tomorrow."""
    question = keyed(open_house, born=date(1966, 11, 26), savings=800_000)
    clock.forward(days=1)
    send(open_house, question)
    with open_house.database.reading() as session:
        assert load_answers(session, question).value("born", "aged_60") is True
    lines = found(open_house, question).result["assessment"]["lines"]
    assert [line["code"] for line in lines] == ["savings", "aged-60"]


def test_a_no_that_a_birthday_turns_into_a_yes_asks_about_the_call(
    open_house: Services, clock
) -> None:
    question = keyed(open_house, born=date(1966, 11, 26), savings=800_001)
    clock.forward(days=1)
    with pytest.raises(Gone) as gone:
        send(open_house, question)
    assert gone.value.place == "born"


def test_the_panel_grows_as_answers_come_in(open_house: Services) -> None:
    desk = open_house.desks["legal-aid"]
    with open_house.database.unit_of_work() as session:
        question = keyed(open_house)
        application = get_application(session, question)
        answers = load_answers(session, question)
        at = open_house.now()
        early = answers.without([("savings", 0), ("benefits", 0)])
        assert desk.standing(application, answers.without([("problem", 0)]), at=at) is None
        open_standing = desk.standing(application, early, at=at)
        standing = desk.standing(application, answers, at=at)
    assert str(open_standing.title) == "We cannot tell yet"
    assert {"Benefits", "Savings", "Investments"} <= {str(w) for w in open_standing.missing}
    assert standing.tone == "good"
    assert standing.missing == ()
    assert [str(sheet.title) for sheet in standing.sheets][-1] == "What you own"
    assert "6 April 2026" in str(standing.basis)


def test_an_answer_that_turns_it_into_a_no_gives_the_half_hour_back(open_house: Services) -> None:
    first = half_hours(open_house)[0]
    question = keyed(open_house, call="we-call-you", time=first)
    with open_house.database.unit_of_work() as session:
        application = get_application(session, question)
        rich = {("savings", 0): {"savings": 900_000, "investments": 0, "valuables": 0}, ("scheme-payments", 0): {"schemes": ["none"]}}  # fmt: skip
        saving = Saving(steps=rich, expected_version=application.version)
        answers = record_answers(session, application, saving, actor=AGENT, at=open_house.now())
        assert not answers.has("callback-time")
        open_house.desks["legal-aid"].recorded(
            session, application, answers, saved=rich.keys(), at=open_house.now()
        )
        assert appointment_of(session, question) is None
    assert taken(open_house, first) == 0


def test_two_hours_notice_hold_while_it_is_keyed(open_house: Services, clock) -> None:
    first = half_hours(open_house)[0]
    assert first.starts_at == open_house.now() + timedelta(hours=2)
    clock.forward(minutes=1)
    assert half_hours(open_house)[0].starts_at > first.starts_at


def test_a_half_hour_that_has_begun_is_not_promised(open_house: Services, clock) -> None:
    """Though nobody swept the hold that lapsed, and so the place is still kept."""
    question = keyed(open_house, call="we-call-you", time=half_hours(open_house)[0])
    clock.forward(hours=2)
    with pytest.raises(Gone) as gone:
        send(open_house, question)
    assert gone.value.place == "callback-time"
    assert kinds(open_house, question) == []


@pytest.mark.parametrize(
    ("said", "title", "happens"),
    [
        ({}, "You are likely to get legal aid", "Call us to take the next step."),
        ({"call": "we-call-you"}, "You are likely to get legal aid", "We will call when we can."),
        ({"savings": 900_000}, "You are not likely to get legal aid", "Citizens Advice"),
    ],
)
def test_the_last_page_says_what_came_of_it_and_what_is_next(
    open_house: Services, said: dict[str, Any], title: str, happens: str
) -> None:
    question = sent(open_house, **said)
    with open_house.database.reading() as session:
        application = get_application(session, question)
        answers = load_answers(session, question)
        desk = open_house.desks["legal-aid"]
        ending = desk.ending(session, application, answers, at=open_house.now())
    assert str(ending.title) == title
    assert str(ending.next[0]).startswith(happens)
    assert "123" in str(ending.next[-1])
    assert "900123" not in "".join(map(str, ending.next))
