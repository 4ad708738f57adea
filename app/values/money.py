"""Money: pounds as people type them become whole pence, and back.

Pence are integers everywhere. Nothing is rounded: an amount with half a penny is refused.
"""

from __future__ import annotations

import re

from app.i18n import _
from app.values.cleaning import one_line, plain_digits
from app.values.refusal import Refusal

MINUS = "\N{MINUS SIGN}"
# A thousand million pounds, less a penny: past it, somebody leant on a key.
MOST_PENCE = 99_999_999_999

_MINUS = re.compile(r"^(£?)[-\u2010-\u2015\u2212](£?)")
_UNITS = re.compile(r"(?:pounds?|gbp|punt|bunt)$")
_PENCE_ONLY = re.compile(r"(\d{1,4})(?:p|pence|ceiniog)")
_POUNDS = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+|(?=\.\d))(?:\.(\d{0,2}))?p?")
_TOO_FINE = re.compile(r"[\d,]*\.\d{3,}")
_COMMA_FOR_POINT = re.compile(r"\d+,\d{1,2}")


def parse_pounds(text: str, *, least: int = 0, most: int = MOST_PENCE) -> int:
    """Return pence from text such as "£1,234.50"; `least` and `most` are limits in pence.

    A negative amount is taken only when `least` is negative. Raises Refusal with codes:
    money-empty, money-letters, money-comma, money-fine, money-negative, money-small, money-large.
    """
    typed = re.sub(r"\s", "", plain_digits(one_line(text))).casefold()
    unsigned = _MINUS.sub(r"\1\2", typed)
    bare = _UNITS.sub("", unsigned).removeprefix("£")
    if not bare:
        raise Refusal("money-empty", _("Enter an amount in pounds, like 25.50"))
    size = _pence(bare)
    if unsigned != typed and least >= 0:
        raise Refusal("money-negative", _("The amount cannot be less than zero"))
    return _between(-size if unsigned != typed else size, least=least, most=most)


def show_pounds(pence: int) -> str:
    """Return "£1,234.50", or "£70" for whole pounds, or "−£5" below zero.

    The sign is the true minus; a text message makes it a plain hyphen.
    """
    pounds, rest = divmod(abs(pence), 100)
    shown = f"£{pounds:,}.{rest:02}" if rest else f"£{pounds:,}"
    return f"{MINUS}{shown}" if pence < 0 else shown


def _pence(bare: str) -> int:
    if pence := _PENCE_ONLY.fullmatch(bare):
        return int(pence[1])
    if _TOO_FINE.fullmatch(bare):
        raise Refusal("money-fine", _("Use no more than 2 numbers after the point, like 25.50"))
    if _COMMA_FOR_POINT.fullmatch(bare):
        raise Refusal("money-comma", _("Put a full stop before the pence, like 25.50"))
    amount = _POUNDS.fullmatch(bare)
    if not amount:
        raise Refusal("money-letters", _("Enter an amount in numbers, like 25.50"))
    pounds = amount[1].replace(",", "").lstrip("0") or "0"
    if len(pounds) > len(str(MOST_PENCE)):
        raise _large(MOST_PENCE)
    return int(pounds) * 100 + int((amount[2] or "").ljust(2, "0"))


def _between(pence: int, *, least: int, most: int) -> int:
    if pence > most:
        raise _large(most)
    if pence < least:
        words = _("The amount must be {amount} or more")
        raise Refusal("money-small", words.filled(amount=show_pounds(least)))
    return pence


def _large(most: int) -> Refusal:
    words = _("The amount must be {amount} or less")
    return Refusal("money-large", words.filled(amount=show_pounds(most)))
