"""Dates are read the many ways people write them, and shown one way."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.dates import (
    age_on,
    born,
    parse_date,
    show_date,
    show_moment,
    show_time,
    show_times,
)
from app.values.refusal import Refusal
from tests.unit.values.any_text import ANY_TEXT, many

MARCH_12 = date(2026, 3, 12)


@pytest.mark.parametrize(
    "boxes",
    [
        ("12", "3", "2026"),
        (" 12 ", "03", "2026"),
        ("12th", "March", "2026"),
        ("12", "mar", "2026"),
        ("12", "Mawrth", "2026"),
        ("12", "maw", "2026"),
        ("12", "MARHC", "2026"),
        ("١٢", "٣", "٢٠٢٦"),
        ("１２", "３", "２０２６"),
        ("12 mar 2026", "", ""),
        ("12/03/2026", "", ""),
        ("12.3.2026", "", ""),
        ("12-3-2026", "", ""),
        ("2026-03-12", "", ""),
        ("12032026", "", ""),
        ("20260312", "", ""),
        ("12mar2026", "", ""),
        ("12th of March, 2026", "", ""),
        ("March 12, 2026", "", ""),
        ("Thursday 12 March 2026", "", ""),
        ("dydd Iau 12 Mawrth 2026", "", ""),
        ("12 o Fawrth 2026", "", ""),
        ("", "12 March 2026", ""),
    ],
)
def test_a_date_is_read(boxes: tuple[str, str, str]) -> None:
    assert parse_date(*boxes) == MARCH_12


def test_a_welsh_tuesday_is_not_march() -> None:
    assert parse_date("dydd Mawrth 6 Ionawr 2026") == date(2026, 1, 6)


DAY, MONTH, YEAR = ("day",), ("month",), ("year",)
ALL = ("day", "month", "year")


@pytest.mark.parametrize(
    ("boxes", "code", "wrong"),
    [
        (("", "", ""), "date-empty", ALL),
        (("12", "", ""), "date-missing", ("month", "year")),
        (("12", "3", ""), "date-missing", YEAR),
        (("", "3", "2026"), "date-missing", DAY),
        (("12", "3", "26"), "date-year-short", YEAR),
        (("12/3/26", "", ""), "date-year-short", DAY),
        (("12", "3", "20266"), "date-year-short", YEAR),
        (("12", "3", "0026"), "date-year-far", YEAR),
        (("12", "3", "last"), "date-year", YEAR),
        (("32", "3", "2026"), "date-day", DAY),
        (("0", "3", "2026"), "date-day", DAY),
        (("-1", "3", "2026"), "date-day", DAY),
        (("²", "3", "2026"), "date-day", DAY),
        (("1" * 10_000, "3", "2026"), "date-day", DAY),
        (("12", "13", "2026"), "date-month", MONTH),
        (("12", "ma", "2026"), "date-month", MONTH),
        (("12", "Brumaire", "2026"), "date-month", MONTH),
        (("3/25/2026", "", ""), "date-month", DAY),
        (("30", "2", "2026"), "date-month-end", ("day", "month")),
        (("31", "4", "2026"), "date-month-end", ("day", "month")),
        (("29", "2", "2027"), "date-29-february", ALL),
        (("29", "2", "1900"), "date-29-february", ALL),
        (("x", "y", "2026"), "date-unreadable", ("day", "month")),
        (("12 March", "", ""), "date-unreadable", DAY),
    ],
)
def test_a_bad_date_says_which_boxes(
    boxes: tuple[str, str, str], code: str, wrong: tuple[str, ...]
) -> None:
    with pytest.raises(Refusal) as raised:
        parse_date(*boxes)
    assert (raised.value.code, raised.value.boxes) == (code, wrong)


def test_a_leap_day_that_was_not_names_the_year() -> None:
    with pytest.raises(Refusal) as raised:
        parse_date("29", "2", "2027")
    assert str(raised.value.words).startswith("There is no 29 February in 2027")
    assert parse_date("29", "2", "2028") == date(2028, 2, 29)


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)), st.sampled_from(["en", "cy"]))
@many
def test_a_date_shown_is_a_date_read(day: date, language: str) -> None:
    assert parse_date(show_date(day, language)) == day
    assert parse_date(day.isoformat()) == parse_date(f"{day:%d%m%Y}") == day
    assert parse_date(f"{day:%Y%m%d}") == day


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
@many
def test_any_text_is_a_date_or_a_refusal(day: str, month: str, year: str) -> None:
    for boxes in ((day, month, year), (day, "", ""), ("12", month, "2026")):
        try:
            assert 1800 <= parse_date(*boxes).year <= 2199
        except Refusal as refusal:
            assert refusal.boxes
            assert str(refusal.words)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2000, 5, 10), date(2018, 5, 9), 17),
        (date(2000, 5, 10), date(2018, 5, 10), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_age(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


def test_born_within_living_memory() -> None:
    today = date(2026, 11, 21)
    assert born(today, today=today) == today
    assert born(date(1905, 11, 22), today=today) == date(1905, 11, 22)
    with pytest.raises(Refusal) as future:
        born(today + timedelta(days=1), today=today)
    with pytest.raises(Refusal) as old:
        born(date(1905, 11, 21), today=today)
    assert (future.value.code, old.value.code) == ("born-future", "born-long-ago")


def at(hour: int, minute: int = 0, *, month: int = 12) -> datetime:
    return datetime(2026, month, 5, hour, minute, tzinfo=UTC)


def test_dates_are_shown_in_both_languages() -> None:
    assert show_date(date(2026, 12, 5), "en") == "Saturday 5 December 2026"
    assert show_date(date(2026, 12, 5), "cy") == "dydd Sadwrn 5 Rhagfyr 2026"
    assert show_date(datetime(2026, 7, 4, 23, 30, tzinfo=UTC), "en") == "Sunday 5 July 2026"


@pytest.mark.parametrize(
    ("start", "end", "english", "welsh"),
    [
        (at(14, 15), at(16, 15), "2:15pm to 4:15pm", "2:15pm i 4:15pm"),
        (at(14), at(16), "2pm to 4pm", "2pm i 4pm"),
        (at(9, 5), at(12), "9:05am to midday", "9:05am i ganol dydd"),
        (at(12), at(12, 30), "midday to 12:30pm", "canol dydd i 12:30pm"),
        (at(0), at(0, 30), "midnight to 12:30am", "hanner nos i 12:30am"),
        (at(13, month=7), at(14, month=7), "2pm to 3pm", "2pm i 3pm"),
    ],
)
def test_times_are_shown_in_london_time(
    start: datetime, end: datetime, english: str, welsh: str
) -> None:
    assert show_times(start, end, "en") == english
    assert show_times(start, end, "cy") == welsh


def test_a_moment() -> None:
    assert show_moment(at(14, 15), "en") == "Saturday 5 December 2026 at 2:15pm"
    assert show_moment(at(12), "cy") == "dydd Sadwrn 5 Rhagfyr 2026 am ganol dydd"


def test_a_time_without_a_zone_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="aware"):
        show_time(datetime(2026, 12, 5, 14), "en")  # noqa: DTZ001
