"""Tasks: what somebody of ours must do because no message can. Taken, put back, and finished here.

A phone number stands on the task's own page only, and opening that is noted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from agent_console.acting import acting, actor
from agent_console.addresses import id_in, number_in
from agent_console.keeping import typed
from agent_console.names import names_of
from agent_console.own_forms import errors_of, widgets
from agent_console.task_words import error_of, script_for, then_of, why_of
from agent_console.viewing import note_listing
from app.applications.models import Application
from app.audit import record
from app.db import rows_by_id
from app.errors import AlreadyDone, Forbidden, NotAllowedNow
from app.i18n import Words, _
from app.identity.permissions import Permission
from app.journeys.questions import Choice, LongText, OneOf, StepForm
from app.messages.models import Message
from app.people import Person, rules_of, view_person
from app.tasks import (
    KIND_LABELS,
    OUTCOME_LABELS,
    Task,
    TaskKind,
    TaskOutcome,
    count_open,
    finish_task,
    get_task,
    open_tasks,
    put_task_back,
    take_task,
)
from app.web.face import services
from app.web.guard import needs

views = Blueprint("tasks", __name__)
PAGE = 50


class FinishForm(StepForm):
    outcome = OneOf(
        _("How did it end?"),
        choices=[Choice(value, words) for value, words in OUTCOME_LABELS.items()],
        empty=_("Choose how it ended"),
    )
    note = LongText(_("Note (optional)"), optional=True)


@views.get("/tasks")
@needs(Permission.TASK_WORK)
def listed() -> ResponseReturnValue:
    """List the open tasks, of one kind or of all, the soonest due first; names shown are noted."""
    asked = request.args.get("kind", "")
    kind = TaskKind(asked) if asked in tuple(TaskKind) else None
    number = number_in(request.args.get("page", ""), least=1, most=100_000, otherwise=1)
    with services().database.reading() as session:
        counts = count_open(session)
        tasks = open_tasks(session, kind=kind, number=number, size=PAGE)
        people = rows_by_id(session, Person, (task.person_id for task in tasks))
        about = rows_by_id(session, Application, (task.application_id for task in tasks))
        names = names_of(session, (task.taken_by for task in tasks))
    note_listing(people.values())
    total = counts.get(kind.value, 0) if kind else sum(counts.values())
    return render_template(
        "console/tasks.html",
        tasks=tasks,
        people=people,
        about=about,
        names=names,
        counts=counts,
        kinds=KIND_LABELS,
        chosen=kind.value if kind else "",
        why_of=why_of,
        now=services().now(),
        number=number,
        pages=max(1, -(-total // PAGE)),
        total=total,
    )


@views.route("/tasks/<task_id>", methods=["GET", "POST"])
@needs(Permission.TASK_WORK)
def show(task_id: str) -> ResponseReturnValue:
    """Show a task with what may be said on the telephone, the view noted; or finish it."""
    key, form = id_in(task_id), FinishForm(typed())
    return _finish(key, form) if request.method == "POST" else _page(key, form)


def _page(key: UUID, form: FinishForm) -> str:
    at = services().now()
    with services().database.unit_of_work() as work:
        task = get_task(work, key)
        record(work, "task.viewed", actor=actor(), at=at, subject_kind="task", subject_id=key)
        found = _whom(work, task)
        application = work.get(Application, task.application_id) if task.application_id else None
        return render_template(
            "console/task.html",
            task=task,
            application=application,
            message=work.get(Message, task.message_id) if task.message_id else None,
            kind=KIND_LABELS[TaskKind(task.kind)],
            outcomes=OUTCOME_LABELS,
            why=why_of(task),
            then=then_of(task),
            error=error_of(task),
            names=names_of(work, (task.taken_by, task.done_by)),
            mine=task.taken_by == actor().id,
            may_put_back=_may_put_back(task),
            widgets=widgets(form),
            errors=errors_of(form),
            now=at,
            **found,
        )


def _whom(session: Session, task: Task) -> dict[str, Any]:
    """Return the person of a task and how to speak with them; seeing them is noted."""
    if task.person_id is None:
        return {"person": None, "script": None}
    at = services().now()
    person = view_person(session, task.person_id, actor=actor(), at=at)
    rules = rules_of(session, person.id)
    sender = services().settings.sender_name
    return {"person": person, "script": script_for(task, person, rules, sender=sender, at=at)}


def _may_put_back(task: Task) -> bool:
    """Say whether this agent may give a task back: their own, or anybody's for a team leader."""
    if task.done_at is not None or task.taken_by is None:
        return False
    return task.taken_by == actor().id or acting().may(Permission.TEAM_VIEW)


@views.post("/tasks/<task_id>/take")
@needs(Permission.TASK_WORK)
def take(task_id: str) -> ResponseReturnValue:
    """Say that this agent is on it."""
    return _do(id_in(task_id), take_task, _("The task is yours."))


@views.post("/tasks/<task_id>/put-back")
@needs(Permission.TASK_WORK)
def put_back(task_id: str) -> ResponseReturnValue:
    """Give a task back for somebody else."""
    key = id_in(task_id)
    with services().database.reading() as session:
        task = session.get(Task, key)
        anothers = task is not None and task.taken_by not in (None, actor().id)
        if anothers and not acting().may(Permission.TEAM_VIEW):
            raise Forbidden(f"task {key} is somebody else's")
    return _do(key, put_task_back, _("The task is put back."))


def _do(key: UUID, verb: Callable[..., Task], done: Words) -> ResponseReturnValue:
    try:
        with services().database.unit_of_work() as work:
            verb(work, key, actor=actor(), at=services().now())
        flash(str(done))
    except (AlreadyDone, NotAllowedNow):
        flash(str(_standing(key)))
    return redirect(url_for("tasks.show", task_id=key))


def _standing(key: UUID) -> Words:
    """Return who took or did the task meanwhile."""
    with services().database.reading() as session:
        task = session.get_one(Task, key)
        names = names_of(session, (task.taken_by, task.done_by))
    if task.done_at is not None:
        words = _("{name} did this meanwhile. Nothing was changed.")
        return words.filled(name=names.get(task.done_by or "", "–"))
    words = _("{name} took this meanwhile. Nothing was changed.")
    return words.filled(name=names.get(task.taken_by or "", "–"))


def _finish(key: UUID, form: FinishForm) -> ResponseReturnValue:
    """End a task with how it ended and a note; one that another has, or did, is left alone."""
    if not form.validate():
        return _page(key, form), 422
    values = form.values()
    try:
        with services().database.unit_of_work() as work:
            if get_task(work, key).taken_by not in (None, actor().id):
                raise AlreadyDone(f"task {key} is another's")
            outcome = TaskOutcome(values["outcome"])
            finish_task(work, key, outcome, actor=actor(), at=services().now(), note=values["note"] or "")  # fmt: skip
    except AlreadyDone:
        flash(str(_standing(key)))
        return redirect(url_for("tasks.show", task_id=key))
    flash(str(_("The task is finished.")))
    return redirect(url_for("tasks.listed"))
