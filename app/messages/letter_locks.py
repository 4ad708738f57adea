"""Locks on letters: whoever needs several takes them in one order, so that two never wait for each other.

The order is by the message's id, in one statement. Where both are locked a letter comes before its
message; whoever holds letters asks for no more of them before the commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.messages.models import LetterFile


def lock_letters(session: Session, letters: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    """Lock the letters that a query finds, and return its rows.

    What is said of the message may have changed while we waited for a lock: look at that again.
    """
    ordered = letters.order_by(LetterFile.message_id).with_for_update(of=LetterFile)
    return session.execute(ordered).all()
