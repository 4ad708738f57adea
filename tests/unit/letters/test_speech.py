"""What a voice is given to say: spelt references, digits one by one, dates and amounts in words."""

from __future__ import annotations

import pytest

from letters import speech
from letters.speech import sayable
from letters.spoken_numbers import spoken_date
from tests.unit.letters.samples import ENGLISH, WELSH, letter


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("PV-4K7Q-9M2X", "en", "P V, 4 K 7 Q, 9 M 2 X."),
        ("Call 0808 157 0100.", "en", "Call 0 8 0 8, 1 5 7, 0 1 0 0."),
        ("Call 0808\u00a0157\u00a00100.", "en", "Call 0 8 0 8, 1 5 7, 0 1 0 0."),
        ("Text +44 7700 900123", "en", "Text 4 4, 7 7 0 0, 9 0 0 1 2 3."),
        ("Saturday 5 December 2026", "en", "Saturday the fifth of December, twenty twenty-six."),
        ("5 May 2031", "en", "the fifth of May, twenty thirty-one."),
        (
            "dydd Sadwrn 5 Rhagfyr 2026",
            "cy",
            "dydd Sadwrn y pumed o Ragfyr, dwy fil dau ddeg chwech.",
        ),
        ("2:15pm to 4pm", "en", "2 15 p m to 4 p m."),
        ("by 9:05am", "en", "by 9 o 5 a m."),
        ("erbyn 9:05am", "cy", "erbyn 9 0 5 a m."),
        ("at 10:00am", "en", "at 10 a m."),
        ("10:30am to 12:45pm", "en", "10 30 a m to 12 45 p m."),
        (
            "11 January 2027, 10:30am",
            "en",
            "the eleventh of January, twenty twenty-seven, 10 30 a m.",
        ),
        ("22 Tachwedd 2026", "cy", "yr ail ar hugain o Dachwedd, dwy fil dau ddeg chwech."),
        ("8 Mai 2026", "cy", "yr wythfed o Fai, dwy fil dau ddeg chwech."),
        ("£1", "en", "1 pound."),
        ("£0.50 or £0.01", "en", "50 pence or 1 penny."),
        ("£0.00", "en", "0 pounds."),
        ("£1 neu £2.01", "cy", "1 bunt neu 2 o bunnoedd ac 1 geiniog."),
        ("£112.88", "cy", "112 o bunnoedd ac 88 ceiniog."),
        ("£1,234.50 is due", "en", "1234 pounds and 50 pence is due."),
        ("\u2212£45.00", "en", "minus 45 pounds."),
        ("£3.20", "cy", "3 o bunnoedd a 20 ceiniog."),
        ("Cardiff, CF24 0UG", "en", "Cardiff, C F 2 4, 0 U G."),
        ("Daniel Price, A1234BC", "en", "Daniel Price, A 1 2 3 4 B C."),
        ("HMP Cardiff", "en", "HMP Cardiff."),
        ("Is it right?", "en", "Is it right?"),
    ],
)
def test_it_is_written_as_it_is_said(written: str, language: str, said: str) -> None:
    assert sayable(written.replace("\u00a0", " "), language) == said


def test_each_language_is_said_in_its_own_words_and_order() -> None:
    (first, welsh), (second, english) = speech(letter(WELSH, ENGLISH))
    assert (first, second) == ("cy", "en")
    order = ["Prison visits", "Telephone: 0 8 0 8", "Your prison visit is booked", "Dear Ms Price", "What happens next", "1. Arrive", "If you cannot come"]  # fmt: skip
    places = [english.index(words) for words in order]
    assert places == sorted(places)
    assert "Annwyl Ms Price" in welsh
    assert "\N{BULLET}" not in english


def test_every_day_and_year_has_words() -> None:
    days = {spoken_date(day, "May", 2026, "en") for day in range(1, 32)}
    assert len(days) == 31
    assert len({spoken_date(day, "Mai", 2026, "cy") for day in range(1, 32)}) == 31
    years = {spoken_date(1, "May", year, "en") for year in range(2000, 2100)}
    assert len(years) == 100
    assert "the first of May, two thousand and nine" in years
    assert len({spoken_date(1, "Mai", year, "cy") for year in range(2000, 2100)}) == 100


@pytest.mark.parametrize(("day", "month"), [(32, "May"), (0, "May"), (3, "Pages"), (3, "Mai")])
def test_what_is_no_date_is_left_alone(day: int, month: str) -> None:
    assert spoken_date(day, month, 2026, "en") == ""
