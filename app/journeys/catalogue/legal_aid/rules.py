"""Who is asked what in the means test, and the answers that are refused or asked about again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.i18n import Words, _
from app.journeys.answers import Answers, Values
from app.journeys.catalogue.legal_aid.forms import BENEFITS
from app.journeys.catalogue.legal_aid.household import verdict_of
from app.journeys.catalogue.legal_aid.left_out import saves
from app.journeys.catalogue.legal_aid.lookups import LegalAidLookups
from app.journeys.catalogue.legal_aid.scope import in_scope
from app.journeys.definition import AskedWhen, Check
from app.journeys.findings import Finding, error, warning
from app.journeys.questions import StepForm
from app.means.assessment import Verdict
from app.means.figures import FiguresNotKnown, figures_on
from app.means.household import MOST_PROPERTIES, PASSPORTING, Benefit, is_aged_60, is_under_18

PASSPORTS = frozenset(benefit.value for benefit in PASSPORTING)


def young(answers: Answers, _item: int = 0) -> bool:
    """Ask the quick questions of those under 18."""
    return answers.value("born", "under_18") is True


def young_without_money(answers: Answers, _item: int = 0) -> bool:
    """Ask what a young person owns where no money comes in regularly."""
    return young(answers) and answers.value("young-money", "regular") is False


def tested(answers: Answers, _item: int = 0) -> bool:
    """Ask the means test of whoever is in scope and did not pass at once for being young."""
    owned = answers.at("young-owned")
    passes = bool(owned) and owned["owned"] < owned.get("limit", 0)
    return in_scope(answers) and not passes


def income_tested(answers: Answers, _item: int = 0) -> bool:
    """Ask about income unless a benefit stands for it."""
    benefits = answers.value("benefits", "benefits")
    return tested(answers) and not PASSPORTS & set(benefits or ())


def has_partner(answers: Answers, _item: int = 0) -> bool:
    """Ask on which side the partner is."""
    return answers.value("partner", "has") is True


def counts_partner(answers: Answers, _item: int = 0) -> bool:
    """Ask about the partner's means where they count."""
    return has_partner(answers) and answers.value("dispute", "dispute") is False


def partner_age_matters(answers: Answers, _item: int = 0) -> bool:
    """Ask the partner's age unless the person is 60 or over, which is enough."""
    return counts_partner(answers) and answers.value("born", "aged_60") is False


def partner_income_tested(answers: Answers, _item: int = 0) -> bool:
    """Ask about the partner's income where it counts."""
    return income_tested(answers) and counts_partner(answers)


def has_savings(answers: Answers, _item: int = 0) -> bool:
    """Ask where savings came from of those who have some."""
    return saves(answers) is True


def reply_wanted(answers: Answers, _item: int = 0) -> bool:
    """Ask how to reply unless the person wants nothing sent. An exit has asked that already."""
    return not in_scope(answers) or answers.value("send-result", "written") is True


def call_offered(answers: Answers, _item: int = 0) -> bool:
    """Offer a call where the problem is covered and the verdict so far is not a no."""
    return in_scope(answers) and not _refused(answers)


def _refused(answers: Answers) -> bool:
    """Return whether it is a no by the day on which the date of birth was given or dated anew."""
    day = answers.value("born", "day")
    try:
        return (
            day is not None and verdict_of(answers, date.fromisoformat(day)).verdict is Verdict.NO
        )
    except FiguresNotKnown:
        return False


def works(step: str) -> AskedWhen:
    """Return a condition that asks for earnings where somebody works."""

    def asked(answers: Answers, _item: int) -> bool:
        return answers.value(step, "works") is True

    return asked


def gets(benefit: Benefit) -> AskedWhen:
    """Return a condition that asks for a benefit's amount where it was chosen."""

    def asked(answers: Answers, _item: int) -> bool:
        return benefit in (answers.value("benefits", "benefits") or ())

    return asked


def has_children(answers: Answers, _item: int = 0) -> bool:
    """Ask about childcare where there are children."""
    return bool(answers.value("dependants", "children"))


def most_properties(_answers: Answers) -> int:
    """Return how many properties the means test takes."""
    return MOST_PROPERTIES


def keep_age(values: Values, _answers: Answers, lookups: LegalAidLookups) -> Values:
    """Keep with the date of birth what it meant on the day it was given, and that day."""
    born = date.fromisoformat(values["born"])
    return {
        "under_18": is_under_18(born, on=lookups.today),
        "aged_60": is_aged_60(born, on=lookups.today),
        "day": lookups.today.isoformat(),
    }


def keep_young_limit(_values: Values, _answers: Answers, lookups: LegalAidLookups) -> Values:
    """Keep the limit, in pence, under which a young person passes at once.

    On a day whose figures are not known there is none, and the whole test is asked.
    """
    try:
        return {"limit": figures_on(lookups.today).young_capital}
    except FiguresNotKnown:
        return {}


def offer_benefits(form: StepForm, answers: Answers, _lookups: object, _item: int) -> None:
    """Offer Child Benefit only to those with children."""
    form["benefits"].choices = [
        choice
        for choice in BENEFITS
        if choice.value != Benefit.CHILD_BENEFIT or has_children(answers)
    ]


def check_benefits(
    values: Values, _answers: Answers, _lookups: object, _item: int
) -> Iterator[Finding]:
    """Ask about two benefits that are rarely paid together: each stands in place of the others."""
    if len(PASSPORTS & set(values["benefits"])) > 1:
        words = _("These benefits are rarely paid together. Do you get all of them?")
        yield warning("benefits", words, "benefits-together")


def check_worth(
    values: Values, _answers: Answers, _lookups: object, _item: int
) -> Iterator[Finding]:
    """Ask about a property that is worth less than its mortgage."""
    if values["mortgage"] > values["value"]:
        words = _("The mortgage is more than the property is worth. Is that right?")
        yield warning("mortgage", words, "underwater")


def check_whose(values: Values, answers: Answers, _lookups: object, item: int) -> Iterator[Finding]:
    """Refuse a second main home."""
    others = (n for n in answers.items("property-whose") if n != item)
    if values["main"] and any(answers.value("property-whose", "main", item=n) for n in others):
        words = _("Another property is your main home already. Choose no, or change that one.")
        yield error("main", words, "two-main-homes")


# The calculator's cautions that are put to whoever answers, in words for both faces.
ODD: dict[str, Words] = {
    "zero-income": _("No money is coming in. Is that right?"),
    "negative-disposable": _("More money goes out than comes in. Are the amounts right?"),
    "housing-third": _(
        "Rent or mortgage is more than a third of the money coming in. Is it right?"
    ),
    "many-children": _("That is a lot of children. Is the number right?"),
    "tax-over-earnings": _("Tax and National Insurance are more than the earnings. Is that right?"),
    "mixed-periods": _("Some amounts are for a week and some for a year. Are they right?"),
    "more-left-out": _("That is more than the savings. Is it right?"),
    "very-large": _("An amount is very large. Is it right?"),
}


def ask_if_odd(step: str, question: str) -> Check:
    """Return a check that asks about what this answer makes odd, beside one of its questions.

    Nothing is odd on a day whose figures are not known.
    """

    def check(
        values: Values, answers: Answers, lookups: LegalAidLookups, _item: int
    ) -> Iterator[Finding]:
        without = answers.without([(step, 0)])
        before = _odd_codes(without, lookups.today)
        for code in _odd_codes(without.including({(step, 0): values}), lookups.today):
            if code not in before:
                yield warning(question, ODD[code], code)

    return check


def _odd_codes(answers: Answers, today: date) -> list[str]:
    try:
        cautions = verdict_of(answers, today).warnings
    except FiguresNotKnown:
        return []
    return [caution.code for caution in cautions if caution.code in ODD]
