"""Identifiers: a prisoner number, a National Insurance number and an email address.

Numbers are stored in capitals without spaces. Where a place in the number can only be a letter or
only a digit, a letter O typed for a nought (or I for 1) is put right; elsewhere it is refused.
"""

from __future__ import annotations

import re

from app.i18n import _
from app.values.cleaning import one_line, plain_digits
from app.values.refusal import Refusal

EMAIL_LIMIT = 320

_SPACING = re.compile(r"[\s.\-/\u2010-\u2015]")
_TO_DIGIT = str.maketrans("OIL", "011")
_TO_LETTER = str.maketrans("01", "OI")
# Letter, four digits, two letters: A1234BC (prison-visits-2, read in 2026).
_PRISONER_SHAPE = "ADDDDAA"
# Two letters, six digits, A to D (hwf-staffapp, read in 2026).
_INSURANCE_SHAPE = "AADDDDDDA"
_INSURANCE = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}[A-D]")
_EMAIL_NAME = re.compile(r"[^\s@<>()\[\]\\,;:\"]+")
_EMAIL_PLACE = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][^\W_]+(?:-+[^\W_]+)*")


def parse_prisoner_number(text: str) -> str:
    """Return a prisoner number such as "A1234BC", or raise Refusal.

    Codes: prisoner-number-empty, prisoner-number-shape.
    """
    typed = _bare(text)
    if not typed:
        raise Refusal("prisoner-number-empty", _("Enter a prisoner number"))
    number = _put_right(typed, shape=_PRISONER_SHAPE)
    if not re.fullmatch(r"[A-Z]\d{4}[A-Z]{2}", number):
        words = _("A prisoner number is a letter, 4 numbers and 2 letters, like A1234BC")
        raise Refusal("prisoner-number-shape", words)
    return number


def parse_national_insurance(text: str) -> str:
    """Return a National Insurance number such as "AB123456C", or raise Refusal.

    Codes: national-insurance-empty, national-insurance-shape, national-insurance-letters.
    """
    typed = _bare(text)
    if not typed:
        raise Refusal("national-insurance-empty", _("Enter a National Insurance number"))
    number = _put_right(typed, shape=_INSURANCE_SHAPE)
    if not re.fullmatch(r"[A-Z]{2}\d{6}[A-Z]", number):
        words = _(
            "A National Insurance number is 2 letters, 6 numbers and a letter, like QQ 12 34 56 C"
        )
        raise Refusal("national-insurance-shape", words)
    if not _INSURANCE.fullmatch(number):
        words = _("No National Insurance number has these letters. Check each letter.")
        raise Refusal("national-insurance-letters", words)
    return number


def show_national_insurance(number: str) -> str:
    """Return a stored number in pairs: "AB 12 34 56 C"."""
    return " ".join(re.findall("..?", number))


def parse_email(text: str) -> str:
    """Return an email address, its host in small letters, or raise Refusal.

    It is a check for slips of the keys; only a message that arrives proves an address.
    Codes: email-empty, email-long, email-shape.
    """
    typed = one_line(text)
    if not typed:
        raise Refusal("email-empty", _("Enter an email address"))
    if len(typed) > EMAIL_LIMIT:
        words = _("Email address must be {limit} characters or fewer")
        raise Refusal("email-long", words.filled(limit=EMAIL_LIMIT))
    name, _at, place = typed.rpartition("@")
    place = place.lower()
    dots = name.startswith(".") or name.endswith(".") or ".." in name
    if dots or not _EMAIL_NAME.fullmatch(name) or not _EMAIL_PLACE.fullmatch(place):
        words = _("Enter an email address in the right form, like name@example.com")
        raise Refusal("email-shape", words)
    return f"{name}@{place}"


def _bare(text: str) -> str:
    return _SPACING.sub("", plain_digits(one_line(text))).upper()


def _put_right(typed: str, *, shape: str) -> str:
    """Return the text with O, I and L as digits, and 0 and 1 as letters, where the shape says."""
    if len(typed) != len(shape):
        return typed
    return "".join(
        sign.translate(_TO_DIGIT if place == "D" else _TO_LETTER)
        for sign, place in zip(typed, shape, strict=True)
    )
