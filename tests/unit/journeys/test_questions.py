"""Every question type: what it keeps, what it says, and that it keeps what was typed."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from app.i18n import _, speaking
from app.journeys.questions import (
    BirthDate,
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
    YesNo,
)

PAIR = (Choice("a", _("Yes")), Choice("none", _("No")))


class Everything(StepForm):
    text = Text(_("Text"), limit=10, optional=True)
    story = LongText(_("Text"), limit=20, optional=True)
    email = Email(_("Text"), optional=True)
    phone = PhoneNumber(_("Text"), optional=True)
    money = Pounds(_("Text"), optional=True)
    number = PrisonerNumber(_("Text"), optional=True)
    insurance = NationalInsuranceNumber(_("Text"), optional=True)
    day = Date(_("Text"), optional=True)
    born = BirthDate(_("Text"), optional=True)
    name = FullNameBoxes(_("Text"), optional=True)
    address = PostalAddress(_("Text"), optional=True)
    one = OneOf(_("Text"), choices=PAIR, optional=True)
    some = SomeOf(_("Text"), choices=PAIR, alone="none", optional=True)
    yes = YesNo(_("Text"), optional=True)


GOOD = {
    "text": ({"text": "  hi\tyou "}, "hi you", "hi you"),
    "story": ({"story": "one\r\ntwo"}, "one\ntwo", "one\ntwo"),
    "email": ({"email": "nia@example.org"}, "nia@example.org", "nia@example.org"),
    "phone": ({"phone": "oh double seven oh oh, nine hundred 123"}, "+447700900123", "07700 900123"),
    "money": ({"money": "£1,234.50"}, 123450, "£1,234.50"),
    "number": ({"number": "a1234bc"}, "A1234BC", "A1234BC"),
    "insurance": ({"insurance": "ab123456c"}, "AB123456C", "AB 12 34 56 C"),
    "day": ({"day-day": "12 mar 2026"}, "2026-03-12", "12 March 2026"),
    "born": ({"born-day": "29", "born-month": "2", "born-year": "2024"}, "2024-02-29", "29 February 2024"),
    "name": ({"name-first": "Siân", "name-last": "O’Neill"}, {"first": "Siân", "last": "O’Neill"}, "Siân O’Neill"),
    "one": ({"one": "a"}, "a", "Yes"),
    "some": (MultiDict([("some", "a")]), ["a"], "Yes"),
    "yes": ({"yes": "no"}, False, "No"),
}  # fmt: skip


@pytest.mark.parametrize("question", GOOD)
def test_a_good_answer_is_kept_as_plain_json_and_read_back(question) -> None:
    posted, kept, said = GOOD[question]
    form = Everything(MultiDict(posted))
    assert form.validate(), form.errors
    assert form.values()[question] == kept
    again = Everything(data={question: kept})
    assert str(again[question].said()) == said


BAD = {
    "text": {"text": "x" * 11},
    "story": {"story": "x" * 21},
    "email": {"email": "nia at example"},
    "phone": {"phone": "hello"},
    "money": {"money": "12.345"},
    "number": {"number": "1234"},
    "insurance": {"insurance": "BG123456C"},
    "day": {"day-day": "29", "day-month": "2", "day-year": "2023"},
    "name": {"name-first": "<b>", "name-last": "X"},
    "address": {"address-line1": "1 High St", "address-town": "Leeds", "address-postcode": "nowhere"},
    "one": {"one": "z"},
    "some": MultiDict([("some", "a"), ("some", "none")]),
    "yes": {"yes": "perhaps"},
}  # fmt: skip


@pytest.mark.parametrize("question", BAD)
def test_a_bad_answer_is_refused_and_what_was_typed_is_shown_again(question) -> None:
    form = Everything(MultiDict(BAD[question]))
    assert not form.validate()
    assert list(form.errors) == [question]
    assert all(str(words) for words in form[question].errors)
    field = form[question]
    shown = {field.box_name(b): field.in_box(b) for b in field.boxes if field.in_box(b)}
    assert shown == MultiDict(BAD[question]).to_dict()


def test_an_optional_question_left_empty_is_nothing() -> None:
    form = Everything(MultiDict({"csrf": "1"}))
    assert form.validate()
    assert {value for value in form.values().values() if value != []} == {None}


def test_a_required_question_asks_in_the_readers_language() -> None:
    class Required(StepForm):
        yes = YesNo(_("Text"))

    form = Required(MultiDict({"csrf": "1"}))
    assert not form.validate()
    with speaking("cy"):
        assert str(form["yes"].errors[0])


def test_an_address_points_at_every_box_that_is_wrong() -> None:
    form = Everything(MultiDict({"address-line1": "", "address-town": "", "address-postcode": "LS1 1AA"}))  # fmt: skip
    assert not form.validate()
    assert set(form["address"].box_errors) == {"line1", "town"}
