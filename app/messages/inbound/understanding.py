"""From the words of a text to a command: pure, and careful to leave to an agent what is not clear.

A text is a command when every word of it is one of the command's, or one that changes nothing. So
"please STOP texting me" stops and "the bus does not stop there" does not. Slips of the finger are
forgiven only where a second text confirms, or where nothing is done that cannot be undone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.messages.inbound.vocabulary import (
    BESIDE_NUMBER,
    COURTESIES,
    DISOWNING,
    FILLERS,
    NOT_SLIPS,
    NUMBERS,
    ORDINALS,
    PHRASES,
    VOCABULARY,
    Command,
)
from app.references import ALPHABET
from app.values.cleaning import one_line, plain_digits, unaccented

# Longer texts are never one clear word with courtesies around it.
LONGEST = 160
MOST_DIGITS = 2
SHORTEST_SLIP = 5
TAIL = 4
_CODE = set(ALPHABET.lower())
_APOSTROPHES = re.compile("['’‘`´]")
_WORD = re.compile(r"[^\W_]+")
_REFERENCE = re.compile(r"\b([a-z]{2})[ -]?([a-z0-9]{4})[ -]?([a-z0-9]{4})\b")
_LAST_PARTS = re.compile(r"\b([a-z0-9]{4})[ -]([a-z0-9]{4})\b")
# Small keys and cold fingers leave the space out: "status9m2x", "option2", "2pls", "2xx".
_JOINED_ON = re.compile(
    rf"\b(status|statws|cancel|canslo)([{ALPHABET.lower()}]{{4}}|[{ALPHABET.lower()}]{{8}})\b"
    r"|\b(option|opsiwn|choice|number|rhif|slot|dewis)(\d{1,2})\b"
    r"|\b(\d{1,2})(x{1,3}|pls|plz|please|plis)\b"
)
_TAKES_REFERENCE = (Command.CANCEL, Command.STATUS)


@dataclass(frozen=True)
class Understood:
    """What a text asks for: the number of a choice, or the last part of the reference it names.

    `disowns`: it says that the number is somebody else's.
    """

    command: Command
    number: int = 0
    tail: str = ""
    disowns: bool = False


UNKNOWN = Understood(Command.UNKNOWN)


def understand(text: str, *, cancelling: bool = False) -> Understood:
    """Return what a text asks for; `cancelling` says that we asked whether to cancel.

    "Yes, cancel" answers that question where it is open, and asks for it where it is not.
    """
    if len(text) > LONGEST * 2:
        return UNKNOWN
    line = _APOSTROPHES.sub("", unaccented(plain_digits(one_line(text)))).casefold()
    if len(line) > LONGEST:
        return UNKNOWN
    line, tail = _without_reference(_JOINED_ON.sub(_apart, line))
    words = _joined(_WORD.findall(line))
    bare = [word for word in words if word not in COURTESIES]
    if len(bare) == 1 and not tail:
        for command, vocabulary in VOCABULARY.items():
            if bare[0] in vocabulary.alone:
                return Understood(command)
    return _one_command(words, tail, cancelling=cancelling)


def _apart(found: re.Match[str]) -> str:
    return " ".join(part for part in found.groups() if part)


def _one_command(words: list[str], tail: str, *, cancelling: bool) -> Understood:
    number = _number_in(words)
    if number:
        return UNKNOWN if tail else Understood(Command.CHOICE, number=number)
    meant = [command for command in VOCABULARY if _fits(command, words)]
    if Command.CANCEL in meant and Command.YES in meant:
        meant = [Command.YES if cancelling else Command.CANCEL]
    if len(meant) != 1 or (tail and meant[0] not in _TAKES_REFERENCE):
        return UNKNOWN
    return Understood(meant[0], tail=tail, disowns=not DISOWNING.isdisjoint(words))


def _without_reference(line: str) -> tuple[str, str]:
    """Return the line without the reference it names, and the last four characters of that."""
    for pattern in (_REFERENCE, _LAST_PARTS):
        for found in pattern.finditer(line):
            parts = found.groups()[-2:]
            if all(_is_code(part) for part in parts):
                return line[: found.start()] + " " + line[found.end() :], parts[-1].upper()
    for word in _WORD.findall(line):
        if len(word) in (TAIL, 2 * TAIL) and _is_code(word):
            return line.replace(word, " ", 1), word[-TAIL:].upper()
    return line, ""


def _is_code(word: str) -> bool:
    """Say whether a word can be part of a reference: it has none of the letters that make words."""
    return set(word) <= _CODE


def _joined(words: list[str]) -> list[str]:
    """Return the words, each known pair of them as one."""
    made: list[str] = []
    for word in words:
        pair = PHRASES.get((made[-1], word)) if made else None
        if pair:
            made[-1] = pair
        else:
            made.append(word)
    return made


def _number_in(words: list[str]) -> int:
    """Return the one number that the words choose, or 0."""
    ordinal = any(word in ORDINALS for word in words)
    found: set[int] = set()
    for word in words:
        if ordinal and word in ("one", "un"):
            continue
        if word.isdigit() and len(word) <= MOST_DIGITS:
            found.add(int(word))
        elif word in NUMBERS:
            found.add(NUMBERS[word])
        elif word not in BESIDE_NUMBER and word not in FILLERS and not _is_yes(word):
            return 0
    return found.pop() if len(found) == 1 else 0


def _is_yes(word: str) -> bool:
    return word in VOCABULARY[Command.YES].keys


def _fits(command: Command, words: list[str]) -> bool:
    """Say whether one of the words says a command, and no word says anything else."""
    vocabulary = VOCABULARY[command]
    said = [word for word in words if _is_key(command, word)]
    agreed = VOCABULARY[Command.YES].keys if command is Command.CANCEL else frozenset()
    cancels = VOCABULARY[Command.CANCEL] if command is Command.YES else None
    return bool(said) and all(
        word in said
        or word in vocabulary.fillers
        or word in vocabulary.beside
        or word in agreed
        or (cancels is not None and (word in cancels.beside or _is_key(Command.CANCEL, word)))
        for word in words
    )


def _is_key(command: Command, word: str) -> bool:
    vocabulary = VOCABULARY[command]
    if word in vocabulary.keys:
        return True
    if not vocabulary.slips or len(word) < SHORTEST_SLIP or word in NOT_SLIPS:
        return False
    return any(len(key) >= SHORTEST_SLIP and _one_slip(word, key) for key in vocabulary.keys)


def _one_slip(word: str, key: str) -> bool:
    """Say whether a word is a key with one letter wrong, missing, too many or changed places."""
    if abs(len(word) - len(key)) > 1 or word[0] != key[0]:
        return False
    start = next((n for n, (a, b) in enumerate(zip(word, key, strict=False)) if a != b), None)
    if start is None:
        return True
    if len(word) != len(key):
        short, long = sorted((word, key), key=len)
        return short[start:] == long[start + 1 :]
    if word[start + 1 :] == key[start + 1 :]:
        return True
    swapped = key[start + 1 : start + 2] + key[start] + key[start + 2 :]
    return word[start:] == swapped
