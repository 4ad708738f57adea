"""Links in what people and staff type: a text of ours carries none unless its kind says so.

Somebody may put an address of the web where a name belongs, and a phone makes it one to press.
Nothing here backtracks, so that a long text takes no longer than its length asks for.
"""

from __future__ import annotations

import re
import unicodedata

# Endings that phones make pressable: general ones, those that much abuse is made with, and countries
# that people here have to do with. A full list would make links of half of all typing slips.
# Whatever the ending, what has a path behind it is an address, and so are four numbers.
_PRESSABLE = (
    "ac ae ai app art asia au bar be bio biz blog br bz ca cc cf ch click cloud club cn co com cx "
    "cy cymru cz de dev digital dk edu email eu fi fr fun ga gd gg gl gov gq gr gy help hk host "
    "icu ie im info ink io ir jp kr lat life link live lol lt lv ly me media mobi money mov ms mx "
    "name net nl nu nz one online org pk pl pro pt pw ro rs ru run sa sbs se sh shop si site sk "
    "space store stream su support surf tech tel tk tokyo top tr tv tw ua uk us uz vc vg vip vn "
    "wales web website wiki win ws wtf xin xxx xyz za zip zone рф"
)
# Those that are surnames or words as well: "J.Li" and "e.g.at noon" are no addresses.
_WORDS = (
    "am as at by do es hu id in is it la li lu ma mo my news ng no page pay ph rocks so st to work "
    "world"
)
_ENDINGS, _WORD_ENDINGS = frozenset(_PRESSABLE.split()), frozenset(_WORDS.split())
# Full stops of other scripts and widths, which phones and browsers take for a dot (IDNA 2003, 3.1).
_DOTS = ".\u3002\uff0e\uff61\ufe52\u2024"
_DOT = re.compile(f"[{_DOTS}]")
_SCHEME = re.compile(r"(?<![a-z0-9+.-])[a-z0-9+.-]++://", re.IGNORECASE)
_HOST = re.compile(
    rf"(?<![\w{_DOTS}-])[{_DOTS}]*+(?P<host>[\w-]++(?:[{_DOTS}]++[\w-]++)++)"
    r"(?P<path>(?::\d++)?+[/?#:]\S*+)?+"
)
_NUMBERS = 4
_SHORTEST_ENDING = 2


def unlinked(text: str) -> str:
    """Return the text with every link broken: it can be read, and not pressed."""
    return _HOST.sub(_broken, _SCHEME.sub("", text))


def _broken(found: re.Match[str]) -> str:
    if not _is_address(_labels(found["host"]), found["path"] or ""):
        return found[0]
    return _DOT.sub(". ", found[0])


def _labels(host: str) -> list[str]:
    """Return the parts between the dots, full-width letters as plain ones."""
    return unicodedata.normalize("NFKC", _DOT.sub(".", host)).lower().split(".")


def _is_address(labels: list[str], path: str) -> bool:
    """Say whether these are the parts of an address, with what follows them."""
    ending = labels[-1].strip("-_")
    if labels[0] == "www" or any(label.strip("-_") in _ENDINGS for label in labels[1:]):
        return True
    if ending in _WORD_ENDINGS and any(len(label) > 1 for label in labels[:-1]):
        return True
    if "/" in path and ending.isalpha() and len(ending) >= _SHORTEST_ENDING:
        return True
    return len(labels) == _NUMBERS and all(label.isdigit() for label in labels)
