"""Whole numbers: how many children, what part of a house in percent."""

from __future__ import annotations

import re

from app.i18n import _
from app.values.cleaning import one_line, plain_digits
from app.values.refusal import Refusal

_DIGITS = re.compile(r"\d{1,12}")
NOUGHT = frozenset({"none", "nil", "dim"})


def parse_whole_number(text: str, *, least: int = 0, most: int) -> int:
    """Return the number in text such as "14" or "none".

    Raises Refusal with codes: number-empty, number-letters, number-small, number-large.
    """
    typed = plain_digits(one_line(text)).replace(" ", "").replace(",", "").casefold()
    if not typed:
        raise Refusal("number-empty", _("Enter a number, like 2"))
    bare = "0" if typed in NOUGHT else typed.lstrip("0") or "0"
    if not bare.isascii() or not bare.isdecimal():
        raise Refusal("number-letters", _("Enter a whole number"))
    if not _DIGITS.fullmatch(bare) or int(bare) > most:
        raise Refusal("number-large", _("The number must be {most} or less").filled(most=most))
    if int(bare) < least:
        raise Refusal("number-small", _("The number must be {least} or more").filled(least=least))
    return int(bare)
