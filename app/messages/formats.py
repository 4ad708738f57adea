"""The formats in which people read letters, and how each is made: print, braille or sound.

Print goes to the printer; braille and sound have lists of their own in the post room. Braille needs
liblouis and sound needs espeak-ng on this machine. Where one is missing, or fails, the format is
refused in plain words, and whoever sends makes a letter that can be read some other way.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
import wave
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import letters
from app.errors import AlongsideError
from app.i18n import Words, _
from app.messages.recordings import one_recording
from app.people.contact_rules import LetterFormat

PDF = "pdf"
BRAILLE_FILE = "brf"
SOUND_FILE = "mp3"
# Recordings of before the 22nd of November 2026 were kept as they came from the voice.
OLD_SOUND_FILE = "wav"
MIME = {
    PDF: "application/pdf",
    BRAILLE_FILE: "text/plain",
    SOUND_FILE: "audio/mpeg",
    OLD_SOUND_FILE: "audio/wav",
}

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

STYLES: dict[str, letters.Style] = {
    LetterFormat.STANDARD: letters.STANDARD,
    LetterFormat.LARGE_18: letters.LARGE_18,
    LetterFormat.LARGE_24: letters.LARGE_24,
    LetterFormat.EASY_READ: letters.EASY_READ,
}

# Unified English Braille grade 2 and Welsh grade 2, as liblouis names them.
TABLES = {"en": "en-ueb-g2.ctb", "cy": "cy-cy-g2.ctb"}
VOICES = {"en": "en-gb", "cy": "cy"}
BRAILLE_TOOL = "lou_translate"
SPEECH_TOOL = "espeak-ng"
WORDS_A_MINUTE = "140"
LONGEST = 60  # seconds
# Six dots; what a table lacks comes out as an escape in cells of eight.
_LAST_CELL = "\u283f"
_PLAIN = str.maketrans({"\u2212": "-", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O"})

_NO_BRAILLE = _("There is no braille program on this machine. The letter was made in print.")
_NO_SPEECH = _("There is no speech program on this machine. The letter was made in print.")
_BRAILLE_FAILED = _("The letter could not be put into braille. It was made in print.")
_SPEECH_FAILED = _("The letter could not be recorded. It was made in print.")


class FormatRefused(AlongsideError):
    """A letter cannot be made in this format here; `words` say why, for staff."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.source)
        self.words = words


def kind_of(letter_format: str) -> str:
    """Return "pdf", "brf" or "mp3"; a format that is not known is made as the standard one."""
    return KINDS.get(letter_format, PDF)


def kind_of_file(letter_format: str, data: bytes) -> str:
    """Return how the name of a letter's file ends: as `kind_of`, or "wav" for an old recording."""
    return OLD_SOUND_FILE if data.startswith(b"RIFF") else kind_of(letter_format)


def available() -> tuple[str, ...]:
    """Return the formats that can be made on this machine."""
    tools = {BRAILLE_FILE: BRAILLE_TOOL, SOUND_FILE: SPEECH_TOOL}
    return tuple(
        str(name) for name, kind in KINDS.items() if kind == PDF or shutil.which(tools[kind])
    )


def in_braille(letter: letters.Letter) -> bytes:
    """Return the letter as a file for an embosser; raise FormatRefused."""
    if shutil.which(BRAILLE_TOOL) is None:
        raise FormatRefused(_NO_BRAILLE)
    try:
        return letters.braille_file(letter, _to_braille)
    except (letters.NoBraille, subprocess.SubprocessError, OSError) as error:
        raise FormatRefused(_BRAILLE_FAILED) from error


def _to_braille(texts: Sequence[str], language: str) -> list[str]:
    """Return Unicode braille, a line for a line; raise NoBraille.

    A line with a letter that the table lacks, such as the Polish in a name, is said without its
    accents.
    """
    if language not in TABLES:
        raise letters.NoBraille(f"There is no braille table for {language}.")
    lines = _translated(texts, language)
    lacking = [number for number, line in enumerate(lines) if max(line, default="") > _LAST_CELL]
    if lacking:
        again = _translated([_bare(texts[number]) for number in lacking], language)
        for number, line in zip(lacking, again, strict=True):
            lines[number] = line
    return lines


def _bare(text: str) -> str:
    """Return the text with plain letters and signs in place of those a table may lack."""
    apart = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return "".join(one for one in apart if not unicodedata.combining(one))


def _translated(texts: Sequence[str], language: str) -> list[str]:
    made = subprocess.run(
        [BRAILLE_TOOL, "--forward", f"unicode.dis,{TABLES[language]}"],
        input="".join(f"{text}\n" for text in texts),
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=LONGEST,
    )
    lines = made.stdout.split("\n")[:-1]
    # A table that is missing leaves no lines, and the tool says nothing by its exit.
    if len(lines) != len(texts):
        raise letters.NoBraille("The braille program gave back other lines than it got.")
    return lines


def in_sound(letter: letters.Letter) -> bytes:
    """Return the letter read aloud, each language by its own voice; raise FormatRefused."""
    if shutil.which(SPEECH_TOOL) is None:
        raise FormatRefused(_NO_SPEECH)
    try:
        spoken = [_spoken(said, language) for language, said in letters.speech(letter)]
        return one_recording(spoken)
    except (subprocess.SubprocessError, OSError, wave.Error, EOFError) as error:
        raise FormatRefused(_SPEECH_FAILED) from error


def _spoken(said: str, language: str) -> bytes:
    with TemporaryDirectory() as folder:
        sound = Path(folder) / "letter.wav"
        voice = VOICES.get(language, language)
        subprocess.run(
            [
                SPEECH_TOOL,
                "-v",
                voice,
                "-s",
                WORDS_A_MINUTE,
                "-b",
                "1",
                "-w",
                str(sound),
                "--stdin",
            ],
            input=said,
            capture_output=True,
            check=True,
            encoding="utf-8",
            timeout=LONGEST,
        )
        return sound.read_bytes()
