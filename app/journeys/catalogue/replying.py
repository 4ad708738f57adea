"""How to reply: the same questions in every service, with the service's own words where they differ.

The steps' slugs are shared, so that whatever reads them (consent, letters, texts) serves every
journey.
"""

from __future__ import annotations

from typing import Any

from app.i18n import Words, _
from app.journeys.answers import Answers
from app.journeys.definition import AskedWhen, Step
from app.journeys.questions import Choice, PhoneNumber, PostalAddress, SomeOf, StepForm


def ways_question(label: Words) -> Any:
    """Return the question which ways to reply are safe; `label` says what the reply is about."""
    return SomeOf(
        label,
        brief=_("How to reply"),
        hint=_("Only choose ways that are safe for you."),
        choices=(
            Choice(
                "text",
                _("Text message"),
                _("To a mobile. Others may see it if you share the phone."),
            ),
            Choice(
                "letter", _("Letter"), _("By post. The envelope does not say what it is about.")
            ),
        ),
        empty=_("Choose text message, letter or both"),
    )


def mobile_question(hint: Words) -> Any:
    """Return the question for a mobile number; `hint` says what texts will be about."""
    return PhoneNumber(
        _("What mobile number should we text?"),
        brief=_("Mobile number"),
        hint=hint,
        empty=_("Enter a mobile number"),
        mobile=True,
    )


class AddressForm(StepForm):
    address = PostalAddress(
        _("What address should we write to?"),
        brief=_("Address"),
        hint=_("This can be the address of someone you trust."),
        empty=_("Enter an address"),
    )


def reply_by(way: str) -> AskedWhen:
    """Return a condition that asks for details of a way to reply only when it was chosen."""

    def asked(answers: Answers, _item: int) -> bool:
        return way in (answers.value("reply", "ways") or ())

    return asked


def reply_steps(
    *, title: Words, ways: type[StepForm], mobile: type[StepForm]
) -> tuple[Step, Step, Step]:
    """Return the steps: which ways, and the number and the address that those ways need."""
    return (
        Step(
            slug="reply",
            title=title,
            form=ways,
            script=_("Is it safe for us to send a text, a letter, or both?"),
            said=_("We may send: {text}."),
        ),
        Step(
            slug="mobile",
            title=_("What mobile number should we text?"),
            form=mobile,
            asked_when=reply_by("text"),
            script=_("Which mobile number? I will read it back."),
            said=_("We will text {text}."),
            spelt=True,
        ),
        Step(
            slug="address",
            title=_("What address should we write to?"),
            form=AddressForm,
            asked_when=reply_by("letter"),
            script=_("Which address? Start with the postcode if that is easier."),
            said=_("We will write to {text}."),
        ),
    )
