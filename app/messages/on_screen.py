"""A letter as a screen shows it: the same parts as on paper, in one language, without its codes.

A slip to send back is left out too: it is for a pen.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

import letters
from app.clock import today
from app.messages.kinds import wording_of
from app.messages.models import LetterFile, Message
from app.messages.post import compose

# By these names a template draws the parts; what is not here is for paper only.
DRAWN: dict[type, str] = {
    letters.Paragraph: "paragraph",
    letters.Subheading: "heading",
    letters.Bullets: "points",
    letters.CheckList: "points",
    letters.NextSteps: "steps",
    letters.Facts: "facts",
    letters.Amounts: "amounts",
}


@dataclass(frozen=True)
class OnScreen:
    """A letter in one language: its words from the heading down, and its parts, each with a name."""

    reference: str
    text: letters.LetterText
    parts: tuple[tuple[str, letters.Part], ...]


def on_screen(session: Session, message_id: UUID, language: str) -> OnScreen:
    """Return a letter as it was written, in a language where it has it, or else in its first."""
    letter = _as_made(session, message_id)
    texts = letter.language_pages
    text = next((one for one in texts if one.language == language), texts[0])
    parts = [(DRAWN[type(part)], part) for part in text.parts if type(part) in DRAWN]
    return OnScreen(letter.reference, text, tuple(parts))


def _as_made(session: Session, message_id: UUID) -> letters.Letter:
    message, kept = session.get_one(Message, message_id), session.get_one(LetterFile, message_id)
    return compose(
        wording_of(message.kind, message.wording_version),
        message.body,
        message.to.splitlines(),
        language=message.language,
        on=today(kept.rendered_at),
        format=kept.format,
    )
