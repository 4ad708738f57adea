"""What is odd but allowed: an agent looks again, and the verdict stays as it is.

A caution never changes a result. It is given as soon as the answers show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from app.i18n import _
from app.means.assessment import Caution, Line, Outcome, Result, Test
from app.means.figures import Figures
from app.means.gaps import Gaps
from app.means.household import MOST_DEPENDANTS, Every, Household, Money, Person
from app.means.income import IncomeSheets, counted, income_sheets, total_outgoings
from app.means.ranges import Range

# A million pounds a month, or ten times that owned: rarely so on this helpline, often a slip.
VERY_MUCH = 100_000_000
MANY_CHILDREN = 10

ZERO_INCOME = Caution(
    "zero-income", _("No money is coming in. Ask how the person pays for food and rent.")
)
NEGATIVE_DISPOSABLE = Caution(
    "negative-disposable", _("More goes out than comes in. Check the amounts and how often.")
)
BELOW_NOTHING = Caution(
    "below-nothing",
    _("After the allowances less than nothing is left. Check the amounts and how often."),
)
HOUSING_THIRD = Caution(
    "housing-third", _("Rent or mortgage is more than a third of income. Check both amounts.")
)
TAX_OVER_EARNINGS = Caution(
    "tax-over-earnings", _("Tax and National Insurance are more than the earnings. Check them.")
)
UNDERWATER = Caution(
    "underwater", _("A mortgage is more than the property is worth. It counts as nothing.")
)
NO_MAIN_HOME = Caution(
    "no-main-home", _("None of the properties is the main home. Check which one is.")
)
MIXED_PERIODS = Caution(
    "mixed-periods", _("Some amounts are for a week and some for a year. Check each one.")
)
LARGE = Caution("very-large", _("An amount is very large. Check that it is right."))
MANY = Caution("many-children", _("That is a lot of children. Check the number."))
CHILDCARE = Caution(
    "childcare", _("Childcare counts only because of work or study. Check that this is so.")
)
IN_DISPUTE = Caution(
    "partner-in-dispute", _("The partner is on the other side, so their means do not count.")
)
LOOKED_AFTER = Caution(
    "under-18-means",
    _("The person is under 18. The means of whoever looks after them may count too."),
)
OLDER_CHILDREN = Caution(
    "older-children",
    _("Child Benefit for somebody of 16 or over may raise the limit. Check before you say no."),
)
MORE_LEFT_OUT = Caution(
    "more-left-out",
    _("More came from a scheme than there is in savings. Check both amounts."),
)
ROUNDED = Caution(
    "rounded",
    _("Each amount is shown to the nearest penny. A column can differ from its total by a penny."),
)
CAUTIONS = {
    caution.code: caution
    for caution in (
        *(ZERO_INCOME, NEGATIVE_DISPOSABLE, HOUSING_THIRD, TAX_OVER_EARNINGS, UNDERWATER),
        *(NO_MAIN_HOME, MIXED_PERIODS, LARGE, MANY, CHILDCARE, IN_DISPUTE, LOOKED_AFTER),
        *(OLDER_CHILDREN, ROUNDED, MORE_LEFT_OUT, BELOW_NOTHING),
    )
}


def cautions_of(
    household: Household,
    figures: Figures,
    *,
    income: IncomeSheets,
    results: tuple[Result, ...],
    lines: tuple[Line, ...],
    young: bool | None,
) -> tuple[Caution, ...]:
    """Return the cautions on a household, in the order they are best read."""
    found = [*_on_answers(household)]
    if not young and not household.passported:
        found += _on_income(household, figures, income, results)
    if household.under_18 and young is False:
        found.append(LOOKED_AFTER)
    return (*found, ROUNDED) if _do_not_add_up(lines) else tuple(found)


def _on_answers(household: Household) -> Iterator[Caution]:
    if household.has_partner and household.partner_in_dispute:
        yield IN_DISPUTE
    if household.children is not None and household.children > MANY_CHILDREN:
        yield MANY
    properties = household.properties or ()
    if any((each.mortgage or 0) > each.value for each in properties if each.value is not None):
        yield UNDERWATER
    if properties and all(each.main is False for each in properties):
        yield NO_MAIN_HOME
    if _more_left_out_than_saved(household):
        yield MORE_LEFT_OUT
    money = [each for someone in counted(household) for each in _regular(someone.person)]
    if {Every.WEEK, Every.YEAR} <= {each.every for each in money if each.pence}:
        yield MIXED_PERIODS
    if any(each.monthly > VERY_MUCH for each in money) or _owns_very_much(household):
        yield LARGE


def _on_income(
    household: Household, figures: Figures, income: IncomeSheets, results: tuple[Result, ...]
) -> Iterator[Caution]:
    gross, disposable = income.gross.total, income.disposable.total
    if gross.exact and gross.low == 0:
        yield ZERO_INCOME
    if disposable.high is not None and disposable.high < 0:
        yield NEGATIVE_DISPOSABLE if _pays_more_than_comes_in(household, gross) else BELOW_NOTHING
    if gross.high is not None and (income.housing.low or 0) * 3 > gross.high:
        yield HOUSING_THIRD
    people = [someone.person for someone in counted(household)]
    if any(_taxed_past_earnings(person) for person in people):
        yield TAX_OVER_EARNINGS
    if any(_childcare_without_work(person, household) for person in people):
        yield CHILDCARE
    if _would_pass_with_older(household, figures, results):
        yield OLDER_CHILDREN


def _pays_more_than_comes_in(household: Household, gross: Range) -> bool:
    """Whether what is really paid is more than income: allowances are not paid to anybody."""
    return gross.high is not None and (total_outgoings(household).low or 0) > gross.high


def _more_left_out_than_saved(household: Household) -> bool:
    saved = [someone.person.savings for someone in counted(household)]
    known = sum(each for each in saved if each is not None)
    return None not in saved and (household.left_out_savings or 0) > known


def _regular(person: Person) -> Iterator[Money]:
    for record in (person.income, person.outgoings):
        for part in fields(record):
            money = getattr(record, part.name)
            if money is not None:
                yield money


def _owns_very_much(household: Household) -> bool:
    owned = [household.disputed_savings]
    owned += [each.value for each in household.properties or ()]
    for someone in counted(household):
        person = someone.person
        owned += [person.savings, person.investments, person.valuables]
    return any((pence or 0) > 10 * VERY_MUCH for pence in owned)


def _taxed_past_earnings(person: Person) -> bool:
    income, outgoings = person.income, person.outgoings
    if income.earnings is None or income.self_employment is None or income.pension is None:
        return False
    taxed = [each.monthly for each in (outgoings.tax, outgoings.national_insurance) if each]
    earned = (income.earnings, income.self_employment, income.pension)
    return sum(taxed) > sum(each.monthly for each in earned)


def _childcare_without_work(person: Person, household: Household) -> bool:
    paid = person.outgoings.childcare is not None and person.outgoings.childcare.pence > 0
    self_employed = person.income.self_employment
    works = person.employed is not False or (self_employed is not None and self_employed.pence > 0)
    return paid and (not works or household.children == 0)


def _would_pass_with_older(
    household: Household, figures: Figures, results: tuple[Result, ...]
) -> bool:
    """Whether the gross test fails, and would not if dependants of 16 or over were children."""
    gross = next(result for result in results if result.test is Test.GROSS)
    if gross.outcome is not Outcome.FAILED or not household.older_dependants:
        return False
    children = min(MOST_DEPENDANTS, (household.children or 0) + household.older_dependants)
    limit = income_sheets(replace(household, children=children), figures, Gaps()).gross_limit
    return gross.total_pence is not None and gross.total_pence <= (limit.low or 0)


def _do_not_add_up(lines: tuple[Line, ...]) -> bool:
    running: dict[Test, int] = {}
    for line in lines:
        running[line.test] = running.get(line.test, 0) + line.amount_pence
        if running[line.test] != line.running_pence:
            return True
    return False
