"""The start page, where a newcomer chooses the console or the kiosk, and the demo's own pages."""

from __future__ import annotations

from flask import Flask, render_template

from app.i18n import ENGLISH
from app.web.demo_pages import add_demo_pages
from app.web.face import Manner, finish_face, make_face, services
from app.web.guard import Mark, public
from app.web.parts import Parts


def create_app(services: Parts) -> Flask:
    """Return the app that stands at "/"."""
    manner = Manner(
        mounted_at="/", home="start", language=lambda: ENGLISH, enforce=refuse_unless_public
    )
    app = make_face("front", services, manner)
    app.add_url_rule("/", "start", start)
    if services.settings.demo:
        add_demo_pages(app)
    return finish_face(app)


def refuse_unless_public(mark: Mark) -> None:
    """Let nobody into a view that is not public: nobody signs in here."""
    raise PermissionError(f"a view of the front asks for {mark.kind}")


@public
def start() -> str:
    """Show the ways in."""
    return render_template("web/start.html", demo=services().settings.demo)
