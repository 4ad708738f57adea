"""Pages rendered once, with holes: a first view of a question costs a look-up and a fill.

A blank page differs between two people only in a few short texts (the form token, a version, a
name in the header). It is rendered with a marker in each of their places, cut there, and joined
again with each person's texts, escaped. While it is rendered, the request, the session and `g`
are out of a template's reach, so that nothing of one person can stay in a page for the next.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from markupsafe import escape

TOKEN = "csrf_token"  # noqa: S105 - the name of a hole.
MOST_KEPT = 2000
_SHELF = "alongside-skeletons"
# Letters and digits only, so that a marker passes unchanged through escaping and addresses.
_SECRET = secrets.token_hex(12)
_MARK = re.compile(rf"hole{_SECRET}x([a-z0-9_]+?)x{_SECRET}")
_OUT_OF_REACH = ("request", "session", "g", "get_flashed_messages")

Holes = Mapping[str, object]


@dataclass(frozen=True)
class Skeleton:
    """A page cut at its holes: text, hole's name, text, hole's name, ..., text."""

    parts: tuple[str, ...]
    until: float

    def fill(self, holes: Holes) -> str:
        """Return the page with these texts in its holes, escaped; raise KeyError for a lack."""
        pieces = list(self.parts)
        for index in range(1, len(pieces), 2):
            pieces[index] = str(escape(holes[pieces[index]]))
        return "".join(pieces)


def cut(page: str, *, until: float) -> Skeleton:
    """Return a page cut at its markers; raise ValueError when a marker came out damaged."""
    parts = tuple(_MARK.split(page))
    if any(_SECRET in part.lower() for part in parts):
        raise ValueError("a hole was changed by the template; it cannot be filled")
    return Skeleton(parts, until)


def fill_blank(
    template: str,
    *,
    key: Hashable,
    holes: Holes,
    draw: Callable[[], Mapping[str, Any]],
    seconds: float | None = None,
) -> str:
    """Return a blank page, from its skeleton if there is one that is fresh.

    `key` must tell apart everything that `draw` may return; `draw` gives the template's context and
    must know nothing of the person. `seconds` is how long the skeleton may be used, None for ever.
    """
    shelf: dict[Hashable, Skeleton] = current_app.extensions.setdefault(_SHELF, {})
    found = shelf.get((template, key))
    now = time.monotonic()
    if found is None or found.until < now:
        until = float("inf") if seconds is None else now + seconds
        found = cut(_render(template, holes, draw()), until=until)
        if len(shelf) >= MOST_KEPT:
            shelf.clear()
        shelf[(template, key)] = found
    return found.fill({**holes, TOKEN: generate_csrf()})


def _render(template: str, holes: Holes, context: Mapping[str, Any]) -> str:
    markers = {name: marker(name) for name in holes}
    hidden = {name: StrictUndefined(name=name) for name in _OUT_OF_REACH}
    names = {**hidden, **context, **markers, TOKEN: lambda: marker(TOKEN)}
    return current_app.jinja_env.get_template(template).render(names)


def marker(name: str) -> str:
    """Return what stands for a hole while a page is rendered; a name has small letters, digits, _."""
    return f"hole{_SECRET}x{name}x{_SECRET}"
