"""What the terminal shows of the demo: where to go, who to be and the kiosk's code."""

from __future__ import annotations

from app.demo.accounts import KIOSK_CODE, PASSWORD, TOTP_SECRET, sign_ins
from app.settings import Settings

PAGES = (
    ("Start page", "/"),
    ("Agent console", "/console"),
    ("Kiosk", "/kiosk"),
    ("Demo phone", "/demo/phone"),
    ("Demo print tray", "/demo/post"),
)


def banner(settings: Settings) -> str:
    """Return the lines to show when the demo starts."""
    address = settings.public_url.rstrip("/")
    return "\n".join(
        [
            "",
            "Alongside, with invented people only",
            "",
            *(f"  {name:<16} {address}{path}" for name, path in PAGES),
            "",
            "  Sign in at the console with one click, or type:",
            *(f"    {username:<8} {name:<14} {role}" for username, name, role, _, _ in sign_ins()),
            f"    Password         {PASSWORD}",
            "    Code             one click fills it in. For an app, the secret is",
            f"                     {TOTP_SECRET}",
            "",
            f"  Kiosk code       {KIOSK_CODE} (works in any browser, again and again)",
            "",
        ]
    )
