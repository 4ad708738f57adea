"""Letters in braille and sound, which are made and posted by hand, in a list of their own."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import actor
from agent_console.addresses import id_in
from agent_console.downloads import file_of
from agent_console.message_words import FORMATS
from app.audit import record
from app.errors import AlreadyDone, NotAllowedNow, NotFound
from app.i18n import _
from app.identity.permissions import Permission
from app.messages.batches import letter_file
from app.messages.formats import NOT_PRINTED, kind_of_file
from app.messages.last_look import look_again
from app.messages.listing import posted_of
from app.messages.other_formats import letters_to_make, mark_made
from app.web.face import services
from app.web.guard import needs

views = Blueprint("other_formats", __name__)


@views.get("/post-room/other-formats")
@needs(Permission.POST_PRINT)
def listed() -> ResponseReturnValue:
    """List what waits to be made, with its envelope; whose letters it shows is noted."""
    with services().database.unit_of_work() as work:
        look_again(work, at=services().now())
        letters = letters_to_make(work)
        if letters:
            shown = {"shown": [str(one.message_id) for one in letters]}
            record(work, "letters.listed", actor=actor(), at=services().now(), subject_kind="message", details=shown)  # fmt: skip
    return render_template("console/other_formats.html", letters=letters, formats=FORMATS)


@views.get("/post-room/other-formats/<message_id>")
@needs(Permission.POST_PRINT)
def download(message_id: str) -> ResponseReturnValue:
    """Download one letter as a file for the embosser or as sound; that is noted."""
    key = id_in(message_id)
    with services().database.unit_of_work() as work:
        posted = posted_of(work, [key]).get(key)
        if posted is None or posted.format not in NOT_PRINTED:
            raise NotFound(f"message {key} is not in braille or sound")
        data = letter_file(work, key)
        record(work, "letter.downloaded", actor=actor(), at=services().now(), subject_kind="message", subject_id=key)  # fmt: skip
    return file_of(data, kind_of_file(posted.format, data), name="letter", of=key)


@views.post("/post-room/other-formats/<message_id>/made")
@needs(Permission.POST_PRINT)
def made(message_id: str) -> ResponseReturnValue:
    """Note that a letter was made and posted."""
    try:
        with services().database.unit_of_work() as work:
            mark_made(work, id_in(message_id), actor=actor(), at=services().now())
        flash(str(_("The letter is marked as posted.")))
    except AlreadyDone:
        flash(str(_("It was marked as posted before.")))
    except NotAllowedNow:
        flash(str(_("This letter was taken back meanwhile. Do not post it.")))
    return redirect(url_for("other_formats.listed"))
