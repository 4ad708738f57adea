"""What can be put on paper: words, rules, frames and codes, each placed and each with its meaning.

Lengths are in points. x runs from the left edge of the paper, y down from the top of the row (in
a `Row`) or of the sheet (on a `Page`). An ink without an element is decoration to a screen reader.
"""

from dataclasses import dataclass, field, replace

from letters.fonts import Face
from letters.model import Symbology
from letters.shaping import drawn_width, shaped, width_of

FRAME_LINE = 1.5
HEADINGS = ("H1", "H2")


@dataclass(eq=False)
class Element:
    """A node of the reading structure: a PDF role, its language or spoken text, its children.

    `attribute` is (owner, name, value) as the PDF has it. `marks` and `box` are filled while
    drawing: (page index, mark number) of each piece of ink, and where a picture stands, in points
    from the bottom left corner. So are `title`, the words of a heading, and `reads`, the text in
    reading order, where a line of it is not drawn letter after letter from the left.
    """

    role: str
    language: str = ""
    spoken: str = ""
    reads: str = ""
    title: str = ""
    attribute: tuple[str, str, str] | None = None
    box: tuple[float, float, float, float] | None = None
    children: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def add(
        self, role: str, *, spoken: str = "", attribute: tuple[str, str, str] | None = None
    ) -> "Element":
        child = Element(role, spoken=spoken, attribute=attribute)
        self.children.append(child)
        return child


@dataclass(frozen=True)
class Words:
    """One line of text in the order it is read; y is its baseline, x its left end on the paper.

    `rtl`: the line as a whole runs from right to left.
    """

    x: float
    y: float
    text: str
    face: Face
    size: float
    element: Element | None = None
    rtl: bool = False

    @property
    def width(self) -> float:
        if self.rtl:
            return drawn_width(shaped(self.text, self.face, rtl=True), self.size)
        return width_of(self.text, self.face, self.size)


@dataclass(frozen=True)
class Rule:
    """A thin grey line across."""

    x: float
    y: float
    width: float
    element: None = None


@dataclass(frozen=True)
class Frame:
    """An unfilled box; y is its top, `line` how thick its sides are."""

    x: float
    y: float
    width: float
    height: float
    line: float = FRAME_LINE
    element: None = None


@dataclass(frozen=True)
class Code:
    """A two-dimensional code: its dark squares as (x, y, width) runs; y is its top.

    It says on which page it stands, so its squares are filled in once that is known. `signs`: it is
    that of a place to sign.
    """

    x: float
    y: float
    side: float
    symbology: Symbology
    modules: int = 1
    runs: tuple[tuple[int, int, int], ...] = ()
    element: Element | None = None
    signs: bool = False

    @property
    def width(self) -> float:
        return self.side


Ink = Words | Rule | Frame | Code


@dataclass(frozen=True)
class Row:
    """A strip of the page that is never cut. `gap` above it vanishes at the top of a page.

    `sticky` keeps it on the same page as the row below; a `loose` tie is given up where the group
    is too tall for a page. `again` are the rows that are set above it once more when it begins a
    page: the headings of its table. `wished` is as `sticky`, but only where it costs no page.
    """

    height: float
    inks: tuple[Ink, ...]
    gap: float = 0
    sticky: bool = False
    loose: bool = False
    wished: bool = False
    again: tuple["Row", ...] = ()


@dataclass(frozen=True)
class Page:
    """The inks of one page, y measured from the top of the sheet."""

    inks: tuple[Ink, ...]


def unspoken(row: Row) -> Row:
    """Return a row that looks the same and is only decoration to a screen reader."""
    return replace(row, inks=tuple(replace(ink, element=None) for ink in row.inks))


def lowered(ink: Ink, by: float) -> Ink:
    """Return the same ink further down by this many points."""
    return replace(ink, y=ink.y + by)


def mirrored(ink: Ink, left: float, right: float) -> Ink:
    """Return an ink of a right-to-left text at its place between two edges, seen in a mirror."""
    turned = replace(ink, rtl=True) if isinstance(ink, Words) else ink
    return replace(turned, x=left + right - turned.x - turned.width)


def mirrored_row(row: Row, left: float, right: float) -> Row:
    """Return a row as it stands in a right-to-left text, with the headings it may repeat."""
    return replace(
        row,
        inks=tuple(mirrored(ink, left, right) for ink in row.inks),
        again=tuple(mirrored_row(one, left, right) for one in row.again),
    )
