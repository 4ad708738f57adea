"""Files for staff: a letter to look at, and what the post room takes to a printer or an embosser."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from flask import Response

from app.messages.formats import MIME

_TYPES = {**MIME, "csv": "text/csv", "json": "application/json"}


def file_of(
    content: Iterator[bytes] | bytes | str, ending: str, *, name: str, of: UUID, shown: bool = False
) -> Response:
    """Return a file to keep, or one that is `shown` in the browser; its name holds no one's name.

    `ending` is "pdf", "brf", "mp3", "wav", "csv" or "json".
    """
    how = "inline" if shown else "attachment"
    disposition = f'{how}; filename="{name}-{of.hex[:8]}.{ending}"'
    return Response(content, mimetype=_TYPES[ending], headers={"Content-Disposition": disposition})
