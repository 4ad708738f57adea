"""Questions answered with a number: how many, and how much how often."""

from __future__ import annotations

from typing import Any, ClassVar

from app.i18n import Words, _
from app.journeys.questions.boxes import Boxes
from app.journeys.questions.question import Question
from app.values.cleaning import one_line
from app.values.money import parse_pounds, show_pounds
from app.values.refusal import Refusal
from app.values.whole_numbers import NOUGHT, parse_whole_number


class WholeNumber(Question):
    """A whole number from `least` to `most`; `unit` stands after the box: "%"."""

    kind = "number"

    def __init__(
        self, label: Words, *, least: int = 0, most: int = 999, unit: str = "", **kwargs: Any
    ) -> None:
        kwargs.setdefault("empty", _("Enter a whole number"))
        super().__init__(label, **kwargs)
        self.least, self.most, self.unit = least, most, unit

    def parse(self, typed: dict[str, str]) -> Any:
        if not typed[""].strip():
            return None
        return parse_whole_number(typed[""], least=self.least, most=self.most)

    def said(self) -> str:
        return "" if self.data is None else f"{self.data}{self.unit}"


class Amount(Boxes):
    """Money that comes or goes every so often, kept as {"pence": 12050, "every": "week"}.

    Nothing is said as 0 or "none", and then how often may be left out.
    """

    kind = "amount"
    labels: ClassVar[dict[str, Words]] = {"pounds": _("Amount"), "every": _("How often")}
    # The values are those of app.means; the words stand in the box.
    periods: ClassVar[dict[str, Words]] = {
        "week": _("every week"),
        "four-weeks": _("every 4 weeks"),
        "month": _("every month"),
        "year": _("every year"),
    }

    def __init__(self, label: Words, **kwargs: Any) -> None:
        kwargs.setdefault("empty", _("Enter an amount. Enter 0 if there is none."))
        super().__init__(label, **kwargs)

    def parse_boxes(self, typed: dict[str, str]) -> Any:
        every = typed["every"].strip()
        if not typed["pounds"].strip():
            raise Refusal("amount-empty", self.empty, boxes=("pounds",))
        pence = _pence(typed["pounds"])
        if every and every not in self.periods:
            words = _("That choice is not on the list. Choose one that is.")
            raise Refusal("every-unknown", words, boxes=("every",))
        if pence and not every:
            raise Refusal("every-empty", _("Choose how often"), boxes=("every",))
        return {"pence": pence, "every": every or "month"}

    def show(self) -> dict[str, str]:
        if not self.data:
            return dict.fromkeys(self.boxes, "")
        pounds = show_pounds(self.data["pence"]).lstrip("£")
        return {"pounds": pounds, "every": self.data["every"]}

    def said(self) -> Words | str:
        if not self.data:
            return ""
        if not self.data["pence"]:
            return _("None")
        words = _("{amount} {every}")
        every = self.periods[self.data["every"]]
        return words.filled(amount=show_pounds(self.data["pence"]), every=every)


def _pence(text: str) -> int:
    if one_line(text).casefold() in NOUGHT:
        return 0
    try:
        return parse_pounds(text)
    except Refusal as refusal:
        raise refusal.about("pounds") from refusal
