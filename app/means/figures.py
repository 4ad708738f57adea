"""The amounts of the means test that were in force on a day, read from dated rows.

The rows are in app/data/legal_aid_figures.csv, each with its source and how sure we are of it. A
day for which any amount is unknown has no figures: a guess would decide somebody's help.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.data import read_rows
from app.errors import AlongsideError

FILE = "legal_aid_figures.csv"


class FiguresNotKnown(AlongsideError):
    """Some amount of the means test is not known for this day."""

    def __init__(self, figure: str, day: date) -> None:
        super().__init__(f"{figure} is not known for {day:%Y-%m-%d}")
        self.figure = figure
        self.day = day


@dataclass(frozen=True)
class Fact:
    """One dated row. `amount` is in `unit`; `up_to` is pence of monthly disposable income."""

    figure: str
    amount: int
    unit: str
    up_to: int | None
    valid_from: date
    valid_to: date | None
    source: str
    confidence: str
    note: str

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Figures:
    """The amounts on one day, in pence; incomes and allowances are by the month.

    `older_disregards` are (highest disposable income, capital left out) in rising order, the last
    with no ceiling. `mortgage_cap` is None when a whole mortgage is deducted. `facts` are the rows
    that the amounts came from, for whoever wants to see the source.
    """

    day: date
    gross_limit: int
    gross_extra_child: int
    gross_children_included: int
    disposable_limit: int
    capital_limit: int
    capital_limit_immigration: int
    partner_allowance: int
    dependant_allowance: int
    employment_allowance: int
    housing_cap: int
    home_disregard: int
    dispute_disregard: int
    mortgage_cap: int | None
    valuables_from: int
    older_age: int
    older_disregard_passported: int
    older_disregards: tuple[tuple[int | None, int], ...]
    young_capital: int
    facts: tuple[Fact, ...]

    @property
    def in_force_from(self) -> date:
        """The day since which none of the amounts that decide a verdict has changed."""
        return max(fact.valid_from for fact in self.facts if fact.figure in DECIDING)

    @property
    def confidence(self) -> str:
        """How sure the least sure of the amounts that decide is: "C", "S" or "U"."""
        return max(fact.confidence for fact in self.facts if fact.figure in DECIDING)


NEEDED = (
    "gross-limit",
    "gross-extra-child",
    "gross-children-included",
    "disposable-limit",
    "capital-limit",
    "capital-limit-immigration",
    "partner-allowance",
    "dependant-allowance",
    "employment-allowance",
    "housing-cap",
    "home-disregard",
    "dispute-disregard",
    "valuables-from",
    "older-age",
    "older-disregard-passported",
    "young-capital",
)
DECIDING = frozenset({*NEEDED, "older-disregard", "mortgage-cap"})


@lru_cache(maxsize=64)
def figures_on(day: date) -> Figures:
    """Return the figures in force on a day; raise FiguresNotKnown where one is missing."""
    facts = tuple(fact for fact in read_facts() if fact.in_force(day))
    amounts = {fact.figure: fact.amount for fact in facts}
    for figure in (*NEEDED, "older-disregard"):
        if figure not in amounts:
            raise FiguresNotKnown(figure, day)
    steps = [(fact.up_to, fact.amount) for fact in facts if fact.figure == "older-disregard"]
    return Figures(
        day=day,
        mortgage_cap=amounts.get("mortgage-cap"),
        older_disregards=tuple(sorted(steps, key=lambda step: (step[0] is None, step[0] or 0))),
        facts=facts,
        **{figure.replace("-", "_"): amounts[figure] for figure in NEEDED},
    )


@lru_cache(maxsize=1)
def read_facts() -> tuple[Fact, ...]:
    """Return every dated row of the file, in its order."""
    return tuple(
        Fact(
            figure=row["figure"],
            amount=int(row["amount"]),
            unit=row["unit"],
            up_to=int(row["up_to"]) if row["up_to"] else None,
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            source=row["source"],
            confidence=row["confidence"],
            note=row["note"],
        )
        for row in read_rows(FILE)
    )
