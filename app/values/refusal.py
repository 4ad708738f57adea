"""Refusal: the one error that every value raises when it cannot take what was typed.

It carries a stable code for programs and the words for the person, so a form, the API and the
console can each show the same reason in their own way.
"""

from __future__ import annotations

from app.errors import AlongsideError
from app.i18n import Words


class Refusal(AlongsideError, ValueError):
    """What was typed cannot be kept.

    `code` is a stable slug such as "phone-letters". `words` is the message for the person.
    `boxes` names the boxes that are wrong when the question has more than one ("day", "month").
    """

    def __init__(self, code: str, words: Words, *, boxes: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.words = words
        self.boxes = boxes

    def about(self, *boxes: str) -> Refusal:
        """Return the same refusal, pointing at these boxes."""
        return Refusal(self.code, self.words, boxes=boxes)
