"""Text made safe to draw: one composed form, and nothing that is not meant to be seen.

Control characters, NUL, direction marks and other invisible format characters come in with pasted
names. They have no drawing of their own and can turn a line round, so they go before anything is
measured. No visible character is ever dropped or replaced.
"""

import re
import unicodedata

_SPACES = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})


def clean(text: str) -> str:
    """Return the text composed (NFC), on one line, without invisible characters."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    one_line = _SPACES.sub(" ", text)
    seen = (c for c in one_line if unicodedata.category(c) not in _INVISIBLE)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", "".join(seen))).strip()
