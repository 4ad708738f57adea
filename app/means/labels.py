"""The words of the working, by code: what a line is, and which rule it comes from.

A working is kept by its codes alone, so that it can be shown and printed years later in either
language. A code is never renamed: old workings hold it.
"""

from __future__ import annotations

from app.i18n import Words, _
from app.means import rules
from app.means.household import Whose

# Each part's name in Income, and what a person reads beside its amount.
INCOME_LABELS: dict[str, Words] = {
    "earnings": _("Wages before tax"),
    "self_employment": _("Money from self-employment"),
    "child_benefit": _("Child Benefit"),
    "other_benefits": _("Other benefits that count"),
    "tax_credits": _("Tax credits"),
    "maintenance": _("Maintenance you get"),
    "pension": _("Pension"),
    "rent_received": _("Rent paid to you"),
    "other": _("Other money coming in"),
}
# Each part's name in Outgoings, its code in the working, its label and its rule.
OUTGOING_LABELS: dict[str, tuple[str, Words, Words]] = {
    "tax": ("tax", _("Income tax"), rules.TAX),
    "national_insurance": ("national_insurance", _("National Insurance"), rules.TAX),
    "maintenance": ("maintenance-paid", _("Maintenance you pay"), rules.OTHER_DEDUCTIONS),
    "criminal_contribution": (
        "criminal_contribution",
        _("Criminal legal aid contribution"),
        rules.OTHER_DEDUCTIONS,
    ),
    "childcare": ("childcare", _("Childcare"), rules.OTHER_DEDUCTIONS),
}
# What a partner's line is called where the person's own says "you", by its code.
PARTNER_LABELS: dict[str, Words] = {
    "maintenance": _("Maintenance they get"),
    "maintenance-paid": _("Maintenance they pay"),
    "rent_received": _("Rent paid to them"),
}
_IN_DISPUTE = _("Left out because it is in dispute")

_LINES: dict[str, tuple[Words, Words]] = {
    **{part: (label, rules.INCOME) for part, label in INCOME_LABELS.items()},
    **{code: (label, rule) for code, label, rule in OUTGOING_LABELS.values()},
    "gross": (_("Money coming in"), rules.GROSS),
    "employment": (_("Fixed amount for the costs of work"), rules.OTHER_DEDUCTIONS),
    "housing": (_("Rent or mortgage, after Housing Benefit"), rules.HOUSING),
    "partner": (_("Allowance for a partner"), rules.ALLOWANCES),
    "dependants": (_("Allowance for children and other dependants"), rules.ALLOWANCES),
    "main-home": (_("Your share of your home, after the mortgage"), rules.LAND),
    "property": (_("Your share of another property, after the mortgage"), rules.LAND),
    "dispute": (_IN_DISPUTE, rules.IN_DISPUTE),
    "home": (_("Left out because it is your home"), rules.HOME),
    "savings": (_("Savings"), rules.CAPITAL),
    "investments": (_("Investments"), rules.CAPITAL),
    "valuables": (_("Valuable things"), rules.CAPITAL),
    "scheme-payments": (_("Left out because it came from a scheme"), rules.LEFT_OUT),
    "disputed-savings": (_("Savings in dispute"), rules.IN_DISPUTE),
    "disputed-savings-left-out": (_IN_DISPUTE, rules.IN_DISPUTE),
    "aged-60": (_("Left out because you or your partner are 60 or over"), rules.AGED_60),
}
_OF_PARTNER = _("Your partner: {line}")


def label_of(code: str, whose: Whose | str) -> Words:
    """Return what a line is, in words. Raises KeyError for a code that there never was."""
    label = _LINES[code][0]
    if whose != Whose.PARTNER:
        return label
    return _OF_PARTNER.filled(line=PARTNER_LABELS.get(code, label))


def rule_of(code: str) -> Words:
    """Return which rule a line comes from. Raises KeyError likewise."""
    return _LINES[code][1]
