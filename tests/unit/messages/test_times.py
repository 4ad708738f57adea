"""The print cut-off, the backoff and the duties: what depends on the clock alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.messages.batches import last_cut_off
from app.messages.pace import Pace
from app.worker import Duty, sweep


@pytest.mark.parametrize(
    ("now", "cut_off"),
    [
        ("2026-11-25T17:30", "2026-11-25T17:30"),  # Wednesday, winter: London is UTC
        ("2026-11-25T17:29", "2026-11-24T17:30"),
        ("2026-11-30T09:00", "2026-11-27T17:30"),  # Monday morning: Friday's
        ("2026-07-01T16:30", "2026-07-01T16:30"),  # summer: 17:30 in London is 16:30 UTC
        ("2026-07-01T16:29", "2026-06-30T16:30"),
        ("2026-12-28T20:00", "2026-12-24T17:30"),  # Christmas, a weekend and its substitute day
        ("2027-03-28T12:00", "2027-03-25T17:30"),  # clocks went forward, after Good Friday
        ("2026-10-25T12:00", "2026-10-23T16:30"),  # clocks went back
    ],
)
def test_the_last_cut_off_is_half_past_five_in_london_on_a_working_day(
    now: str, cut_off: str
) -> None:
    found = last_cut_off(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found == datetime.fromisoformat(cut_off).replace(tzinfo=UTC)


def test_the_backoff_grows_to_its_cap_and_jitters() -> None:
    pace = Pace(first_wait=5, longest_wait=60)
    for attempt, most in ((1, 5), (2, 10), (3, 20), (4, 40), (5, 60), (500, 60)):
        waits = {pace.wait(attempt) for _ in range(40)}
        assert len(waits) > 1
        assert timedelta(0) <= min(waits)
        assert max(waits) <= timedelta(seconds=most)


def test_a_duty_takes_its_turn_and_a_broken_one_stops_no_other(at: datetime) -> None:
    done: list[datetime] = []

    def broken(_: datetime) -> None:
        raise RuntimeError("no")

    todo = [
        Duty("broken", timedelta(0), broken),
        Duty("often", timedelta(seconds=15), done.append),
    ]
    for seconds in (0, 1, 14, 15, 16, 31):
        sweep(todo, at=at + timedelta(seconds=seconds))
    assert [(moment - at).seconds for moment in done] == [0, 15, 31]
    sweep(todo, at=at - timedelta(days=1))
    assert len(done) == 4
