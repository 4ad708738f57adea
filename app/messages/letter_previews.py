"""A letter that is not made yet, shown as it would be made when it is due: nothing is kept.

The same message at the same moment gives the same bytes, so what staff see is what is posted,
unless the person's address, wishes or format change before.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.messages.at_kiosk import screen_format
from app.messages.models import WAITING, Channel, Message, State
from app.messages.outbox import NoSuchMessage
from app.messages.post import Rendered, render_message
from app.messages.wishes import reach, safe_for
from app.people import get_person
from letters import Fonts

NOT_MADE = (*WAITING, State.HELD)


def can_be_previewed(message: Message) -> bool:
    """Say whether this is a letter that is still to be made."""
    return message.channel == Channel.LETTER and message.state in NOT_MADE


def letter_to_come(session: Session, message_id: UUID, fonts: Fonts, *, at: datetime) -> Rendered:
    """Return a letter as it would be made; raise NoSuchMessage, or Unprintable.

    The message is let go of, so that nothing of this is written.
    """
    message = session.get(Message, message_id)
    if message is None or not can_be_previewed(message):
        raise NoSuchMessage(f"no letter {message_id} to come")
    person = get_person(session, message.person_id)
    safe = safe_for(session, person)
    session.expunge(message)
    message.to = reach(person, Channel.LETTER, safe).to or message.to
    rules = safe.rules
    wanted = screen_format(rules.letter_format) if rules.kiosk_at else rules.letter_format
    return render_message(message, fonts, at=max(at, message.due_at), format=wanted)
