"""The demo agents, one for each role, and the code that makes any browser a demo kiosk.

Everything here is public, so it opens the demo profile only: production never loads it.
"""

from __future__ import annotations

from app.identity.permissions import ROLE_LABELS, Role

PASSWORD = "Otter-Lantern-2746"  # noqa: S105  (shown on the sign-in page of the demo)
TOTP_SECRET = "KRUGKIDROVUWG2ZAMJZG653OEBTG66BA"  # noqa: S105
KIOSK_CODE = "KM24-DR97"
KIOSK_NAME = "Visitor centre kiosk (demo)"
KIOSK_VENUE = "CFI"

ACCOUNTS: tuple[tuple[str, str, Role], ...] = (
    ("amina", "Amina Yusuf", Role.AGENT),
    ("bryn", "Bryn Howells", Role.BOOKING_CLERK),
    ("carys", "Carys Pugh", Role.TEAM_LEADER),
    ("dev", "Dev Mistry", Role.POST_ROOM),
    ("erin", "Erin Doyle", Role.SERVICE_MANAGER),
    ("femi", "Femi Adeyinka", Role.LEGAL_AID_ADVISER),
)


def sign_ins() -> list[tuple[str, str, str, str, str]]:
    """Return (username, name, role, password, TOTP secret) of every demo agent, for one click."""
    return [
        (username, name, str(ROLE_LABELS[role]), PASSWORD, TOTP_SECRET)
        for username, name, role in ACCOUNTS
    ]
