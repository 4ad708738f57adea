"""Every kind of question becomes parameters for its macro, whatever was posted."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from app.i18n import LANGUAGES, _, speaking
from app.journeys.answers import Answers
from app.journeys.asking import Asked, ask
from app.journeys.catalogue.prison_visit.journey import PRISON_VISIT
from app.journeys.definition import Step
from app.journeys.findings import warning
from app.journeys.path import Place
from app.journeys.questions import (
    Amount,
    Choice,
    Date,
    Email,
    FullNameBoxes,
    LongText,
    NationalInsuranceNumber,
    OneOf,
    PhoneNumber,
    PostalAddress,
    Pounds,
    PrisonerNumber,
    SomeOf,
    StepForm,
    Text,
    WholeNumber,
    YesNo,
)
from app.web.drawing import CONSOLE, KIOSK, Look, showable
from app.web.widgets import error_list, warning_items, widgets_of

FEW = (Choice("a", _("First")), Choice("b", "Second <b>", hint=_("A hint")))
DAYS = (Choice("1", "2pm", under="Monday"), Choice("2", "4pm", under="Monday"), Choice("3", "2pm", under="Tuesday"))  # fmt: skip


class EveryForm(StepForm):
    text = Text(_("Text"), hint=_("Hint"), width=5)
    code = PrisonerNumber(_("Number"))
    insured = NationalInsuranceNumber(_("Insurance"))
    email = Email(_("Email"))
    phone = PhoneNumber(_("Phone"))
    money = Pounds(_("Money"))
    count = WholeNumber(_("Number"), most=100, unit="%")
    wages = Amount(_("Wages"))
    story = LongText(_("Story"), limit=50)
    day = Date(_("Day"))
    name = FullNameBoxes(_("Name of visitor {number}"))
    address = PostalAddress(_("Address"))
    one = OneOf(_("One"), choices=FEW)
    some = SomeOf(_("Some"), choices=(*FEW, Choice("none", _("None"))), alone="none")
    yes = YesNo(_("Yes?"))
    long = OneOf(_("Long"), choices=FEW, kind="list")
    time = OneOf(_("Time"), choices=DAYS, kind="times")
    maybe = OneOf(_("Maybe"), choices=DAYS, kind="times", optional=True)


MACROS = {
    "text": "input",
    "code": "input",
    "insured": "input",
    "email": "input",
    "phone": "input",
    "money": "input",
    "count": "input",
    "wages": "amount",
    "story": "long_text",
    "day": "date",
    "name": "boxes",
    "address": "boxes",
    "one": "radios",
    "some": "checkboxes",
    "yes": "radios",
    "long": "select",
    "time": "times",
    "maybe": "times",
}
STORED: dict[str, Any] = {
    "text": "Hello",
    "code": "A1234BC",
    "phone": "+447700900123",
    "money": 2550,
    "count": 50,
    "wages": {"pence": 12050, "every": "four-weeks"},
    "day": "2026-12-05",
    "name": {"first": "Ann", "last": "Example"},
    "one": "b",
    "some": ["a"],
    "yes": True,
    "long": "a",
    "time": "2",
    "maybe": None,
}
STEP = Step(slug="every", title=_("Every"), form=EveryForm)
PLACE = Place(PRISON_VISIT.sections[0], STEP, 2, number=2)


def asked(posted: Any = None, stored: dict[str, Any] | None = None, *, prefix: str = "") -> Asked:
    answers = Answers({PLACE.key: stored} if stored else {})
    return ask(PLACE, answers, None, posted=posted, prefix=prefix)


def params(one: Asked, look: Look = CONSOLE) -> dict[str, dict[str, Any]]:
    names = [field.short_name for field in one.form]
    return dict(zip(names, (widget.params for widget in widgets_of(one, look)), strict=True))


def plain(value: Any) -> bool:
    """Say whether a parameter holds nothing lazy: the macros may do anything with it."""
    if isinstance(value, dict):
        return all(plain(part) for part in value.values())
    if isinstance(value, list):
        return all(plain(part) for part in value)
    return value is None or isinstance(value, str | int | bool)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("look", [KIOSK, CONSOLE])
def test_every_kind_has_its_macro_and_plain_parameters(look: Look, language: str) -> None:
    one = asked()
    with speaking(language):
        widgets = widgets_of(one, look)
    expected = MACROS | ({"long": "filter"} if look is KIOSK else {})
    assert [widget.macro for widget in widgets] == list(expected.values())
    assert all(plain(widget.params) for widget in widgets)
    assert all("errorMessage" not in widget.params for widget in widgets)


def test_stored_answers_stand_in_their_boxes() -> None:
    shown = params(asked(stored=STORED))
    assert shown["text"]["value"] == "Hello"
    assert shown["phone"]["value"] == "07700 900123"
    assert (shown["money"]["value"], shown["money"]["prefix"]) == ("25.50", {"text": "£"})
    assert (shown["count"]["value"], shown["count"]["suffix"]) == ("50", {"text": "%"})
    pounds, every = shown["wages"]["items"]
    assert (pounds["value"], pounds["prefix"]) == ("120.50", {"text": "£"})
    assert [one["value"] for one in every["options"] if one.get("selected")] == ["four-weeks"]
    assert [item["value"] for item in shown["day"]["items"]] == ["5", "12", "2026"]
    assert [item["value"] for item in shown["name"]["items"]] == ["Ann", "Example"]
    assert [item["checked"] for item in shown["one"]["items"]] == [False, True]
    assert [item["checked"] for item in shown["yes"]["items"]] == [True, False]
    assert [item.get("checked") for item in shown["some"]["items"]] == [True, False, None, False]
    assert [item.get("selected") for item in shown["long"]["items"]] == [None, True, False]


def test_the_number_of_the_member_stands_in_the_label() -> None:
    assert params(asked())["name"]["fieldset"]["legend"]["text"] == "Name of visitor 2"


def test_times_are_grouped_by_day_and_numbered_through() -> None:
    days = params(asked(stored=STORED))["time"]["days"]
    assert [(day["name"], [item["id"] for item in day["items"]]) for day in days] == [
        ("Monday", ["time", "time-2"]),
        ("Tuesday", ["time-3"]),
    ]
    assert days[0]["items"][1]["checked"]


def test_an_optional_choice_can_be_taken_back() -> None:
    def last(one: Asked) -> dict[str, Any]:
        return dict(params(one)["maybe"]["days"][-1]["items"][-1])

    assert (last(asked())["value"], last(asked())["checked"]) == ("", False)
    assert last(asked(stored=STORED))["checked"]


def test_errors_link_to_the_first_wrong_box() -> None:
    posted = MultiDict(
        {"every-2-day-day": "31", "every-2-day-month": "2", "every-2-day-year": "2026"}
    )
    one = asked(posted, prefix="every-2")
    one.check()
    links = {item["href"]: item["text"] for item in error_list([one])}
    assert "#every-2-name-first" in links
    assert "#every-2-one" in links
    day = next(item for link, item in links.items() if link.startswith("#every-2-day-"))
    assert params(one)["day"]["errorMessage"]["text"] == day
    assert params(one)["day"]["items"][0]["value"] == "31"
    assert "#every-2-maybe" not in links


def test_only_the_wrong_boxes_are_red() -> None:
    one = asked(MultiDict({"day-day": "3", "day-month": "13", "day-year": "2026"}))
    one.check()
    red = [item["id"] for item in params(one)["day"]["items"] if "error" in item["classes"]]
    assert red == ["day-month"]


@pytest.mark.parametrize(
    ("typed", "red"),
    [(("lots", "week"), "wages-pounds"), (("5", ""), "wages-every"), (("5", "day"), "wages-every")],
)
def test_of_an_amount_only_the_wrong_box_is_red(typed: tuple[str, str], red: str) -> None:
    one = asked(MultiDict({"wages-pounds": typed[0], "wages-every": typed[1]}))
    one.check()
    wages = params(one)["wages"]
    assert [item["id"] for item in wages["items"] if "error" in item["classes"]] == [red]
    assert f"#{red}" in {line["href"] for line in error_list([one])}


NASTY = (
    "x" * 10_000,
    "\x00\x1b[31m",
    "‮abc",
    "😀" * 50,
    "<script>alert(1)</script>",
    "\"'&",
    "\ud800",
)


@pytest.mark.parametrize("text", NASTY)
def test_nothing_that_is_posted_breaks_a_widget(text: str) -> None:
    names = [name for field in asked().form for name in map(field.box_name, field.boxes)]  # type: ignore[attr-defined]
    one = asked(MultiDict([(name, text) for name in names] * 2))
    one.check()
    for look in (KIOSK, CONSOLE):
        for widget in widgets_of(one, look):
            assert plain(widget.params)
    assert error_list([one])


def test_the_divider_stands_before_the_choice_that_stands_alone() -> None:
    items = params(asked())["some"]["items"]
    assert items[2] == {"divider": "or"}
    assert items[3]["behaviour"] == "exclusive"


def test_a_warning_is_confirmed_for_its_own_place_only() -> None:
    one = asked()
    one.warnings = (warning("text", _("Is that right?"), "odd"),)
    assert warning_items([one]) == [
        {"id": "accepted-every-2-odd", "value": "every-2:odd", "text": "Is that right?"}
    ]


def test_control_characters_are_not_shown_again() -> None:
    assert showable("a\x00b\x1bc\nd\te") == "abc\nd\te"
    assert showable("Siân Ŵyn") == "Siân Ŵyn"


def test_each_checkbox_has_an_id_for_its_label_and_the_first_is_where_errors_lead() -> None:
    items = [item for item in params(asked())["some"]["items"] if "divider" not in item]
    assert [item["id"] for item in items] == ["some", "some-2", "some-3"]
