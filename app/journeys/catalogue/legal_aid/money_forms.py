"""The questions about money that comes in and goes out. One set serves the person and a partner."""

from __future__ import annotations

from app.i18n import _
from app.journeys.questions import Amount, StepForm, YesNo
from app.journeys.questions.yes_or_no import DO_YOU, IS_IT
from app.means.labels import INCOME_LABELS, OUTGOING_LABELS, PARTNER_LABELS


class WorkForm(StepForm):
    works = YesNo(
        _("Do you work?"),
        answers=DO_YOU,
        brief=_("You work"),
        hint=_("For a wage or for yourself."),
    )


class PartnerWorkForm(StepForm):
    works = YesNo(
        _("Does your partner work?"),
        answers=IS_IT,
        brief=_("Your partner works"),
        hint=_("For a wage or for themselves."),
    )


class EarningsForm(StepForm):
    earnings = Amount(INCOME_LABELS["earnings"], hint=_("Enter 0 if there are none."))
    self_employment = Amount(
        INCOME_LABELS["self_employment"], hint=_("After costs of the work, before tax.")
    )
    national_insurance = Amount(OUTGOING_LABELS["national_insurance"][1])


class ChildBenefitForm(StepForm):
    amount = Amount(_("How much Child Benefit do you get?"), brief=INCOME_LABELS["child_benefit"])


class OtherBenefitsForm(StepForm):
    amount = Amount(
        _("How much do you get from other benefits?"),
        brief=INCOME_LABELS["other_benefits"],
        hint=_(
            "Leave out Housing Benefit, Personal Independence Payment and Disability Living Allowance."
        ),
    )


class OtherIncomeForm(StepForm):
    tax_credits = Amount(INCOME_LABELS["tax_credits"])
    maintenance = Amount(INCOME_LABELS["maintenance"])
    pension = Amount(INCOME_LABELS["pension"], hint=_("Before tax."))
    rent_received = Amount(INCOME_LABELS["rent_received"])
    other = Amount(INCOME_LABELS["other"])


class PaymentsForm(StepForm):
    tax = Amount(OUTGOING_LABELS["tax"][1])
    maintenance = Amount(OUTGOING_LABELS["maintenance"][1])
    criminal_contribution = Amount(OUTGOING_LABELS["criminal_contribution"][1])


class PartnerOtherIncomeForm(StepForm):
    tax_credits = Amount(INCOME_LABELS["tax_credits"])
    maintenance = Amount(PARTNER_LABELS["maintenance"])
    pension = Amount(INCOME_LABELS["pension"], hint=_("Before tax."))
    rent_received = Amount(PARTNER_LABELS["rent_received"])
    other = Amount(INCOME_LABELS["other"])


class PartnerPaymentsForm(StepForm):
    tax = Amount(OUTGOING_LABELS["tax"][1])
    maintenance = Amount(PARTNER_LABELS["maintenance-paid"])
    criminal_contribution = Amount(OUTGOING_LABELS["criminal_contribution"][1])


class HousingForm(StepForm):
    rent = Amount(_("Rent"), hint=_("The whole rent, before any Housing Benefit."))
    housing_benefit = Amount(_("Housing Benefit"))
    mortgage = Amount(_("Mortgage"), hint=_("What you pay on your own home."))


class ChildcareForm(StepForm):
    amount = Amount(
        _("How much do you pay for childcare?"),
        brief=OUTGOING_LABELS["childcare"][1],
        hint=_("Only what you pay so that you can work or study."),
    )
