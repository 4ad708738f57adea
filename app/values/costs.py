"""What a message costs, as people read it: "4.8p", "73p", "£1.56"."""

from __future__ import annotations

from app.i18n import Words, _
from app.values.money import show_pounds

_PENNY = 100
_POUND = 100 * _PENNY
_PENCE: Words = _("{pence}p")


def show_cost(hundredths: int) -> Words | str:
    """Return an amount that is held in hundredths of a penny; from a pound on, to the penny."""
    if hundredths >= _POUND:
        return show_pounds((hundredths + _PENNY // 2) // _PENNY)
    whole, rest = divmod(hundredths, _PENNY)
    return _PENCE.filled(pence=f"{whole}.{rest:02}".rstrip("0").rstrip("."))
