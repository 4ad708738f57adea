"""Legal aid answers for tests: a story to start from, and what was posted at one of its places."""

from __future__ import annotations

from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from app.journeys.answers import Answers
from app.journeys.asking import Asked, ask
from app.journeys.catalogue.legal_aid.journey import LEGAL_AID
from app.journeys.path import Path, find_path
from tests.walker.worlds import Day

TODAY = Day.today
NOW = Day()
IN_SCOPE = {"problem": {"problem": "housing"}}
GROWN = {
    **IN_SCOPE,
    "born": {"born": "1985-03-27", "under_18": False, "aged_60": False, "day": TODAY.isoformat()},
}
ALONE = {
    **GROWN,
    "partner": {"has": False},
    "dependants": {"children": 0, "older": 0},
    "benefits": {"benefits": ["none"]},
    "properties": {"another": False},
    "savings": {"savings": 0, "investments": 0, "valuables": 0},
    "disputed-savings": {"disputed": 0},
    "work": {"works": True},
}


def monthly(pence: int, every: str = "month") -> dict[str, Any]:
    """Return an amount as it is stored."""
    return {"pence": pence, "every": every}


EARNED = {
    "earnings": monthly(50_000, "week"),
    "self_employment": monthly(0),
    "national_insurance": monthly(0),
}
_OTHER = ("tax_credits", "maintenance", "pension", "rent_received", "other")
NO_MORE = dict.fromkeys(_OTHER, monthly(0))
NO_PAYMENTS = dict.fromkeys(("tax", "maintenance", "criminal_contribution"), monthly(0))
NO_HOUSING = dict.fromkeys(("rent", "housing_benefit", "mortgage"), monthly(0))
# Whoever is alone, all answered as far as the reply.
TOLD_ALL = {
    **ALONE,
    "work": {"works": False},
    "other-income": NO_MORE,
    "payments": NO_PAYMENTS,
    "housing": NO_HOUSING,
}


def told(steps: dict[str, Any], **more: Any) -> Answers:
    """Return answers; a keyword's _ stands for - in the step's slug."""
    named = {slug.replace("_", "-"): values for slug, values in more.items()}
    return Answers({(slug, 0): values for slug, values in {**steps, **named}.items()})


def path_of(answers: Answers) -> Path:
    return find_path(LEGAL_AID, answers)


def slugs(answers: Answers) -> list[str]:
    return [place.slug for place in path_of(answers).places]


def posted_at(slug: str, answers: Answers, world: Day = NOW, /, **typed: str | list[str]) -> Asked:
    """Return a place as it was posted and checked; a keyword's __ stands for - in a box."""
    pairs = [
        (name.replace("__", "-"), one)
        for name, text in typed.items()
        for one in ([text] if isinstance(text, str) else text)
    ]
    asked = ask(path_of(answers).place(slug), answers, world, posted=MultiDict(pairs))
    asked.check()
    return asked


def odd(asked: Asked) -> list[str]:
    """Return the codes of what is odd in an answer that is not refused."""
    assert not asked.form.errors
    return [finding.code for finding in asked.warnings]


def on(day: date) -> Day:
    """Return the same world on another day."""
    return Day(day)
