"""How the person hears the result, and whether we call them: by whom, when, and how carefully."""

from __future__ import annotations

from dataclasses import replace

from app.i18n import _
from app.journeys.catalogue.legal_aid import calling, forms, rules
from app.journeys.catalogue.legal_aid.scope import in_scope
from app.journeys.catalogue.replying import reply_steps
from app.journeys.catalogue.who import NAME
from app.journeys.definition import Section, Step

_WAYS, *_DETAILS = reply_steps(
    title=_("How can we tell you the result?"), ways=forms.ReplyForm, mobile=forms.MobileForm
)

REPLY = Section(
    slug="reply",
    title=_("How to reply"),
    script=_("I need to know how we can safely tell you the result."),
    parts=(
        NAME,
        Step(
            slug="send-result",
            title=_("Do you want us to send you the result?"),
            form=forms.SendForm,
            said=_("Shall we send you the result? {text}."),
            asked_when=in_scope,
            script=_("Do you want us to send you the result? Only say yes if it is safe."),
        ),
        replace(_WAYS, asked_when=rules.reply_wanted),
        *_DETAILS,
    ),
)

CALLBACK = Section(
    slug="callback",
    title=_("A call"),
    asked_when=rules.call_offered,
    script=_("An adviser can look at this with you, by phone."),
    parts=(
        Step(
            slug="call",
            title=_("Who should call?"),
            form=calling.CallForm,
            said=_("About the call: {text}."),
            script=_("Do you want to call us, or shall we call you?"),
            help=_("If you are under 18, you can call us yourself. You do not need an adult."),
        ),
        Step(
            slug="call-name",
            title=_("Who should we call for you?"),
            form=calling.CallNameForm,
            said=_("We will call {text}."),
            asked_when=calling.somebody_else,
            script=_("Who should we call for you? Please spell the last name."),
        ),
        Step(
            slug="call-number",
            title=_("What number should we call?"),
            form=calling.CallNumberForm,
            said=_("We will call the number {text}."),
            spelt=True,
            asked_when=calling.we_call,
            script=_("What number should we call? It can be a mobile or a landline."),
        ),
        Step(
            slug="call-care",
            title=_("How careful must we be?"),
            form=calling.CallCareForm,
            said=_("{label}: {text}."),
            asked_when=calling.we_call,
            script=_("If somebody else answers, may we say who we are? May we leave a message?"),
        ),
        Step(
            slug="callback-time",
            title=_("When should we call?"),
            form=calling.CallTimeForm,
            said=_("The time of the call: {text}."),
            asked_when=calling.we_call,
            script=_("Which of these times suits? If none does, we will call when we can."),
            help=_("If no time suits, we will call when we can."),
            prepare=calling.offer_times,
            derive=calling.keep_time,
            shown=calling.show_time,
            changes_often=True,
        ),
    ),
)
