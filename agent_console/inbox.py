"""The inbox: texts that nobody but an agent can answer, a thread a number, and the answers.

An answer is shown as it will be sent, with what it counts as, before it is sent. Every look at a
thread is noted.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import actor
from agent_console.addresses import id_in, number_in
from agent_console.message_words import COLOURS as MESSAGE_COLOURS
from agent_console.message_words import STATES as MESSAGE_STATES
from agent_console.viewing import note_listing
from app.clock import today
from app.db import rows_by_id
from app.i18n import Words, _
from app.identity.permissions import Permission
from app.messages.inbound.models import TextThread
from app.messages.inbound.threads import (
    PAGE_SIZE,
    CannotAnswer,
    Draft,
    answer_thread,
    count_unread,
    draft_answer,
    lines_of,
    list_threads,
    mark_handled,
    people_of,
    view_thread,
)
from app.messages.kinds import name_of
from app.messages.prices import text_cost
from app.messages.wording import LONGEST_WORDS
from app.people import Person
from app.values.costs import show_cost
from app.values.refusal import Refusal
from app.web.face import services
from app.web.guard import needs

views = Blueprint("inbox", __name__)
CANNOT: Words = _("No text may go to this number now. Call the person instead.")
MOST_PAGES = 1000


@views.get("/inbox")
@needs(Permission.INBOX_ANSWER)
def listed() -> ResponseReturnValue:
    """List the threads: what waits first, then the newest."""
    page = number_in(request.args.get("page", ""), least=1, most=MOST_PAGES, otherwise=1)
    with services().database.reading() as session:
        threads = list_threads(session, number=page)
        named = rows_by_id(session, Person, (thread.person_id for thread in threads))
        waiting = count_unread(session)
    note_listing(named.values())
    return render_template(
        "console/inbox.html",
        threads=threads,
        named=named,
        waiting=waiting,
        page=page,
        more=len(threads) == PAGE_SIZE,
    )


@views.get("/inbox/<thread_id>")
@needs(Permission.INBOX_ANSWER)
def show(thread_id: str) -> ResponseReturnValue:
    """Show a thread, to read and to answer; the view is noted."""
    return _page(id_in(thread_id))


@views.post("/inbox/<thread_id>/answer")
@needs(Permission.INBOX_ANSWER)
def answer(thread_id: str) -> ResponseReturnValue:
    """Show an answer as it would be sent; send it at the second press, once."""
    key, words = id_in(thread_id), request.form.get("words", "")
    try:
        if "send" not in request.form:
            return _preview(key, words)
        with services().database.unit_of_work() as work:
            answer_thread(
                work,
                key,
                words,
                key=request.form.get("key", "")[:36],
                settings=services().settings,
                actor=actor(),
                at=services().now(),
                seen=_seen(),
            )
    except Refusal as refusal:
        return _page(key, words=words, error=refusal.words), 422
    except CannotAnswer:
        return _page(key, words=words, error=CANNOT), 422
    flash(str(_("Your answer is on its way.")))
    return redirect(url_for("inbox.listed"))


@views.post("/inbox/<thread_id>/handled")
@needs(Permission.INBOX_ANSWER)
def handled(thread_id: str) -> ResponseReturnValue:
    """Say that nothing in a thread waits any more."""
    with services().database.unit_of_work() as work:
        at = services().now()
        mark_handled(work, id_in(thread_id), actor=actor(), at=at, seen=_seen())
    flash(str(_("The thread is marked as handled.")))
    return redirect(url_for("inbox.listed"))


def _seen() -> datetime | None:
    """Return when the page was made from which the agent answers, as far as it says so."""
    try:
        seen = datetime.fromisoformat(request.form.get("seen", "")[:40])
    except ValueError:
        return None
    return min(seen, services().now()) if seen.tzinfo else None


def _preview(thread_id: UUID, words: str) -> str:
    with services().database.reading() as session:
        thread = session.get(TextThread, thread_id)
        draft = None
        if thread is not None:
            _person, draft = draft_answer(session, thread, words, services().settings)
    return _page(thread_id, words=words, draft=draft)


def _page(
    thread_id: UUID, *, words: str = "", draft: Draft | None = None, error: Words | None = None
) -> str:
    at = services().now()
    with services().database.unit_of_work() as work:
        thread = view_thread(work, thread_id, actor=actor(), at=at)
        people = people_of(work, thread)
        found: dict[str, Any] = {
            "thread": thread,
            "people": people,
            "lines": lines_of(work, thread, people),
            "may_answer": len(people) == 1 and people[0].may_text is True,
        }
        return render_template(
            "console/inbox_thread.html",
            **found,
            words=words,
            draft=draft,
            cost=_cost(draft, today(at)) if draft else None,
            error=error,
            errors=[{"text": str(error), "href": "#words"}] if error else [],
            key=str(uuid4()),
            seen=at.isoformat(),
            most=LONGEST_WORDS,
            states=MESSAGE_STATES,
            colours=MESSAGE_COLOURS,
            name_of=name_of,
        )


def _cost(draft: Draft, day: date) -> object:
    """Return what an answer costs, in words; None where no price is known."""
    cost = text_cost(draft.parts.parts, on=day)
    return None if cost is None else show_cost(cost)
