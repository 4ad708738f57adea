"""Checking post in: a letter that came back, a reply slip or a signed page, by scanner or by hand.

A scanner types a code and presses Enter, so the page has one box that takes it. The page says what
the letter is, and to whom only as far as the envelope in the hand can be compared with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import acting, actor
from agent_console.addresses import id_in, number_in
from agent_console.checked_in import checked_in, take_back, why_of
from agent_console.pages_shown import form_shown
from agent_console.slips_shown import slips_shown
from app.audit import record
from app.errors import AlongsideError, AlreadyDone, NotAllowedNow
from app.i18n import Words, _
from app.identity.permissions import Permission
from app.messages.kinds import name_of
from app.messages.letter_codes import LONGEST_INPUT, CodeUnreadable, read_code
from app.messages.letter_lookup import (
    NeverPrinted,
    NoSuchLetter,
    NotOurs,
    find_letter,
    held_letter,
)
from app.messages.models import Message
from app.messages.post_in import (
    InBefore,
    NoSuchPage,
    NotOnTheSlip,
    page_in,
    slip_here,
    slip_of,
)
from app.messages.return_reasons import REASONS
from app.messages.returned import CameBackBefore, UnknownReason, come_back
from app.messages.returned_models import ReturnedLetter
from app.messages.slips_kept import post_of
from app.messages.stopping_post import InBatch, in_batches
from app.reactions.slips import take_slip
from app.web.face import services
from app.web.guard import needs
from app.web.templating import show_moment

views = Blueprint("check_in", __name__)
MOST_PAGES = 99
WRONG: dict[type[AlongsideError], Words] = {
    CodeUnreadable: _("This is not one of our codes. Scan it again, or type the reference."),
    NotOurs: _("We have nothing with this reference. It may be from somebody else."),
    NoSuchLetter: _("The reference is ours, but we made no letter with this code."),
    NeverPrinted: _("This letter was not printed yet, so it cannot come back."),
}
IN_BEFORE = _("This is in already, since {when}. Nothing is changed.")
ONE_IN = _("Page {page} is in.")
ALL_IN = _("Page {page} is in. All the pages to sign are here.")
BEFORE = _("This letter came back before: {why}, {when}. Nothing is changed.")


@views.get("/check-in")
@needs(Permission.POST_CHECK_IN)
def start() -> ResponseReturnValue:
    """Show the box, and what was checked in since this sign-in."""
    return _page()


@views.post("/check-in")
@needs(Permission.POST_CHECK_IN)
def scan() -> ResponseReturnValue:
    """Find the letter that a code names."""
    typed = request.form.get("code", "")[: LONGEST_INPUT * 2]
    if not typed.strip():
        return redirect(url_for("check_in.start"))
    try:
        code = read_code(typed)
        with services().database.reading() as session:
            found = find_letter(session, code)
    except tuple(WRONG) as wrong:
        return _page(typed=typed, problem=WRONG[type(wrong)])
    return redirect(url_for("check_in.letter", message_id=found.message.id, page=code.page or None))


@views.get("/check-in/<message_id>")
@needs(Permission.POST_CHECK_IN)
def letter(message_id: str) -> ResponseReturnValue:
    """Show what a letter is and what may be done with it; the view is noted."""
    key, at = id_in(message_id), services().now()
    page = number_in(request.args.get("page", ""), least=1, most=MOST_PAGES, otherwise=0)
    with services().database.unit_of_work() as work:
        held = held_letter(work, key)
        details = {"page": page} if page else {}
        record(work, "letter.checked", actor=actor(), at=at, subject_kind="message", subject_id=key, details=details)  # fmt: skip
        slip, posts = slip_of(held.message), post_of(work, key)
        return _page(
            held=held,
            kind=name_of(held.message.kind),
            to=_to(held.message),
            slip=slip,
            slip_here=slip_here(work, key),
            slips=slips_shown(work, posts),
            form=form_shown(work, held.message, held.to_sign, posts),
            page=page,
            slip_first=slip is not None and page > 1,
        )


@views.post("/check-in/<message_id>/came-back")
@needs(Permission.POST_CHECK_IN)
def came_back(message_id: str) -> ResponseReturnValue:
    """Note that the letter came back, and why."""
    key, at = id_in(message_id), services().now()
    try:
        with services().database.unit_of_work() as work:
            returned = come_back(work, key, request.form.get("why", ""), actor=actor(), at=at)
            told = _told(returned, in_batches(work, work.get_one(Message, returned.message_id)))
        flash(told)
    except CameBackBefore as before:
        flash(str(BEFORE.filled(why=why_of(before.returned), when=show_moment(before.returned.at))))
    except UnknownReason:
        return redirect(url_for("check_in.letter", message_id=key))
    return redirect(url_for("check_in.start"))


@views.post("/check-in/<message_id>/slip")
@needs(Permission.POST_CHECK_IN)
def slip_came(message_id: str) -> ResponseReturnValue:
    """Keep a reply slip with the boxes that are ticked on it."""
    key = id_in(message_id)

    def keep() -> str:
        with services().database.unit_of_work() as work:
            held = held_letter(work, key)
            ticks = _ticks(held.message, set(request.form.getlist("tick")))
            page = number_in(request.form.get("page", ""), least=1, most=MOST_PAGES, otherwise=0)
            take_slip(work, key, ticks, actor=actor(), at=services().now(), page=page or None)
        return str(_("The reply slip is in."))

    return _kept(keep, key)


@views.post("/check-in/<message_id>/page")
@needs(Permission.POST_CHECK_IN)
def page_came(message_id: str) -> ResponseReturnValue:
    """Keep that one signed page is here; the letter stays open for its other pages."""
    key = id_in(message_id)
    number = number_in(request.form.get("page", ""), least=1, most=MOST_PAGES, otherwise=0)

    def keep() -> str:
        with services().database.unit_of_work() as work:
            _post, pages = page_in(work, key, number, actor=actor(), at=services().now())
        words = _("Page {page} is in. Still missing: {missing}.") if pages.missing else ONE_IN
        missing = ", ".join(map(str, pages.missing))
        return str((ALL_IN if pages.complete else words).filled(page=number, missing=missing))

    return _kept(keep, key)


@views.post("/check-in/undo")
@needs(Permission.POST_CHECK_IN)
def undo() -> ResponseReturnValue:
    """Take back what this agent checked in by mistake; the trail says so."""
    key = id_in(request.form.get("id", ""))
    try:
        with services().database.unit_of_work() as work:
            take_back(work, key, actor=actor(), at=services().now())
        flash(str(_("It is undone. A message that had left already stays sent.")))
    except AlreadyDone:
        flash(str(_("This was undone before.")))
    except NotAllowedNow:
        flash(str(_("The letter was sent again since, so this cannot be undone.")))
    return redirect(url_for("check_in.start"))


def _kept(keep: Callable[[], str], key: UUID) -> ResponseReturnValue:
    """Keep something that came in, and say so; or say why it is not kept."""
    try:
        flash(keep())
    except InBefore as before:
        flash(str(IN_BEFORE.filled(when=show_moment(before.post.at))))
    except (NotOnTheSlip, NoSuchPage):
        flash(str(_("The letter has no such box or page. Nothing is changed.")))
    return redirect(url_for("check_in.letter", message_id=key))


def _told(returned: ReturnedLetter, printing: list[InBatch]) -> str:
    if not returned.address_stopped:
        words = _("The letter came back: {why}. A task is open.")
        return str(words.filled(why=why_of(returned)))
    words = _("The letter came back: {why}. A task is open. No more post goes there.")
    by_hand = (
        _("Take letter {place} out of the batch closed on {when}.").filled(
            place=one.place, when=show_moment(one.closed_at)
        )
        for one in printing
    )
    return " ".join(map(str, (words.filled(why=why_of(returned)), *by_hand)))


def _ticks(message: Message, ticked: set[str]) -> dict[str, list[str]]:
    """Turn the codes beside the boxes ("A1") into what is kept; an unknown one is refused later."""
    slip = slip_of(message)
    ticks: dict[str, list[str]] = {}
    for code, question, choice in slip.boxes() if slip else ():
        if code in ticked:
            ticks.setdefault(question.code, []).append(choice.code)
    return ticks


def _to(message: Message) -> str:
    """Return initials and postcode: enough to compare with the envelope, and no more."""
    name, *lines = message.to.splitlines() or [""]
    initials = " ".join(f"{word[0]}." for word in name.split())
    return f"{initials}, {lines[-1]}" if lines else initials


def _page(**shown: Any) -> str:
    since = acting().sign_in.started_at
    with services().database.reading() as session:
        rows = checked_in(session, actor().id, since=since)
    return render_template("console/check_in.html", rows=rows, reasons=REASONS.values(), **shown)
