"""The code that an agent's own app shows, for the tests in which somebody signs in."""

from __future__ import annotations

from datetime import datetime

import pyotp


def code_at(secret: str, at: datetime) -> str:
    """Return the code that the app shows at a moment."""
    return pyotp.TOTP(secret).at(at)
