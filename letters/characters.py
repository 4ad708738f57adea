"""Text made safe to draw: one composed form, and nothing that is not meant to be seen.

Control characters, NUL, direction marks and other invisible format characters come in with pasted
names. They have no drawing of their own and can turn a line round, so they go before anything is
measured. No visible character is ever dropped or replaced.
"""

import re
import unicodedata

_SPACES = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
# Zero-width non-joiner and joiner: part of the spelling in Urdu, Persian and Indian scripts.
_JOINERS = "\u200c\u200d"
_FIRST_INDIC, _LAST_INDIC = "\u0900", "\u0dff"


def clean(text: str) -> str:
    """Return the text composed (NFC), on one line, without invisible characters."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    one_line = _SPACES.sub(" ", text)
    before = ("", *one_line)
    seen = (
        c
        for left, c in zip(before, one_line, strict=False)
        if unicodedata.category(c) not in _INVISIBLE or (c in _JOINERS and _joins(left))
    )
    return _SPACES.sub(" ", unicodedata.normalize("NFC", "".join(seen))).strip()


def _joins(letter: str) -> bool:
    """Whether a joiner or non-joiner after this letter changes how a word is written."""
    return letter != "" and (
        unicodedata.bidirectional(letter) == "AL" or _FIRST_INDIC <= letter <= _LAST_INDIC
    )
