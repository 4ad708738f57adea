"""Wrong answers to a question of any kind, each sure to be refused: nothing typed, junk, a choice
that is not on the list, or past a limit. Free text refuses only what is too long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from random import Random
from typing import Any

from app.journeys.questions import (
    Amount,
    BirthDate,
    Date,
    Email,
    FullNameBoxes,
    NationalInsuranceNumber,
    OneOf,
    PhoneNumber,
    PostalAddress,
    Pounds,
    PrisonerNumber,
    Question,
    SomeOf,
    Text,
    TimeOfDay,
    WholeNumber,
    YesNo,
)
from tests.walker.good import Boxes, Typed, good_answer, maker_for, typed_date

# What no number, date, choice or code can look like, and what once broke some form or other.
JUNK = (
    "<script>alert(1)</script>",
    "'\"; DROP TABLE answers; --",
    "😀" * 20,
    "x" * 10_000,
    "9" * 5_000,
    "{0}{question}%s",
    "\u202egnp.exe\u202c",
    "null",
    "\ud800",
    "Z̸̡͔͓̈́a̴l̷g̶o̵" * 50,
    "-1e309",
    "../../etc/passwd",
)
# Nothing that an eye can see.
BLANK = ("", "   ", "\t", "\u200b", "\u2800\u3164", "\x00\x01\x1b", "\u2028")
NASTY = JUNK + BLANK
SOME_JUNK = 3  # a time, so that what is wrong in a subtler way comes up as often

Wrongs = Callable[[Any, Random], Iterator[Typed]]


def wrong_answers(question: Question, chance: Random) -> list[Typed]:
    """Return answers that a question must refuse. A text that may be left out has but a limit."""
    wrong = list(maker_for(WRONG, question)(question, chance))
    if not question.optional:
        wrong.append({})
        blank = chance.choice(BLANK)
        wrong.append([] if isinstance(question, SomeOf) else dict.fromkeys(question.boxes, blank))
    return wrong


def _text(question: Text, _chance: Random) -> Iterator[Boxes]:
    yield {"": "x" * (question.limit + 1)}
    yield {"": "é" * 20_000}


def some_junk(chance: Random) -> list[str]:
    """Return a few pieces of junk."""
    return chance.sample(JUNK, SOME_JUNK)


def of_texts(*texts: str) -> Wrongs:
    """Return a maker of wrong answers for one box: these texts, and all junk."""

    def wrong(_question: Question, chance: Random) -> Iterator[Boxes]:
        for text in (*texts, *some_junk(chance)):
            yield {"": text}

    return wrong


def _phone(question: PhoneNumber, chance: Random) -> Iterator[Typed]:
    yield from of_texts("999", "07700 90012", "07700 900 1234", "+33 1 23 45 67 89")(
        question, chance
    )
    if question.mobile:
        yield {"": "0113 496 0123"}


def _date(_question: Date, chance: Random) -> Iterator[Boxes]:
    yield {"day": "31", "month": "2", "year": "2024"}
    yield {"day": "29", "month": "feb", "year": "2023"}
    yield {"day": "1", "month": "13", "year": "1990"}
    yield {"day": "1", "month": "5"}
    yield {"day": "1", "month": "5", "year": "90"}
    yield {"day": "1", "month": "5", "year": "9999"}
    yield {"day": "٣١", "month": "٢", "year": "٢٠٢٤"}
    for text in some_junk(chance):
        yield {"day": text, "month": chance.choice(("5", text)), "year": chance.choice(("", text))}


def _birth(question: BirthDate, chance: Random) -> Iterator[Boxes]:
    yield from _date(question, chance)
    if question.today:  # As often as all the rest, since only the whole question can tell.
        yield typed_date(question.today + timedelta(days=1), chance)
        yield typed_date(question.today + timedelta(days=chance.randint(1, 9_000)), chance)
        yield typed_date(question.today.replace(year=question.today.year - 121, day=1), chance)


def _name(_question: FullNameBoxes, _chance: Random) -> Iterator[Boxes]:
    for part in ("x" * 31, "<b>Nia</b>", "Nia 😀", "1234", "’’’", "\u200b", "x" * 10_000):
        yield {"first": part, "last": "Example"}
        yield {"first": "Nia", "last": part}


def _address(_question: PostalAddress, chance: Random) -> Iterator[Boxes]:
    good = {"line1": "1 High Street", "town": "Leeds", "postcode": "LS12 2TJ"}
    for box, text in (
        ("line1", ""),
        ("town", "\u3164"),
        ("postcode", ""),
        ("line1", "x" * 51),
        ("county", "<b>"),
        ("line2", "😀"),
        ("line1", "No fixed abode"),
        *(("postcode", junk) for junk in some_junk(chance)),
    ):
        yield {**good, box: text}


def _number(question: WholeNumber, chance: Random) -> Iterator[Typed]:
    texts = (f"{question.most + 1}", "-1", "1.5", "two", "1e2", "²", f"{question.least - 1}")
    yield from of_texts(*texts)(question, chance)


def _amount(_question: Amount, chance: Random) -> Iterator[Boxes]:
    for text in ("lots", "12.345", "12,5", "-5", "1e12", "£", "1000000000000", *some_junk(chance)):
        yield {"pounds": text, "every": "week"}
        yield {"pounds": "25.50", "every": text}
    yield {"pounds": "", "every": "month"}
    yield {"pounds": "25.50", "every": ""}


def _yes_or_no(_question: YesNo, chance: Random) -> Iterator[Boxes]:
    for text in ("perhaps", "YES", "true", *some_junk(chance)):
        yield {"": text}


def _some(question: SomeOf, chance: Random) -> Iterator[list[str]]:
    for text in ("pigeon", *some_junk(chance)):
        yield [text]
        yield [*(choice.value for choice in question.choices), text]
    if question.alone:
        yield [question.alone, *{choice.value for choice in question.choices} - {question.alone}]


WRONG: Mapping[type[Question], Wrongs] = {
    Text: _text,
    Email: of_texts("nia", "nia@", "nia@example", "a b@example.org"),
    PhoneNumber: _phone,
    Pounds: of_texts("lots", "12.345", "12,5", "-5", "1e12", "£", "100000000000000"),
    WholeNumber: _number,
    Amount: _amount,
    TimeOfDay: of_texts("25:00", "14:60", "13pm", "noon", "2 o’clock", "-1"),
    PrisonerNumber: of_texts("1234", "A1234B", "A1234BCD"),
    NationalInsuranceNumber: of_texts("BG123456C", "AB12345C", "AB123456E"),
    Date: _date,
    BirthDate: _birth,
    FullNameBoxes: _name,
    PostalAddress: _address,
    YesNo: _yes_or_no,
    OneOf: of_texts("-1", "pigeon", "None"),
    SomeOf: _some,
}


def nasty_answer(question: Question, chance: Random) -> Typed:
    """Return nasty texts in every box, or in one box of a good answer; any of it may be taken."""
    if isinstance(question, SomeOf):
        return chance.choices(NASTY, k=3)
    boxes = chance.sample(question.boxes, chance.randint(1, len(question.boxes)))
    good = good_answer(question, chance)
    kept = good if isinstance(good, Mapping) else {}
    return {**kept, **{box: chance.choice(NASTY) for box in boxes}}
