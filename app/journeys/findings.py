"""What a check of an answer found: an error is refused, a warning is odd but allowed."""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import Words


@dataclass(frozen=True)
class Finding:
    """One remark about one question. A warning may be accepted by its code; an error may not."""

    question: str
    words: Words
    code: str
    warning: bool = False


def error(question: str, words: Words, code: str) -> Finding:
    """Return a finding that must be put right before the answer is saved."""
    return Finding(question, words, code)


def warning(question: str, words: Words, code: str) -> Finding:
    """Return a finding that the person may confirm and carry on."""
    return Finding(question, words, code, warning=True)
