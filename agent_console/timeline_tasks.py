"""What a timeline tells of tasks: opened and why, taken, and how they ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from agent_console.happenings import Happening
from agent_console.task_words import why_of
from app.i18n import _
from app.tasks import KIND_LABELS, OUTCOME_LABELS, Task, TaskKind, TaskOutcome


def from_tasks(tasks: Iterable[Task], names: Mapping[str, str]) -> Iterator[Happening]:
    """Yield what happened to each task."""
    for task in tasks:
        kind = KIND_LABELS[TaskKind(task.kind)]
        title = _("Task for staff: {kind}").filled(kind=kind)
        yield Happening(task.opened_at, title, why_of(task) or "")
        if task.taken_at and task.taken_by:
            by = _("taken by {name}").filled(name=names.get(task.taken_by, "–"))
            yield Happening(task.taken_at, title, by)
        if task.done_at and task.outcome:
            outcome = OUTCOME_LABELS[TaskOutcome(task.outcome)]
            words = _("{outcome}, by {name}")
            by = words.filled(outcome=outcome, name=names.get(task.done_by or "", "–"))
            yield Happening(task.done_at, title, by)
