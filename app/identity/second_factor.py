"""The second factor: six-digit codes from an app on the agent's own device (TOTP, RFC 6238).

A code lasts 30 seconds, the ones just before and after are accepted, and none works twice.
"""

from __future__ import annotations

from datetime import datetime

import pyotp
from pyotp.exceptions import OTPVerificationError

ISSUER = "Alongside"
WINDOW = 1
DIGITS = 6


def new_secret() -> str:
    """Return a fresh secret of 160 bits, in base 32."""
    return pyotp.random_base32()


def enrolment_uri(secret: str, *, username: str) -> str:
    """Return the otpauth: address that an app reads from a QR code. It holds the secret."""
    return pyotp.TOTP(secret, issuer=ISSUER, name=username).provisioning_uri()


def timestep_of(code: str, *, secret: str, at: datetime) -> int | None:
    """Return the 30-second step that a typed code belongs to, or None for a wrong code."""
    typed = "".join(code.split())
    if not (typed.isascii() and typed.isdigit() and len(typed) == DIGITS):
        return None
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(typed, for_time=at, valid_window=WINDOW)
    except OTPVerificationError:
        return None
