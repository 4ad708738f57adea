"""The question for a time of day, typed as people write it."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from app.i18n import _
from app.journeys.questions.question import Question
from app.values.refusal import Refusal

_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm|yb|yp)?", re.ASCII)


class TimeOfDay(Question):
    """A London time of day, kept as "14:00"."""

    def parse(self, typed: dict[str, str]) -> Any:
        """Return the time for "2pm", "14:00" or "2.15pm"; raise Refusal."""
        text = typed[""].strip().lower()
        if not text:
            return None
        found = _TIME.fullmatch(text)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if found and found[3]:
            hour = hour % 12 + (12 if found[3] in ("pm", "yp") else 0) if hour <= 12 else 99
        if hour > 23 or minute > 59:
            raise Refusal("time", _("Enter a time, like 2:15pm or 14:15."))
        return time(hour, minute).isoformat("minutes")
