"""A draft is judged by one day: across a birthday, and across the sixth of April."""

from __future__ import annotations

from datetime import date, timedelta

from app.journeys.answers import Answers
from app.journeys.catalogue.legal_aid.household import verdict_of
from app.journeys.catalogue.legal_aid.redating import redate
from app.means.assessment import Verdict
from tests.unit.journeys.legal_aid_told import (
    EARNED,
    IN_SCOPE,
    NO_HOUSING,
    NO_MORE,
    NO_PAYMENTS,
    TODAY,
    TOLD_ALL,
    monthly,
    on,
    path_of,
    posted_at,
    slugs,
    told,
)

FIFTH, SIXTH = date(2026, 4, 5), date(2026, 4, 6)


def born_on(day: str, *, told_on: date) -> Answers:
    """Return answers with a date of birth that was given on a day."""
    year, month, of_month = day.split("-")
    asked = posted_at("born", told(IN_SCOPE), on(told_on), born__day=of_month, born__month=month, born__year=year)  # fmt: skip
    return told(IN_SCOPE, born=dict(asked.values()))


def family(told_on: date) -> Answers:
    """Return a family that is 13.99 a month over on 5 April, and within on the 6th."""
    return told(
        {
            **TOLD_ALL,
            "dependants": {"children": 1, "older": 0},
            "work": {"works": True},
            "earnings": {**EARNED, "earnings": monthly(115_986)},
            "other-income": NO_MORE,
            "payments": NO_PAYMENTS,
            "housing": NO_HOUSING,
            "childcare": {"amount": monthly(0)},
            "send-result": {"written": False},
        },
        born=dict(born_on("1985-03-27", told_on=told_on).at("born")),
    )


def test_on_the_same_day_nothing_changes() -> None:
    assert redate(family(TODAY), TODAY) == {}
    assert redate(told({}), TODAY) == {}


def test_a_day_later_with_the_same_figures_nothing_changes() -> None:
    assert redate(family(TODAY), TODAY + timedelta(days=30)) == {}


def test_figures_that_change_on_6_april_open_the_call() -> None:
    draft = family(FIFTH)
    assert verdict_of(draft, FIFTH).verdict is Verdict.NO
    assert "call" not in slugs(draft)
    changed = redate(draft, SIXTH)
    assert set(changed) == {("born", 0)}
    sent = draft.including(changed)
    assert verdict_of(sent, SIXTH).verdict is Verdict.YES
    following = path_of(sent).first_unanswered()
    assert following is not None
    assert "call" in slugs(sent)
    assert redate(sent, SIXTH) == {}


def test_17_years_and_364_days_is_18_on_the_day_after() -> None:
    draft = born_on("2008-11-26", told_on=TODAY).including(
        {("young-money", 0): {"regular": False}, ("young-owned", 0): {"owned": 0, "limit": 250_000}}
    )
    assert "partner" not in slugs(draft)
    sent = draft.including(redate(draft, TODAY + timedelta(days=1)))
    assert sent.value("born", "under_18") is False
    assert "young-money" not in slugs(sent)
    following = path_of(sent).first_unanswered()
    assert following is not None
    assert following.slug == "partner"


def test_60_begins_on_the_birthday_and_asks_no_more_for_a_partners_age() -> None:
    couple = born_on("1966-11-26", told_on=TODAY).including(
        {("partner", 0): {"has": True}, ("dispute", 0): {"dispute": False}}
    )
    assert "partner-age" in slugs(couple)
    older = couple.including(redate(couple, TODAY + timedelta(days=1)))
    assert "partner-age" not in slugs(older)


def test_a_day_without_figures_drops_the_young_limit_and_asks_everything() -> None:
    young = born_on("2015-11-26", told_on=TODAY).including(
        {("young-money", 0): {"regular": False}, ("young-owned", 0): {"owned": 0, "limit": 250_000}}
    )
    changed = redate(young, date(2029, 1, 1))
    assert changed["young-owned", 0] == {"owned": 0}
    assert "partner" in slugs(young.including(changed))


def test_answers_kept_before_the_day_was_kept_are_dated() -> None:
    old = told(IN_SCOPE, born={"born": "1985-03-27", "under_18": False, "aged_60": False})
    assert redate(old, TODAY)["born", 0]["day"] == TODAY.isoformat()
