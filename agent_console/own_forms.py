"""The console's own forms, drawn with the same questions and widgets as a journey's."""

from __future__ import annotations

from app.journeys.questions import Question, StepForm
from app.web.drawing import CONSOLE, Drawn, Params
from app.web.widgets import Widget, first_wrong_id, widget_of


def widgets(form: StepForm) -> dict[str, Widget]:
    """Return {question: widget}, for a template that places them."""
    return {
        field.short_name: widget_of(Drawn(field, CONSOLE, False, False, 0))
        for field in form
        if isinstance(field, Question)
    }


def errors_of(form: StepForm) -> list[Params]:
    """Return the lines of the error summary."""
    return [
        {"text": str(field.errors[0]), "href": f"#{first_wrong_id(field)}"}
        for field in form
        if isinstance(field, Question) and field.errors
    ]
