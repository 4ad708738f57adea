"""Working days in England and Wales, with the holidays that the library bundles."""

from __future__ import annotations

from datetime import date

import pytest

from app.places import is_working_day, working_days_after


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
        (date(2026, 11, 25), 3, date(2026, 11, 30)),  # Wednesday, over a weekend
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # from a Saturday
        (date(2026, 12, 23), 3, date(2026, 12, 30)),  # Boxing Day is kept on Monday 28
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # New Year's Day is a Friday
        (date(2027, 3, 25), 1, date(2027, 3, 30)),  # Good Friday to Easter Monday
        (date(2027, 12, 24), 3, date(2027, 12, 31)),  # both days kept on 27 and 28
    ],
)
def test_counts_neither_weekends_nor_bank_holidays(day: date, n: int, expected: date) -> None:
    assert working_days_after(day, n) == expected


def test_worked_weekends_count_but_a_bank_holiday_on_one_does_not() -> None:
    thursday = date(2026, 12, 24)
    assert working_days_after(thursday, 1, works_weekends=True) == date(2026, 12, 26)
    assert working_days_after(thursday, 3, works_weekends=True) == date(2026, 12, 29)


def test_scotlands_own_holiday_is_a_working_day_here() -> None:
    assert is_working_day(date(2026, 11, 30))
    assert is_working_day(date(2027, 1, 4))
