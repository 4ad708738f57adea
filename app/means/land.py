"""What a household's properties count for: value, less mortgage, times share, less what is left out.

Whether a property is the main home or in dispute changes the order in which amounts are left out.
While that is unanswered every possible answer is worked out, and the total runs from the least of
them to the most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from app.means.figures import Figures
from app.means.household import Household, Property
from app.means.ranges import ALL_OR_NOTHING, NOT_KNOWN, NOTHING, Range, exactly


@dataclass(frozen=True)
class Parcel:
    """One property's worth to the test, in exact pence, and the two amounts left out of it."""

    equity: Range
    dispute: Range
    home: Range

    @property
    def counts(self) -> Range:
        return self.equity - self.dispute - self.home


@dataclass(frozen=True)
class Land:
    """All properties. `left_to_dispute` is what is left of the disregard for things in dispute."""

    parcels: tuple[Parcel, ...]
    total: Range
    left_to_dispute: Range


def land_of(household: Household, figures: Figures) -> Land:
    """Return what the properties count for; before the question is answered, anything."""
    dispute = exactly(figures.dispute_disregard)
    if household.properties is None:
        return Land((), NOT_KNOWN, dispute | NOTHING)
    possible = [_land(each, figures) for each in _possible(household.properties)]
    land = possible[0]
    for other in possible[1:]:
        pairs = zip(land.parcels, other.parcels, strict=True)
        land = Land(
            tuple(_either(one, two) for one, two in pairs),
            land.total | other.total,
            land.left_to_dispute | other.left_to_dispute,
        )
    return land


def _possible(properties: tuple[Property, ...]) -> Iterator[tuple[Property, ...]]:
    """Yield the properties with every open "main" and "in dispute" answered each way."""
    choices = [
        [
            replace(each, main=main, disputed=disputed)
            for main in ([each.main] if each.main is not None else [False, True])
            for disputed in ([each.disputed] if each.disputed is not None else [False, True])
        ]
        for each in properties
    ]
    for chosen in product(*choices):
        if sum(each.main is True for each in chosen) <= 1:
            yield chosen


def _land(properties: tuple[Property, ...], figures: Figures) -> Land:
    """Work out properties of which it is known whether they are the home and in dispute."""
    equities = _equities(properties, figures)
    left = exactly(figures.dispute_disregard)
    parcels = [Parcel(NOTHING, NOTHING, NOTHING)] * len(properties)
    total = NOTHING
    for place in sorted(range(len(properties)), key=lambda place: not properties[place].main):
        each, equity = properties[place], equities[place]
        dispute = equity.at_most(left) if each.disputed else NOTHING
        after = (equity - left).least_zero() if each.disputed else equity
        left = (left - equity).least_zero() if each.disputed else left
        disregard = exactly(figures.home_disregard) if each.main else NOTHING
        parcels[place] = Parcel(equity, dispute, after.at_most(disregard))
        total = total + (after - disregard).least_zero()
    return Land(tuple(parcels), total, left)


def _equities(properties: tuple[Property, ...], figures: Figures) -> list[Range]:
    """Return each owner's share after the mortgage, never below nothing.

    Until 27 January 2021 all mortgages together came off only up to a cap, other properties'
    before the main home's (regulation 37(2) and (3), since omitted by SI 2020/1584).
    """
    equities = [NOTHING] * len(properties)
    room = NOT_KNOWN if figures.mortgage_cap is None else exactly(figures.mortgage_cap)
    for place in sorted(range(len(properties)), key=lambda place: bool(properties[place].main)):
        each = properties[place]
        mortgage = _answered(each.mortgage)
        if figures.mortgage_cap is not None:
            mortgage, room = mortgage.at_most(room), (room - mortgage).least_zero()
        share = ALL_OR_NOTHING if each.share is None else exactly(Fraction(each.share, 100))
        equities[place] = (_answered(each.value) - mortgage).least_zero().times(share)
    return equities


def _answered(pence: int | None) -> Range:
    return NOT_KNOWN if pence is None else exactly(pence)


def _either(one: Parcel, other: Parcel) -> Parcel:
    return Parcel(one.equity | other.equity, one.dispute | other.dispute, one.home | other.home)
