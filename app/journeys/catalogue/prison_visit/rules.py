"""The checks of a prison visit, and what each step derives and shows.

Rules: facts of prison-visits-2 and of the newer staff service, read in 2026. The limits of a
prison are kept with the answer at the time it was given, so that a draft stays consistent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from app.i18n import WELSH, Words, _, current_language
from app.journeys.answers import Answers, Values
from app.journeys.catalogue.prison_visit.lookups import BY_HAND, INSTANT, REQUEST, VisitLookups
from app.journeys.catalogue.timing import kept_time, time_choices
from app.journeys.findings import Finding, error, warning
from app.journeys.questions import Choice, StepForm
from app.values.dates import age_on

GROWN_UP = 18
VERY_OLD = 100


def way_is(*ways: str) -> Any:
    """Return a condition that asks a step only where the prison books in one of these ways."""

    def asked(answers: Answers, _item: int) -> bool:
        return answers.value("prison", "way") in ways

    return asked


by_request, at_once, by_hand = way_is(REQUEST), way_is(INSTANT), way_is(BY_HAND)


def third_wanted(answers: Answers, item: int) -> bool:
    """Ask for a third choice only of those who gave a second."""
    return bool(by_request(answers, item) and answers.value("second-choice", "time"))


def support_needed(answers: Answers, _item: int) -> bool:
    """Ask what support only of those who need some."""
    return answers.value("support", "needed") is True


def most_others(answers: Answers) -> int:
    """Return how many people may come beside the main visitor."""
    return max(0, int(answers.value("prison", "max_total") or 1) - 1)


def offer_prisons(form: StepForm, _answers: Answers, lookups: VisitLookups, _item: int) -> None:
    """Put every open prison on the list."""
    welsh = current_language() == WELSH
    form["prison"].choices = [
        Choice(prison.code, (welsh and prison.name_cy) or prison.name)
        for prison in lookups.prisons()
    ]


def keep_prison(values: Values, _answers: Answers, lookups: VisitLookups) -> Values:
    """Keep the prison's name, way of working and limits with the answer.

    A prison that has no time to offer takes the wish by hand, so that nobody is left without a way.
    """
    prison = lookups.prison(values["prison"])
    if prison is None:
        return {}
    way = prison.way if lookups.times(prison.code) else BY_HAND
    return {
        "name": prison.name,
        "name_cy": prison.name_cy,
        "way": way,
        "adult_age": prison.adult_age,
        "max_adults": prison.max_adults,
        "max_children": prison.max_children,
        "max_total": prison.max_total,
    }


def show_prison(values: Values) -> Iterable[tuple[str, Words, str | Words]]:
    """Show the prison by its name."""
    welsh = current_language() == WELSH
    yield "prison", _("Prison"), (welsh and values.get("name_cy")) or values.get("name", "")


def check_prisoner(
    values: Values, answers: Answers, lookups: VisitLookups, _item: int
) -> Iterator[Finding]:
    """Refuse details that the prisoner record does not hold, without saying which one is wrong."""
    name = answers.at("prisoner-name").get("name") or {}
    found = lookups.prisoner_matches(
        number=answers.value("prisoner-number", "number") or "",
        first=name.get("first", ""),
        last=name.get("last", ""),
        born=date.fromisoformat(values["born"]),
        prison=answers.value("prison", "prison") or "",
    )
    if not found:
        words = _(
            "These details do not match the prison’s records. "
            "Check the prison, number, name and date of birth."
        )
        yield error("born", words, "prisoner-unknown")


def check_lead_age(
    values: Values, _answers: Answers, lookups: VisitLookups, _item: int
) -> Iterator[Finding]:
    """Refuse a main visitor under 18, and ask again about a very old one."""
    age = age_on(date.fromisoformat(values["born"]), lookups.today)
    if age < GROWN_UP:
        yield error("born", _("The main visitor must be 18 or over."), "lead-under-18")
    if age > VERY_OLD:
        yield _very_old(age)


def check_visitor_born(
    values: Values, answers: Answers, lookups: VisitLookups, item: int
) -> Iterator[Finding]:
    """Keep the visitors within the prison's limits for adults and for children."""
    births = [answers.value("lead-born", "born")]
    births += [b for n in answers.items("visitor-born") if n != item and (b := answers.value("visitor-born", "born", item=n))]  # fmt: skip
    births.append(values["born"])
    limits = answers.at("prison")
    adult_age = int(limits.get("adult_age") or GROWN_UP)
    ages = [age_on(date.fromisoformat(born), lookups.today) for born in births if born]
    adults = sum(age >= adult_age for age in ages)
    if adults > int(limits.get("max_adults") or 0):
        words = _("Check who can come. At this prison the most visitors aged {age} or over is {most}. This would be {count}.")  # fmt: skip
        yield error("born", words.filled(most=limits["max_adults"], age=adult_age, count=adults), "too-many-adults")  # fmt: skip
    elif ages[-1] < adult_age and len(ages) - adults > int(limits.get("max_children") or 0):
        words = _("Check who can come. At this prison the most visitors under {age} is {most}. This would be {count}.")  # fmt: skip
        yield error("born", words.filled(most=limits["max_children"], age=adult_age, count=len(ages) - adults), "too-many-children")  # fmt: skip
    if ages[-1] > VERY_OLD:
        yield _very_old(ages[-1])


def _very_old(age: int) -> Finding:
    words = _("This date of birth makes the visitor {age} years old. Is that right?")
    return warning("born", words.filled(age=age), "very-old")


def check_visitor_name(
    values: Values, answers: Answers, _lookups: VisitLookups, item: int
) -> Iterator[Finding]:
    """Ask about a visitor whose name was already given."""
    names = [answers.value("lead-name", "name")]
    names += [answers.value("visitor-name", "name", item=n) for n in answers.items("visitor-name") if n != item]  # fmt: skip
    if values["name"] in names:
        yield warning("name", _("You have already added someone with this name. Is this another person?"), "same-name")  # fmt: skip


CHOICES = ("first-choice", "second-choice", "third-choice")


def offer_times(step: str) -> Any:
    """Return a `prepare` that offers the prison's times, less those chosen at other steps."""

    def prepare(form: StepForm, answers: Answers, lookups: VisitLookups, _item: int) -> None:
        taken = {answers.value(other, "time") for other in CHOICES if other != step}
        times = lookups.times(answers.value("prison", "prison") or "")
        form["time"].choices = time_choices(times, without=taken)

    return prepare


def keep_time(values: Values, answers: Answers, lookups: VisitLookups) -> Values:
    """Keep the start and end of the chosen slot with the answer."""
    times = lookups.times(answers.value("prison", "prison") or "")
    return kept_time(times, values.get("time"))
