"""Which way words run: the order in which a line's letters stand on paper.

A line of Arabic with a reference in it runs right to left, and the reference inside it left to
right. This follows the Unicode Bidirectional Algorithm (UAX 9) without explicit marks, which
`characters.clean` takes out. Lines are broken first and put in order after. A reference, postcode,
web address or telephone number stays whole and runs left to right wherever it stands.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

# Languages written from right to left, by the first part of their BCP 47 tag.
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
# Latin letters and digits joined by signs, such as PV-4K7Q, 2:15pm, -£1,200.50 or 0808 157 0100
# with spaces that do not break. Digits alone are left to the algorithm.
_WHOLE = re.compile(
    r"(?:(?<![^\s(])[-\u2212])?[+#£]?[0-9A-Za-z]"
    r"(?:[-0-9A-Za-z.,/:@_&'%£\u00a0]*[0-9A-Za-z%])?"
)
_PLAIN_NUMBER = re.compile(r"[0-9]+(?:[.,/:][0-9]+)*")


def right_to_left(language: str) -> bool:
    """Whether a language, given as a BCP 47 tag, is written from right to left."""
    return language.split("-")[0].lower() in _RIGHT_TO_LEFT


def levels(text: str, *, rtl: bool) -> list[int]:
    """Return the embedding level of each character: even runs left to right, odd right to left."""
    base = int(rtl)
    kinds = _weak(_kinds(text), base)
    _pair_brackets(text, kinds, base)
    _settle_neutrals(kinds, base)
    return [_level(kind, base) for kind in _trailing(text, kinds, base)]


def visual_runs(found: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each run of one level, from the left of the paper to the right."""
    edges = [0, *(i for i in range(1, len(found)) if found[i] != found[i - 1]), len(found)]
    runs = [(start, end) for start, end in zip(edges, edges[1:], strict=False) if start < end]
    for level in range(max(found, default=0), 0, -1):
        runs = _reversed_at(runs, found, level)
    yield from runs


def _reversed_at(
    runs: list[tuple[int, int]], found: Sequence[int], level: int
) -> list[tuple[int, int]]:
    """Turn round each stretch of runs at this level or above (rule L2)."""
    made: list[tuple[int, int]] = []
    stretch: list[tuple[int, int]] = []
    for run in runs:
        if found[run[0]] >= level:
            stretch.insert(0, run)
        else:
            made += [*stretch, run]
            stretch = []
    return made + stretch


def _kinds(text: str) -> list[str]:
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    for match in _WHOLE.finditer(text):
        if not _PLAIN_NUMBER.fullmatch(match[0]):
            kinds[match.start() : match.end()] = ["L"] * len(match[0])
    return kinds


def _weak(kinds: list[str], base: int) -> list[str]:
    """Settle marks and numbers (rules W1 to W7)."""
    start = "R" if base else "L"
    before = strong = start
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kind = before
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[index] = before = kind
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for index in range(1, len(kinds) - 1):
        around = (kinds[index - 1], kinds[index + 1])
        if kinds[index] in ("ES", "CS") and around == ("EN", "EN"):
            kinds[index] = "EN"
        elif kinds[index] == "CS" and around == ("AN", "AN"):
            kinds[index] = "AN"
    _terminators(kinds)
    strong = start
    for index, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"
        elif kind in ("ES", "CS", "ET"):
            kinds[index] = "ON"
    return kinds


def _terminators(kinds: list[str]) -> None:
    """Let signs such as the pound beside a European number go with it (rule W5)."""
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        before = ""
        for index in order:
            if kinds[index] == "ET" and before == "EN":
                kinds[index] = "EN"
            before = kinds[index]


def _pair_brackets(text: str, kinds: list[str], base: int) -> None:
    """Make both brackets of a pair run the same way (rule N0)."""
    own = "R" if base else "L"
    for opened, closed in sorted(_pairs(text, kinds)):
        inside = {_strength(kind) for kind in kinds[opened + 1 : closed]} - {""}
        if own in inside:
            kinds[opened] = kinds[closed] = own
        elif inside:
            before = next((s for kind in reversed(kinds[:opened]) if (s := _strength(kind))), own)
            kinds[opened] = kinds[closed] = before if before in inside else own


def _pairs(text: str, kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    for index, character in enumerate(text):
        if kinds[index] != "ON":
            continue
        if character in _BRACKETS.values():
            opened.append((character, index))
        elif character in _BRACKETS:
            for place in range(len(opened) - 1, -1, -1):
                if opened[place][0] == _BRACKETS[character]:
                    yield opened[place][1], index
                    del opened[place:]
                    break


def _strength(kind: str) -> str:
    """Return the direction that a neutral sees in what stands beside it."""
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""


def _settle_neutrals(kinds: list[str], base: int) -> None:
    """Let neutrals run with what is on both sides of them, or with the line (rules N1 and N2)."""
    own = "R" if base else "L"
    index = 0
    while index < len(kinds):
        if kinds[index] not in _NEUTRAL:
            index += 1
            continue
        end = index
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        before = _strength(kinds[index - 1]) if index else own
        after = _strength(kinds[end]) if end < len(kinds) else own
        kinds[index:end] = [before if before == after else own] * (end - index)
        index = end


def _trailing(text: str, kinds: list[str], base: int) -> list[str]:
    """Leave the spaces that end a line with the line (rule L1)."""
    kept = len(text.rstrip(" "))
    return kinds[:kept] + ["R" if base else "L"] * (len(kinds) - kept)


def _level(kind: str, base: int) -> int:
    """Return the level of a settled kind (rules I1 and I2)."""
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)
