"""The demo register, and what is compared with it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from app.data import read_rows
from app.prisoners import (
    DemoPrisoners,
    Match,
    NoSuchPrisoner,
    Prisoner,
    check_prisoner,
    stored_number,
)


class OneName:
    """A record with one person, as another supplier would have it."""

    def look_up(self, number: str) -> Prisoner:
        return Prisoner(number, "Siân", "O’Rourke-Núñez", date(1990, 2, 28), "EWI")


DANIEL = {
    "number": "A1234BC",
    "born": date(1988, 3, 12),
    "last_name": "Ashworth",
    "prison_code": "LEI",
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, Match.SAME),
        ({"number": " a1234 bc "}, Match.SAME),
        ({"last_name": "ASHWORTH"}, Match.SAME),
        ({"number": "A1234BD"}, Match.NOT_FOUND),
        ({"number": ""}, Match.NOT_FOUND),
        ({"born": date(1988, 12, 3)}, Match.BORN_DIFFERS),
        ({"last_name": "Ashford"}, Match.NAME_DIFFERS),
        ({"last_name": ""}, Match.NAME_DIFFERS),
        ({"prison_code": "CFI"}, Match.OTHER_PRISON),
    ],
)
def test_each_difference_has_its_name(changed: dict[str, object], expected: Match) -> None:
    assert check_prisoner(DemoPrisoners(), **{**DANIEL, **changed}) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["o'rourke nunez", "O’ROURKE-NÚÑEZ", "ORourkeNunez"])
def test_accents_and_marks_in_a_name_do_not_matter(typed: str) -> None:
    found = check_prisoner(
        OneName(), number="B7654ZY", born=date(1990, 2, 28), last_name=typed, prison_code="EWI"
    )
    assert found == Match.SAME


def test_someone_released_is_at_no_prison() -> None:
    gone = next(p for p in DemoPrisoners().by_number.values() if p.note == "released")
    found = check_prisoner(
        DemoPrisoners(),
        number=gone.number,
        born=gone.born,
        last_name=gone.last_name,
        prison_code="LEI",
    )
    assert found == Match.OTHER_PRISON


def test_nobody_has_an_unknown_number() -> None:
    with pytest.raises(NoSuchPrisoner):
        DemoPrisoners().look_up("Q0000QQ")


def test_the_stored_number_is_plain() -> None:
    assert stored_number("a 12-34\u200bbc") == "A1234BC"


def test_the_register_is_sound() -> None:
    everybody = list(DemoPrisoners().by_number.values())
    codes = {row["code"] for row in read_rows("prisons.csv")}
    held = Counter(prisoner.prison_code for prisoner in everybody)
    assert len(everybody) == 120
    assert all(re.fullmatch(r"[A-Z]\d{4}[A-Z]{2}", prisoner.number) for prisoner in everybody)
    assert set(held) <= codes | {""}
    assert all(held[code] >= 2 for code in ("LEI", "CFI", "BWI", "PVI", "HEI", "SWI", "UKI"))
    assert all((p.prison_code == "") == (p.note == "released") for p in everybody)
