"""Ids in addresses, and addresses that come back to us, read without ever failing oddly."""

from __future__ import annotations

from uuid import UUID

from app.errors import NotFound

LONGEST = 500


def id_in(text: str) -> UUID:
    """Return the id that an address or a form holds; raise NotFound when it is none."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("no such id") from None


def number_in(text: str, *, least: int, most: int, otherwise: int) -> int:
    """Return a whole number that was typed, or the other one when it is none or out of range."""
    plain = text.strip()[:10]
    if not (plain.isascii() and plain.isdigit()):
        return otherwise
    return int(plain) if least <= int(plain) <= most else otherwise


def own_path(text: str) -> str | None:
    """Return a path of our own that a browser sent back, or None when it leads elsewhere."""
    ours = (
        text.startswith("/")
        and not text.startswith("//")
        and "\\" not in text
        and text.isprintable()
        and len(text) <= LONGEST
    )
    return text if ours else None
