"""When a letter arrives: posted the working day after the cut-off it caught, then by postage class.

The days are dated data in app/data/postage_times.csv. Weekends and bank holidays of England and
Wales do not count, which is on the safe side: some post is brought on Saturdays.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from app.audit import WORKER
from app.clock import from_london, london
from app.data import read_rows
from app.messages.batches import CUT_OFF, last_cut_off
from app.places import is_working_day, working_days_after

FILE = "postage_times.csv"
IN_TIME = timedelta(hours=1)


@lru_cache
def _times() -> dict[str, tuple[int, int]]:
    return {
        row["postage"]: (int(row["first_day"]), int(row["last_day"])) for row in read_rows(FILE)
    }


def posted_on(ready_at: datetime) -> date:
    """Return the day on which a letter that was ready at a moment is posted.

    The printer takes what is in by 17:30 London time on a working day, and posts it the working
    day after.
    """
    day = london(ready_at).date()
    while not is_working_day(day) or ready_at >= from_london(day, CUT_OFF):
        day += timedelta(days=1)
    return working_days_after(day, 1)


def arrives_between(ready_at: datetime, postage: str) -> tuple[date, date]:
    """Return the first and the last day on which a letter should arrive.

    Raises KeyError for a class of postage that the data does not have.
    """
    first, last = _times()[postage]
    posted = posted_on(ready_at)
    return working_days_after(posted, first), working_days_after(posted, last)


def ready_in_batch(closed_at: datetime, closed_by: str) -> datetime:
    """Return when the letters of a batch count as ready.

    One that closed by itself did so just after the cut-off that its letters caught, unless nothing
    ran by then: what was closed an hour late has missed it.
    """
    cut_off = last_cut_off(closed_at)
    if closed_by == WORKER.id and closed_at - cut_off < IN_TIME:
        return cut_off - timedelta(seconds=1)
    return closed_at
