"""The formats in which people read letters, and what kind of file each is made as.

Print goes to the printer; braille and sound have lists of their own in the post room.
"""

from __future__ import annotations

from app.people.contact_rules import LetterFormat

PDF = "pdf"
BRAILLE_FILE = "brf"
SOUND_FILE = "wav"

KINDS: dict[str, str] = {
    LetterFormat.STANDARD: PDF,
    LetterFormat.LARGE_18: PDF,
    LetterFormat.LARGE_24: PDF,
    LetterFormat.EASY_READ: PDF,
    LetterFormat.BRAILLE: BRAILLE_FILE,
    LetterFormat.AUDIO: SOUND_FILE,
}
PRINTED = tuple(str(name) for name, kind in KINDS.items() if kind == PDF)
NOT_PRINTED = tuple(str(name) for name, kind in KINDS.items() if kind != PDF)


def kind_of(letter_format: str) -> str:
    """Return "pdf", "brf" or "wav"; a format that is not known is made as the standard one."""
    return KINDS.get(letter_format, PDF)
