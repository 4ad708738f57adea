"""Who books in the browser tests; the demo's callers, and people of one test each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from demo.booking import Booking, Somebody
from demo.callers import ENGLISH_CALLER, ENGLISH_VISITOR, WELSH_VISITOR

__all__ = ["ENGLISH_CALLER", "ENGLISH_VISITOR", "WELSH_VISITOR", "named", "short_request"]


def named(booking: Booking, first: str, last: str) -> Booking:
    """Return the same booking for another main visitor."""
    return replace(booking, lead=Somebody(first, last, date(1984, 7, 21)))


def short_request(first: str, last: str) -> Booking:
    """Return a request at Leeds with one time, one visitor and a text only."""
    return replace(named(ENGLISH_CALLER, first, last), others=(), times=(0, 2, 4), support="")
