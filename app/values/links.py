"""Links in what people and staff type: a text of ours carries none unless its kind says so.

Somebody may put an address of the web where a name belongs, and a phone makes it one to press.
"""

from __future__ import annotations

import re

# Endings that phones make pressable; a full list would make links of half of all typing slips.
_ENDINGS = "app|biz|cc|co|com|cymru|dev|eu|gov|info|io|link|live|ly|me|mobi|net|online|org|shop|site|top|uk|wales|xyz"  # fmt: skip
_SCHEME = re.compile(r"\b[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LINK = re.compile(
    rf"(?:\bwww\.\S+)|(?:\b[\w-]+(?:\.[\w-]+)*\.(?:{_ENDINGS})\b(?:[/?#:]\S*)?)", re.IGNORECASE
)


def unlinked(text: str) -> str:
    """Return the text with every link broken: it can be read, and not pressed."""
    without = _SCHEME.sub("", text)
    return _LINK.sub(lambda found: found[0].replace(".", ". "), without)
