"""The names of the weekdays, 0 being Monday, alone and within a sentence.

Welsh writes "Dydd Llun" over a box, "dydd Llun" in a sentence and "i ddydd Llun" after "to".
"""

from __future__ import annotations

from collections.abc import Sequence

from app.i18n import Words, _, in_context

DAYS: tuple[Words, ...] = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
_WITHIN: tuple[Words, ...] = (
    in_context("in a sentence", "Monday"),
    in_context("in a sentence", "Tuesday"),
    in_context("in a sentence", "Wednesday"),
    in_context("in a sentence", "Thursday"),
    in_context("in a sentence", "Friday"),
    in_context("in a sentence", "Saturday"),
    in_context("in a sentence", "Sunday"),
)
_AFTER_TO: tuple[Words, ...] = (
    in_context("after to", "Monday"),
    in_context("after to", "Tuesday"),
    in_context("after to", "Wednesday"),
    in_context("after to", "Thursday"),
    in_context("after to", "Friday"),
    in_context("after to", "Saturday"),
    in_context("after to", "Sunday"),
)
_FEWEST = 3


def days_in_words(days: Sequence[int]) -> Words | str:
    """Return "Monday to Friday" for days that follow each other, or else each of them."""
    first, last = days[0], days[-1]
    if len(days) >= _FEWEST and last - first == len(days) - 1:
        return span_in_words(first, last)
    return ", ".join(str(_WITHIN[day]) for day in days)


def span_in_words(first: int, last: int) -> Words:
    """Return "Monday", or "Monday to Tuesday" where the last day is another."""
    if last == first:
        return _WITHIN[first]
    return _("{first} to {last}").filled(first=_WITHIN[first], last=_AFTER_TO[last])
