"""Savings that came from a scheme, such as a compensation fund, and do not count.

The facts say that the helpline's operators go through 16 such schemes, and not which. The names in
the data file are general knowledge (confidence U): a service owner can correct the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.data import read_rows
from app.i18n import WELSH, Words, _, current_language
from app.journeys.answers import Answers, Values
from app.journeys.catalogue.legal_aid.lookups import LegalAidLookups
from app.journeys.questions import Choice, Pounds, SomeOf, StepForm

FILE = "legal_aid_payments_left_out.csv"
NO_SCHEME = "none"
_NONE = Choice(NO_SCHEME, _("None of these"))


@dataclass(frozen=True)
class Scheme:
    """One dated row: a scheme whose payments are left out of what somebody owns."""

    code: str
    name: str
    name_cy: str
    valid_from: date
    valid_to: date | None
    confidence: str

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def shown(self) -> str:
        """Its name in the language of the moment; English where no Welsh name is held."""
        return (current_language() == WELSH and self.name_cy) or self.name


@lru_cache(maxsize=1)
def read_schemes() -> tuple[Scheme, ...]:
    """Return every row of the file, in its order."""
    return tuple(
        Scheme(
            code=row["code"],
            name=row["name"],
            name_cy=row["name_cy"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            confidence=row["confidence"],
        )
        for row in read_rows(FILE)
    )


class SchemesForm(StepForm):
    schemes = SomeOf(
        _("Did any of your savings come from one of these schemes?"),
        brief=_("Payments from a scheme"),
        hint=_("That money does not count. Choose all that apply."),
        choices=(*(Choice(scheme.code, scheme.name) for scheme in read_schemes()), _NONE),
        alone=NO_SCHEME,
        empty=_("Choose the schemes, or “None of these”"),
    )


class SchemeAmountForm(StepForm):
    amount = Pounds(
        _("How much of your savings came from a scheme?"),
        brief=_("Savings from a scheme"),
        hint=_("Count a partner’s part, unless they are on the other side."),
        empty=_("Enter an amount. Enter 0 if there is none."),
    )


def offer_schemes(form: StepForm, _answers: Answers, lookups: LegalAidLookups, _item: int) -> None:
    """Offer the schemes of the day, by their names in the language of the moment."""
    known = [scheme for scheme in read_schemes() if scheme.in_force(lookups.today)]
    form["schemes"].choices = [*(Choice(each.code, each.shown) for each in known), _NONE]


def show_schemes(values: Values) -> Iterable[tuple[str, Words, str | Words]]:
    """Show the names of the chosen schemes, one on a line."""
    chosen = [scheme.shown for scheme in read_schemes() if scheme.code in values["schemes"]]
    yield "schemes", _("Payments from a scheme"), "\n".join(chosen) or _("None")


def some_scheme(answers: Answers, _item: int = 0) -> bool:
    """Ask how much of whoever named a scheme."""
    return bool(set(answers.value("scheme-payments", "schemes") or ()) - {NO_SCHEME})


def saves(answers: Answers) -> bool | None:
    """Return whether somebody who counts has savings; None while that is open."""
    amounts = [answers.value("savings", "savings")]
    alone = answers.value("partner", "has") is False
    if not alone and answers.value("dispute", "dispute") is not True:
        amounts.append(answers.value("partner-savings", "savings"))
    if any(amounts):
        return True
    return None if None in amounts else False
