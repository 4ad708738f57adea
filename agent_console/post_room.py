"""The post room: letters that wait, print batches with their files, and letters in braille and sound."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import actor
from agent_console.addresses import id_in
from agent_console.batch_shown import batch_shown, batches_shown
from agent_console.downloads import file_of
from agent_console.message_words import POSTAGE
from agent_console.names import names_of
from agent_console.own_forms import errors_of, widgets
from agent_console.reprint_form import ReprintForm, reprint_form
from app.audit import record
from app.errors import AlreadyDone, NotAllowedNow
from app.i18n import Words, _
from app.identity.permissions import Permission
from app.messages.batches import (
    NothingToPrint,
    close_batch,
    get_batch,
    letters_in_tray,
    list_batches,
    mark_printed,
)
from app.messages.handing_over import send_again
from app.messages.manifest import manifest, manifest_csv, manifest_json
from app.messages.other_formats import count_to_make
from app.messages.print_files import stream_file
from app.messages.reprints import (
    WHY_LABELS,
    NoSuchPages,
    Why,
    already_again,
    reprint,
    reprint_with_key,
    reprints_of,
    stream_reprint,
)
from app.messages.taking_back import MayBePrinted, note_download, take_back
from app.web.face import services
from app.web.guard import needs

views = Blueprint("post_room", __name__)
LONGEST_KEY = 64


@views.get("/post-room")
@needs(Permission.POST_PRINT)
def tray() -> ResponseReturnValue:
    """Show how many letters wait, and the latest batches."""
    with services().database.reading() as session:
        return render_template(
            "console/post_room.html",
            waiting=letters_in_tray(session),
            to_make=count_to_make(session),
            batches=batches_shown(session, list_batches(session)),
            postage_words=POSTAGE,
        )


@views.post("/post-room/close")
@needs(Permission.POST_PRINT)
def close() -> ResponseReturnValue:
    """Take the letters that wait into one batch; its print file is made by the worker."""
    with services().database.unit_of_work() as work:
        try:
            batch = close_batch(work, actor=actor(), at=services().now())
        except NothingToPrint:
            # Letters that may not go as they are went back to be made anew: that is kept.
            flash(str(_("No letter is waiting.")))
            return redirect(url_for("post_room.tray"))
    flash(str(_("The batch is closed. Its print file is being made.")))
    return redirect(url_for("post_room.show", batch_id=batch.id))


@views.get("/post-room/<batch_id>")
@needs(Permission.POST_PRINT)
def show(batch_id: str) -> ResponseReturnValue:
    """Show one batch: how far it is, its files, what can be done, and what was printed again."""
    return _page(id_in(batch_id), reprint_form(None))


def _page(
    key: UUID,
    form: ReprintForm,
    *,
    again: int = 0,
    form_key: str = "",
    asked: MayBePrinted | None = None,
) -> str:
    with services().database.reading() as session:
        batch = get_batch(session, key)
        reprints = reprints_of(session, key)
        who = [batch.closed_by, batch.printed_by, batch.cancelled_by, asked.by if asked else None]
        return render_template(
            "console/batch.html",
            one=batch_shown(session, batch),
            batch=batch,
            reprints=reprints,
            names=names_of(session, [*who, *(one.made_by for one in reprints)]),
            why=WHY_LABELS,
            postage_words=POSTAGE,
            widgets=widgets(form),
            errors=errors_of(form),
            again=again,
            span=form.span if again else "",
            asked=asked,
            form_key=form_key or uuid4().hex,
        )


@views.get("/post-room/<batch_id>/letters.pdf")
@needs(Permission.POST_PRINT)
def print_file(batch_id: str) -> ResponseReturnValue:
    """Download the print file; that is noted."""
    key = id_in(batch_id)
    pieces = stream_file(services().database, key)
    with services().database.unit_of_work() as work:
        note_download(work, key, actor=actor(), at=services().now())
    return file_of(pieces, "pdf", name="letters", of=key)


@views.get("/post-room/<batch_id>/manifest.<kind>")
@needs(Permission.POST_PRINT)
def manifest_file(batch_id: str, kind: str) -> ResponseReturnValue:
    """Download the manifest, as CSV or JSON. It names no one."""
    key = id_in(batch_id)
    with services().database.reading() as session:
        rows = manifest(session, key)
    if kind == "json":
        return file_of(manifest_json(rows), "json", name="letters", of=key)
    return file_of(manifest_csv(rows), "csv", name="letters", of=key)


@views.post("/post-room/<batch_id>/printed")
@needs(Permission.POST_PRINT)
def printed(batch_id: str) -> ResponseReturnValue:
    """Note that a batch was printed."""
    before = _("They were marked as printed before.")
    return _do(id_in(batch_id), mark_printed, _("The letters are marked as printed."), before)


@views.post("/post-room/<batch_id>/take-back")
@needs(Permission.POST_PRINT)
def cancel(batch_id: str) -> ResponseReturnValue:
    """Take a batch back before it is printed; one that was downloaded asks first."""
    key = id_in(batch_id)
    verb = partial(take_back, nothing_printed="nothing-printed" in request.form)
    before = _("This batch was cancelled before.")
    done = _("The batch is cancelled. Its letters wait for the next one.")
    try:
        return _do(key, verb, done, before)
    except MayBePrinted as asked:
        return _page(key, reprint_form(None), asked=asked), 422


@views.post("/post-room/<batch_id>/send-again")
@needs(Permission.POST_PRINT)
def resend(batch_id: str) -> ResponseReturnValue:
    """Send a batch to the printer again that it surely did not take; somebody looked first."""
    before = _("This batch was sent again before.")
    return _do(id_in(batch_id), send_again, _("The batch is sent to the printer again."), before)


def _do(key: UUID, verb: Callable[..., Any], done: Words, before: Words) -> ResponseReturnValue:
    try:
        with services().database.unit_of_work() as work:
            verb(work, key, actor=actor(), at=services().now())
        flash(str(done))
    except AlreadyDone:
        flash(str(before))
    except NotAllowedNow:
        flash(str(_("That cannot be done with this batch any more. Nothing was changed.")))
    return redirect(url_for("post_room.show", batch_id=key))


@views.post("/post-room/<batch_id>/reprint")
@needs(Permission.POST_PRINT)
def print_again(batch_id: str) -> ResponseReturnValue:
    """Print some pages again. The same form twice is one reprint, and a second copy asks first.

    A yes to a second copy holds for the pages that it was asked about, and for no others.
    """
    key, form = id_in(batch_id), reprint_form(request.form)
    form_key = request.form.get("key", "")[:LONGEST_KEY]
    if not form.is_right():
        return _page(key, form, form_key=form_key), 422
    try:
        with services().database.unit_of_work() as work:
            known = bool(form_key) and reprint_with_key(work, form_key) is not None
            again = 0 if known else already_again(work, key, form.pages)
            if again and request.form.get("anyway") != form.span:
                return _page(key, form, again=again, form_key=form_key), 422
            _ask(work, key, form, form_key)
    except NoSuchPages:
        form.refuse("first", _("No letter of this batch is on these pages"))
        return _page(key, form, form_key=form_key), 422
    except NotAllowedNow:
        flash(str(_("That cannot be done with this batch any more. Nothing was changed.")))
    else:
        flash(str(_("The letters are ready to be printed again. Download them below.")))
    return redirect(url_for("post_room.show", batch_id=key))


def _ask(work: Any, key: UUID, form: ReprintForm, form_key: str) -> None:
    at, why = services().now(), Why(form.values()["why"])
    reprint(work, key, form.pages, why, key=form_key or uuid4().hex, actor=actor(), at=at)


@views.get("/post-room/reprints/<reprint_id>/letters.pdf")
@needs(Permission.POST_PRINT)
def reprint_file(reprint_id: str) -> ResponseReturnValue:
    """Download the letters that are printed again; that is noted."""
    key = id_in(reprint_id)
    pieces = stream_reprint(services().database, key)
    with services().database.unit_of_work() as work:
        record(work, "reprint.downloaded", actor=actor(), at=services().now(), subject_kind="reprint", subject_id=key)  # fmt: skip
    return file_of(pieces, "pdf", name="letters", of=key)
