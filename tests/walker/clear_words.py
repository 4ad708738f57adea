"""Clear words: what a refusal must look like, whatever refused and whoever wrote it.

A sentence for people: marked for translation, in each language its own, without the insides of the
program showing, and saying what to do or what is allowed.
"""

from __future__ import annotations

import re

from app.i18n import LANGUAGES, WELSH, Words, catalogue

MOST = 200  # characters; a person with a problem reads no more
# What to do, at the start of one of the sentences; or else what is allowed, with the words for it.
WHAT_TO_DO = re.compile(
    r"(?:^|[.?!] )(?:Add|Answer|Change|Check|Choose|Enter|Give|Put|Say|Start|Take|Use|Write)\b"
)
WHAT_IS_ALLOWED = re.compile(
    r"\b(?:must|cannot|can (?:only )?have only|has only|never has more|like [A-Z0-9])"
)
# What a program says of itself, and what blames without helping.
INSIDES = re.compile(
    r"\b(?:None(?! of)|null|NaN|True|False|undefined|[a-z]+_[a-z_]+|Words|Error)\b|[{}]|  |<lazy"
)
BLAMES = re.compile(r"\b(?:is not valid|invalid|illegal|wrong format|not allowed|failed)\b", re.I)


def expect_words(words: object, where: str, *slugs: str) -> None:
    """Fail unless words are clear in every language. `slugs` are names that must not show."""
    assert isinstance(words, Words), f"{where}: {words!r} is not marked for translation"
    said = {language: words.in_language(language) for language in LANGUAGES}
    for text in said.values():
        expect_sentence(text, where)
        shown = [slug for slug in slugs if "-" in slug and slug in text]
        assert not shown, f"{where}: {text!r} shows {shown}"
    english = said.pop("en")
    assert is_helpful(english), f"{where}: {english!r} does not say what to do"
    if (words.context, words.source) in catalogue(
        WELSH
    ):  # A rule of its own asks that every marked text be there.
        assert english not in said.values(), f"{where} has no Welsh: {english}"


def expect_sentence(text: str, where: str) -> None:
    """Fail unless a text could stand on a page as it is."""
    assert 5 < len(text) <= MOST, f"{where}: {text!r} is {len(text)} long"
    assert text[0].isupper() or not text[0].isalpha(), f"{where}: {text!r} begins small"
    assert text == text.strip(), f"{where}: {text!r} has spaces around"
    assert not INSIDES.search(text), f"{where}: {text!r} shows the program\u2019s insides"
    assert not BLAMES.search(text), f"{where}: {text!r} blames and does not help"


def is_helpful(english: str) -> bool:
    """Say whether a refusal tells what to do, or at least what is allowed."""
    return bool(WHAT_TO_DO.search(english) or WHAT_IS_ALLOWED.search(english))
