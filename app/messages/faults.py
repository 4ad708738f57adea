"""What may be said of a fault of our own code: its kind and its place, and never its message.

A message of a fault may hold what a person told us.
"""

from __future__ import annotations

import traceback


def told(fault: BaseException) -> dict[str, str]:
    """Return what a log may say of a fault: its kind and its place, never its message."""
    place = traceback.extract_tb(fault.__traceback__)[-1]
    return {"fault": type(fault).__name__, "place": f"{place.name}, line {place.lineno}"}
