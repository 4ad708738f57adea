"""The words of yes and no. English has one pair; a Welsh answer takes the verb of its question."""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import Words, _, in_context


@dataclass(frozen=True)
class YesOrNo:
    """What stands beside the two boxes, and in the summary."""

    yes: Words
    no: Words

    def said(self, answer: bool) -> Words:
        """Return the word of an answer."""
        return self.yes if answer else self.no


PLAIN = YesOrNo(_("Yes"), _("No"))
DO_YOU = YesOrNo(in_context("do you, are you", "Yes"), in_context("do you, are you", "No"))
IS_IT = YesOrNo(in_context("is it, does it", "Yes"), in_context("is it, does it", "No"))
IS_THERE = YesOrNo(
    in_context("is there, do you have", "Yes"), in_context("is there, do you have", "No")
)
IS_THIS_THE_ONE = YesOrNo(in_context("is this the one", "Yes"), in_context("is this the one", "No"))
COULD_YOU = YesOrNo(in_context("could you", "Yes"), in_context("could you", "No"))
MAY_WE = YesOrNo(in_context("may we", "Yes"), in_context("may we", "No"))
DO_THEY = YesOrNo(in_context("do they, are they", "Yes"), in_context("do they, are they", "No"))
SHOULD_THEY = YesOrNo(in_context("should they", "Yes"), in_context("should they", "No"))
WILL_IT = YesOrNo(in_context("will it, will they", "Yes"), in_context("will it, will they", "No"))
