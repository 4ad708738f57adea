"""What can be wrong with a letter, each with a code that does not change.

Callers show their own words for a code; the message here is for a log or a developer and holds no
personal data.
"""

from typing import ClassVar


class LetterError(ValueError):
    """A letter that cannot be printed as it stands."""

    code: ClassVar[str] = "letter"


class FontMissing(LetterError):
    """The font folder lacks a file the letters are set in."""

    code = "font_missing"


class MissingGlyph(LetterError):
    """The font has no drawing for a character, so the paper would show a box."""

    code = "missing_glyph"

    def __init__(self, character: str) -> None:
        super().__init__(f"The letter font has no glyph for U+{ord(character):04X}.")
        self.character = character


class TooManyPages(LetterError):
    """The letter is longer than the print supplier takes."""

    code = "too_many_pages"

    def __init__(self, pages: int, limit: int) -> None:
        super().__init__(f"The letter has {pages} pages; the limit is {limit}.")
        self.pages = pages


class EmptyLetter(LetterError):
    """The letter holds no text, or the file to be printed no pages."""

    code = "empty_letter"


class DoesNotFit(LetterError):
    """Something is too big for the place kept for it."""

    code = "does_not_fit"

    def __init__(self, place: str) -> None:
        super().__init__(f"The text does not fit the {place}.")
        self.place = place


class AddressTooLong(DoesNotFit):
    """The address needs more lines than the envelope's window shows."""

    code = "address_too_long"


class SenderTooLong(DoesNotFit):
    """The sender's name or contact block is bigger than its place."""

    code = "sender_too_long"


class ReferenceTooLong(DoesNotFit):
    """The reference does not fit its box, the page line or the code to scan."""

    code = "reference_too_long"


class AddressError(LetterError):
    """An address the post cannot use. `line` counts from 1; None means the whole address."""

    code = "address"

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class TooFewLines(AddressError):
    """`count` is how many lines it has, and `least` how many it must have."""

    code = "address_too_few_lines"

    def __init__(self, message: str, *, count: int, least: int) -> None:
        super().__init__(message)
        self.count = count
        self.least = least


class TooManyLines(AddressError):
    """`count` is how many lines it has, and `most` how many it may have."""

    code = "address_too_many_lines"

    def __init__(self, message: str, *, count: int, most: int) -> None:
        super().__init__(message)
        self.count = count
        self.most = most


class NoPostcodeOrCountry(AddressError):
    code = "address_last_line"


class NothingToRead(AddressError):
    code = "address_no_letters"


class ForbiddenStart(AddressError):
    """`sign` is what the line begins with."""

    code = "address_forbidden_start"

    def __init__(self, message: str, *, line: int, sign: str) -> None:
        super().__init__(message, line=line)
        self.sign = sign


class NoFixedAddress(AddressError):
    code = "address_no_fixed"


class CountryAfterForces(AddressError):
    code = "address_bfpo_country"
