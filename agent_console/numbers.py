"""A question that is answered with a whole number."""

from __future__ import annotations

from typing import Any

from app.i18n import Words, _
from app.journeys.questions import Question
from app.values.cleaning import one_line
from app.values.refusal import Refusal


class WholeNumber(Question):
    """A whole number between `least` and `most`."""

    def __init__(self, label: Words, *, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(label, width=4, empty=_("Enter a whole number"), **kwargs)
        self.least, self.most = least, most

    def parse(self, typed: dict[str, str]) -> Any:
        """Return the number; raise Refusal when it is none or out of range."""
        text = one_line(typed[""])
        if not text:
            return None
        plain = text.isascii() and text.isdigit() and len(text) <= 6
        if not plain or not self.least <= int(text) <= self.most:
            words = _("Enter a whole number from {least} to {most}.")
            raise Refusal("number", words.filled(least=self.least, most=self.most))
        return int(text)
