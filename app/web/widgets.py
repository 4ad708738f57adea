"""From a journey's questions to the parameters of the GOV.UK macros, whatever was posted.

A Widget names a macro of `web/questions.html` and carries plain texts in the language of the
moment. Ids come from field names, so that an error's link finds its box.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.i18n import Words, _
from app.journeys.asking import Asked
from app.journeys.questions import Amount, Question, WholeNumber
from app.web.choice_widgets import choose_one, choose_some, filtered_list, long_list, times
from app.web.drawing import Drawn, Look, Params, error_message

PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
BOX_CLASSES = {
    "day": "govuk-input--width-2",
    "month": "govuk-input--width-2",
    "year": "govuk-input--width-4",
    "first": "govuk-!-width-two-thirds",
    "last": "govuk-!-width-two-thirds",
    "town": "govuk-!-width-two-thirds",
    "county": "govuk-!-width-two-thirds",
    "postcode": "govuk-input--width-10",
    "pounds": "govuk-input--width-10",
}


@dataclass(frozen=True)
class Widget:
    """One question as it is drawn: the macro's name and its parameters."""

    macro: str
    params: Params


def widgets_of(asked: Asked, look: Look) -> tuple[Widget, ...]:
    """Return the widgets of one asked place."""
    questions = [field for field in asked.form if isinstance(field, Question)]
    alone = len(questions) == 1
    answered = asked.answers.has(*asked.place.key)
    return tuple(
        widget_of(
            Drawn(question, look, look.heading and alone, answered, asked.place.number),
        )
        for question in questions
    )


def widget_of(drawn: Drawn) -> Widget:
    """Return the widget of one question; an unknown kind is drawn as a text box."""
    macro, draw = WIDGETS.get(drawn.question.kind, WIDGETS["text"])
    if drawn.question.kind == "list" and drawn.look.filters_lists:
        macro, draw = "filter", filtered_list
    return Widget(macro, draw(drawn))


def error_list(asked: Iterable[Asked]) -> list[Params]:
    """Return the error summary's lines, each with a link to the first wrong box.

    Of several lines that say the same, each says which question it is about.
    """
    wrong = [
        (one.place.number, field, line)
        for one in asked
        for field in one.form
        if isinstance(field, Question) and field.errors
        for line in _error_lines(field)
    ]
    times = Counter(line["text"] for _number, _field, line in wrong)
    return [
        {**line, "text": f"{_brief(field, number)}: {line['text']}"}
        if times[line["text"]] > 1
        else line
        for number, field, line in wrong
    ]


def _brief(question: Question, number: int) -> str:
    """Return what a question is called for short, with the number of the group's member."""
    brief = question.brief
    return str(brief.filled(number=number) if isinstance(brief, Words) and number else brief)


def _error_lines(question: Question) -> list[Params]:
    if question.box_errors:
        return [
            {"text": str(words), "href": f"#{question.box_name(box)}"}
            for box, words in question.box_errors.items()
        ]
    return [{"text": str(question.errors[0]), "href": f"#{first_wrong_id(question)}"}]


def first_wrong_id(question: Question) -> str:
    """Return the id of the box that an error is about."""
    boxes = question.boxes
    wrong = next((box for box in boxes if box in question.wrong_boxes), boxes[0])
    return question.box_name(wrong)


def _input(drawn: Drawn) -> Params:
    question = drawn.question
    extra = INPUTS.get(question.kind, {})
    width = question.width or extra.get("width")
    return {
        **drawn.frame(),
        "id": question.name,
        "label": drawn.label(),
        "value": drawn.in_box(),
        "classes": f"govuk-input--width-{width}" if width else "",
        "autocomplete": "off",
        **{key: value for key, value in extra.items() if key != "width"},
    }


INPUTS: dict[str, Params] = {
    "code": {"width": 10, "autocapitalize": "characters", "spellcheck": False},
    "email": {"type": "email", "spellcheck": False, "autocapitalize": "none"},
    "phone": {"type": "tel", "inputmode": "tel", "width": 20},
    "pounds": {"inputmode": "decimal", "width": 10, "prefix": {"text": "£"}},
    "number": {"inputmode": "numeric", "width": 4},
}


def _number(drawn: Drawn) -> Params:
    question = drawn.question
    assert isinstance(question, WholeNumber)  # noqa: S101 - for the type check only.
    return {**_input(drawn), **({"suffix": {"text": question.unit}} if question.unit else {})}


def _long_text(drawn: Drawn) -> Params:
    left, over = str(_("Characters left: %{count}")), str(_("Characters too many: %{count}"))
    return {
        **drawn.frame(),
        "id": drawn.question.name,
        "label": drawn.label(),
        "value": drawn.in_box(),
        "maxlength": getattr(drawn.question, "limit", 500),
        "rows": 4,
        "attributes": {"autocomplete": "off"},
        "textareaDescriptionText": str(_("You can enter up to %{count} characters")),
        "charactersUnderLimitText": dict.fromkeys(PLURAL_FORMS, left),
        "charactersAtLimitText": str(_("Characters left: 0")),
        "charactersOverLimitText": dict.fromkeys(PLURAL_FORMS, over),
    }


def _boxes(drawn: Drawn) -> Params:
    frame = drawn.frame()
    if drawn.question.box_errors:
        frame.pop("errorMessage", None)
    return {
        **frame,
        "id": f"{drawn.question.name}-boxes",
        "fieldset": drawn.fieldset(),
        "items": [_box(drawn, box) for box in drawn.question.boxes],
    }


def _box(drawn: Drawn, box: str) -> Params:
    question = drawn.question
    labels: dict[str, Words] = getattr(question, "labels", {})
    wrong = box in question.wrong_boxes if question.wrong_boxes else bool(question.errors)
    own = question.box_errors.get(box)
    classes = BOX_CLASSES.get(box, "") + (" govuk-input--error" if wrong and not own else "")
    return {
        **({"errorMessage": error_message(own)} if own else {}),
        "id": question.box_name(box),
        "name": question.box_name(box),
        "label": str(labels.get(box, box)),
        "classes": classes.strip(),
        "value": drawn.in_box(box),
        "inputmode": "text",
        "autocomplete": "off",
    }


def _date(drawn: Drawn) -> Params:
    params = {**_boxes(drawn), **drawn.frame()}
    # A whole date may be typed in the first box, so only the others ask for the number keys.
    for item in params["items"][1:]:
        item["inputmode"] = "numeric"
    return params


def _amount(drawn: Drawn) -> Params:
    """Return a box for the pounds and a short list for how often, which starts with neither."""
    question = drawn.question
    assert isinstance(question, Amount)  # noqa: S101 - for the type check only.
    params = _boxes(drawn)
    pounds, every = params["items"]
    pounds |= {"inputmode": "decimal", "prefix": {"text": "£"}}
    held = every.pop("value")
    every["classes"] = every["classes"].replace("govuk-input", "govuk-select")
    first = {"value": "", "text": str(_("Choose how often"))}
    choices = [{"value": value, "text": str(said)} for value, said in question.periods.items()]
    every["options"] = [first, *({**one, "selected": one["value"] == held} for one in choices)]
    return params


WIDGETS: dict[str, tuple[str, Callable[[Any], Params]]] = {
    "text": ("input", _input),
    "code": ("input", _input),
    "email": ("input", _input),
    "phone": ("input", _input),
    "pounds": ("input", _input),
    "number": ("input", _number),
    "amount": ("amount", _amount),
    "long-text": ("long_text", _long_text),
    "date": ("date", _date),
    "name": ("boxes", _boxes),
    "address": ("boxes", _boxes),
    "radios": ("radios", choose_one),
    "checkboxes": ("checkboxes", choose_some),
    "list": ("select", long_list),
    "times": ("times", times),
}


def warning_items(asked: Sequence[Asked]) -> list[Params]:
    """Return what is odd but may be confirmed, with the value that confirms it."""
    return [
        {
            "id": f"accepted-{one.place.slug}-{finding.code}",
            "value": f"{one.place.slug}:{finding.code}",
            "text": str(finding.words),
        }
        for one in asked
        for finding in one.warnings
    ]
