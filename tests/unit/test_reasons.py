"""A listed reason: found by its slug, and refused without the words that it needs."""

from __future__ import annotations

import pytest

from app.applications.reasons import ListedReason, NotListed, choices_of, find_reason
from app.i18n import _

LIST = (
    ListedReason("full", _("Full")),
    ListedReason("other", _("Another reason"), worded=True),
)


def test_a_listed_reason_is_found_and_offered() -> None:
    assert find_reason(LIST, "full", words="") is LIST[0]
    assert find_reason(LIST, "other", words="The roof leaks.") is LIST[1]
    assert [choice.value for choice in choices_of(LIST)] == ["full", "other"]


@pytest.mark.parametrize(("slug", "words"), [("whim", "Because."), ("other", " "), ("", "")])
def test_what_is_not_listed_or_lacks_its_words_is_refused(slug: str, words: str) -> None:
    with pytest.raises(NotListed):
        find_reason(LIST, slug, words=words)
