"""Questions answered by choosing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.i18n import Words, _
from app.journeys.questions.question import Question, StepForm
from app.journeys.questions.yes_or_no import DO_YOU, PLAIN, WILL_IT, YesOrNo
from app.values.refusal import Refusal

# A page of times is as old as the moment it was shown: what is gone was there to choose.
TIME_GONE = _("That time has just been taken. Choose another time.")


@dataclass(frozen=True)
class Choice:
    """One thing to choose. `under` is the heading that the choice stands under in a long list."""

    value: str
    words: Words | str
    hint: Words | None = None
    under: str = ""


class OneOf(Question):
    """One of a few choices. A long list is searched or grouped (`kind="list"` or "times")."""

    kind = "radios"

    def __init__(
        self, label: Words, *, choices: Sequence[Choice] = (), kind: str = "radios", **kwargs: Any
    ) -> None:
        kwargs.setdefault("empty", _("Choose one answer"))
        super().__init__(label, **kwargs)
        self.kind = kind
        self.choices: Sequence[Choice] = choices

    def parse(self, typed: dict[str, str]) -> Any:
        return typed[""] or None

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data and self.data not in {choice.value for choice in self.choices}:
            self.data = None
            self.refuse()

    def refuse(self) -> None:
        """Put the error of an answer that is not on the list, or no longer."""
        unlisted = _("That choice is not on the list. Choose one that is.")
        self.errors = [*self.errors, TIME_GONE if self.kind == "times" else unlisted]

    def said(self) -> str | Words:
        return next((c.words for c in self.choices if c.value == self.data), self.data or "")


class SomeOf(OneOf):
    """Any number of choices. `alone` is a choice, such as "none", that excludes the others."""

    def __init__(self, label: Words, *, alone: str | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("empty", _("Choose at least one answer"))
        super().__init__(label, kind="checkboxes", **kwargs)
        self.alone = alone
        self.chosen: list[str] = []

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take every ticked box."""
        self.chosen = [] if formdata is None else list(formdata.getlist(self.name))[:100]
        super().process(formdata, data, extra_filters)

    def parse(self, typed: dict[str, str]) -> Any:
        if self.alone in self.chosen and len(self.chosen) > 1:
            raise Refusal("choice-alone", _("You chose “none” and something else. Choose only one of the two."))  # fmt: skip
        return list(dict.fromkeys(self.chosen))

    def pre_validate(self, form: Any) -> None:
        Question.pre_validate(self, form)
        if set(self.data or ()) - {choice.value for choice in self.choices}:
            self.data = []
            self.refuse()

    def is_chosen(self, value: str) -> bool:
        """Say whether a box is to be shown ticked."""
        return value in (self.chosen if self.typed else self.data or ())

    def said(self) -> str:
        return "\n".join(str(c.words) for c in self.choices if c.value in (self.data or ()))


class YesNo(OneOf):
    """Yes or no, kept as true or false. `answers` are the words, which follow the question's verb."""

    def __init__(self, label: Words, *, answers: YesOrNo = PLAIN, **kwargs: Any) -> None:
        kwargs.setdefault("empty", _("Choose yes or no"))
        both = (Choice("yes", answers.yes), Choice("no", answers.no))
        super().__init__(label, choices=both, **kwargs)
        self.answers = answers

    def parse(self, typed: dict[str, str]) -> Any:
        if typed[""] not in ("yes", "no", ""):
            raise Refusal("choice-unknown", self.empty)
        return {"yes": True, "no": False}.get(typed[""])

    def pre_validate(self, form: Any) -> None:
        Question.pre_validate(self, form)

    def show(self) -> dict[str, str]:
        said = {True: "yes", False: "no", None: ""}
        return {"": said[self.data]}

    def said(self) -> Words | str:
        return "" if self.data is None else self.answers.said(self.data)


class AddAnotherForm(StepForm):
    """The page that asks whether a group has one more member."""

    another = YesNo(_("Do you want to add another?"), answers=DO_YOU)


class AnybodyElseForm(AddAnotherForm):
    """The same page where it asks whether somebody else will come."""

    another = YesNo(_("Do you want to add another?"), answers=WILL_IT)
