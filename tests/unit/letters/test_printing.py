"""Sheets, and many letters in one print file."""

import io

import pikepdf
import pytest

from letters import (
    PageSpan,
    Paragraph,
    PrintFile,
    TooManyPages,
    join,
    joined,
    page_count,
    render,
    sheets,
)
from letters.errors import EmptyLetter
from tests.unit.letters.paper import seen, text
from tests.unit.letters.samples import ENGLISH, FONTS, WELSH, english, letter

ONE = render(letter(), FONTS)
TWO = render(letter(WELSH, ENGLISH), FONTS)
THREE = render(english(*[Paragraph("Word " * 200)] * 6), FONTS)


@pytest.mark.parametrize(("pages", "count"), [(1, 1), (2, 1), (3, 2), (9, 5), (10, 5)])
def test_a_sheet_takes_two_pages(pages: int, count: int) -> None:
    assert sheets(pages) == count


def test_a_letter_has_one_to_ten_pages() -> None:
    with pytest.raises(TooManyPages):
        sheets(11)
    with pytest.raises(EmptyLetter):
        sheets(0)


def test_every_letter_starts_on_the_front_of_a_sheet() -> None:
    assert (page_count(ONE), page_count(TWO), page_count(THREE)) == (1, 2, 3)
    out = io.BytesIO()
    with PrintFile(out) as print_file:
        spans = [print_file.add(pdf) for pdf in (ONE, TWO, THREE, ONE)]
        assert print_file.pages == 10
    assert spans == [PageSpan(1, 1), PageSpan(3, 4), PageSpan(5, 7), PageSpan(9, 9)]
    joined = out.getvalue()
    blank = [number + 1 for number in range(page_count(joined)) if not text(joined, number)]
    assert blank == [2, 8, 10]


def test_joining_moves_and_changes_nothing_on_a_page() -> None:
    made = join([TWO, ONE])
    assert seen(made, 0) == seen(TWO, 0)
    assert seen(made, 2) == seen(ONE, 0)


def test_the_print_file_is_sound_and_the_same_each_time() -> None:
    made = join([ONE, TWO])
    assert made == join([ONE, TWO])
    assert made != join([TWO, ONE])
    with pikepdf.Pdf.open(io.BytesIO(made)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert {tuple(page.mediabox) for page in pdf.pages} == {tuple(pdf.pages[0].mediabox)}


def test_a_print_file_asks_for_both_sides_and_for_its_own_size() -> None:
    """A reader that shrinks pages to fit would move the address out of the envelope's window."""
    with pikepdf.Pdf.open(io.BytesIO(join([ONE]))) as opened:
        wishes = opened.Root.ViewerPreferences
        assert (wishes.PrintScaling, wishes.Duplex) == ("/None", "/DuplexFlipLongEdge")


def test_a_print_file_keeps_no_letter_in_memory() -> None:
    class Counter(io.RawIOBase):
        size = 0

        def write(self, data: bytes) -> int:
            self.size += len(data)
            return len(data)

    out = Counter()
    with PrintFile(out) as print_file:
        sizes = []
        for _ in range(3):
            print_file.add(ONE)
            sizes.append(out.size)
    assert sizes[0] > 10_000
    assert sizes[2] - sizes[1] == pytest.approx(sizes[1] - sizes[0], rel=0.01)


def test_the_end_of_a_long_print_file_comes_in_small_pieces() -> None:
    """The table of objects grows with the file, and must not be held whole."""
    pieces = list(joined([ONE] * 300))
    assert sum(len(piece) for piece in pieces[300:]) > 60_000
    assert max(len(piece) for piece in pieces[300:]) < 40_000
    assert b"".join(pieces) == join([ONE] * 300)


def test_a_pdf_of_another_make_keeps_what_its_pages_inherit() -> None:
    other = pikepdf.new()
    other.add_blank_page(page_size=(200, 300))
    page = other.pages[0].obj
    page.Resources = pikepdf.Dictionary()
    other.Root.Pages.MediaBox = page.MediaBox
    del page.MediaBox
    data = io.BytesIO()
    other.save(data)
    with pikepdf.Pdf.open(io.BytesIO(join([data.getvalue()]))) as pdf:
        assert [float(edge) for edge in pdf.pages[0].mediabox] == [0, 0, 200, 300]


def test_nothing_to_print_is_refused() -> None:
    with pytest.raises(EmptyLetter):
        join([])
