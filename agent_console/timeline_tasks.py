"""What a timeline tells of tasks: opened and why, taken, put back, and how they ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from agent_console.happenings import Happening
from agent_console.task_words import why_of
from app.audit import AuditEntry
from app.i18n import Words, _
from app.tasks import KIND_LABELS, OUTCOME_LABELS, Task, TaskKind, TaskOutcome

# What the row of a task does not keep: a task that was put back shows no trace of it.
OF_TASK: dict[str, Words] = {"task.put-back": _("put back by {name}")}


def from_task_trail(
    entries: Iterable[AuditEntry], tasks: Iterable[Task], names: Mapping[str, str]
) -> Iterator[Happening]:
    """Yield what happened to tasks that their rows no longer say."""
    called = {task.id: _title(task) for task in tasks}
    for entry in entries:
        if entry.subject_id in called and entry.action in OF_TASK:
            by = OF_TASK[entry.action].filled(name=names.get(entry.actor_id, "–"))
            yield Happening(entry.at, called[entry.subject_id], by)


def from_tasks(tasks: Iterable[Task], names: Mapping[str, str]) -> Iterator[Happening]:
    """Yield what happened to each task."""
    for task in tasks:
        title = _title(task)
        yield Happening(task.opened_at, title, why_of(task) or "")
        if task.taken_at and task.taken_by:
            by = _("taken by {name}").filled(name=names.get(task.taken_by, "–"))
            yield Happening(task.taken_at, title, by)
        if task.done_at and task.outcome:
            outcome = OUTCOME_LABELS[TaskOutcome(task.outcome)]
            words = _("{outcome}, by {name}")
            by = words.filled(outcome=outcome, name=names.get(task.done_by or "", "–"))
            yield Happening(task.done_at, title, by)


def _title(task: Task) -> Words:
    return _("Task for staff: {kind}").filled(kind=KIND_LABELS[TaskKind(task.kind)])
