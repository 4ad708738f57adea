"""What to do next, by code: papers to gather before a call, and who else may help.

Codes are kept with what was sent, so that a letter can be printed from them again in either
language. What a provider asks to see is not in the facts: the papers are general knowledge
(confidence U), and an adviser may ask for others. No phone number stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.i18n import Words, _
from app.journeys.answers import Answers
from app.journeys.catalogue.legal_aid.left_out import some_scheme
from app.means.assessment import Assessment, Verdict
from app.means.household import PASSPORTING

EVIDENCE: dict[str, Words] = {
    "papers": _("Letters and papers about the problem"),
    "tribunal-decision": _("The tribunal’s decision"),
    "age": _("Something that shows your date of birth"),
    "benefit-letter": _("A letter that shows which benefits you get"),
    "payslips": _("Payslips for the last month"),
    "accounts": _("Your latest accounts or tax return"),
    "partner-payslips": _("Your partner’s payslips for the last month"),
    "partner-accounts": _("Your partner’s latest accounts or tax return"),
    "bank-statements": _("Bank statements for all accounts, for the last month"),
    "partner-bank-statements": _("Your partner’s bank statements, for the last month"),
    "tax-credits": _("A letter that shows your tax credits"),
    "pension": _("A letter that shows your pension"),
    "maintenance": _("Proof of maintenance that you get or pay"),
    "rent-received": _("Proof of the rent that is paid to you"),
    "rent": _("A rent statement or tenancy agreement"),
    "mortgage": _("A mortgage statement"),
    "childcare": _("Receipts for childcare"),
    "court-contribution": _("A letter about the criminal legal aid contribution"),
    "property-value": _("Something that shows what your property is worth"),
    "investments": _("Statements for investments"),
    "valuables": _("Something that shows what valuable things are worth"),
    "scheme": _("A letter about the payment from a scheme"),
}


@dataclass(frozen=True)
class Place:
    """Somebody else who may help: their name, and what for in one sentence."""

    name: Words
    what: Words


PLACES: dict[str, Place] = {
    "housing-loss-service": Place(
        _("Housing Loss Prevention Advice Service"),
        _("Free legal help if you may lose your home. Your income does not matter."),
    ),
    "legal-aid-adviser": Place(
        _("a legal aid adviser near you"), _("They check if you can get legal aid, in person.")
    ),
    "citizens-advice": Place(_("Citizens Advice"), _("Free advice on most problems.")),
    "law-centre": Place(_("a law centre"), _("Free legal advice in some places.")),
    "moneyhelper": Place(_("MoneyHelper"), _("Free advice on money and debt.")),
    "mediator": Place(
        _("a family mediator"), _("Help to agree about children or money, out of court.")
    ),
    "solicitor": Place(
        _("a solicitor"), _("Ask first what it costs. Some talk to you once for free.")
    ),
}
_LINE = _("{name}: {what}")
_REFUSED = ("citizens-advice", "law-centre", "solicitor")
# By the slug of the exit that was taken, or the code of the reason for a no.
_WHERE: dict[str, tuple[str, ...]] = {
    "home-loss-scheme": ("housing-loss-service",),
    "face-to-face": ("legal-aid-adviser",),
    "debt-not-covered": ("moneyhelper", "citizens-advice"),
    "family-not-covered": ("mediator", "citizens-advice"),
    "benefits-not-covered": ("citizens-advice",),
    "other-not-covered": ("citizens-advice", "law-centre"),
    "gross": _REFUSED,
    "disposable": _REFUSED,
    "capital": _REFUSED,
}


def turn_to(code: str) -> tuple[str, ...]:
    """Return the codes of who else may help, for an exit or the reason of a no; none otherwise."""
    return _WHERE.get(code, ())


def where_to_turn(code: str) -> tuple[Words, ...]:
    """Return the same in words: each name and what for, on a line of its own."""
    return tuple(line_of(PLACES[place]) for place in turn_to(code))


def line_of(place: Place) -> Words:
    """Return who and what for; a name that is not a proper one begins with a capital here."""
    return _LINE.filled(name=_Begins(place.name), what=place.what)


@dataclass(frozen=True)
class _Begins:
    """Words at the beginning of a line, in the language of the moment they are shown in."""

    words: Words

    def __str__(self) -> str:
        text = str(self.words)
        return text[:1].upper() + text[1:]


def evidence_for(answers: Answers, assessment: Assessment) -> tuple[str, ...]:
    """Return the codes of the papers that these answers call for; none after a no."""
    if assessment.verdict is Verdict.NO:
        return ()
    wanted = {"papers", *_of_problem(answers)}
    if assessment.code == "under-18":
        wanted.add("age")
    else:
        wanted |= {"bank-statements", *_of_income(answers), *_of_capital(answers)}
    return tuple(code for code in EVIDENCE if code in wanted)


def _of_problem(answers: Answers) -> Iterator[str]:
    if answers.value("problem", "problem") == "benefits":
        yield "tribunal-decision"


def _of_income(answers: Answers) -> Iterator[str]:
    benefits = set(answers.value("benefits", "benefits") or ())
    if benefits - {"none"}:
        yield "benefit-letter"
    if benefits & PASSPORTING:
        return
    for whose in ("", "partner-"):
        if _some(answers, f"{whose}earnings", "earnings"):
            yield f"{whose}payslips"
        if _some(answers, f"{whose}earnings", "self_employment"):
            yield f"{whose}accounts"
    for code, step, question in _AMOUNTS:
        if _some(answers, step, question) or _some(answers, f"partner-{step}", question):
            yield code


# What an amount that is not nought calls for, by its step and question.
_AMOUNTS = (
    ("tax-credits", "other-income", "tax_credits"),
    ("pension", "other-income", "pension"),
    ("maintenance", "other-income", "maintenance"),
    ("maintenance", "payments", "maintenance"),
    ("rent-received", "other-income", "rent_received"),
    ("court-contribution", "payments", "criminal_contribution"),
    ("rent", "housing", "rent"),
    ("mortgage", "housing", "mortgage"),
    ("childcare", "childcare", "amount"),
)


def _of_capital(answers: Answers) -> Iterator[str]:
    worth = [answers.at("property-worth", item) for item in answers.items("property-worth")]
    if worth:
        yield "property-value"
    if any(each.get("mortgage") for each in worth):
        yield "mortgage"
    if answers.has("partner-savings"):
        yield "partner-bank-statements"
    for part in ("investments", "valuables"):
        if answers.value("savings", part) or answers.value("partner-savings", part):
            yield part
    if some_scheme(answers):
        yield "scheme"


def _some(answers: Answers, step: str, question: str) -> bool:
    """Return whether a regular amount was given that is more than nothing."""
    return bool((answers.value(step, question) or {}).get("pence"))
