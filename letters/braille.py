"""A letter as a file for a braille embosser: 40 cells a line, 25 lines a page.

Whoever calls gives the function that turns print into braille. The file is the usual one (BRF): a
cell is a character of North American ASCII braille, a line ends with CR LF and a page with a form
feed. The page number is at the right of the last line. Headings are centred and never end a page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from letters.errors import EmptyLetter, LetterError
from letters.model import Letter
from letters.reading import Block, Manner, blocks

CELLS = 40
LINES = 25
# From texts in one language ("en", "cy") to Unicode braille, a line for a line.
ToBraille = Callable[[Sequence[str], str], Sequence[str]]

_FIRST_CELL = 0x2800
_ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
_HEADING_CELLS = CELLS - 6
_INDENT = {Manner.TEXT: (2, 0), Manner.ITEM: (0, 2)}
# A heading takes this many lines of what follows with it.
_FOLLOWING = 2


class NoBraille(LetterError):
    """The translation holds something that is not a cell of six dots."""

    code = "no_braille"


@dataclass(frozen=True)
class _Lines:
    """Lines of one block; `tied`: they stay with what follows."""

    lines: list[str]
    tied: bool = False
    blank_before: bool = False


def braille_file(letter: Letter, to_braille: ToBraille) -> bytes:
    """Return the letter as a BRF file, each language from a new page; raise a LetterError."""
    pages: list[list[str]] = []
    numbers = count(1)
    for text in letter.language_pages:
        read = list(blocks(letter, text))
        cells = to_braille([block.unmarked for block in read], text.language)
        set_out = [_set(block, line) for block, line in zip(read, cells, strict=True)]
        for page in _pages(set_out):
            number = _ascii(to_braille([str(next(numbers))], text.language)[0]).strip()
            padded = [*page, *[""] * (LINES - 1 - len(page))]
            pages.append([*padded, number.rjust(CELLS)])
    if not pages:
        raise EmptyLetter("The letter has no text.")
    return "".join("\r\n".join(page) + "\r\n\f" for page in pages).encode("ascii")


def braille_pages(file: bytes) -> int:
    """Return how many pages a BRF file has."""
    return file.count(b"\f")


def _set(block: Block, cells: str) -> _Lines:
    text = _ascii(cells)
    if block.manner in (Manner.TITLE, Manner.HEADING):
        centred = [line.center(CELLS).rstrip() for line in _wrapped(text, _HEADING_CELLS, (0, 0))]
        return _Lines(centred, tied=True, blank_before=True)
    return _Lines(_wrapped(text, CELLS, _INDENT[block.manner]))


def _ascii(cells: str) -> str:
    """Return Unicode braille as ASCII braille; raise NoBraille for anything but six dots."""
    made = []
    for cell in cells:
        number = 0 if cell.isspace() else ord(cell) - _FIRST_CELL
        if not 0 <= number < len(_ASCII):
            raise NoBraille("The braille translation holds something that is not a cell.")
        made.append(_ASCII[number])
    return "".join(made)


def _wrapped(text: str, width: int, indent: tuple[int, int]) -> list[str]:
    """Break at blank cells; the first line and the others each have their indent."""
    lines: list[str] = []
    line = " " * indent[0]
    for word in _cut(text.split(), width - max(indent)):
        apart = "" if not line.strip() else " "
        if line.strip() and len(line) + len(apart) + len(word) > width:
            lines.append(line)
            line, apart = " " * indent[1], ""
        line += apart + word
    return [*lines, line] if line.strip() else lines


def _cut(words: Sequence[str], width: int) -> Iterator[str]:
    for word in words:
        yield from (word[start : start + width] for start in range(0, len(word), width))


def _pages(set_out: Sequence[_Lines]) -> Iterator[list[str]]:
    page: list[str] = []
    for index, one in enumerate(set_out):
        following = set_out[index + 1].lines[:_FOLLOWING] if index + 1 < len(set_out) else []
        needed = len(one.lines) + (len(following) if one.tied else 0) + bool(one.blank_before)
        if page and one.tied and len(page) + needed > LINES - 1:
            yield page
            page = []
        if page and one.blank_before:
            page.append("")
        for line in one.lines:
            if len(page) == LINES - 1:
                yield page
                page = []
            page.append(line)
    if page:
        yield page
