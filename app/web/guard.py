"""Every view says who may open it, and nothing is served that does not say so.

A view carries one Mark: `@needs(Permission.X)`, `@public`, or a kind of a face's own made with
`mark`. The face supplies the function that enforces a mark before the view runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue

from app.errors import AlongsideError
from app.identity.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])
Enforce = Callable[["Mark"], ResponseReturnValue | None]

PUBLIC = "public"
PERMISSION = "permission"
_ATTRIBUTE = "alongside_mark"


class UnmarkedView(AlongsideError):
    """A view does not say who may open it."""


@dataclass(frozen=True)
class Mark:
    """Who may open a view: `kind` is public, permission or a face's own; `value` says which."""

    kind: str
    value: Any = None


def mark(view: View, kind: str, value: Any = None) -> View:
    """Mark a view; raise ValueError when it was marked before."""
    if mark_of(view):
        raise ValueError(f"{view.__name__} is marked twice")
    setattr(view, _ATTRIBUTE, Mark(kind, value))
    return view


def mark_of(view: Callable[..., Any]) -> Mark | None:
    """Return the mark of a view, or None when it has none."""
    found: Mark | None = getattr(view, _ATTRIBUTE, None)
    return found


def needs(permission: Permission) -> Callable[[View], View]:
    """Open the view only to those who hold a permission."""

    def decorate(view: View) -> View:
        return mark(view, PERMISSION, permission)

    return decorate


def public(view: View) -> View:
    """Open the view to everybody."""
    return mark(view, PUBLIC)


def check_every_view_is_marked(app: Flask) -> None:
    """Raise UnmarkedView, naming them all, when any route's view has no mark."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    bare = sorted(e for e in endpoints if mark_of(app.view_functions[e]) is None)
    if bare:
        raise UnmarkedView(f"{app.name}: no mark on {', '.join(bare)}")


def stand_guard(app: Flask, enforce: Enforce) -> None:
    """Enforce the mark of each requested view; an unmarked view is an error and is not run."""

    def check() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None
        found = mark_of(current_app.view_functions[request.endpoint])
        if found is None:
            raise UnmarkedView(f"{app.name}: no mark on {request.endpoint}")
        return None if found.kind == PUBLIC else enforce(found)

    app.before_request(check)
