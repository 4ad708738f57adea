"""Reading a household's answers as ranges, and keeping a list of those that are not there yet."""

from __future__ import annotations

from app.means.household import Money
from app.means.ranges import NOT_KNOWN, Range, exactly


class Gaps:
    """Reads answers. Each that is None is noted by its slug and read as "nothing or more"."""

    def __init__(self) -> None:
        self.missing: list[str] = []

    def monthly(self, slug: str, money: Money | None) -> Range:
        """Return exact pence a month."""
        self.fact(slug, money)
        return NOT_KNOWN if money is None else exactly(money.monthly)

    def pence(self, slug: str, pence: int | None) -> Range:
        self.fact(slug, pence)
        return NOT_KNOWN if pence is None else exactly(pence)

    def number(self, slug: str, number: int | None, *, most: int) -> Range:
        self.fact(slug, number)
        return Range(0, most) if number is None else exactly(number)

    def fact(self, slug: str, answer: object) -> None:
        """Note the slug when there is no answer."""
        if answer is None and slug not in self.missing:
            self.missing.append(slug)
