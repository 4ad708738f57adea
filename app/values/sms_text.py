"""SMS text: what a text message is made of, and how many parts it is paid for as.

Figures are those of GSM 03.38 and of the GOV.UK Notify price rules (read in 2026): 160 letters in
the GSM alphabet, or 153 in each part of a longer text; 70 or 67 when any letter is outside it.
Parts are counted by really cutting the text, because what may not be cut leaves room unused.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from app.values.cleaning import many_lines


class Encoding(StrEnum):
    """How the letters of a text travel."""

    GSM_7 = "GSM-7"
    UCS_2 = "UCS-2"


@dataclass(frozen=True)
class Parts:
    """The cost of a text: its encoding, its size in septets or 16-bit units, and its parts."""

    encoding: Encoding
    units: int
    parts: int


_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE = frozenset("\f^{}\\[~]|€")
# Units that fit in a text on its own, and in each part of a longer one.
_ROOM = {Encoding.GSM_7: (160, 153), Encoding.UCS_2: (70, 67)}
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛‹›❛❜❟′`´ʼ", "'"),
        **dict.fromkeys("“”„‟❝❞❠″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        "•": "-",
        "\u2044": "/",
        "\t": " ",
        "\u00a0": " ",
    }
)
_JOINER = "\u200d"


def plain(text: str) -> str:
    """Return the text with smart quotes, dashes, dots and odd spaces made plain.

    Letters are never changed: Welsh ones cost more, but a name is spelt as its owner spells it.
    """
    return many_lines(text.translate(_PLAIN))


def parts(text: str) -> Parts:
    """Return the encoding, size and number of parts of a text exactly as given."""
    encoding = encoding_of(text)
    pieces = cut(text)
    return Parts(encoding, sum(_size(piece, encoding) for piece in pieces), len(pieces))


def encoding_of(text: str) -> Encoding:
    """Return GSM-7 when every letter is in its alphabet, else UCS-2."""
    return Encoding.GSM_7 if set(text) <= _BASIC | _DOUBLE else Encoding.UCS_2


def cut(text: str) -> tuple[str, ...]:
    """Return the parts a text is sent in; an empty text is one empty part.

    No part ends inside an escape pair, a surrogate pair or a letter with its marks.
    """
    encoding = encoding_of(text)
    alone, each = _ROOM[encoding]
    if _size(text, encoding) <= alone:
        return (text,)
    if encoding is Encoding.GSM_7:
        return _cut_anywhere(text, each)
    made, room = [""], each
    for piece in _pieces(text, encoding=encoding, most=each):
        size = _size(piece, encoding)
        if size > room:
            made.append("")
            room = each
        made[-1] += piece
        room -= size
    return tuple(made)


def _cut_anywhere(text: str, most: int) -> tuple[str, ...]:
    """Cut a text of the GSM alphabet: none of its letters holds on to the one before."""
    made: list[str] = []
    while text:
        end = most
        while _size(text[:end], Encoding.GSM_7) > most:
            end -= 1
        made.append(text[:end])
        text = text[end:]
    return tuple(made)


def _size(text: str, encoding: Encoding) -> int:
    if encoding is Encoding.GSM_7:
        return len(text) + sum(map(text.count, _DOUBLE))
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


def _pieces(text: str, *, encoding: Encoding, most: int) -> list[str]:
    """Return what may not be cut: letters with their marks, flags, joined emoji."""
    found: list[str] = []
    for character in text:
        held = bool(found) and _holds_on(found[-1], character)
        if held and _size(found[-1] + character, encoding) <= most:
            found[-1] += character
        else:
            found.append(character)
    return found


def _holds_on(piece: str, character: str) -> bool:
    """Return whether a character belongs to the piece before it (Unicode annex 29, in short)."""
    if unicodedata.category(character) in {"Mn", "Me", "Mc"} or character == _JOINER:
        return True
    if _is_skin_tone(character) or piece.endswith(_JOINER):
        return True
    return _is_flag_letter(character) and len(piece) == 1 and _is_flag_letter(piece)


def _is_skin_tone(character: str) -> bool:
    return 0x1F3FB <= ord(character) <= 0x1F3FF


def _is_flag_letter(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF
