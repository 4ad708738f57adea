"""What the means test is told about a household. None always means "not answered yet".

Amounts are whole pence. Money that comes or goes regularly carries how often; what is owned is one
sum. A household that cannot exist (less than nothing, more than the whole of a house) is refused
when it is made, so the calculator never meets one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.errors import AlongsideError
from app.values.dates import age_on

ADULT_AGE = 18
MOST_PROPERTIES = 3
# The helpline's own limit to the number of dependants of each kind (cla_public).
MOST_DEPENDANTS = 50


class ImpossibleHousehold(AlongsideError, ValueError):
    """No household can be like this; `part` is the slug of what cannot be."""

    def __init__(self, part: str) -> None:
        super().__init__(f"{part} cannot be so")
        self.part = part


class Whose(StrEnum):
    """Whose means an amount is: the person's, a partner's who counts, or the two together."""

    APPLICANT = "applicant"
    PARTNER = "partner"
    HOUSEHOLD = "household"


class Every(StrEnum):
    """How often an amount comes or goes."""

    WEEK = "week"
    FOUR_WEEKS = "four-weeks"
    MONTH = "month"
    YEAR = "year"


# Months of 52 weeks in a year, as the helpline's calculator counts them (cla_backend, cfe-civil).
A_MONTH = {
    Every.WEEK: Fraction(52, 12),
    Every.FOUR_WEEKS: Fraction(13, 12),
    Every.MONTH: Fraction(1),
    Every.YEAR: Fraction(1, 12),
}


class Benefit(StrEnum):
    """What the benefits question offers. An empty set is the answer "none of these"."""

    UNIVERSAL_CREDIT = "universal-credit"
    INCOME_SUPPORT = "income-support"
    JOBSEEKERS = "income-based-jsa"
    EMPLOYMENT_SUPPORT = "income-related-esa"
    GUARANTEE_CREDIT = "guarantee-credit"
    CHILD_BENEFIT = "child-benefit"
    OTHER = "other"


# SI 2013/480 regulation 6: income is not tested, capital is. Confidence C for the list.
PASSPORTING = frozenset(Benefit) - {Benefit.CHILD_BENEFIT, Benefit.OTHER}


@dataclass(frozen=True)
class Money:
    """An amount in pence that comes or goes every so often."""

    pence: int
    every: Every = Every.MONTH

    def __post_init__(self) -> None:
        _not_negative(self, ("pence",))

    @property
    def monthly(self) -> Fraction:
        """Pence a month, exact."""
        return self.pence * A_MONTH[self.every]


@dataclass(frozen=True)
class Income:
    """What comes in, before tax. Housing benefit is not here: it comes off the rent."""

    earnings: Money | None = None
    self_employment: Money | None = None
    child_benefit: Money | None = None
    other_benefits: Money | None = None
    tax_credits: Money | None = None
    maintenance: Money | None = None
    pension: Money | None = None
    rent_received: Money | None = None
    other: Money | None = None


@dataclass(frozen=True)
class Outgoings:
    """What goes out. `housing_benefit` is what comes off the rent."""

    tax: Money | None = None
    national_insurance: Money | None = None
    rent: Money | None = None
    housing_benefit: Money | None = None
    mortgage: Money | None = None
    maintenance: Money | None = None
    criminal_contribution: Money | None = None
    childcare: Money | None = None


@dataclass(frozen=True)
class Person:
    """The applicant or the partner. `employed` is work for a wage; sums are in pence.

    `valuables` is what things worth £500 or more are worth together.
    """

    income: Income = field(default_factory=Income)
    outgoings: Outgoings = field(default_factory=Outgoings)
    employed: bool | None = None
    aged_60: bool | None = None
    savings: int | None = None
    investments: int | None = None
    valuables: int | None = None

    def __post_init__(self) -> None:
        _not_negative(self, ("savings", "investments", "valuables"))


@dataclass(frozen=True)
class Property:
    """A property. `share` is the applicant's (and a counted partner's) part in percent."""

    main: bool | None = None
    value: int | None = None
    mortgage: int | None = None
    share: int | None = None
    disputed: bool | None = None

    def __post_init__(self) -> None:
        _not_negative(self, ("value", "mortgage", "share"))
        if self.share is not None and self.share > 100:
            raise ImpossibleHousehold("share")


@dataclass(frozen=True)
class Household:
    """Everything that the test asks. `benefits` are those that the applicant gets or shares in.

    `under_18` is the applicant; `regular_money` is what somebody under 18 said when asked outright
    whether money comes in, and None where that was not asked. `children` are 15 or under, `older_dependants` 16 or over.
    `properties` is () when there are none. `left_out_savings` is the part of the savings, in pence,
    that came from a scheme whose payments are left out. `immigration` says that the lower capital
    limit goes with the matter; that is known from the matter.
    """

    applicant: Person = field(default_factory=Person)
    under_18: bool | None = None
    regular_money: bool | None = None
    has_partner: bool | None = None
    partner_in_dispute: bool | None = None
    partner: Person = field(default_factory=Person)
    benefits: frozenset[Benefit] | None = None
    children: int | None = None
    older_dependants: int | None = None
    properties: tuple[Property, ...] | None = None
    left_out_savings: int | None = None
    disputed_savings: int | None = None
    immigration: bool = False

    def __post_init__(self) -> None:
        _not_negative(
            self, ("children", "older_dependants", "left_out_savings", "disputed_savings")
        )
        for part in ("children", "older_dependants"):
            if (getattr(self, part) or 0) > MOST_DEPENDANTS:
                raise ImpossibleHousehold(part)
        properties = self.properties or ()
        if len(properties) > MOST_PROPERTIES or sum(p.main is True for p in properties) > 1:
            raise ImpossibleHousehold("properties")

    @property
    def counts_partner(self) -> bool | None:
        """Whether the partner's means count: not where the two are in dispute (reg. 16(2))."""
        if self.has_partner is False or self.partner_in_dispute is True:
            return False
        return True if self.has_partner and self.partner_in_dispute is False else None

    @property
    def passported(self) -> bool | None:
        return None if self.benefits is None else bool(self.benefits & PASSPORTING)

    @property
    def aged_60(self) -> bool | None:
        """Whether the applicant, or a partner who counts, is 60 or over."""
        partner = _both(self.counts_partner, self.partner.aged_60)
        if self.applicant.aged_60 or partner:
            return True
        return False if self.applicant.aged_60 is False and partner is False else None


def is_under_18(born: date, *, on: date) -> bool:
    """Return whether somebody born then is still under 18 on the day; the birthday is not."""
    return age_on(born, on) < ADULT_AGE


def is_aged_60(born: date, *, on: date, older_age: int = 60) -> bool:
    """Return whether somebody born then is 60 or over on the day; the birthday is."""
    return age_on(born, on) >= older_age


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _not_negative(record: object, parts: Iterable[str]) -> None:
    for part in parts:
        if (getattr(record, part) or 0) < 0:
            raise ImpossibleHousehold(part)


INCOME_PARTS = tuple(part.name for part in fields(Income))
