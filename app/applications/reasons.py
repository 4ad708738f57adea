"""Why staff decide as they do: reasons chosen from a list, with their own words where one needs them.

A service lists its reasons. The form of its action asks for one of them under `reason` and for words
under `words`; `says_why` checks the two together for the form, and `find_reason` for the verb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from app.applications.actions import Deciding
from app.errors import AlongsideError
from app.i18n import Words, _
from app.journeys.questions import Choice, LongText, StepForm

LONGEST_WORDS = 200


class NotListed(AlongsideError):
    """What was chosen is not listed, or lacks what it needs: words, or a time."""


@dataclass(frozen=True)
class ListedReason:
    """One reason: its slug, and staff's words for it. One that is `worded` needs their own words."""

    slug: str
    words: Words
    worded: bool = False


Listed = TypeVar("Listed", bound=ListedReason)


def choices_of(reasons: Iterable[ListedReason]) -> tuple[Choice, ...]:
    """Return the reasons as a form offers them."""
    return tuple(Choice(reason.slug, reason.words) for reason in reasons)


def own_words(hint: Words) -> Any:
    """Return the question for staff's own words; `hint` says who will read them."""
    return LongText(
        _("In your own words (optional)"), hint=hint, optional=True, limit=LONGEST_WORDS
    )


def says_why(reasons: Iterable[ListedReason]) -> Callable[[StepForm, Deciding], bool]:
    """Return the check of a form: a reason that needs words has them, or an error stands there."""
    worded = {reason.slug for reason in reasons if reason.worded}

    def check(form: StepForm, _deciding: Deciding) -> bool:
        if form["reason"].data in worded and not form["words"].data:
            form.refuse("words", _("Say what the reason is."))
            return False
        return True

    return check


def find_reason(reasons: Iterable[Listed], slug: str, *, words: str) -> Listed:
    """Return the reason of a slug; raise NotListed for none, or for one that lacks its words."""
    for reason in reasons:
        if reason.slug == slug and (words.strip() or not reason.worded):
            return reason
    raise NotListed(f"{slug!r} is not a listed reason, or lacks words")
