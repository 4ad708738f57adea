"""The hours at which a person may be reached, in London time, across both clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.people import ContactRules

EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]
SUNDAY = [6]
HOURS = [
    ("09:00", "17:00", EVERY_DAY),
    ("09:00", "17:00", [0, 2]),
    ("00:30", "01:30", EVERY_DAY),
    ("01:00", "02:00", SUNDAY),
    ("01:00", "03:00", SUNDAY),
    ("23:00", "23:30", [5]),
]
SPRING, AUTUMN = datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)


def rules(opens: str, closes: str, days: list[int]) -> ContactRules:
    return ContactRules(hours={"from": opens, "to": closes, "days": days})


@pytest.mark.parametrize(("opens", "closes", "days"), HOURS)
@pytest.mark.parametrize("start", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_the_next_moment_is_open_and_the_first_that_is(
    opens: str, closes: str, days: list[int], start: datetime
) -> None:
    found = rules(opens, closes, days)
    for hours in range(0, 24 * 5, 7):
        at = start + timedelta(hours=hours, minutes=13)
        moment = found.next_open(at)
        assert found.open_at(moment)
        step = timedelta(minutes=30)
        assert not any(found.open_at(at + step * n) for n in range((moment - at) // step))


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (datetime(2026, 3, 29, 8, 30, tzinfo=UTC), True),  # 09:30 in London, an hour of summer
        (datetime(2026, 3, 28, 8, 30, tzinfo=UTC), False),  # 08:30, the day before
        (datetime(2026, 10, 25, 8, 30, tzinfo=UTC), False),
        (datetime(2026, 10, 24, 8, 30, tzinfo=UTC), True),
    ],
)
def test_hours_are_those_of_the_clock_on_the_wall(at: datetime, is_open: bool) -> None:
    assert rules("09:00", "17:00", EVERY_DAY).open_at(at) is is_open


def test_hours_without_a_day_are_never_open() -> None:
    assert rules("09:00", "17:00", []).next_open(SPRING) == SPRING + timedelta(days=7)
