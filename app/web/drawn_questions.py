"""Blank questions drawn once: the GOV.UK macros cost milliseconds, and a blank one never differs.

A question's text depends on its parameters and the language alone, so those are the key, and a
changed list of choices is simply another key. A question that holds an answer or an error is drawn
anew each time: nothing that a person typed stays in memory here.
"""

from __future__ import annotations

import json
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

from app.i18n import current_language
from app.web.drawing import Params
from app.web.widgets import Widget

TEMPLATE = "web/questions.html"
MOST_KEPT = 1000


class DrawnQuestions:
    """Draws widgets for one environment; `question(widget)` of the template calls it."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._kept = lru_cache(MOST_KEPT)(self._draw_blank)

    def __call__(self, widget: Widget) -> Markup:
        """Return the text of one question."""
        if not widget.blank:
            return self._draw(widget.macro, widget.params)
        params = json.dumps(widget.params, ensure_ascii=False, separators=(",", ":"))
        return self._kept(current_language(), widget.macro, params)

    def _draw_blank(self, _language: str, macro: str, params: str) -> Markup:
        return self._draw(macro, json.loads(params))

    def _draw(self, macro: str, params: Params) -> Markup:
        module = self._environment.get_template(TEMPLATE).module
        return Markup(getattr(module, "draw_question")(macro, params))  # noqa: B009, S704
