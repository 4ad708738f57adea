"""Links in what people and staff type: a text of ours carries none unless its kind says so.

Somebody may put an address of the web where a name belongs, and a phone makes it one to press.
Nothing here backtracks, so that a long text takes no longer than its length asks for.
"""

from __future__ import annotations

import re

# Endings that phones make pressable; a full list would make links of half of all typing slips.
# Whatever the ending, what has a path behind it is an address, and so are four numbers.
_PRESSABLE = (
    "app be biz cc click co com cymru de dev edu eu fr gd gl gov ie info io link live ly me mobi "
    "net online org ru shop site tk top tv uk us vip wales ws xyz"
)
_ENDINGS = frozenset(_PRESSABLE.split())
_SCHEME = re.compile(r"(?<![a-z0-9+.-])[a-z0-9+.-]++://", re.IGNORECASE)
_HOST = re.compile(
    r"(?<![\w.-])\.*+(?P<host>[\w-]++(?:\.++[\w-]++)++)(?P<path>(?::\d++)?+[/?#:]\S*+)?+"
)
_NUMBERS = 4
_SHORTEST_ENDING = 2


def unlinked(text: str) -> str:
    """Return the text with every link broken: it can be read, and not pressed."""
    return _HOST.sub(_broken, _SCHEME.sub("", text))


def _broken(found: re.Match[str]) -> str:
    if not _is_address(found["host"].lower().split("."), found["path"] or ""):
        return found[0]
    return found[0].replace(".", ". ")


def _is_address(labels: list[str], path: str) -> bool:
    """Say whether these are the parts of an address, with what follows them."""
    ending = labels[-1].strip("-_")
    if labels[0] == "www" or any(label.strip("-_") in _ENDINGS for label in labels[1:]):
        return True
    if "/" in path and ending.isalpha() and len(ending) >= _SHORTEST_ENDING:
        return True
    return len(labels) == _NUMBERS and all(label.isdigit() for label in labels)
