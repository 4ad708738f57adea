"""What staff see of a reply slip: each ticked box in words, who typed it and when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_console.names import names_of
from app.i18n import Words, _
from app.messages.kinds import name_of
from app.messages.models import Message
from app.messages.returned_models import PostIn, PostKind
from app.messages.slips_kept import boxes_ticked
from app.reactions.slip_answers import BECOMES, Becomes
from app.reactions.slips import NOTHING_TICKED, tasks_of_ticks
from app.tasks import OUTCOME_LABELS, Task, TaskOutcome

Posts = Sequence[tuple[PostIn, Message]]
Tasks = Mapping[tuple[UUID, str], Task]


@dataclass(frozen=True)
class Tick:
    """One ticked box, or that none is. `settled`: nobody of ours need do anything about it now."""

    question: Words | str
    words: Words
    outcome: Words | str
    settled: bool
    task: Task | None

    @property
    def colour(self) -> str:
        """Return the colour of the tag that says what became of it."""
        return "green" if self.settled else "orange"


@dataclass(frozen=True)
class SlipShown:
    """One slip as staff see it; `by` and `undone_by` are names."""

    letter: Words
    at: datetime
    by: str
    ticks: tuple[Tick, ...]
    undone_at: datetime | None
    undone_by: str

    @property
    def unsettled(self) -> tuple[Tick, ...]:
        """The ticks that wait for somebody; none of a slip that was undone."""
        return () if self.undone_at else tuple(tick for tick in self.ticks if not tick.settled)


def slips_shown(session: Session, posts: Posts) -> list[SlipShown]:
    """Return the slips among what came in as staff see them: the newest first, undone ones too."""
    slips = [(post, message) for post, message in posts if post.kind == PostKind.SLIP]
    tasks = tasks_of_ticks(session, (post for post, _message in slips))
    who = [one for post, _message in slips for one in (post.by, post.undone_by)]
    names = names_of(session, who)
    return [_slip(post, message, tasks, names) for post, message in reversed(slips)]


def _slip(post: PostIn, message: Message, tasks: Tasks, names: Mapping[str, str]) -> SlipShown:
    return SlipShown(
        letter=name_of(message.kind),
        at=post.at,
        by=names.get(post.by, "–"),
        ticks=tuple(_ticks(post, message, tasks)),
        undone_at=post.undone_at,
        undone_by=names.get(post.undone_by or "", "–"),
    )


def _ticks(post: PostIn, message: Message, tasks: Tasks) -> Iterator[Tick]:
    boxes = boxes_ticked(post, message)
    for _code, question, choice in boxes:
        task = tasks.get((post.id, choice.code))
        yield _tick(post, task, question.words, choice.words, BECOMES.get(choice.code))
    if not boxes:
        yield _tick(post, tasks.get((post.id, NOTHING_TICKED)), "", NO_TICK, None)


def _tick(
    post: PostIn,
    task: Task | None,
    question: Words | str,
    words: Words,
    becomes: Becomes | None,
) -> Tick:
    if task is not None:
        outcome = TaskOutcome(task.outcome) if task.outcome else None
        settled = outcome in (TaskOutcome.DONE, TaskOutcome.NOT_NEEDED)
        became = OUTCOME_LABELS[outcome] if outcome else TAKEN if task.taken_at else TO_DO
        return Tick(question, words, became, settled, task)
    if becomes is None:
        return Tick(question, words, NOBODY, False, None)
    return Tick(
        question, words, _became(post, changed=becomes.what in (post.changed or {})), True, None
    )


def _became(post: PostIn, *, changed: bool) -> Words | str:
    """Return what became of a tick that is an answer by itself."""
    if post.undone_at is not None:
        return PUT_BACK if changed else ""
    return CHANGED if changed else SO_ALREADY


NO_TICK = _("Nothing is ticked.")
TO_DO = _("A task is open")
TAKEN = _("Somebody is on it")
NOBODY = _("No task was opened")
CHANGED = _("Changed")
PUT_BACK = _("Put back")
SO_ALREADY = _("It was so already")


def in_words(post: PostIn, message: Message) -> Words:
    """Return what is ticked on a slip in one line: "I cannot come. · Please call me."."""
    said: Words | None = None
    for _code, _question, choice in boxes_ticked(post, message):
        pair = {"one": said, "other": choice.words}
        said = Words("{one} · {other}", pair) if said else choice.words
    return said or NO_TICK
