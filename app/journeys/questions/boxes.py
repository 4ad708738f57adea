"""Questions with several boxes: a date, a full name, an address."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import Any, ClassVar

from app.i18n import Words, _, current_language
from app.journeys.questions.question import Question
from app.values.addresses import Address, address_refusals, parse_address
from app.values.date_words import show_day
from app.values.dates import born, parse_date
from app.values.names import parse_full_name
from app.values.refusal import Refusal


class Boxes(Question):
    """A question with named boxes, each with its own label."""

    labels: ClassVar[dict[str, Words]] = {}

    @property
    def boxes(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(self.labels)

    def parse(self, typed: dict[str, str]) -> Any:
        return self.parse_boxes(typed) if any(text.strip() for text in typed.values()) else None

    @abstractmethod
    def parse_boxes(self, typed: dict[str, str]) -> Any:
        """Return the value for boxes of which at least one was filled; raise Refusal."""

    def show(self) -> dict[str, str]:
        return {box: str((self.data or {}).get(box) or "") for box in self.boxes}


class Date(Boxes):
    """A date, kept as 2026-12-05. The whole date may be typed in the first box."""

    kind = "date"
    labels: ClassVar[dict[str, Words]] = {"day": _("Day"), "month": _("Month"), "year": _("Year")}

    def parse_boxes(self, typed: dict[str, str]) -> Any:
        return parse_date(typed["day"], typed["month"], typed["year"]).isoformat()

    def show(self) -> dict[str, str]:
        if not self.data:
            return dict.fromkeys(self.boxes, "")
        value = date.fromisoformat(self.data)
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}

    def said(self) -> str:
        if not self.data:
            return ""
        return show_day(date.fromisoformat(self.data), current_language())


class BirthDate(Date):
    """A date of birth: not in the future, and at most 120 years ago."""

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data and self.today:
            try:
                born(date.fromisoformat(self.data), today=self.today)
            except Refusal as refusal:
                self.wrong_boxes = refusal.boxes
                self.errors = [*self.errors, refusal.words]


class FullNameBoxes(Boxes):
    """First names and last name, kept as {"first": ..., "last": ...}."""

    kind = "name"
    labels: ClassVar[dict[str, Words]] = {"first": _("First names"), "last": _("Last name")}

    def parse_boxes(self, typed: dict[str, str]) -> Any:
        name = parse_full_name(typed["first"], typed["last"])
        return {"first": name.first, "last": name.last}

    def said(self) -> str:
        return f"{self.data['first']} {self.data['last']}" if self.data else ""


class PostalAddress(Boxes):
    """A UK address that can be printed in the window of an envelope."""

    kind = "address"
    labels: ClassVar[dict[str, Words]] = {
        "line1": _("Address line 1"),
        "line2": _("Address line 2 (optional)"),
        "town": _("Town or city"),
        "county": _("County (optional)"),
        "postcode": _("Postcode"),
    }

    def parse_boxes(self, typed: dict[str, str]) -> Any:
        self.box_errors = {box: refusal.words for box, refusal in address_refusals(typed).items()}
        return parse_address(**typed).as_dict()

    def said(self) -> str:
        return "\n".join(Address.from_dict(self.data).lines()) if self.data else ""
