"""Amounts that are not fully known: the least and the most that an answer could still make them.

Every sum of the means test is done once, on these. When all answers are in, least and most are the
same exact fraction and the sum is the sum. Until then a verdict is certain only when it holds from
the least to the most, so a further answer can narrow it and never turn it round.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Number = int | Fraction


@dataclass(frozen=True)
class Range:
    """From `low` to `high` pence, both included; None is without end."""

    low: Number | None
    high: Number | None

    @property
    def exact(self) -> bool:
        return self.low is not None and self.low == self.high

    def __add__(self, other: Range) -> Range:
        return Range(_sum(self.low, other.low), _sum(self.high, other.high))

    def __sub__(self, other: Range) -> Range:
        return self + -other

    def __neg__(self) -> Range:
        return Range(_minus(self.high), _minus(self.low))

    def __or__(self, other: Range) -> Range:
        """Return the range that holds both, for what may be the one or the other."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Range(low, high)

    def least_zero(self) -> Range:
        """Return the range with everything below nothing taken as nothing."""
        low = 0 if self.low is None else max(0, self.low)
        return Range(low, None if self.high is None else max(0, self.high))

    def at_most(self, other: Range) -> Range:
        """Return the range of the smaller of the two."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        return Range(low, _smaller(self.high, other.high))

    def times(self, other: Range) -> Range:
        """Return the product of two ranges that are not below nothing."""
        return Range(_product(self.low, other.low), _product(self.high, other.high))

    def whole(self) -> Range:
        """Return the range in whole pence: the test's one rounding. See `whole_pence`."""
        return Range(_whole(self.low), _whole(self.high))


NOTHING = Range(0, 0)
NOT_KNOWN = Range(0, None)
ALL_OR_NOTHING = Range(0, 1)


def exactly(amount: Number) -> Range:
    return Range(amount, amount)


def if_so(fact: bool | None, amount: Range) -> Range:
    """Return the amount when the fact is so, nothing when it is not, either when not known."""
    if fact is None:
        return amount | NOTHING
    return amount if fact else NOTHING


def whole_pence(amount: Number) -> int:
    """Return whole pence, half a penny up. Done once to each total and to nothing before it."""
    return (amount + Fraction(1, 2)).__floor__()


def _sum(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else one + other


def _minus(amount: Number | None) -> Number | None:
    return None if amount is None else -amount


def _smaller(one: Number | None, other: Number | None) -> Number | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def _product(one: Number | None, other: Number | None) -> Number | None:
    if one == 0 or other == 0:
        return 0
    return None if one is None or other is None else one * other


def _whole(amount: Number | None) -> int | None:
    return None if amount is None else whole_pence(amount)
