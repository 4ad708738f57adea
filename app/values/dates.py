"""Dates: three boxes become a date, a birth date becomes an age.

People type months as numbers or as words, in English or Welsh, and often type the whole date in
the first box. All of that is taken. What cannot be read is refused with the boxes that are wrong.
How a date is shown is in `date_words`, and can be had from here too.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from app.i18n import Words, _
from app.values.cleaning import one_line, plain_digits
from app.values.date_words import (
    month_number,
    show_date,
    show_moment,
    show_time,
    show_times,
    without_weekday,
)
from app.values.refusal import Refusal

__all__ = [
    "OLDEST",
    "age_on",
    "born",
    "parse_date",
    "show_date",
    "show_moment",
    "show_time",
    "show_times",
]

# Visits and fee help take no age above 120 (prison-visits-2 and hwf-staffapp, read in 2026).
OLDEST = 120
# Outside these years a date is a slip of the keys.
_FIRST_YEAR, _LAST_YEAR = 1800, 2199

_BOXES = ("day", "month", "year")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|ain|af|il|ydd|ed|eg|fed)")
_JOINT = re.compile(r"[\s/.,\-\u2010-\u2015\u2212]+|(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")
_SMALL_WORDS = frozenset({"of", "the", "o", "y", "yr"})

_MISSING: dict[tuple[str, ...], Words] = {
    ("day",): _("The date must include a day"),
    ("month",): _("The date must include a month"),
    ("year",): _("The date must include a year"),
    ("day", "month"): _("The date must include a day and a month"),
    ("day", "year"): _("The date must include a day and a year"),
    ("month", "year"): _("The date must include a month and a year"),
    _BOXES: _("Enter a day, month and year"),
}
_SHORT_MONTHS: dict[int, Words] = {
    2: _("February never has more than 29 days"),
    4: _("April has only 30 days"),
    6: _("June has only 30 days"),
    9: _("September has only 30 days"),
    11: _("November has only 30 days"),
}


def parse_date(day: str, month: str = "", year: str = "") -> date:
    """Return the date typed in three boxes, or whole in one of them; raise Refusal with its boxes.

    Codes: date-empty, date-missing, date-day, date-month, date-year, date-year-short,
    date-year-far, date-29-february, date-month-end, date-unreadable.
    """
    typed = {"day": _tidy(day), "month": _tidy(month), "year": _tidy(year)}
    filled = [box for box in _BOXES if typed[box]]
    if len(filled) == 1 and (parts := _whole(typed[filled[0]])):
        return _whole_date(parts, box=filled[0])
    if len(filled) < 3:
        missing = tuple(box for box in _BOXES if not typed[box])
        code = "date-missing" if filled else "date-empty"
        raise Refusal(code, _MISSING[missing], boxes=missing)
    return _real_date(typed["day"], month=typed["month"], year=typed["year"])


def born(birth: date, *, today: date) -> date:
    """Return the date of birth, or raise Refusal: not after today, age at most 120."""
    if birth > today:
        words = _("Date of birth must be in the past")
        raise Refusal("born-future", words, boxes=_BOXES)
    if age_on(birth, today) > OLDEST:
        words = _("Check the year of birth. It is more than {years} years ago.")
        raise Refusal("born-long-ago", words.filled(years=OLDEST), boxes=("year",))
    return birth


def age_on(birth: date, day: date) -> int:
    """Return a person's age in whole years on a day.

    An age is reached at the start of the birthday (Family Law Reform Act 1969, section 9, England
    and Wales). The Act does not name 29 February; in a common year the birthday is taken as
    1 March, the usual reading in the United Kingdom.
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _tidy(text: str) -> str:
    return plain_digits(one_line(text)).casefold().strip(" ,.")


def _whole(text: str) -> list[str]:
    """Return the three parts of a date typed in one box, or [] when it is not a whole date."""
    text = _ORDINAL.sub(r"\1 ", without_weekday(text))
    if re.fullmatch(r"\d{8}", text):
        return _eight_digits(text)
    parts = [part for part in _JOINT.split(text) if part and part not in _SMALL_WORDS]
    if len(parts) == 1:
        return []
    if len(parts) == 3 and len(parts[0]) == 4 and parts[0].isdigit():
        return parts[::-1]
    if len(parts) == 3 and parts[0][0].isalpha():
        return [parts[1], parts[0], parts[2]]
    return parts


def _eight_digits(text: str) -> list[str]:
    """Return 12032026 or 20260312 in parts. The two never both make a date within our years."""
    if "18" <= text[:2] <= "21" and "01" <= text[4:6] <= "12":
        return [text[6:], text[4:6], text[:4]]
    return [text[:2], text[2:4], text[4:]]


def _whole_date(parts: list[str], *, box: str) -> date:
    if len(parts) != 3:
        words = _("Enter the date as a day, month and year, like 27 3 2026")
        raise Refusal("date-unreadable", words, boxes=(box,))
    try:
        return _real_date(parts[0], month=parts[1], year=parts[2])
    except Refusal as refusal:
        raise refusal.about(box) from None


def _real_date(day: str, *, month: str, year: str) -> date:
    numbers: dict[str, int] = {}
    wrong: list[Refusal] = []
    for box, read, text in (("day", _day, day), ("month", _month, month), ("year", _year, year)):
        try:
            numbers[box] = read(text)
        except Refusal as refusal:
            wrong.append(refusal)
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        boxes = tuple(box for refusal in wrong for box in refusal.boxes)
        words = _("Enter the date as a day, month and year, like 27 3 2026")
        raise Refusal("date-unreadable", words, boxes=boxes)
    return _in_calendar(numbers["day"], month=numbers["month"], year=numbers["year"])


def _day(text: str) -> int:
    text = _ORDINAL.sub(r"\1", text).strip()
    if not _is_number(text):
        raise Refusal("date-day", _("Day must be a number, like 27"), boxes=("day",))
    if len(text) > 2 or not 1 <= int(text) <= 31:
        raise Refusal("date-day", _("Day must be between 1 and 31"), boxes=("day",))
    return int(text)


def _month(text: str) -> int:
    if not _is_number(text):
        number = month_number(text)
        if not number:
            words = _("Month must be a number or a name, like 3 or March")
            raise Refusal("date-month", words, boxes=("month",))
        return number
    if len(text) > 2 or not 1 <= int(text) <= 12:
        raise Refusal("date-month", _("Month must be between 1 and 12"), boxes=("month",))
    return int(text)


def _year(text: str) -> int:
    if not _is_number(text):
        raise Refusal("date-year", _("Year must be a number, like 2026"), boxes=("year",))
    if len(text) != 4:
        words = _("Year must have 4 numbers, like 2026")
        raise Refusal("date-year-short", words, boxes=("year",))
    if not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        words = _("Check the year. It must be between {first} and {last}.")
        filled = words.filled(first=_FIRST_YEAR, last=_LAST_YEAR)
        raise Refusal("date-year-far", filled, boxes=("year",))
    return int(text)


def _in_calendar(day: int, *, month: int, year: int) -> date:
    if day <= calendar.monthrange(year, month)[1]:
        return date(year, month, day)
    if (day, month) == (29, 2):
        words = _("There is no 29 February in {year}. Check the day and the year.")
        raise Refusal("date-29-february", words.filled(year=year), boxes=("day", "month", "year"))
    raise Refusal("date-month-end", _SHORT_MONTHS[month], boxes=("day", "month"))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
