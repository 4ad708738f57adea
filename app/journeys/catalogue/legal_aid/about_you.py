"""Who is asking, and with whom they live: what decides how the rest of the means test goes."""

from __future__ import annotations

from dataclasses import replace

from app.i18n import _
from app.journeys.catalogue.legal_aid import forms, rules
from app.journeys.catalogue.legal_aid.scope import in_scope
from app.journeys.catalogue.who import BORN
from app.journeys.definition import Section, Step

YOU = Section(
    slug="you",
    title=_("About you"),
    asked_when=in_scope,
    parts=(
        replace(BORN, derive=rules.keep_age),
        Step(
            slug="young-money",
            title=_("Do you get money regularly?"),
            form=forms.YoungMoneyForm,
            said=_("Do you get money regularly? {text}."),
            asked_when=rules.young,
            script=_("Do you get money regularly, such as wages?"),
        ),
        Step(
            slug="young-owned",
            title=_("How much do you have in savings and valuable things?"),
            form=forms.YoungOwnedForm,
            said=_("You have {text} in savings and valuable things."),
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
            said=_("Do you have a partner? {text}."),
            script=_("Do you have a partner?"),
        ),
        Step(
            slug="dispute",
            title=_("Is your partner on the other side of the problem?"),
            form=forms.DisputeForm,
            said=_("Is your partner on the other side? {text}."),
            asked_when=rules.has_partner,
            script=_("Is your partner on the other side of the problem?"),
        ),
        Step(
            slug="partner-age",
            title=_("Is your partner 60 or over?"),
            form=forms.PartnerAgeForm,
            said=_("Is your partner 60 or over? {text}."),
            asked_when=rules.partner_age_matters,
            script=_("Is your partner 60 or over?"),
        ),
        Step(
            slug="dependants",
            title=_("Who depends on you?"),
            form=forms.DependantsForm,
            said=_("{label}: {text}."),
            script=_("How many children live with you? Do you support anybody else?"),
            check=rules.ask_if_odd("dependants", "children"),
        ),
        Step(
            slug="benefits",
            title=_("Which benefits do you get?"),
            form=forms.BenefitsForm,
            said=_("Your benefits: {text}."),
            script=_("Which of these benefits do you get? I will read them out."),
            prepare=rules.offer_benefits,
            check=rules.check_benefits,
        ),
    ),
)
