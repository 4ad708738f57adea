"""Questions drawn once with holes for their values: the GOV.UK macros cost milliseconds.

A question's text depends on its parameters and the language alone. What a person typed or chose is
taken out of the parameters first and put into the text afterwards, so the parameters can be the key
and nothing personal stays in memory here. A question with an error is drawn anew each time.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from app.i18n import current_language
from app.web.drawing import Params
from app.web.skeleton import Skeleton, cut, marker
from app.web.widgets import Widget

TEMPLATE = "web/questions.html"
MOST_KEPT = 1000
ERROR = "errorMessage"
_FOR_EVER = float("inf")

Taken = tuple[Params, dict[str, str], list[str]]


class DrawnQuestions:
    """Draws widgets for one environment; `question(widget)` of the template calls it."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._kept = lru_cache(MOST_KEPT)(self._draw_empty)

    def __call__(self, widget: Widget) -> Markup:
        """Return the text of one question."""
        take = TAKE.get(widget.macro)
        if take is None or ERROR in widget.params or _wrong_box(widget.params):
            return self.draw(widget.macro, widget.params)
        params, values, chosen = take(widget.params)
        key = json.dumps(params, ensure_ascii=False, separators=(",", ":"), default=str)
        text = self._kept(current_language(), widget.macro, key).fill(values)
        for value in chosen:
            text = _choose(text, widget.macro, value)
        return Markup(text)  # noqa: S704 - made of the template's own text and escaped values.

    def draw(self, macro: str, params: Params) -> Markup:
        """Return the text of one question, drawn in full."""
        module: Any = self._environment.get_template(TEMPLATE).module
        drawn: Markup = module.draw_question(macro, params)
        return drawn

    def _draw_empty(self, _language: str, macro: str, params: str) -> Skeleton:
        return cut(str(self.draw(macro, json.loads(params))), until=_FOR_EVER)


def _wrong_box(params: Params) -> bool:
    return any(ERROR in item for item in params.get("items", ()))


def _choose(text: str, macro: str, value: str) -> str:
    attribute = f'value="{escape(value)}"'
    if macro == "amount":  # The box beside the list may hold the same word.
        before, option, after = text.rpartition(f"<option {attribute}")
        return f"{before}{option} selected{after}" if option else text
    word = "selected" if macro == "select" else "checked"
    return text.replace(attribute, f"{attribute} {word}", 1)


def _take_value(params: Params) -> Taken:
    return {**params, "value": marker("value")}, {"value": params["value"]}, []


def _take_boxes(params: Params) -> Taken:
    names = [f"box{number}" for number in range(len(params["items"]))]
    items = [
        {**item, "value": marker(name)} for item, name in zip(params["items"], names, strict=True)
    ]
    values = {name: item["value"] for item, name in zip(params["items"], names, strict=True)}
    return {**params, "items": items}, values, []


def _take_amount(params: Params) -> Taken:
    pounds, every = params["items"]
    options, chosen = _unchosen(every["options"])
    items = [{**pounds, "value": marker("pounds")}, {**every, "options": options}]
    return {**params, "items": items}, {"pounds": pounds["value"]}, chosen


def _take_choice(params: Params) -> Taken:
    items, chosen = _unchosen(params["items"])
    return {**params, "items": items}, {}, chosen


def _take_times(params: Params) -> Taken:
    days, chosen = [], []
    for day in params["days"]:
        items, some = _unchosen(day["items"])
        days.append({**day, "items": items})
        chosen += some
    return {**params, "days": days}, {}, chosen


def _unchosen(items: list[Params]) -> tuple[list[Params], list[str]]:
    chosen = [item["value"] for item in items if item.get("checked") or item.get("selected")]
    if not chosen:
        return items, chosen
    plain = [
        {key: value for key, value in item.items() if key not in ("checked", "selected")}
        for item in items
    ]
    return plain, chosen


TAKE: dict[str, Callable[[Params], Taken]] = {
    "input": _take_value,
    "long_text": _take_value,
    "date": _take_boxes,
    "boxes": _take_boxes,
    "amount": _take_amount,
    "radios": _take_choice,
    "checkboxes": _take_choice,
    "select": _take_choice,
    "filter": _take_choice,
    "times": _take_times,
}
