"""What people may type about legal aid that is wrong, or odd but allowed: the same for both faces.

`told` is the story up to the step, `typed` what is typed there, `words` what the page must say.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.walker.good import Typed
from tests.walker.worlds import Suggested

Told = dict[str, Suggested]


def yes_or_no(**answers: bool) -> Suggested:
    return {name: {"": "yes" if answer else "no"} for name, answer in answers.items()}


def amounts(*questions: str, pounds: str = "0", every: str = "") -> Suggested:
    return {name: {"pounds": pounds, "every": every} for name in questions}


OWNED = ("savings", "investments", "valuables")
INCOME = ("tax_credits", "maintenance", "pension", "rent_received", "other")
PAID = ("tax", "maintenance", "criminal_contribution")
NO_MONEY = amounts(*INCOME)
WEEKLY = {
    **amounts("self_employment", "national_insurance"),
    **amounts("earnings", pounds="500", every="week"),
}
ALONE: Told = {
    "problem": {"problem": {"": "housing"}},
    "born": {"born": {"day": "27", "month": "3", "year": "1985"}},
    "partner": yes_or_no(has=False),
    "dependants": {"children": {"": "0"}, "older": {"": "0"}},
    "benefits": {"benefits": ["none"]},
    "properties": yes_or_no(another=False),
    "savings": {name: {"": "0"} for name in OWNED},
    "disputed-savings": {"disputed": {"": "0"}},
    "work": yes_or_no(works=False),
    "other-income": NO_MONEY,
    "payments": amounts(*PAID),
    "housing": amounts("rent", "housing_benefit", "mortgage"),
    "childcare": amounts("amount"),
}
FAMILY: Told = {
    **ALONE,
    "dependants": {"children": {"": "1"}, "older": {"": "0"}},
    "work": yes_or_no(works=True),
    "earnings": WEEKLY,
}


@dataclass(frozen=True)
class Odd:
    """One thing to type. `code` is the warning's; an error has none and `right` is taken instead."""

    name: str
    step: str
    question: str
    words: str
    typed: Suggested
    code: str = ""
    told: Told = field(default_factory=lambda: ALONE)
    item: int = 0
    right: Suggested = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The place's slug."""
        return f"{self.step}-{self.item}" if self.item else self.step

    @property
    def texts(self) -> list[str]:
        """What was typed in boxes, and must be there again."""
        return [text for one in self.typed.values() for text in _texts(one) if text]


def _texts(typed: Typed) -> list[str]:
    return list(typed) if isinstance(typed, list) else list(typed.values())


WORTH = {"value": {"": "90,000"}, "mortgage": {"": "100000"}}
DEAR = {
    **amounts("housing_benefit", "mortgage"),
    **amounts("rent", pounds="3,000", every="month"),
}
CASES = (
    Odd(
        "zero income",
        "other-income",
        "tax_credits",
        "No money is coming in. Is that right?",
        NO_MONEY,
        "zero-income",
    ),  # fmt: skip
    Odd(
        "more out than in",
        "housing",
        "rent",
        "More money goes out than comes in. Are the amounts right?",
        DEAR,
        "negative-disposable",
        told=FAMILY,
    ),  # fmt: skip
    Odd(
        "a house below its mortgage",
        "property-worth",
        "mortgage",
        "The mortgage is more than the property is worth. Is that right?",
        WORTH,
        "underwater",
        told={**ALONE, "properties": yes_or_no(another=True)},
        item=1,
    ),  # fmt: skip
    Odd(
        "fourteen children",
        "dependants",
        "children",
        "That is a lot of children. Is the number right?",
        {"children": {"": "14"}, "older": {"": "0"}},
        "many-children",
    ),  # fmt: skip
    Odd(
        "weekly and yearly",
        "other-income",
        "tax_credits",
        "Some amounts are for a week and some for a year. Are they right?",
        {**NO_MONEY, **amounts("other", pounds="1,200", every="year")},
        "mixed-periods",
        told=FAMILY,
    ),  # fmt: skip
    Odd(
        "a benefit with none",
        "benefits",
        "benefits",
        "You chose “none” and something else. Choose only one of the two.",
        {"benefits": ["universal-credit", "none"]},
        right={"benefits": ["none"]},
    ),  # fmt: skip
    Odd(
        "1e12 of savings",
        "savings",
        "savings",
        "Enter an amount in numbers, like 25.50",
        {**ALONE["savings"], "savings": {"": "1e12"}},
        right=ALONE["savings"],
    ),  # fmt: skip
    Odd(
        "a billion billion",
        "savings",
        "savings",
        "The amount must be £999,999,999.99 or less",
        {**ALONE["savings"], "savings": {"": "1000000000000"}},
        right=ALONE["savings"],
    ),  # fmt: skip
    Odd(
        "1e12 a week",
        "other-income",
        "pension",
        "Enter an amount in numbers, like 25.50",
        {**NO_MONEY, **amounts("pension", pounds="1e12", every="week")},
        right={**NO_MONEY, **amounts("pension", pounds="25.50", every="week")},
    ),  # fmt: skip
)
