"""The post room: letters that wait, print batches with their files, and what was printed."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import actor
from agent_console.addresses import id_in
from app.audit import record
from app.errors import AlreadyDone
from app.i18n import _
from app.identity.permissions import Permission
from app.messages.batches import (
    NothingToPrint,
    close_batch,
    letters_in_tray,
    list_batches,
    mark_printed,
)
from app.messages.manifest import manifest, manifest_csv, manifest_json
from app.messages.print_files import stream_file
from app.web.face import services
from app.web.guard import needs

views = Blueprint("post_room", __name__)


@views.get("/post-room")
@needs(Permission.POST_PRINT)
def tray() -> ResponseReturnValue:
    """Show how many letters wait, and the latest batches."""
    with services().database.reading() as session:
        return render_template(
            "console/post_room.html",
            waiting=letters_in_tray(session),
            batches=list_batches(session),
        )


@views.post("/post-room/close")
@needs(Permission.POST_PRINT)
def close() -> ResponseReturnValue:
    """Join the letters that wait into one print file."""
    try:
        with services().database.unit_of_work() as work:
            close_batch(work, actor=actor(), at=services().now())
        flash(str(_("The batch is closed. Download its print file.")))
    except NothingToPrint:
        flash(str(_("No letter is waiting.")))
    return redirect(url_for("post_room.tray"))


@views.get("/post-room/<batch_id>/letters.pdf")
@needs(Permission.POST_PRINT)
def print_file(batch_id: str) -> ResponseReturnValue:
    """Download the print file; that is noted."""
    key = id_in(batch_id)
    pieces = stream_file(services().database, key)
    with services().database.unit_of_work() as work:
        record(work, "batch.downloaded", actor=actor(), at=services().now(), subject_kind="print-batch", subject_id=key)  # fmt: skip
    return _download(pieces, key, "pdf", "application/pdf")


@views.get("/post-room/<batch_id>/manifest.<kind>")
@needs(Permission.POST_PRINT)
def manifest_file(batch_id: str, kind: str) -> ResponseReturnValue:
    """Download the manifest, as CSV or JSON. It names no one."""
    key = id_in(batch_id)
    with services().database.reading() as session:
        rows = manifest(session, key)
    if kind == "json":
        return _download(manifest_json(rows), key, "json", "application/json")
    return _download(manifest_csv(rows), key, "csv", "text/csv")


@views.post("/post-room/<batch_id>/printed")
@needs(Permission.POST_PRINT)
def printed(batch_id: str) -> ResponseReturnValue:
    """Note that a batch was printed."""
    try:
        with services().database.unit_of_work() as work:
            mark_printed(work, id_in(batch_id), actor=actor(), at=services().now())
        flash(str(_("The letters are marked as printed.")))
    except AlreadyDone:
        flash(str(_("They were marked as printed before.")))
    return redirect(url_for("post_room.tray"))


def _download(content: Iterator[bytes] | str, key: UUID, ending: str, kind: str) -> Response:
    name = f"letters-{key.hex[:8]}.{ending}"
    disposition = f'attachment; filename="{name}"'
    return Response(content, mimetype=kind, headers={"Content-Disposition": disposition})
