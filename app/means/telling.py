"""What an assessment says beside its lines, in words: titles, outcomes, what is missing, the figures.

For the live panel, the page of one application and the letter, so that all three say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.i18n import Words, _, current_language
from app.means.assessment import Basis, Outcome, Result, Test, Verdict
from app.means.labels import INCOME_LABELS, OUTGOING_LABELS, PARTNER_LABELS
from app.values.date_words import show_day
from app.values.money import show_pounds

VERDICTS: dict[Verdict, Words] = {
    Verdict.YES: _("You are likely to get legal aid"),
    Verdict.NO: _("You are not likely to get legal aid"),
    Verdict.UNKNOWN: _("We cannot tell yet"),
}
TESTS: dict[Test, Words] = {
    Test.GROSS: _("Money coming in each month"),
    Test.DISPOSABLE: _("Money left each month"),
    Test.CAPITAL: _("What you own"),
}
_PASSED = _("{total} is within the limit of {limit}.")
_FAILED = _("{total} is more than the limit of {limit}.")
OUTCOMES: dict[Outcome, Words] = {
    Outcome.PASSED: _("Within the limit."),
    Outcome.FAILED: _("More than the limit."),
    Outcome.NOT_NEEDED: _("Not tested, because of a benefit."),
    Outcome.UNKNOWN: _("Not known yet."),
}
_PARTS: dict[str, Words] = {
    **{part: label for part, (_code, label, _rule) in OUTGOING_LABELS.items()},
    **INCOME_LABELS,
    "under_18": _("Date of birth"),
    "has_partner": _("Whether there is a partner"),
    "partner_in_dispute": _("Which side the partner is on"),
    "benefits": _("Benefits"),
    "children": _("Children"),
    "older_dependants": _("Other dependants"),
    "properties": _("Property"),
    "left_out_savings": _("Payments from a scheme"),
    "disputed_savings": _("Savings in dispute"),
    "employed": _("Work"),
    "aged_60": _("Whether 60 or over"),
    "savings": _("Savings"),
    "investments": _("Investments"),
    "valuables": _("Valuable things"),
    "rent": _("Rent"),
    "housing_benefit": _("Housing Benefit"),
    "mortgage": _("Mortgage"),
}
_MAINTENANCE_PAID, _MAINTENANCE_PAID_LABEL, _RULE = OUTGOING_LABELS["maintenance"]
_OF_PARTNER = _("Your partner: {line}")
_OF_PROPERTY = _("Property {number}")
_FIGURES = _("By the amounts in force from {day}.")


def outcome_of(result: Result) -> Words:
    """Return how a test came out, with the total and the limit where both are known."""
    words = {Outcome.PASSED: _PASSED, Outcome.FAILED: _FAILED}.get(result.outcome)
    if words is None or result.total_pence is None or result.limit_pence is None:
        return OUTCOMES[result.outcome]
    return words.filled(
        total=show_pounds(result.total_pence), limit=show_pounds(result.limit_pence)
    )


def missing_part(slug: str) -> Words:
    """Return what an unanswered part of the household is called.

    Raises KeyError for a slug that no assessment gives.
    """
    parts = slug.split(".")
    if parts[0] == "properties" and len(parts) > 1:
        return _OF_PROPERTY.filled(number=int(parts[1]) + 1)
    code, words = parts[-1], _PARTS[parts[-1]]
    if parts[-2:] == ["outgoings", "maintenance"]:
        code, words = _MAINTENANCE_PAID, _MAINTENANCE_PAID_LABEL
    if parts[0] != "partner":
        return words
    return _OF_PARTNER.filled(line=PARTNER_LABELS.get(code, words))


def missing_parts(missing: tuple[str, ...]) -> tuple[Words, ...]:
    """Return what is missing, each thing once."""
    return tuple(dict.fromkeys(missing_part(slug) for slug in missing))


def figures_of(basis: Basis) -> Words:
    """Return by which figures it was worked out."""
    return _FIGURES.filled(day=_ShownDay(basis.in_force_from))


@dataclass(frozen=True)
class _ShownDay:
    """A day that is put in words only when it is shown, in the language of that moment."""

    day: date

    def __str__(self) -> str:
        return show_day(self.day, current_language())
