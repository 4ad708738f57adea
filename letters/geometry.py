"""Where things go on the sheet, in millimetres from its top left corner.

The paper, side margins, window, logo and contact block are those of the GOV.UK Notify letter
specification for A4 in a C5 window envelope (2026), so a print supplier that takes Notify's
letters takes ours. The rest (body foot, line length) is our own choice and says so.
"""

from dataclasses import dataclass

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet, in millimetres, measured from the top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


PAPER = Box(0, 0, 210, 297)
MARGIN_SIDE = 15
LOGO = Box(15, 5, 105, 25)
ADDRESS_WINDOW = Box(24.6, 39.5, 95.4, 26.8)
CONTACT_BLOCK = Box(125, 30, 65, 65)
BODY_TOP_FIRST_PAGE = 95

# Ours: later pages start below any staple or fold, and every body ends above the page line.
BODY_TOP_LATER_PAGE = 20
BODY_FOOT = 279
FOOTER_BASELINE = 287
NAME_TOP = 13
# A capital J reaches this far left of where its line begins; it too stays in the window.
ADDRESS_INSET = 0.3
# Ours: 150 mm holds about 70 characters of 12 point Noto Sans, inside the 60 to 75 that read
# easily; headings, tables and boxes go on to the right edge of the contact block.
TEXT_WIDTH = 150
WIDE_WIDTH = 175
FACT_LABEL_WIDTH = 53
AMOUNT_WIDTH = 36
CODE_SIDE = 19

MAX_PAGES = 10
PAGES_PER_SHEET = 2


def points(millimetres: float) -> float:
    """Turn millimetres into PDF points (72 to the inch)."""
    return millimetres * POINTS_PER_MM
