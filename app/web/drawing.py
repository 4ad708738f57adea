"""One question about to be drawn: how the face looks, and the texts that every widget needs."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from app.i18n import Words, _
from app.journeys.questions import Question

Params = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a face draws questions: `heading` makes a lone question the page's h1."""

    heading: bool
    size: str
    filters_lists: bool
    small: bool = False


KIOSK = Look(heading=True, size="l", filters_lists=True)
CONSOLE = Look(heading=False, size="s", filters_lists=False, small=True)


@dataclass(frozen=True)
class Drawn:
    """What every widget of a question needs: its texts and the look of the face."""

    question: Question
    look: Look
    heading: bool
    answered: bool
    number: int

    def text(self, words: Words | str) -> str:
        """Return a text of the journey, with the number of the group's member in its hole."""
        if isinstance(words, Words) and self.number:
            words = words.filled(number=self.number)
        return str(words)

    def frame(self) -> Params:
        """Return what stands around the boxes: hint and error."""
        params: Params = {"idPrefix": self.question.name, "name": self.question.name}
        if self.question.hint:
            params["hint"] = {"text": self.text(self.question.hint)}
        if self.question.errors:
            params["errorMessage"] = error_message(self.question.errors[0])
        return params

    def label(self) -> Params:
        """Return the parameters of a label."""
        return {
            "text": self.text(self.question.words),
            "classes": f"govuk-label--{self.look.size}",
            "isPageHeading": self.heading,
        }

    def fieldset(self) -> Params:
        """Return the parameters of a fieldset and its legend."""
        return {
            "legend": {
                "text": self.text(self.question.words),
                "classes": f"govuk-fieldset__legend--{self.look.size}",
                "isPageHeading": self.heading,
            }
        }

    def in_box(self, box: str = "") -> str:
        """Return what a box holds, without characters that a page cannot show."""
        return showable(self.question.in_box(box))


def error_message(words: Words | str) -> Params:
    """Return the parameters of an error message."""
    return {"text": str(words), "visuallyHiddenText": str(_("Error"))}


def showable(text: str) -> str:
    """Return a text without control characters other than line breaks and tabs."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\r\t" or unicodedata.category(c) not in ("Cc", "Cs"))
