"""Whether there is any letter to collect at this kiosk: only then do its pages speak of letters."""

from __future__ import annotations

from app.messages.at_kiosk import is_for_reading_at
from app.web.face import services
from kiosk import access


def letters_wait_here() -> bool:
    """Say whether a letter waits here, or was read of late, for anybody at all."""
    with services().database.reading() as session:
        return is_for_reading_at(session, access.device().venue_code, at=services().now())
