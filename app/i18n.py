"""Words in more than one language, decided when they are shown and not when they are written.

`_("...")` marks a text for translation and returns lazy `Words`. `str(words)` gives the text in the
language of the moment (`with speaking("cy"):`); `words.in_language("cy")` asks for one outright.
`in_context("do you", "Yes")` marks a text that is one in English and several in another language.
Catalogues are read straight from translations/*.po, so a stale compiled file cannot exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
ENGLISH = "en"
WELSH = "cy"
LANGUAGES = {ENGLISH: "English", WELSH: "Cymraeg"}

_current: ContextVar[str] = ContextVar("language", default=ENGLISH)


class Words:
    """A text that is translated when it is turned into a string.

    Holes are written `{name}` and filled by `filled(name=...)`; a hole's value may be Words too.
    `context` tells alike texts apart that are translated differently.
    """

    __slots__ = ("context", "holes", "source")

    def __init__(
        self, source: str, holes: Mapping[str, Any] | None = None, context: str = ""
    ) -> None:
        self.source = source
        self.holes = dict(holes or {})
        self.context = context

    def filled(self, **holes: Any) -> Words:
        """Return the same words with these holes filled."""
        return Words(self.source, {**self.holes, **holes}, self.context)

    def in_language(self, language: str) -> str:
        """Return the text in one language; English stands in where a translation is missing."""
        with speaking(language):
            return str(self)

    def __str__(self) -> str:
        text = translate(self.source, current_language(), self.context)
        return text.format_map(self.holes) if self.holes else text

    def __html__(self) -> str:
        return escape(str(self))

    def __repr__(self) -> str:
        return f"Words({self.source!r}, {self.holes!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and (self.source, self.holes, self.context) == (
            other.source,
            other.holes,
            other.context,
        )

    def __hash__(self) -> int:
        return hash(self.source)


def _(source: str) -> Words:
    """Mark a text for translation. The extractor looks for this name."""
    return Words(source)


def in_context(context: str, source: str) -> Words:
    """Mark a text for translation with what it depends on, such as the question that it answers."""
    return Words(source, context=context)


@lru_cache
def catalogue(language: str) -> dict[tuple[str, str], str]:
    """Return {(context, English text): translation} for one language, reading its .po file once.

    Plural and fuzzy entries are not used: texts are written so that they need no plural forms.
    """
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    if language == ENGLISH or not path.exists():
        return {}
    with path.open("rb") as source:
        entries = read_po(source, locale=language)
    return {
        (entry.context or "", str(entry.id)): str(entry.string)
        for entry in entries
        if entry.id and entry.string and not entry.fuzzy
    }


def translate(source: str, language: str, context: str = "") -> str:
    """Return one marked text in a language, or the English when it has no translation."""
    return catalogue(language).get((context, source), source)


def current_language() -> str:
    """Return the language code ("en", "cy") that texts are shown in now."""
    return _current.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Show texts in this language inside the block."""
    token = _current.set(language if language in LANGUAGES else ENGLISH)
    try:
        yield
    finally:
        _current.reset(token)
