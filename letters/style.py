"""Sizes and spaces of the standard letter, in points. Another format is another `Style`."""

from dataclasses import dataclass

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
    """Everything that changes between a standard and a larger print, in points."""

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

# Address sizes by how many lines there are: size, then line distance. Seven lines of 10 point on
# 10.6 are the most that the 26.8 mm of the window hold with accents on the first line.
ADDRESS_STYLES = (
    (5, TextStyle(11, 13.4)),
    (6, TextStyle(10.5, 12.4)),
    (7, TextStyle(10, 10.6)),
)
