"""Cleaning: any text a browser can send becomes text that can be stored, searched and printed.

Control characters, lone surrogates, zero-width marks and the marks that turn writing right to left
are taken out, because a person cannot see them and they make two equal names differ. What is
visible stays: accents, other scripts, emoji, quotes and angle brackets.
"""

from __future__ import annotations

import re
import unicodedata

from app.i18n import _
from app.values.refusal import Refusal

# Letters by their category, but blank to the eye: Hangul fillers, the empty braille cell and the
# grapheme joiner. Left in, they would let an empty name through.
_BLANKS = dict.fromkeys(map(ord, "\u034f\u115f\u1160\u2800\u3164\uffa0"))
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_NOT_KEPT = frozenset({"Cc", "Cf", "Cs", "Co"})
# Putting a long run of combining marks in order takes time that grows with its square, so a run
# is cut where Unicode's Stream-Safe Text Format (annex 15) cuts it.
_MOST_MARKS = 30


def one_line(text: str) -> str:
    """Return the text on one line, with single spaces and nothing invisible."""
    return " ".join(_visible(_LINE_ENDS.sub(" ", text)).split())


def many_lines(text: str) -> str:
    """Return the text with its line breaks as \\n, at most one blank line in a row."""
    lines = [" ".join(_visible(line).split()) for line in _LINE_ENDS.split(text)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def within(text: str, limit: int) -> str:
    """Return the text, or raise Refusal "text-long" past this many characters."""
    if len(text) <= limit:
        return text
    words = _("Use {limit} characters or fewer. You have used {count}.")
    raise Refusal("text-long", words.filled(limit=limit, count=len(text)))


def plain_digits(text: str) -> str:
    """Return the text with the digits of every script written 0 to 9."""
    return "".join(_plain_digit(character) for character in text)


def unaccented(text: str) -> str:
    """Return the text without accents and other marks on its letters."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(character for character in apart if not unicodedata.combining(character))


def _plain_digit(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _visible(text: str) -> str:
    if text.isascii():
        if text.isprintable():
            return text
        return "".join(c if c.isprintable() else " " if c == "\t" else "" for c in text)
    kept = "".join(_kept(character) for character in text).translate(_BLANKS)
    return unicodedata.normalize("NFC", _without_mark_floods(kept))


def _kept(character: str) -> str:
    if character.isspace() and character not in "\x1c\x1d\x1e\x1f":
        return " "
    if unicodedata.category(character) in _NOT_KEPT or _is_no_character(ord(character)):
        return ""
    return character


def _is_no_character(code: int) -> bool:
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _without_mark_floods(text: str) -> str:
    run, kept = 0, []
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
