"""When letters arrive: cut-off, weekends, bank holidays and both clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.audit import WORKER
from app.data import read_rows
from app.messages.delivery import FILE, arrives_between, posted_on, ready_in_batch


@pytest.mark.parametrize(
    ("ready", "posted"),
    [
        # A Wednesday in winter: London is on UTC.
        (datetime(2026, 11, 25, 17, 29, tzinfo=UTC), date(2026, 11, 26)),
        (datetime(2026, 11, 25, 17, 30, tzinfo=UTC), date(2026, 11, 27)),
        # A Friday: the next working day is Monday.
        (datetime(2026, 11, 27, 12, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2026, 11, 27, 18, tzinfo=UTC), date(2026, 12, 1)),
        # Christmas Eve: Christmas Day, then Boxing Day's substitute on Monday 28 December.
        (datetime(2026, 12, 24, 12, tzinfo=UTC), date(2026, 12, 29)),
        # Summer time: 17:30 in London is 16:30 UTC, on the last working day before the clocks change.
        (datetime(2026, 10, 23, 16, 29, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2026, 10, 23, 16, 30, tzinfo=UTC), date(2026, 10, 27)),
        (datetime(2026, 10, 26, 17, 29, tzinfo=UTC), date(2026, 10, 27)),
        # And in spring: Friday 26 March 2027 is Good Friday, Monday 29 March is Easter Monday.
        (datetime(2027, 3, 25, 17, 29, tzinfo=UTC), date(2027, 3, 30)),
        (datetime(2027, 3, 30, 16, 29, tzinfo=UTC), date(2027, 3, 31)),
        (datetime(2027, 3, 30, 16, 30, tzinfo=UTC), date(2027, 4, 1)),
    ],
)
def test_posting_follows_the_cut_off(ready: datetime, posted: date) -> None:
    assert posted_on(ready) == posted


def test_arrival_is_counted_in_working_days() -> None:
    ready = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert arrives_between(ready, "first") == (date(2026, 11, 27), date(2026, 11, 30))
    assert arrives_between(ready, "second") == (date(2026, 12, 1), date(2026, 12, 3))


def test_every_class_has_its_days() -> None:
    assert all(int(row["first_day"]) <= int(row["last_day"]) for row in read_rows(FILE))
    with pytest.raises(KeyError):
        arrives_between(datetime(2026, 11, 25, tzinfo=UTC), "pigeon")


def test_a_batch_that_closed_by_itself_caught_its_cut_off_and_one_by_hand_the_next() -> None:
    """It is five seconds after half past five on a Wednesday."""
    closed = datetime(2026, 11, 25, 17, 30, 5, tzinfo=UTC)
    assert posted_on(ready_in_batch(closed, WORKER.id)) == date(2026, 11, 26)
    assert posted_on(ready_in_batch(closed, "dev")) == date(2026, 11, 27)


def test_a_batch_that_closed_by_itself_long_after_its_cut_off_missed_it() -> None:
    """Nothing ran on Friday evening: the batch is closed on Sunday night and goes on Tuesday."""
    closed = datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert posted_on(ready_in_batch(closed, WORKER.id)) == date(2026, 11, 24)
