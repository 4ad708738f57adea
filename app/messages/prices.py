"""What a message costs, from the dated prices in app/data/message_prices.csv.

Costs are whole hundredths of a penny, before VAT: a part of a text is 2.33p or 2.4p. A day before
the first known price has none.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from app.data import read_rows

FILE = "message_prices.csv"
MOST_SHEETS = 5
_TENTHS = 10


@lru_cache
def _prices() -> tuple[tuple[str, date, date | None, int], ...]:
    return tuple(
        (
            row["what"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            int(Decimal(row["amount"]) * _TENTHS),
        )
        for row in read_rows(FILE)
    )


def _price(what: str, on: date) -> int | None:
    for name, first, last, amount in _prices():
        if name == what and first <= on and (last is None or on <= last):
            return amount
    return None


def text_cost(parts: int, *, on: date) -> int | None:
    """Return what a text of so many parts costs on a day; None where no price is known."""
    price = _price("text-part", on)
    return None if price is None else price * parts


def letter_cost(postage: str, sheets: int, *, on: date) -> int | None:
    """Return what a letter costs by postage class and sheets (at most five); None if not known."""
    return _price(f"{postage}-{min(sheets, MOST_SHEETS)}", on)
