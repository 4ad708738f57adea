"""A kind of letter that only tests know: a form of four pages, two of which have a place to sign."""

from __future__ import annotations

from dataclasses import replace

from app.i18n import Words
from app.messages.visit_wording import REQUESTED
from app.messages.wording import Say, Sign

KIND = "test-form"
# These are on no screen of ours, so nobody translates them.
_TALK = Say(Words("There is a great deal to say about this. " * 15))
_MINE = Sign(Words("I agree to what this letter says."))
SIGNED_FORM = replace(
    REQUESTED,
    kind=KIND,
    name=Words("Form to sign"),
    version=1,
    parts=(_MINE, *[_TALK] * 8, _MINE, *[_TALK] * 6),
    easy=None,
)
# What the four pages hold: the head and a place to sign, talk, a place to sign, talk.
PAGES, TO_SIGN = 4, [1, 3]
