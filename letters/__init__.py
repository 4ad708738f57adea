"""Letters: plain data in; a PDF, a braille file or words to say aloud out. Imports nothing else of ours.

    fonts = Fonts.load(folder)
    pdf = render(letter, fonts)

Everything another part of the project needs is named here.
"""

from letters.address import PostalAddress, uk_postcode
from letters.braille import NoBraille, ToBraille, braille_file, braille_pages
from letters.errors import (
    AddressError,
    AddressTooLong,
    DoesNotFit,
    ForbiddenStart,
    LetterError,
    MissingGlyph,
    NothingToRead,
    TooFewLines,
    TooManyLines,
    TooManyPages,
)
from letters.fonts import Fonts
from letters.model import (
    AmountLine,
    Amounts,
    Bullets,
    CheckList,
    Fact,
    Facts,
    Letter,
    LetterText,
    NextSteps,
    Paragraph,
    Part,
    ReferenceBox,
    Sender,
    Signature,
    Slip,
    SlipBox,
    SlipQuestion,
    Subheading,
    Symbology,
)
from letters.printfile import PageSpan, PrintFile, joined
from letters.printing import join, page_count, sheets
from letters.rendering import pages_to_sign, render
from letters.speech import speech
from letters.style import EASY_READ, LARGE_18, LARGE_24, STANDARD, Style

__all__ = [
    "AddressError",
    "AddressTooLong",
    "AmountLine",
    "Amounts",
    "Bullets",
    "CheckList",
    "DoesNotFit",
    "EASY_READ",
    "Fact",
    "Facts",
    "Fonts",
    "ForbiddenStart",
    "LARGE_18",
    "LARGE_24",
    "Letter",
    "LetterError",
    "LetterText",
    "MissingGlyph",
    "NextSteps",
    "NoBraille",
    "NothingToRead",
    "PageSpan",
    "Paragraph",
    "Part",
    "PostalAddress",
    "PrintFile",
    "ReferenceBox",
    "STANDARD",
    "Sender",
    "Signature",
    "Slip",
    "SlipBox",
    "SlipQuestion",
    "Style",
    "Subheading",
    "Symbology",
    "ToBraille",
    "TooFewLines",
    "TooManyLines",
    "TooManyPages",
    "braille_file",
    "braille_pages",
    "join",
    "joined",
    "page_count",
    "pages_to_sign",
    "render",
    "sheets",
    "speech",
    "uk_postcode",
]
