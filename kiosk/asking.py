"""Drawing one question: its widgets as a kiosk shows them, with errors, warnings and progress."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from app.i18n import Words
from app.journeys.asking import Asked
from app.journeys.path import Place
from app.web.drawing import KIOSK, Params
from app.web.face import services
from app.web.journey_pages import Sheet, first_view
from app.web.runner import Running
from app.web.widgets import Widget, error_list, warning_items, widgets_of
from kiosk import access
from kiosk.members import members_of
from kiosk.pages import kept_until, surroundings, weeks_of
from kiosk.progress import progress_of


def draw(session: Session, running: Running, asked: Asked) -> str:
    """Return the page of one question, drawn in full."""
    return _in_full(running, asked, kept_until(session, running, at=services().now()))


def draw_first(session: Session, running: Running, place: Place) -> str:
    """Return the page of one question as the person opens it; a blank one comes from a skeleton.

    The page that names a group's members so far, and one that says a time is kept, are one person's.
    """
    kept = kept_until(session, running, at=services().now())
    if place.asks_for_more or kept:
        return _in_full(running, running.ask(place), kept)
    progress = progress_of(running.journey, running.path, place)
    back = running.path.before(place)
    sheet = Sheet(
        template="kiosk/question.html",
        context=lambda asked: {**surroundings(), **_names(running, asked[0], kept=None)},
        same=(
            (progress.number, progress.count, progress.certain),
            back.slug if back else "",
            running.path.first_unanswered() is None,
            access.device().venue_code,
        ),
        holes={},
    )
    return first_view(running, [place], sheet)


def _in_full(running: Running, asked: Asked, kept: datetime | None) -> str:
    return render_template("kiosk/question.html", **_names(running, asked, kept=kept))


def _names(running: Running, asked: Asked, *, kept: datetime | None) -> dict[str, Any]:
    """Return the template's names. Of the path it may use only what `draw_first` calls the same."""
    place = asked.place
    heading = heading_of(running, place)
    widgets = [_for_kiosk(running, asked, widget) for widget in widgets_of(asked, KIOSK)]
    return {
        "place": place,
        "service": running.journey.title,
        "journey": running.journey.slug,
        "heading": heading,
        "apart": _stands_apart(str(heading), widgets),
        "widgets": widgets,
        "errors": error_list([asked]),
        "warnings": warning_items([asked]),
        "progress": progress_of(running.journey, running.path, place),
        "back": running.path.before(place),
        "complete": running.path.first_unanswered() is None,
        "members": members_of(running, place),
        "kept": kept,
    }


def heading_of(running: Running, place: Place) -> Words:
    """Return the page's heading, with the number of the member where there is one."""
    if place.group and place.asks_for_more:
        more = bool(place.group.items(running.path.answers))
        return place.group.title_more if more else place.group.title
    return place.step.title.filled(number=place.number) if place.item else place.step.title


def _stands_apart(heading: str, widgets: list[Widget]) -> bool:
    """Say whether the page's heading stands above its questions; a lone question may be it.

    Where the page says one thing and asks another, what it says comes first.
    """
    asked = [_words_of(widget) for widget in widgets]
    if len(asked) == 1 and asked[0]["text"] == heading:
        return False
    for words in asked:
        words["isPageHeading"] = False
    return True


def _words_of(widget: Widget) -> Params:
    """Return the words of a question, be they a label or a legend."""
    params = widget.params
    words: Params = params["fieldset"]["legend"] if "fieldset" in params else params["label"]
    return words


def _for_kiosk(running: Running, asked: Asked, widget: Widget) -> Widget:
    params = widget.params
    if asked.place.asks_for_more:
        params["fieldset"]["legend"]["text"] = str(heading_of(running, asked.place))
    if widget.macro == "filter":
        params["items"] = _own_first(params["items"], str(params["name"]))
    if widget.macro == "checkboxes":
        params["items"] = _numbered(params["items"], str(params["name"]))
    if widget.macro == "times":
        params["weeks"] = weeks_of(params)
    return widget


def _own_first(items: list[Params], name: str) -> list[Params]:
    """Put the kiosk's own place first."""
    own = access.device().venue_code
    numbered = _numbered(sorted(items, key=lambda item: item["value"] != own), name)
    if numbered and numbered[0]["value"] == own:
        numbered[0]["here"] = True
    return numbered


def _numbered(items: list[Params], name: str) -> list[Params]:
    """Give each choice its id; the first has the question's own, which errors link to."""
    return [
        {**item, "id": name if number == 1 else f"{name}-{number}"}
        for number, item in enumerate(items, start=1)
    ]
