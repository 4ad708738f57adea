"""The parameters of questions that are answered by choosing."""

from __future__ import annotations

from itertools import groupby

from app.i18n import Words, _
from app.journeys.questions import Choice, OneOf, SomeOf, YesNo
from app.web.drawing import Drawn, Params


def choose_one(drawn: Drawn) -> Params:
    """Return the parameters of radios; two short ones stand side by side."""
    classes = ["govuk-radios--inline"] if isinstance(drawn.question, YesNo) else []
    if drawn.look.small:
        classes.append("govuk-radios--small")
    return {
        **drawn.frame(),
        "fieldset": drawn.fieldset(),
        "classes": " ".join(classes),
        "items": _numbered(drawn, _items(drawn)),
    }


def choose_some(drawn: Drawn) -> Params:
    """Return the parameters of checkboxes, with "or" before the choice that stands alone."""
    question = drawn.question
    assert isinstance(question, SomeOf)  # noqa: S101 - for the type check only.
    chosen = [
        {**_item(drawn, choice), "checked": question.is_chosen(choice.value)}
        for choice in question.choices
    ]
    items: list[Params] = []
    for item in _numbered(drawn, chosen):
        if item["value"] == question.alone:
            items.append({"divider": str(_("or"))})
            item["behaviour"] = "exclusive"
        items.append(item)
    small = "govuk-checkboxes--small" if drawn.look.small else ""
    return {**drawn.frame(), "fieldset": drawn.fieldset(), "classes": small, "items": items}


def filtered_list(drawn: Drawn) -> Params:
    """Return the parameters of a long list of radios; its hint labels the box that shortens it."""
    params = choose_one(drawn)
    hint = params.pop("hint", {"text": str(_("Type part of the name"))})
    return {**params, "search": hint["text"]}


def long_list(drawn: Drawn) -> Params:
    """Return the parameters of a drop-down list, which starts with nothing chosen.

    Its hint is left out: it speaks of the box that shortens a list of radios.
    """
    first = {"value": "", "text": str(_("Choose from the list"))}
    frame = {key: value for key, value in drawn.frame().items() if key != "hint"}
    return {
        **frame,
        "id": drawn.question.name,
        "label": drawn.label(),
        "items": [first, *_items(drawn, "selected")],
    }


def times(drawn: Drawn) -> Params:
    """Return the parameters of choices grouped under their days."""
    items = _numbered(drawn, _items(drawn))
    days = [
        {"id": f"{drawn.question.name}-day-{number}", "name": name, "items": list(group)}
        for number, (name, group) in enumerate(groupby(items, key=lambda i: i["under"]), start=1)
    ]
    small = "govuk-radios--small" if drawn.look.small else ""
    return {**drawn.frame(), "fieldset": drawn.fieldset(), "classes": small, "days": days}


def _items(drawn: Drawn, chosen: str = "checked") -> list[Params]:
    question = drawn.question
    assert isinstance(question, OneOf)  # noqa: S101 - for the type check only.
    held = question.in_box()
    items = [{**_item(drawn, choice), chosen: choice.value == held} for choice in question.choices]
    if question.optional and question.kind != "list":
        none = drawn.answered and held == ""
        items.append({"value": "", "text": str(_none_of(question)), "under": "", chosen: none})
    return items


def _none_of(question: OneOf) -> Words:
    return _("None of these times") if question.kind == "times" else _("None of these")


def _item(drawn: Drawn, choice: Choice) -> Params:
    item: Params = {"value": choice.value, "text": drawn.text(choice.words), "under": choice.under}
    if choice.hint:
        item["hint"] = {"text": drawn.text(choice.hint)}
    return item


def _numbered(drawn: Drawn, items: list[Params]) -> list[Params]:
    """Give each item its id; the first has the question's own, which errors link to."""
    name = drawn.question.name
    return [
        {**item, "id": name if number == 1 else f"{name}-{number}"}
        for number, item in enumerate(items, start=1)
    ]
