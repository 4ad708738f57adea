"""The questions about the person, the household and what it owns."""

from __future__ import annotations

from app.i18n import Words, _
from app.journeys.catalogue.replying import mobile_question, ways_question
from app.journeys.questions import (
    Choice,
    Pounds,
    SomeOf,
    StepForm,
    WholeNumber,
    YesNo,
)
from app.journeys.questions.yes_or_no import DO_YOU, IS_IT, IS_THERE, IS_THIS_THE_ONE
from app.means.household import MOST_DEPENDANTS, Benefit

NO_BENEFITS = "none"
ZERO = _("Enter an amount. Enter 0 if there is none.")


class YoungMoneyForm(StepForm):
    regular = YesNo(
        _("Do you get money regularly?"),
        answers=DO_YOU,
        brief=_("Regular money"),
        hint=_("For example, wages or an allowance."),
    )


class YoungOwnedForm(StepForm):
    owned = Pounds(
        _("How much do you have in savings and valuable things?"),
        brief=_("Savings and valuable things"),
        hint=_("Enter 0 if you have none."),
        empty=ZERO,
    )


class PartnerForm(StepForm):
    has = YesNo(
        _("Do you have a partner?"),
        answers=IS_THERE,
        brief=_("You have a partner"),
        hint=_("Somebody you live with as a couple, married or not."),
    )


class DisputeForm(StepForm):
    dispute = YesNo(
        _("Is your partner on the other side of the problem?"),
        answers=IS_IT,
        brief=_("Partner on the other side"),
        hint=_("Then their money does not count."),
    )


class PartnerAgeForm(StepForm):
    aged_60 = YesNo(_("Is your partner 60 or over?"), answers=IS_IT, brief=_("Partner 60 or over"))


class DependantsForm(StepForm):
    children = WholeNumber(
        _("How many children of 15 or under live with you?"),
        brief=_("Children of 15 or under"),
        hint=_("Enter 0 if there are none."),
        empty=_("Enter how many children. Enter 0 if there are none."),
        most=MOST_DEPENDANTS,
    )
    older = WholeNumber(
        _("How many people of 16 or over do you support?"),
        brief=_("Other dependants"),
        hint=_("They live with you and need your money. Do not count a partner."),
        empty=_("Enter how many people. Enter 0 if there are none."),
        most=MOST_DEPENDANTS,
    )


BENEFITS = (
    Choice(Benefit.UNIVERSAL_CREDIT, _("Universal Credit")),
    Choice(Benefit.INCOME_SUPPORT, _("Income Support")),
    Choice(Benefit.JOBSEEKERS, _("Income-based Jobseeker’s Allowance")),
    Choice(Benefit.EMPLOYMENT_SUPPORT, _("Income-related Employment and Support Allowance")),
    Choice(Benefit.GUARANTEE_CREDIT, _("Pension Credit with guarantee credit")),
    Choice(Benefit.CHILD_BENEFIT, _("Child Benefit")),
    Choice(Benefit.OTHER, _("Another benefit")),
    Choice(NO_BENEFITS, _("None of these")),
)


class BenefitsForm(StepForm):
    benefits = SomeOf(
        _("Which benefits do you get?"),
        brief=_("Benefits"),
        hint=_("Count those that a partner gets for you both."),
        choices=BENEFITS,
        alone=NO_BENEFITS,
        empty=_("Choose your benefits, or “None of these”"),
    )


class PropertyWorthForm(StepForm):
    value = Pounds(
        _("What is property {number} worth?"),
        brief=_("Property {number}: value"),
        hint=_("Your best guess of what it would sell for."),
        empty=_("Enter what the property is worth"),
    )
    mortgage = Pounds(
        _("How much is left to pay on the mortgage of property {number}?"),
        brief=_("Property {number}: mortgage left"),
        hint=_("Enter 0 if there is no mortgage."),
        empty=ZERO,
    )


class PropertyWhoseForm(StepForm):
    share = WholeNumber(
        _("What part of property {number} is yours, in percent?"),
        brief=_("Property {number}: your share"),
        hint=_(
            "Enter 100 if you own all of it. Count a partner’s part, unless you are in dispute."
        ),
        empty=_("Enter your part in percent, like 50"),
        least=1,
        most=100,
        unit="%",
    )
    main = YesNo(
        _("Is property {number} your main home?"),
        answers=IS_THIS_THE_ONE,
        brief=_("Property {number}: main home"),
    )
    disputed = YesNo(
        _("Is property {number} part of the problem?"),
        answers=IS_IT,
        brief=_("Property {number}: in dispute"),
        hint=_("For example, you and a former partner both say it is yours."),
    )


SAVINGS_HINT = _("Cash and money in the bank. Leave out savings in dispute.")
INVESTMENTS_HINT = _("For example, shares.")
VALUABLES_HINT = _("Only things worth £500 or more each. Leave out your home and car.")


def _of_partner(line: Words) -> Words:
    return _("Your partner: {line}").filled(line=line)


class SavingsForm(StepForm):
    savings = Pounds(_("Savings"), hint=SAVINGS_HINT, empty=ZERO)
    investments = Pounds(_("Investments"), hint=INVESTMENTS_HINT, empty=ZERO)
    valuables = Pounds(_("Valuable things"), hint=VALUABLES_HINT, empty=ZERO)


class PartnerSavingsForm(StepForm):
    """The same of a partner, said so at each box, since both may stand on one screen."""

    savings = Pounds(_of_partner(_("Savings")), hint=SAVINGS_HINT, empty=ZERO)
    investments = Pounds(_of_partner(_("Investments")), hint=INVESTMENTS_HINT, empty=ZERO)
    valuables = Pounds(_of_partner(_("Valuable things")), hint=VALUABLES_HINT, empty=ZERO)


class DisputedSavingsForm(StepForm):
    disputed = Pounds(
        _("How much of your savings is in dispute?"),
        brief=_("Savings in dispute"),
        hint=_("Savings that you and the other side both claim. Enter 0 if there are none."),
        empty=ZERO,
    )


class SendForm(StepForm):
    written = YesNo(
        _("Do you want us to send you the result?"),
        answers=DO_YOU,
        brief=_("Send the result"),
        hint=_("By text message or letter. Say no if somebody else must not see it."),
    )


class ReplyForm(StepForm):
    ways = ways_question(_("How can we tell you the result?"))


class MobileForm(StepForm):
    mobile = mobile_question(_("We will only text about legal aid."))
