"""What the post room asks: how many pages and sheets a letter takes, and many letters as one."""

from collections.abc import Iterable
from io import BytesIO

from pikepdf import Pdf

from letters.errors import EmptyLetter, TooManyPages
from letters.geometry import MAX_PAGES, PAGES_PER_SHEET
from letters.printfile import PrintFile


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with Pdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def sheets(pages: int) -> int:
    """Return how many sheets a letter of so many pages takes, printed on both sides.

    Raises TooManyPages above ten pages and EmptyLetter below one.
    """
    if pages < 1:
        raise EmptyLetter("A letter has at least one page.")
    if pages > MAX_PAGES:
        raise TooManyPages(pages, MAX_PAGES)
    return -(-pages // PAGES_PER_SHEET)


def join(pdfs: Iterable[bytes]) -> bytes:
    """Join letters into one print file; each begins on the front of a sheet."""
    out = BytesIO()
    with PrintFile(out) as print_file:
        for pdf in pdfs:
            print_file.add(pdf)
    return out.getvalue()
