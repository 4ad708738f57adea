"""Phones: a UK telephone number, typed or spoken, becomes one stored form (E.164).

Only mobiles can take a text message, so every number says what kind it is. Numbers that cost extra,
emergency and short numbers are refused with the reason. The numbers Ofcom keeps for drama are
taken as good, because they are the only ones a demonstration may show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from app.i18n import _
from app.values.cleaning import one_line, plain_digits
from app.values.refusal import Refusal
from app.values.spoken_digits import digits_of_speech


class PhoneKind(StrEnum):
    """What a number can be used for: only a mobile takes texts."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    OTHER = "other"


@dataclass(frozen=True)
class Phone:
    """A telephone number as stored: E.164 ("+447700900123") and its kind."""

    e164: str
    kind: PhoneKind

    @property
    def takes_texts(self) -> bool:
        """Return whether a text message can be sent to this number."""
        return self.kind is PhoneKind.MOBILE


# Ofcom, "Telephone numbers for use in TV and radio drama programmes"; ranges as known in 2026.
# 0909 879 0xxx is in the list too, but costs extra to call and so stays refused.
_DRAMA = (
    (re.compile(r"7700900\d{3}"), PhoneKind.MOBILE),
    (re.compile(r"1632960\d{3}|2079460\d{3}|2920180\d{3}|2896496\d{3}"), PhoneKind.LANDLINE),
    (re.compile(r"1914980\d{3}|11[3-8]4960\d{3}|1[2-6]14960\d{3}"), PhoneKind.LANDLINE),
    (re.compile(r"8081570\d{3}|3069990\d{3}"), PhoneKind.OTHER),
)
_KINDS: dict[int, PhoneKind] = {
    PhoneNumberType.MOBILE: PhoneKind.MOBILE,
    PhoneNumberType.FIXED_LINE: PhoneKind.LANDLINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: PhoneKind.MOBILE,
}
_COSTLY = frozenset(
    {
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.PAGER,
    }
)
# By their beginnings, for numbers that are also badly formed: 09 premium, 084 and 087 service
# numbers, 070 personal numbers.
_COSTLY_START = re.compile(r"9|8[47]|70(?!0)")
_EMERGENCY = frozenset({"999", "112", "911", "18000", "000"})
_SHORT = re.compile(r"1\d{2}|1[45][57]\d|11[68]\d{3}|[6-8]\d{4}")
_EXTENSION = re.compile(r"(?:\bext(?:ension|n)?\b|\bx|\best(?:yniad)?\b|#)[\s.:]*\d{1,6}\s*$")
_SIGNS = re.compile(r"[\s().\-/\u2010-\u2015\u2212]")
# Ten digits follow the 0; only some old areas (01), 05 and freephone numbers (0800) have nine.
_LONGEST = 10
_MAY_HAVE_NINE = ("1", "5", "8")
_CHILDLINE = "8001111"


def parse_phone(text: str, *, international: bool = False) -> Phone:
    """Return the number, or raise Refusal.

    Codes: phone-empty, phone-letters, phone-signs, phone-extension, phone-emergency,
    phone-short-code, phone-too-short, phone-too-long, phone-costly, phone-abroad, phone-unknown.
    """
    typed = plain_digits(one_line(text)).casefold()
    if not typed:
        raise Refusal("phone-empty", _("Enter a phone number"))
    if _EXTENSION.search(typed):
        words = _("Leave out the extension. Enter only the phone number.")
        raise Refusal("phone-extension", words)
    dialled = _dialled(typed)
    if abroad := _abroad(dialled):
        return _foreign(abroad, allowed=international)
    return _british(_national(dialled))


def show_phone(e164: str) -> str:
    """Return a stored number as people write it: "07700 900123", or "+353 1 234 5678" abroad."""
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    british = number.country_code == 44
    form = PhoneNumberFormat.NATIONAL if british else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def _dialled(typed: str) -> str:
    """Return only digits, with one + before them when it was typed or said."""
    typed = re.sub(r"(?<=\d)o(?=[\do\s]|$)|(?<![^\W\d])o(?=\d)", "0", typed)
    if any(character.isalpha() for character in typed):
        typed = digits_of_speech(typed)
    bare = _SIGNS.sub("", re.sub(r"\(0\)", "", typed) if typed.startswith(("+", "00")) else typed)
    if not re.fullmatch(r"\+?\d+", bare):
        words = _("A phone number can have only numbers, spaces, brackets, hyphens and +")
        raise Refusal("phone-signs", words)
    return bare


def _abroad(dialled: str) -> str:
    """Return the number as +..., when it begins with another country's code; else ""."""
    if dialled.startswith("00") and not dialled.startswith("000"):
        dialled = f"+{dialled[2:]}"
    return dialled if dialled.startswith("+") and not dialled.startswith("+44") else ""


def _national(dialled: str) -> str:
    """Return the number without 0, +44, 0044 or 44 in front; refuse emergency and short ones."""
    if dialled in _EMERGENCY:
        words = _("This is an emergency number. Enter a number we can call the person on.")
        raise Refusal("phone-emergency", words)
    if _SHORT.fullmatch(dialled):
        words = _("This is a short service number. Enter a full phone number.")
        raise Refusal("phone-short-code", words)
    if start := re.match(r"\+440?|00440?|440?(?=\d{9,10}$)|0", dialled):
        return dialled[start.end() :]
    if re.fullmatch(r"[1237]\d{9}", dialled):
        return dialled
    words = _("A UK phone number starts with 0 or +44. Check the start of the number.")
    raise Refusal("phone-unknown" if len(dialled) > 8 else "phone-too-short", words)


def _british(national: str) -> Phone:
    for pattern, drama_kind in _DRAMA:
        if pattern.fullmatch(national):
            return Phone(f"+44{national}", drama_kind)
    if national == _CHILDLINE:
        return Phone(f"+44{national}", PhoneKind.OTHER)
    _check_length(national)
    number = PhoneNumber(country_code=44, national_number=int(national))
    kind = phonenumbers.number_type(number)
    if kind in _COSTLY or _COSTLY_START.match(national):
        raise _costly()
    if national.startswith("0") or not phonenumbers.is_valid_number(number):
        words = _("This is not a phone number in use in the UK. Check each digit.")
        raise Refusal("phone-unknown", words)
    return Phone(f"+44{national}", _KINDS.get(kind, PhoneKind.OTHER))


def _check_length(national: str) -> None:
    count = len(national) + 1
    if len(national) < _LONGEST - national.startswith(_MAY_HAVE_NINE):
        words = _(
            "This phone number is too short. It has {count} digits and most have 11. Check it."
        )
        raise Refusal("phone-too-short", words.filled(count=count))
    if len(national) > _LONGEST:
        words = _(
            "This phone number is too long. It has {count} digits and most have 11. Check it."
        )
        raise Refusal("phone-too-long", words.filled(count=count))


def _foreign(dialled: str, *, allowed: bool) -> Phone:
    if not allowed:
        raise Refusal("phone-abroad", _("Enter a UK phone number. It starts with 0 or +44."))
    unknown = _("Check the phone number and the country code at its start")
    try:
        number = phonenumbers.parse(dialled, None)
    except phonenumbers.NumberParseException:
        raise Refusal("phone-unknown", unknown) from None
    if not phonenumbers.is_valid_number(number):
        raise Refusal("phone-unknown", unknown)
    kind = phonenumbers.number_type(number)
    if kind in _COSTLY:
        raise _costly()
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return Phone(e164, _KINDS.get(kind, PhoneKind.OTHER))


def _costly() -> Refusal:
    words = _("This number costs extra to call. Enter an ordinary landline or mobile number.")
    return Refusal("phone-costly", words)
