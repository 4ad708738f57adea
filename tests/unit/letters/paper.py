"""Reading a printed letter back: where its words stand, in millimetres from the top left."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
from PIL.Image import Image

from letters.geometry import PAPER, POINTS_PER_MM, Box

# What a printer can print on, and the corner where it puts a mark of its own.
PRINTABLE = Box(15, 5, 180, 287)
PRINTERS_MARK = Box(0, 0, 15.2, 6.1)


@dataclass(frozen=True)
class Seen:
    """A run of text and the box its ink fills, in millimetres."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def inside(self, box: Box, *, slack: float = 0.05) -> bool:
        return (
            self.left >= box.left - slack
            and self.right <= box.right + slack
            and self.top >= box.top - slack
            and self.bottom <= box.bottom + slack
        )

    def touches(self, box: Box) -> bool:
        beside = self.right <= box.left or self.left >= box.right
        apart = self.bottom <= box.top or self.top >= box.bottom
        return not (beside or apart)


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def seen(pdf: bytes, page: int) -> list[Seen]:
    """Every run of text on a page (from 0), with the box of its ink."""
    with opened(pdf) as document:
        words = document[page].get_textpage()
        boxes = [words.get_rect(index) for index in range(words.count_rects())]
        return [_seen(words.get_text_bounded(*box), box) for box in boxes]


def _seen(text: str, box: tuple[float, float, float, float]) -> Seen:
    left, bottom, right, top = (edge / POINTS_PER_MM for edge in box)
    return Seen(text.strip(), left, PAPER.height - top, right, PAPER.height - bottom)


def text(pdf: bytes, page: int) -> str:
    with opened(pdf) as document:
        return document[page].get_textpage().get_text_range().replace("\r\n", "\n")


def picture(pdf: bytes, page: int, *, dots_per_mm: float = 8) -> Image:
    with opened(pdf) as document:
        scale = dots_per_mm * 25.4 / 72
        return document[page].render(scale=scale).to_pil().convert("L")
