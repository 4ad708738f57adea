"""Collecting a letter: who it is for is asked, then the letters that wait, then one to read.

Whoever says a reference and the right date of birth may read, at the place where the letter waits
and nowhere else. Wrong tries are counted with all other guesses at this kiosk, and every refusal
says the same, so that nobody learns whose letters are here. Opening a letter collects it.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.clock import today
from app.i18n import Words, _, current_language
from app.identity.kiosk_sessions import open_letters
from app.journeys.questions import BirthDate, Question, StepForm, Text
from app.messages.at_kiosk import (
    NoSuchLetter,
    Said,
    Waiting,
    find_letter,
    letters_with,
    note_print,
    open_letter,
)
from app.messages.on_screen import on_screen
from app.references import parse_reference
from app.web.drawing import KIOSK, Drawn
from app.web.face import services
from app.web.widgets import Widget, first_wrong_id, widget_of
from kiosk import access
from kiosk.access import by_person
from kiosk.booking import Elsewhere, go_there
from kiosk.guessing import note_wrong, too_many_guesses

GUESS = "letter-not-found"
_NOT_FOUND = _(
    "We cannot find a letter here with these details. Check both. If they are right, ask staff."
)


class CollectForm(StepForm):
    reference = Text(
        _("What is your reference?"),
        hint=_("It is on every letter and text from us. For example, PV-4K7Q-9M2X."),
        empty=_("Enter your reference"),
        limit=40,
        width=20,
    )
    born = BirthDate(
        _("What is your date of birth?"),
        hint=_("For example, 31 3 1980."),
        empty=_("Enter your date of birth"),
    )


@by_person
def ask() -> ResponseReturnValue:
    """Ask for the reference and the date of birth."""
    with services().database.reading() as session:
        if too_many_guesses(session, at=services().now()):
            return go_there(Elsewhere("staff"))
    return _page(CollectForm())


@by_person
def find() -> ResponseReturnValue:
    """Look for a letter with what was typed."""
    form = CollectForm(request.form)
    form["born"].today = today(services().now())
    reference = parse_reference(form["reference"].data or "")
    right = form.validate()
    if form["reference"].data and reference is None:
        form.refuse("reference", _("Check your reference. It looks like PV-4K7Q-9M2X."))
    if not right or reference is None:
        return _page(form), 422
    try:
        _look(Said(reference, date.fromisoformat(form["born"].data)))
    except NoSuchLetter:
        return _page(form, _NOT_FOUND), 422
    except Elsewhere as elsewhere:
        return go_there(elsewhere)
    return go_there(Elsewhere("letters"))


def _look(said: Said) -> None:
    """Let whoever said the right things read; raise NoSuchLetter, or Elsewhere after many tries."""
    at, here = services().now(), access.device().venue_code
    with services().database.unit_of_work() as session:
        if too_many_guesses(session, at=at):
            raise Elsewhere("staff")
        attempt = find_letter(session, here, said, actor=access.actor(), at=at)
        if attempt.gain is None:
            note_wrong(session, GUESS, at=at)
        else:
            open_letters(session, access.person(), letter_id=attempt.gain, at=at)
    attempt.outcome()


@by_person
def listed() -> ResponseReturnValue:
    """List the letters that wait, and say that others may see the screen."""
    with services().database.reading() as session:
        found = _mine(session)
    if not found:
        return redirect(url_for("collect"), 303)
    return render_template("kiosk/letters.html", letters=found)


@by_person
def read(letter_id: UUID) -> ResponseReturnValue:
    """Collect one letter, and show it."""
    with services().database.unit_of_work() as session:
        if all(one.message_id != letter_id for one in _mine(session)):
            return redirect(url_for("letters"), 303)
        _note_showing(session, letter_id)
    return redirect(url_for("letter", letter_id=letter_id), 303)


@by_person
def show(letter_id: UUID) -> ResponseReturnValue:
    """Show a letter that was opened, in large type; that is noted, whichever way led here."""
    with services().database.unit_of_work() as session:
        if not _is_opened(session, letter_id):
            return redirect(url_for("letters"), 303)
        _note_showing(session, letter_id)
        letter = on_screen(session, letter_id, current_language())
    return render_template(
        "kiosk/letter.html",
        letter=letter,
        letter_id=letter_id,
        text=letter.text,
        prints=access.device().prints,
    )


@by_person
def note_printing(letter_id: UUID) -> ResponseReturnValue:
    """Note that a letter on the screen is printed; the page prints it when this is kept."""
    with services().database.unit_of_work() as session:
        if not _is_opened(session, letter_id):
            abort(404)
        key = access.person().id
        note_print(session, letter_id, actor=access.actor(), at=services().now(), kiosk_session=key)
    return "", 204


def _note_showing(session: Session, letter_id: UUID) -> None:
    key = access.person().id
    open_letter(session, letter_id, actor=access.actor(), at=services().now(), kiosk_session=key)


def _is_opened(session: Session, letter_id: UUID) -> bool:
    opened = [one.message_id for one in _mine(session) if one.read_at is not None]
    return letter_id in opened


def _mine(session: Session) -> list[Waiting]:
    letter_id = access.person().letter_id
    if letter_id is None:
        return []
    here = access.device().venue_code
    return letters_with(session, here, letter_id, at=services().now())


def _page(form: CollectForm, wrong: Words | None = None) -> str:
    widgets = [_drawn(field) for field in form if isinstance(field, Question)]
    errors = [
        {"text": str(field.errors[0]), "href": f"#{first_wrong_id(field)}"}
        for field in form
        if isinstance(field, Question) and field.errors
    ]
    if wrong is not None:
        errors = [{"text": str(wrong), "href": "#reference"}]
    return render_template("kiosk/collect.html", widgets=widgets, errors=errors)


def _drawn(field: Question) -> Widget:
    widget = widget_of(Drawn(field, KIOSK, False, False, 0))
    if field.short_name == "reference":
        widget.params["autocapitalize"] = "characters"
    return widget
