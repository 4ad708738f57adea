"""The prisoner record: is there such a prisoner, and do the details we were given agree with it?

The record is a supplier behind a small protocol; the demo register ships with invented people.
`check_prisoner` names what differs for our own staff. The public hears one sentence for every
mismatch, so that nobody can find out by trying where a person is held, or that they are.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from app.data import read_rows
from app.errors import NotFound


class NoSuchPrisoner(NotFound):
    """The record has nobody with this number."""


@dataclass(frozen=True)
class Prisoner:
    """A person in the record. `prison_code` is where they are now, blank when released.

    `note` is for staff: blank, or "remand", "released", "moved from LEI", "banned until 2026-12-31".
    """

    number: str
    first_names: str
    last_name: str
    born: date
    prison_code: str
    note: str = ""


class PrisonerRecord(Protocol):
    """Where prisoners are looked up."""

    def look_up(self, number: str) -> Prisoner:
        """Return the prisoner with a number in stored form (A1234BC), or raise NoSuchPrisoner."""


class DemoPrisoners:
    """The demo register: invented people from app/data/demo_prisoners.csv, read at first use."""

    @cached_property
    def by_number(self) -> dict[str, Prisoner]:
        """Everybody in the register, by number."""
        return {row["number"]: _prisoner(row) for row in read_rows("demo_prisoners.csv")}

    def look_up(self, number: str) -> Prisoner:
        """Return the invented prisoner with this number, or raise NoSuchPrisoner."""
        try:
            return self.by_number[number]
        except KeyError:
            raise NoSuchPrisoner("the demo register has no such number") from None


class Match(StrEnum):
    """How the details agree with the record; the first difference found is named."""

    SAME = "same"
    NOT_FOUND = "not-found"
    BORN_DIFFERS = "born-differs"
    NAME_DIFFERS = "name-differs"
    OTHER_PRISON = "other-prison"


def check_prisoner(
    record: PrisonerRecord, *, number: str, born: date, last_name: str, prison_code: str
) -> Match:
    """Compare the details given with the record (facts services 1: all of them must agree).

    Case, spaces and marks in the number do not matter, nor do case, accents and marks in the name.
    """
    try:
        prisoner = record.look_up(stored_number(number))
    except NoSuchPrisoner:
        return Match.NOT_FOUND
    if prisoner.born != born:
        return Match.BORN_DIFFERS
    if _letters(prisoner.last_name) != _letters(last_name):
        return Match.NAME_DIFFERS
    if prisoner.prison_code != prison_code:
        return Match.OTHER_PRISON
    return Match.SAME


def stored_number(text: str) -> str:
    """Return a prisoner number as it is stored: capitals and digits only ("a 1234-bc": A1234BC)."""
    return "".join(c for c in text.upper() if c.isascii() and c.isalnum())


def _letters(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in apart if c.isalpha())


def _prisoner(row: dict[str, str]) -> Prisoner:
    return Prisoner(
        number=row["number"],
        first_names=row["first_names"],
        last_name=row["last_name"],
        born=date.fromisoformat(row["born"]),
        prison_code=row["prison_code"],
        note=row["note"],
    )
