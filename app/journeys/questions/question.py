"""The question all others are made from: a WTForms field that keeps what was typed.

A question's `data` is plain JSON, fit for storing, whatever the person typed; what they typed is
kept beside it for showing again. A refusal's words stand beside the field in the reader's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import Field, Form
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from app.i18n import Words, _
from app.values.refusal import Refusal


class Question(Field):
    """One question with one box.

    `kind` picks the widget, `boxes` names the boxes ("" is the only one), and `empty` is said when
    a required answer is missing. `hint` stands under the label; `brief` labels the answer where it
    is read back. `wrong_boxes` says which boxes an error is about; where several boxes are wrong,
    `box_errors` has the words of each. `today` is the day on which it is asked, as whoever asks
    says: a form does not read the clock.
    """

    kind = "text"
    boxes: tuple[str, ...] = ("",)
    today: date | None = None

    def __init__(
        self,
        label: Words | str = "",
        *,
        hint: Words | None = None,
        brief: Words | None = None,
        empty: Words | None = None,
        optional: bool = False,
        width: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label=label, **kwargs)
        self.words = label
        self.hint = hint
        self.brief = brief or label
        self.optional = optional
        self.empty = empty or _("Answer this question")
        self.width = width
        self.typed: dict[str, str] = {}
        self.wrong_boxes: tuple[str, ...] = ()
        self.box_errors: dict[str, Words] = {}

    def parse(self, typed: dict[str, str]) -> Any:
        """Return the value to store for what was typed, None for nothing; raise Refusal."""
        return typed[""].strip() or None

    def show(self) -> dict[str, str]:
        """Return what each box shows for the stored value."""
        return {"": "" if self.data is None else str(self.data)}

    def said(self) -> str | Words:
        """Return the answer as a person would read it on the check page or on paper."""
        return self.show()[""]

    def box_name(self, box: str) -> str:
        """Return the form name of one box: "born-day"."""
        return f"{self.name}-{box}" if box else self.name

    def in_box(self, box: str = "") -> str:
        """Return what a box should hold: what was typed, else the stored answer."""
        return self.typed.get(box, "") if self.typed else self.show().get(box, "")

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the stored value, or what was posted, without ever raising."""
        self.process_errors: list[Any] = []
        self.errors: Sequence[Any] = ()
        self.data = None if data is unset_value else data
        self.object_data = self.data
        if formdata is None:
            return
        self.typed = {box: _first(formdata.getlist(self.box_name(box))) for box in self.boxes}
        self.raw_data = list(self.typed.values())
        self.data = None
        try:
            self.data = self.parse(self.typed)
        except Refusal as refusal:
            self.wrong_boxes = tuple(self.box_errors) or refusal.boxes
            self.process_errors += list(self.box_errors.values()) or [refusal.words]

    def pre_validate(self, form: Form) -> None:
        """Stop after a refusal, and ask for a required answer that is missing."""
        if self.process_errors:
            raise StopValidation
        if self.data in (None, [], "") and not self.optional:
            self.errors = [*self.errors, self.empty]
            raise StopValidation


def _first(values: Sequence[str]) -> str:
    return values[0] if values else ""


class StepForm(Form):
    """The questions of one step. Values go in and come out as plain JSON."""

    def values(self) -> dict[str, Any]:
        """Return {question slug: value to store}."""
        return {field.short_name: field.data for field in self}

    def refuse(self, question: str, words: Words) -> None:
        """Put an error beside a question after the form's own checks."""
        self[question].errors = [*self[question].errors, words]
