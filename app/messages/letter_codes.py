"""What the code on a letter says: the reference, which letter of that reference, and which page.

"PV-4K7Q-9M2X/7RTK/2" is page 2 of one letter. The four characters come from the letter's own id, so
that the same letter always carries the same code. A letter printed before there were such codes
says its reference only, and so may somebody who types.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.errors import AlongsideError
from app.references import ALPHABET, parse_reference

LONGEST_INPUT = 60
_REFERENCE, _LETTER, _PAGE = 10, 4, 2
# A scanner that is set up to do so puts "]d1" before a Data Matrix and "]Q1" before a QR code.
_PREFIX_MARK, _PREFIX = "]", 3


class CodeUnreadable(AlongsideError):
    """This is no code of a letter: a character is missing, wrong, or one too many."""


@dataclass(frozen=True)
class LetterCode:
    """A code taken apart. `letter` is "" and `page` None where the code does not say."""

    reference: str
    letter: str = ""
    page: int | None = None


def letter_code(message_id: UUID) -> str:
    """Return the four characters that tell one letter from the others of its reference."""
    rest, code = message_id.int, ""
    for _place in range(_LETTER):
        rest, digit = divmod(rest, len(ALPHABET))
        code += ALPHABET[digit]
    return code


def read_code(text: str) -> LetterCode:
    """Take apart what a scanner typed, or a person; raise CodeUnreadable.

    Capitals, spaces and signs do not matter, and neither does what a scanner puts before it.
    """
    given = text.strip()[:LONGEST_INPUT]
    if given.startswith(_PREFIX_MARK):
        given = given[_PREFIX:]
    letters = "".join(c for c in given.upper() if c.isalnum())
    reference = parse_reference(letters[:_REFERENCE])
    rest = letters[_REFERENCE:]
    letter, page = (rest[:_LETTER], rest[_LETTER:]) if len(rest) >= _LETTER else ("", rest)
    if reference is None or any(c not in ALPHABET for c in letter):
        raise CodeUnreadable("no code of a letter")
    return LetterCode(reference, letter, _page(page))


def _page(digits: str) -> int | None:
    if not digits:
        return None
    if len(digits) > _PAGE or not (digits.isascii() and digits.isdigit()) or int(digits) == 0:
        raise CodeUnreadable("no page number")
    return int(digits)
