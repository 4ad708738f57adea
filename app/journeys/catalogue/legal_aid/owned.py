"""What the household owns: property, savings and things, and the payments that are left out."""

from __future__ import annotations

from app.i18n import _
from app.journeys.catalogue.legal_aid import forms, left_out, rules
from app.journeys.definition import Group, Section, Step

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
            said=_("{label}: {text}."),
            script=_("What is it worth, and how much is left on the mortgage?"),
            check=rules.check_worth,
        ),
        Step(
            slug="property-whose",
            title=_("Whose is property {number}?"),
            form=forms.PropertyWhoseForm,
            said=_("{label}: {text}."),
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
            said=_("{label}: {text}."),
            script=_("What do you have in savings, in investments and in valuable things?"),
            check=rules.ask_if_odd("savings", "savings"),
        ),
        Step(
            slug="partner-savings",
            title=_("What savings and valuable things does your partner have?"),
            form=forms.PartnerSavingsForm,
            said=_("{label}: {text}."),
            asked_when=rules.counts_partner,
            script=_("And your partner?"),
            check=rules.ask_if_odd("partner-savings", "savings"),
        ),
        Step(
            slug="scheme-payments",
            title=_("Did any of your savings come from one of these schemes?"),
            form=left_out.SchemesForm,
            said=_("Payments from a scheme: {text}."),
            asked_when=rules.has_savings,
            script=_(
                "Did any of the savings come from one of these schemes? I will read them out."
            ),
            prepare=left_out.offer_schemes,
            shown=left_out.show_schemes,
        ),
        Step(
            slug="scheme-amount",
            title=_("How much of your savings came from a scheme?"),
            form=left_out.SchemeAmountForm,
            said=_("{text} of the savings came from a scheme."),
            asked_when=left_out.some_scheme,
            script=_("How much of the savings is that money?"),
            check=rules.ask_if_odd("scheme-amount", "amount"),
        ),
        Step(
            slug="disputed-savings",
            title=_("How much of your savings is in dispute?"),
            form=forms.DisputedSavingsForm,
            said=_("Savings in dispute: {text}."),
            script=_("Are there savings that you and the other side both claim?"),
            check=rules.ask_if_odd("disputed-savings", "disputed"),
        ),
    ),
)
