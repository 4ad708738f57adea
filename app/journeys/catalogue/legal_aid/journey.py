"""Civil legal aid eligibility, version 1: is it covered, who is asking, and what means they have.

The order is that of the helpline's operators, but for the dependants: Child Benefit is offered only
to those with children, so they come before the benefits. Call-back times are not part of it yet.
"""

from __future__ import annotations

from app.i18n import Words, _
from app.journeys.catalogue.legal_aid import forms, money_forms, rules
from app.journeys.catalogue.legal_aid.life import LEGAL_AID_LIFE
from app.journeys.catalogue.legal_aid.scope import SCOPE, in_scope
from app.journeys.catalogue.replying import reply_steps
from app.journeys.definition import Applicant, Group, Journey, Section, Step
from app.journeys.questions import StepForm
from app.means.household import Benefit

YOU = Section(
    slug="you",
    title=_("About you"),
    asked_when=in_scope,
    parts=(
        Step(
            slug="born",
            title=_("What is your date of birth?"),
            form=forms.BornForm,
            script=_("What is your date of birth?"),
            prepare=rules.set_today,
            derive=rules.keep_age,
        ),
        Step(
            slug="young-money",
            title=_("Do you get money regularly?"),
            form=forms.YoungMoneyForm,
            asked_when=rules.young,
            script=_("Do you get money regularly, such as wages?"),
        ),
        Step(
            slug="young-owned",
            title=_("How much do you have in savings and valuable things?"),
            form=forms.YoungOwnedForm,
            asked_when=rules.young_without_money,
            script=_("How much do you have in savings and valuable things?"),
            derive=rules.keep_young_limit,
        ),
    ),
)

HOUSEHOLD = Section(
    slug="household",
    title=_("Your household"),
    asked_when=rules.tested,
    script=_("Now I need to know who you live with."),
    parts=(
        Step(
            slug="partner",
            title=_("Do you have a partner?"),
            form=forms.PartnerForm,
            script=_("Do you have a partner?"),
        ),
        Step(
            slug="dispute",
            title=_("Is your partner on the other side of the problem?"),
            form=forms.DisputeForm,
            asked_when=rules.has_partner,
            script=_("Is your partner on the other side of the problem?"),
        ),
        Step(
            slug="partner-age",
            title=_("Is your partner 60 or over?"),
            form=forms.PartnerAgeForm,
            asked_when=rules.partner_age_matters,
            script=_("Is your partner 60 or over?"),
        ),
        Step(
            slug="dependants",
            title=_("Who depends on you?"),
            form=forms.DependantsForm,
            script=_("How many children live with you? Do you support anybody else?"),
            check=rules.ask_if_odd("dependants", "children"),
        ),
        Step(
            slug="benefits",
            title=_("Which benefits do you get?"),
            form=forms.BenefitsForm,
            script=_("Which of these benefits do you get? I will read them out."),
            prepare=rules.offer_benefits,
            check=rules.check_benefits,
        ),
    ),
)

PROPERTIES = Group(
    slug="properties",
    title=_("Do you own a home or other property?"),
    title_more=_("Do you own another property?"),
    member=_("Property {number}"),
    add=_("Add another property"),
    most=rules.most_properties,
    script=_("Do you own a home or other property, alone or with somebody?"),
    steps=(
        Step(
            slug="property-worth",
            title=_("What is property {number} worth?"),
            form=forms.PropertyWorthForm,
            script=_("What is it worth, and how much is left on the mortgage?"),
            check=rules.check_worth,
        ),
        Step(
            slug="property-whose",
            title=_("Whose is property {number}?"),
            form=forms.PropertyWhoseForm,
            script=_("What part of it is yours? Is it your main home?"),
            check=rules.check_whose,
        ),
    ),
)

CAPITAL = Section(
    slug="capital",
    title=_("What you own"),
    asked_when=rules.tested,
    script=_("Now what you own. A good guess is enough."),
    parts=(
        PROPERTIES,
        Step(
            slug="savings",
            title=_("What savings and valuable things do you have?"),
            form=forms.SavingsForm,
            script=_("What do you have in savings, in investments and in valuable things?"),
            check=rules.ask_if_odd("savings", "savings"),
        ),
        Step(
            slug="partner-savings",
            title=_("What savings and valuable things does your partner have?"),
            form=forms.PartnerSavingsForm,
            asked_when=rules.counts_partner,
            script=_("And your partner?"),
            check=rules.ask_if_odd("partner-savings", "savings"),
        ),
        Step(
            slug="disputed-savings",
            title=_("How much of your savings is in dispute?"),
            form=forms.DisputedSavingsForm,
            script=_("Are there savings that you and the other side both claim?"),
            check=rules.ask_if_odd("disputed-savings", "disputed"),
        ),
    ),
)


def _work(
    whose: str, *, work: Words, form: type[StepForm], earnings: Words, script: Words
) -> tuple[Step, Step]:
    """Return the steps about work: whether, and what it brings. `whose` is "" or "partner-"."""
    return (
        Step(slug=f"{whose}work", title=work, form=form, script=work),
        Step(
            slug=f"{whose}earnings",
            title=earnings,
            form=money_forms.EarningsForm,
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
            form=money_forms.OtherIncomeForm,
            script=income,
            check=rules.ask_if_odd(f"{whose}other-income", "other"),
        ),
        Step(
            slug=f"{whose}payments",
            title=payments,
            form=money_forms.PaymentsForm,
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
            asked_when=rules.gets(Benefit.CHILD_BENEFIT),
            script=_("How much Child Benefit do you get?"),
            check=rules.ask_if_odd("child-benefit", "amount"),
        ),
        Step(
            slug="other-benefits",
            title=_("How much do you get from other benefits?"),
            form=money_forms.OtherBenefitsForm,
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
            script=_("What do you pay for your home? Count a partner’s part."),
            help=_("Count what a partner pays, unless they are on the other side."),
            check=rules.ask_if_odd("housing", "rent"),
        ),
        Step(
            slug="childcare",
            title=_("How much do you pay for childcare?"),
            form=money_forms.ChildcareForm,
            asked_when=rules.has_children,
            script=_("How much do you pay for childcare so that you can work or study?"),
            check=rules.ask_if_odd("childcare", "amount"),
        ),
    ),
)

REPLY = Section(
    slug="reply",
    title=_("How to reply"),
    script=_("I need to know how we can safely tell you the result."),
    parts=(
        Step(
            slug="name",
            title=_("What is your name?"),
            form=forms.NameForm,
            script=_("What is your full name? Please spell the last name."),
        ),
        *reply_steps(
            title=_("How can we tell you the result?"),
            ways=forms.ReplyForm,
            mobile=forms.MobileForm,
        ),
    ),
)

LEGAL_AID = Journey(
    slug="legal-aid",
    version=1,
    prefix="LA",
    title=_("Check if you can get legal aid"),
    name=_("Legal aid"),
    about=_("Here you can check if legal aid can pay for help with a problem."),
    needed=(
        _("how much money comes in and goes out, such as wages, benefits and rent"),
        _("what you have in savings, and what your home is worth"),
        _("a mobile number or an address, so that we can tell you the result"),
    ),
    sections=(SCOPE, YOU, HOUSEHOLD, CAPITAL, INCOME, PARTNER_INCOME, LIVING, REPLY),
    declaration=_("The answers are right, as far as I know. I will say if something changes."),
    life=LEGAL_AID_LIFE,
    applicant=Applicant(name="name", born="born"),
    subject="problem",
)
