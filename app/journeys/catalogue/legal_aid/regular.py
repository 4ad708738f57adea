"""Money that comes in and goes out regularly: the person’s, a partner’s, and what a home costs."""

from __future__ import annotations

from app.i18n import Words, _
from app.journeys.catalogue.legal_aid import money_forms, rules
from app.journeys.definition import Section, Step
from app.journeys.questions import StepForm
from app.means.household import Benefit

_YOURS = _("{label}: {text}.")
_OF_PARTNER = _("For your partner, {label}: {text}.")


def _said_of(whose: str) -> Words:
    """Return the read-back of one of several amounts. `whose` is "" or "partner-"."""
    return _OF_PARTNER if whose else _YOURS


def _work(
    whose: str, *, work: Words, form: type[StepForm], earnings: Words, script: Words
) -> tuple[Step, Step]:
    """Return the steps about work: whether, and what it brings. `whose` is "" or "partner-"."""
    return (
        Step(
            slug=f"{whose}work",
            title=work,
            form=form,
            script=work,
            said=_("Does your partner work? {text}.") if whose else _("Do you work? {text}."),
        ),
        Step(
            slug=f"{whose}earnings",
            title=earnings,
            form=money_forms.EarningsForm,
            said=_said_of(whose),
            asked_when=rules.works(f"{whose}work"),
            script=script,
            check=rules.ask_if_odd(f"{whose}earnings", "earnings"),
        ),
    )


def _money(whose: str, *, income: Words, payments: Words) -> tuple[Step, Step]:
    """Return the steps about other money that comes in, and about what is paid from it."""
    return (
        Step(
            slug=f"{whose}other-income",
            title=income,
            form=money_forms.PartnerOtherIncomeForm if whose else money_forms.OtherIncomeForm,
            said=_said_of(whose),
            script=income,
            check=rules.ask_if_odd(f"{whose}other-income", "other"),
        ),
        Step(
            slug=f"{whose}payments",
            title=payments,
            form=money_forms.PartnerPaymentsForm if whose else money_forms.PaymentsForm,
            said=_said_of(whose),
            script=payments,
            check=rules.ask_if_odd(f"{whose}payments", "tax"),
        ),
    )


INCOME = Section(
    slug="income",
    title=_("Your money"),
    asked_when=rules.income_tested,
    script=_("Now money that comes in and goes out. Tell me how often each amount is."),
    parts=(
        *_work(
            "",
            work=_("Do you work?"),
            form=money_forms.WorkForm,
            earnings=_("What do you earn?"),
            script=_("What do you earn before tax? A payslip helps."),
        ),
        Step(
            slug="child-benefit",
            title=_("How much Child Benefit do you get?"),
            form=money_forms.ChildBenefitForm,
            said=_("You get {text} in Child Benefit."),
            asked_when=rules.gets(Benefit.CHILD_BENEFIT),
            script=_("How much Child Benefit do you get?"),
            check=rules.ask_if_odd("child-benefit", "amount"),
        ),
        Step(
            slug="other-benefits",
            title=_("How much do you get from other benefits?"),
            form=money_forms.OtherBenefitsForm,
            said=_("You get {text} from other benefits."),
            asked_when=rules.gets(Benefit.OTHER),
            script=_("How much do you get from other benefits?"),
            check=rules.ask_if_odd("other-benefits", "amount"),
        ),
        *_money(
            "", income=_("What other money do you get?"), payments=_("What do you have to pay?")
        ),
    ),
)

PARTNER_INCOME = Section(
    slug="partner-income",
    title=_("Your partner’s money"),
    asked_when=rules.partner_income_tested,
    parts=(
        *_work(
            "partner-",
            work=_("Does your partner work?"),
            form=money_forms.PartnerWorkForm,
            earnings=_("What does your partner earn?"),
            script=_("What does your partner earn before tax?"),
        ),
        *_money(
            "partner-",
            income=_("What other money does your partner get?"),
            payments=_("What does your partner have to pay?"),
        ),
    ),
)

LIVING = Section(
    slug="living",
    title=_("Home and childcare"),
    asked_when=rules.income_tested,
    parts=(
        Step(
            slug="housing",
            title=_("What do you pay for your home?"),
            form=money_forms.HousingForm,
            said=_YOURS,
            script=_("What do you pay for your home? Count a partner’s part."),
            help=_("Count what a partner pays, unless they are on the other side."),
            check=rules.ask_if_odd("housing", "rent"),
        ),
        Step(
            slug="childcare",
            title=_("How much do you pay for childcare?"),
            form=money_forms.ChildcareForm,
            said=_("You pay {text} for childcare."),
            asked_when=rules.has_children,
            script=_("How much do you pay for childcare so that you can work or study?"),
            check=rules.ask_if_odd("childcare", "amount"),
        ),
    ),
)
