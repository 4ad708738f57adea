"""Where each line of the working comes from, in words that can be shown beside it.

Regulations are those of the Civil Legal Aid (Financial Resources and Payment for Services)
Regulations 2013, SI 2013/480. A span ("26 to 29") stands where the very number is not confirmed.
"""

from __future__ import annotations

from app.i18n import Words, _

_REGULATION = _("Regulation {number}")
_REGULATIONS = _("Regulations {first} to {last}")


def _regulation(number: str) -> Words:
    return _REGULATION.filled(number=number)


GROSS = _regulation("7")
INCOME = _regulation("21")
TAX = _regulation("23")
ALLOWANCES = _regulation("25")
OTHER_DEDUCTIONS = _REGULATIONS.filled(first="26", last="29")
HOUSING = _regulation("28")
# Which regulation leaves payments of a scheme out is not confirmed: the span of the disregards.
LEFT_OUT = _REGULATIONS.filled(first="40", last="42")
CAPITAL = _REGULATIONS.filled(first="30", last="36")
LAND = _regulation("37")
IN_DISPUTE = _regulation("38")
HOME = _regulation("39")
AGED_60 = _REGULATIONS.filled(first="40", last="41")
