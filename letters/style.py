"""Sizes and spaces of each format a letter is printed in, in points.

Large print follows what RNIB and UKAAF ask for (2026): 16 to 18 point is large and 20 and more is
giant print; nothing on the sheet is smaller; left aligned, in one column, no italics, no block
capitals. Easy Read is 14 point or more with wide margins. Only the address in the window keeps its
own size: it is for the envelope.
"""

from dataclasses import dataclass, replace

from letters.geometry import BODY_FOOT, TEXT_WIDTH, WIDE_WIDTH, points

BLACK = 0.0
RULE_GREY = 0.62


@dataclass(frozen=True)
class TextStyle:
    """Size and line distance, and whether the bold face is used."""

    size: float
    leading: float
    bold: bool = False


@dataclass(frozen=True)
class Style:
    """Everything that changes between a standard and a larger print, in points.

    `measure` is the longest line of running text and `body_foot` where the page line's place
    begins. `one_column`: a label stands over its value and not beside it.
    """

    body: TextStyle
    strong: TextStyle
    heading: TextStyle
    subheading: TextStyle
    name: TextStyle
    contact: TextStyle
    contact_label: TextStyle
    reference: TextStyle
    footer: TextStyle
    paragraph_gap: float
    item_gap: float
    section_gap: float
    row_padding: float
    sum_padding: float
    box_padding: float
    list_indent: float
    measure: float = points(TEXT_WIDTH)
    body_foot: float = points(BODY_FOOT)
    one_column: bool = False


STANDARD = Style(
    body=TextStyle(12, 16),
    strong=TextStyle(12, 16, bold=True),
    heading=TextStyle(20, 25, bold=True),
    subheading=TextStyle(14, 18, bold=True),
    name=TextStyle(16, 20, bold=True),
    contact=TextStyle(10.5, 14),
    contact_label=TextStyle(10.5, 14, bold=True),
    reference=TextStyle(22, 28, bold=True),
    footer=TextStyle(10, 12),
    paragraph_gap=8,
    item_gap=4,
    section_gap=14,
    row_padding=4,
    sum_padding=2,
    box_padding=9,
    list_indent=18,
)

LARGE_18 = Style(
    body=TextStyle(18, 24),
    strong=TextStyle(18, 24, bold=True),
    heading=TextStyle(26, 32, bold=True),
    subheading=TextStyle(21, 27, bold=True),
    name=TextStyle(20, 25, bold=True),
    contact=TextStyle(18, 22),
    contact_label=TextStyle(18, 22, bold=True),
    reference=TextStyle(26, 33, bold=True),
    footer=TextStyle(18, 20),
    paragraph_gap=13,
    item_gap=8,
    section_gap=22,
    row_padding=6,
    sum_padding=5,
    box_padding=12,
    list_indent=24,
    measure=points(WIDE_WIDTH),
    body_foot=points(277),
    one_column=True,
)

# The page line may need two lines of 24 point, so the body ends higher up.
LARGE_24 = Style(
    body=TextStyle(24, 32),
    strong=TextStyle(24, 32, bold=True),
    heading=TextStyle(32, 40, bold=True),
    subheading=TextStyle(27, 35, bold=True),
    name=TextStyle(24, 30, bold=True),
    contact=TextStyle(24, 28),
    contact_label=TextStyle(24, 28, bold=True),
    reference=TextStyle(32, 40, bold=True),
    footer=TextStyle(24, 26),
    paragraph_gap=17,
    item_gap=10,
    section_gap=28,
    row_padding=8,
    sum_padding=7,
    box_padding=14,
    list_indent=32,
    measure=points(WIDE_WIDTH),
    body_foot=points(267),
    one_column=True,
)

EASY_READ = replace(
    LARGE_18,
    body=TextStyle(16, 24),
    strong=TextStyle(16, 24, bold=True),
    heading=TextStyle(24, 30, bold=True),
    subheading=TextStyle(19, 25, bold=True),
    contact=TextStyle(14, 18),
    contact_label=TextStyle(14, 18, bold=True),
    reference=TextStyle(24, 30, bold=True),
    footer=TextStyle(14, 16),
    paragraph_gap=12,
    measure=points(130),
)

# Address sizes by how many lines there are: size, then line distance. Seven lines of 10 point on
# 10.6 are the most that the 26.8 mm of the window hold with accents on the first line.
ADDRESS_STYLES = (
    (5, TextStyle(11, 13.4)),
    (6, TextStyle(10.5, 12.4)),
    (7, TextStyle(10, 10.6)),
)
