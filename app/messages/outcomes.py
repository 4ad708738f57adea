"""How an attempt can go: it ends the message, or the message rests and is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.messages.models import State
from app.messages.post import Rendered


@dataclass(frozen=True)
class Ended:
    """The message has its final state, as far as we go; `error` is for staff.

    `asked` names the supplier that was asked, if one was.
    """

    state: State
    supplier_id: str | None = None
    error: str | None = None
    doubtful: bool = False
    letter: Rendered | None = None
    parts: int | None = None
    cost: int | None = None
    asked: str = ""


@dataclass(frozen=True)
class Rest:
    """The message is tried again after a wait; `doubtful` means it is looked up first.

    `asked` names the supplier that was asked, if one was, and `failed` says that it failed. Without
    `tried` this was no attempt: the message waits for something of ours.
    """

    wait: timedelta
    error: str
    doubtful: bool = False
    fault: bool = False
    failed: bool = False
    asked: str = ""
    tried: bool = True


Outcome = Ended | Rest
