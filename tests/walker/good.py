"""A good answer to a question of any kind, typed in the many ways in which people type.

What is typed is a mapping from a question's box to its text ("" is the only box of most kinds);
questions with many choices take a list instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from app.journeys.questions import (
    Amount,
    BirthDate,
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
    Question,
    SomeOf,
    Text,
    TimeOfDay,
    WholeNumber,
    YesNo,
)

Boxes = Mapping[str, str]
Typed = Boxes | list[str]
Maker = Callable[[Any, Random], Typed]

SKIPPED = 0.3  # how often a question that may be left out is left out
SOMETHING_ELSE = date(2026, 11, 25)
FIRST = ("Nia", "Siân", "Owen", "Mary Ann", "José", "Zoë", "Wojciech", "D’Arcy", "Ο", "李")
LAST = ("Example", "O’Neill", "ap Rhys", "Smith-Jones", "Müller", "Ng", "Llŷr", "van der Berg")
STREETS = ("1 High Street", "Flat 2, Tŷ Gwyn", "12B Mill Lane", "The Old School")
TOWNS = ("Leeds", "Caerdydd", "Stoke-on-Trent", "Ynys Môn")
POSTCODES = ("LS12 2TJ", "cf24 0ug", "SW1A1AA", "M1 1AE")
LETTERS = "ABCEGHJKLMPRSTWXYZ"
SHORT_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def good_answer(question: Question, chance: Random) -> Typed:
    """Return what a person may type; raise LookupError for a kind that is not known here."""
    if question.optional and chance.random() < SKIPPED:
        return {}
    make: Maker = maker_for(MAKERS, question)
    return make(question, chance)


def maker_for(makers: Mapping[type[Question], Any], question: Question) -> Any:
    """Return what a table has for a question's kind, or for the kind that it was made from."""
    for kind in type(question).__mro__:
        if kind in makers:
            return makers[kind]
    raise LookupError(f"tests/walker knows no {type(question).__name__}: add how it is answered")


def _words(question: Text, chance: Random) -> Boxes:
    text = " ".join(chance.choices(("a", "ramp", "Mam’s", "wheelchair", "<3", "“yes”", "é"), k=4))
    return {"": text[: question.limit]}


def _lines(question: LongText, chance: Random) -> Boxes:
    return {"": "\r\n".join(_words(question, chance)[""] for _n in range(2))[: question.limit]}


def _email(_question: Email, chance: Random) -> Boxes:
    return {"": f"{chance.choice(('nia', 'o.neill+visit'))}@example.org"}


def phone(question: PhoneNumber, chance: Random) -> Boxes:
    """Return a number of a drama range, spaced or not; a mobile where one is asked for."""
    last = f"{chance.randrange(1000):03}"
    ways = [f"07700 900 {last}", f"+447700900{last}", f"(07700)900{last}", f"0044 7700 900{last}"]
    if not question.mobile:
        ways += [f"0113 496 0{last}", f"029 2018 0{last}"]
    return {"": chance.choice(ways)}


def _pounds(_question: Pounds, chance: Random) -> Boxes:
    pounds = chance.choice((0, 1, 99, 733, 3_000, 8_000, 123_456))
    return {"": chance.choice((f"{pounds}", f"£{pounds:,}.{chance.randrange(100):02}"))}


def _number(question: WholeNumber, chance: Random) -> Boxes:
    number = chance.randint(question.least, question.most)
    return {"": chance.choice((f"{number}", f" 0{number} "))}


def _amount(_question: Amount, chance: Random) -> Boxes:
    """Return an amount a person may have, or none, said in one of several ways."""
    every = chance.choice(tuple(Amount.periods))
    if chance.random() < 0.4:
        return {"pounds": chance.choice(("0", "None", "£0.00", "dim")), "every": chance.choice(("", every))}  # fmt: skip
    pounds = chance.choice((1, 20, 99, 250, 1_200, 20_000))
    text = chance.choice((f"{pounds}", f"£{pounds:,}.{chance.randrange(100):02}"))
    return {"pounds": text, "every": every}


def _prisoner_number(_question: PrisonerNumber, chance: Random) -> Boxes:
    ends = [chance.choice(LETTERS) for _n in range(3)]
    return {"": f"{ends[0].lower()}{chance.randrange(10000):04} {ends[1]}{ends[2]}"}


def _insurance_number(_question: NationalInsuranceNumber, chance: Random) -> Boxes:
    digits = f"{chance.randrange(1_000_000):06}"
    return {"": f"{chance.choice(('AB', 'jc'))}{digits}{chance.choice('ABCD')}"}


def _time_of_day(_question: TimeOfDay, chance: Random) -> Boxes:
    return {"": chance.choice(("2pm", "2.15pm", "14:00", "9:05 AM", "00:00", "11yb"))}


def _date(_question: Date, chance: Random) -> Boxes:
    return typed_date(SOMETHING_ELSE + timedelta(days=chance.randint(-400, 400)), chance)


def _birth(question: BirthDate, chance: Random) -> Boxes:
    """Return a date of birth: a baby, a child, a grown-up, and now and then somebody very old."""
    today = question.today or SOMETHING_ELSE
    years = chance.choice((0, chance.randint(1, 17), *[chance.randint(18, 90)] * 5, 105))
    return typed_date(today - timedelta(days=int(years * 365.2425) + chance.randrange(365)), chance)


def typed_date(day: date, chance: Random) -> Boxes:
    """Return the boxes of a date: in figures, with the month in letters, or whole in the first."""
    month = chance.choice((str(day.month), f"{day.month:02}", SHORT_MONTHS[day.month - 1]))
    if chance.random() < 0.2:
        return {"day": f"{day.day} {month} {day.year}"}
    return {"day": str(day.day), "month": month, "year": str(day.year)}


def _name(_question: FullNameBoxes, chance: Random) -> Boxes:
    return {"first": chance.choice(FIRST), "last": f" {chance.choice(LAST)}"}


def _address(_question: PostalAddress, chance: Random) -> Boxes:
    return {
        "line1": chance.choice(STREETS),
        "line2": chance.choice(("", "Harehills")),
        "town": chance.choice(TOWNS),
        "county": chance.choice(("", "Gwynedd")),
        "postcode": chance.choice(POSTCODES),
    }


def _yes_or_no(_question: YesNo, chance: Random) -> Boxes:
    return {"": chance.choice(("yes", "no"))}


def _one(question: OneOf, chance: Random) -> Boxes:
    """Return one choice, or nothing when none is offered."""
    return {"": chance.choice(question.choices).value} if question.choices else {}


def _some(question: SomeOf, chance: Random) -> list[str]:
    """Return some of the choices, in the order in which a page posts them."""
    values = [choice.value for choice in question.choices if choice.value != question.alone]
    if not values or (question.alone and chance.random() < 0.3):
        return [question.alone] if question.alone else []
    chosen = chance.sample(values, chance.randint(1, len(values)))
    return [value for value in values if value in chosen]


MAKERS: dict[type[Question], Maker] = {
    Text: _words,
    LongText: _lines,
    Email: _email,
    PhoneNumber: phone,
    Pounds: _pounds,
    WholeNumber: _number,
    Amount: _amount,
    TimeOfDay: _time_of_day,
    PrisonerNumber: _prisoner_number,
    NationalInsuranceNumber: _insurance_number,
    Date: _date,
    BirthDate: _birth,
    FullNameBoxes: _name,
    PostalAddress: _address,
    YesNo: _yes_or_no,
    OneOf: _one,
    SomeOf: _some,
}
