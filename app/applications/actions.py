"""What staff can do with an application once it is sent, as data: a desk lists its actions.

The console draws an action's form, says who may use it and when, and shows what comes of it. So a
service that adds an action writes no view and no template.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications.models import Application
from app.audit import Actor
from app.i18n import Words
from app.identity.permissions import Permission
from app.journeys.answers import Answers, Values
from app.journeys.questions import StepForm


class NothingToSay(StepForm):
    """The form of an action that asks nothing: it is only confirmed."""


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """One application as an action finds it, with its answers, at a moment."""

    session: Session
    application: Application
    answers: Answers
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Doing(Deciding):
    """The same, with who acts, how they speak with the person, and a key against doing it twice."""

    actor: Actor
    channel: str
    contact_id: UUID | None = None
    key: str = ""


def always(_deciding: Deciding) -> bool:
    """Offer the action wherever its statuses allow it."""
    return True


Do = Callable[[Doing, Values], Application | None]


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing that staff may do with an application that stands in one of the statuses `leaves`.

    `title` is the link and the page's heading, `words` explains it, `button` carries it out and
    `done` is said afterwards. `prepare` gives the form its choices; `check` looks at what was
    filled in, puts an error beside it and returns False. `do` carries it out and may return another
    application to go on with, such as the draft of a change; it raises `desks.Gone` for a choice
    that was taken meanwhile, and NotAllowedNow or AlreadyDone when somebody was quicker.
    `on_page` draws the form on the page of decisions itself; others are one press away.
    `by_text`: the person may do it by text, once a second text made sure; `tells` says that they
    are told of it anyway. `takes_time` names the question of its form that takes the id of a slot,
    where times may be offered by text.
    """

    slug: str
    title: Words
    button: Words
    done: Words
    needs: Permission
    leaves: frozenset[str]
    do: Do
    words: Words | None = None
    form: type[StepForm] = NothingToSay
    prepare: Callable[[StepForm, Deciding], None] | None = None
    check: Callable[[StepForm, Deciding], bool] | None = None
    offered: Callable[[Deciding], bool] = always
    on_page: bool = False
    warns: bool = False
    by_text: bool = False
    tells: bool = True
    takes_time: str = ""
