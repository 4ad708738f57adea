"""Working days in England and Wales.

The bank holidays are those that GOV.UK publishes, as bundled with the library `govuk-bank-holidays`
(up to Boxing Day 2028); nothing is downloaded. A holiday announced later needs a newer library.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from govuk_bank_holidays.bank_holidays import BankHolidays

_SATURDAY = 5
# Kept on the day itself, also where a weekend moves the bank holiday to another.
_FEASTS = frozenset({(12, 25), (12, 26), (1, 1)})


@lru_cache
def bank_holidays() -> frozenset[date]:
    """Return every known bank holiday of England and Wales."""
    known = BankHolidays(use_cached_holidays=True)
    listed = known.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return frozenset(holiday["date"] for holiday in listed)


def is_holiday(day: date) -> bool:
    """Say whether this is a bank holiday, or Christmas Day, Boxing Day or New Year's Day itself."""
    return day in bank_holidays() or (day.month, day.day) in _FEASTS


def is_working_day(day: date, *, works_weekends: bool = False) -> bool:
    """Say whether staff answer on this day: no bank holiday, and no weekend unless worked."""
    if day in bank_holidays():
        return False
    return works_weekends or day.weekday() < _SATURDAY


def working_days_after(day: date, n: int, *, works_weekends: bool = False) -> date:
    """Return the `n`th working day after a day, which is not counted itself; 0 gives the day."""
    while n > 0:
        day += timedelta(days=1)
        n -= is_working_day(day, works_weekends=works_weekends)
    return day
