"""Questions answered by typing in one box."""

from __future__ import annotations

from typing import Any

from app.i18n import Words, _
from app.journeys.questions.question import Question
from app.values.cleaning import many_lines, one_line, within
from app.values.identifiers import (
    parse_email,
    parse_national_insurance,
    parse_prisoner_number,
    show_national_insurance,
)
from app.values.money import parse_pounds, show_pounds
from app.values.phones import PhoneKind, parse_phone, show_phone
from app.values.refusal import Refusal


class Text(Question):
    """A short text on one line, at most `limit` characters."""

    def __init__(self, label: Words, *, limit: int = 100, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.limit = limit

    def parse(self, typed: dict[str, str]) -> Any:
        return within(one_line(typed[""]), self.limit) or None


class LongText(Text):
    """A text of several lines, with a count of the characters left."""

    kind = "long-text"

    def __init__(self, label: Words, *, limit: int = 500, **kwargs: Any) -> None:
        super().__init__(label, limit=limit, **kwargs)

    def parse(self, typed: dict[str, str]) -> Any:
        return within(many_lines(typed[""]), self.limit) or None


class Email(Question):
    """An email address."""

    kind = "email"

    def parse(self, typed: dict[str, str]) -> Any:
        return parse_email(typed[""]) if typed[""].strip() else None


class PhoneNumber(Question):
    """A UK phone number, kept as E.164; `mobile` asks for one that can take a text."""

    kind = "phone"

    def __init__(self, label: Words, *, mobile: bool = False, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.mobile = mobile

    def parse(self, typed: dict[str, str]) -> Any:
        if not typed[""].strip():
            return None
        phone = parse_phone(typed[""])
        if self.mobile and phone.kind != PhoneKind.MOBILE:
            raise Refusal(
                "phone-not-mobile", _("We can only text a mobile. Enter a number that starts 07.")
            )
        return phone.e164

    def show(self) -> dict[str, str]:
        return {"": show_phone(self.data) if self.data else ""}


class Pounds(Question):
    """An amount of money, kept in whole pence."""

    kind = "pounds"

    def parse(self, typed: dict[str, str]) -> Any:
        return parse_pounds(typed[""]) if typed[""].strip() else None

    def show(self) -> dict[str, str]:
        return {"": show_pounds(self.data).lstrip("£") if self.data is not None else ""}

    def said(self) -> str:
        return show_pounds(self.data) if self.data is not None else ""


class PrisonerNumber(Question):
    """A prisoner number such as A1234BC."""

    kind = "code"

    def parse(self, typed: dict[str, str]) -> Any:
        return parse_prisoner_number(typed[""]) if typed[""].strip() else None


class NationalInsuranceNumber(Question):
    """A National Insurance number such as QQ 12 34 56 C."""

    kind = "code"

    def parse(self, typed: dict[str, str]) -> Any:
        return parse_national_insurance(typed[""]) if typed[""].strip() else None

    def show(self) -> dict[str, str]:
        return {"": show_national_insurance(self.data) if self.data else ""}
