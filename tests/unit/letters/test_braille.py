"""The pages of a braille file, laid out from any translation: here each letter is one known cell."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from letters import NoBraille, Paragraph, Subheading, braille_file, braille_pages
from letters.braille import CELLS, LINES
from tests.unit.letters.samples import BULLETS, ENGLISH, WELSH, english, letter

ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
LONG = "You can visit Daniel Price at HMP Cardiff on Saturday and must bring photo identity. "


def letter_for_letter(texts: Sequence[str], language: str) -> list[str]:
    """Uncontracted cells of the same ASCII letters: enough to see where words stand."""
    return ["".join(_cell(one) for one in text.upper()) for text in texts]


def _cell(one: str) -> str:
    return chr(0x2800 + ASCII.index(one)) if one in ASCII else "\u2800"


def pages_of(file: bytes) -> list[list[str]]:
    return [page.split("\r\n")[:-1] for page in file.decode("ascii").split("\f")[:-1]]


def test_every_page_has_25_lines_of_at_most_40_cells() -> None:
    file = braille_file(letter(WELSH, ENGLISH), letter_for_letter)
    assert {len(page) for page in pages_of(file)} == {LINES}
    assert max(len(line) for page in pages_of(file) for line in page) == CELLS
    assert braille_pages(file) == len(pages_of(file)) > 2


def test_pages_are_numbered_at_the_right_of_the_last_line() -> None:
    last = [page[-1] for page in pages_of(braille_file(letter(WELSH, ENGLISH), letter_for_letter))]
    assert last == [str(number).rjust(CELLS) for number in range(1, len(last) + 1)]


def test_each_language_begins_a_page() -> None:
    pages = pages_of(braille_file(letter(WELSH, ENGLISH), letter_for_letter))
    firsts = [page[0].strip() for page in pages]
    assert firsts.count("PRISON VISITS") == 1
    assert any(first.startswith("YMWELIADAU") for first in firsts)


def test_headings_are_centred_after_a_blank_line() -> None:
    page = pages_of(braille_file(english(Subheading("Next"), BULLETS), letter_for_letter))[0]
    place = page.index("NEXT".center(CELLS).rstrip())
    assert page[place - 1] == ""
    assert page[place + 1].startswith("A PASSPORT")


@pytest.mark.parametrize("count", range(1, 14))
def test_a_heading_never_ends_a_page(count: int) -> None:
    parts = (*(Paragraph(LONG) for _ in range(count)), Subheading("Next"), Paragraph(LONG))
    for page in pages_of(braille_file(english(*parts), letter_for_letter)):
        lines = [line.strip() for line in page[:-1] if line.strip()]
        assert lines[-1] != "NEXT"


def test_a_paragraph_begins_in_the_third_cell_and_an_item_runs_on_there() -> None:
    file = braille_file(english(Paragraph(LONG), BULLETS), letter_for_letter)
    lines = pages_of(file)[0]
    first = next(index for index, line in enumerate(lines) if "YOU CAN VISIT" in line)
    assert lines[first].startswith("  YOU")
    assert not lines[first + 1].startswith(" ")


def test_nothing_that_is_said_is_lost() -> None:
    file = braille_file(letter(ENGLISH), letter_for_letter).decode("ascii")
    words = " ".join(file.split())
    for fact in ("0808 157 0100", "PV-4K7H-29MX", "1:15PM", "DANIEL PRICE", "KNOX ROAD"):
        assert fact.translate(str.maketrans(",.", "  ")).split()[0] in words


@pytest.mark.parametrize("cells", ["\u2873", "x", "\u28ff"])
def test_what_is_not_a_cell_of_six_dots_is_refused(cells: str) -> None:
    with pytest.raises(NoBraille):
        braille_file(letter(), lambda texts, language: [cells for _ in texts])


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert braille_file(letter(), letter_for_letter) == braille_file(letter(), letter_for_letter)
