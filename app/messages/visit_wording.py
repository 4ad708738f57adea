"""What is said about a prison visit, by text and by letter: one wording for each kind of message.

The holes are described in `visit_holes`. Facts said here: arrive 45 minutes early, adults bring
photo ID, cancel by calling the helpline (prison-visits-2, read in 2026).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.i18n import _
from app.messages.visit_easy import (
    EASY_BOOKED,
    EASY_CANCELLED,
    EASY_CHANGED,
    EASY_REJECTED,
    EASY_REMINDER,
    EASY_REQUESTED,
    EASY_WITHDRAWN,
)
from app.messages.visit_holes import cancelled_words, refused_words, visit_words
from app.messages.wording import (
    Points,
    ReferenceCode,
    Row,
    Say,
    Steps,
    Table,
    Title,
    Wording,
)

_SENT_BY = frozenset({"prison", "helpline", "sender"})
_TIMES = frozenset({"starts_at", "ends_at"})

_WHERE = Row(_("Prison"), _("{prison}"))
_WHEN = Row(_("When"), _("{when}"), given="when")
_CODE = ReferenceCode(_("Have this reference ready when you call us."))
_ASK_US = Say(_("To ask for a visit, or if you have a question, call us on {helpline}."))
_WHO = (
    Title(_("Who is visiting"), given="visitors"),
    Points(given="visitors"),
)
_ON_THE_DAY = (
    Title(_("On the day")),
    Steps(
        (
            _("Be at the prison by {arrive}. This is 45 minutes before the visit starts."),
            _("Each adult must bring photo ID. A passport or a driving licence is best."),
            _("Tell the staff your reference: {reference}."),
        )
    ),
)
_CANNOT_COME = (
    Title(_("If you cannot come")),
    Say(_("Call us on {helpline} as soon as you can. Then somebody else can use your place.")),
)
_NOT_BOOKED = Say(_("Do not travel to the prison for this visit."))

_SAMPLE: dict[str, Any] = {
    "name": "Sian Example",
    "reference": "PV-4K7Q-9M2X",
    "prison": "Cardiff Prison",
    "prison_cy": "Carchar Caerdydd",
    "starts_at": "2026-12-05T14:15:00+00:00",
    "ends_at": "2026-12-05T16:15:00+00:00",
    "visitors": ["Sian Example", "Tomos Example"],
    "helpline": "0808 157 0100",
    "sender": "Alongside",
}

REQUESTED = Wording(
    kind="visit-requested",
    name=_("Request received"),
    version=1,
    needs=_SENT_BY | {"choices"},
    text=_(
        "Prison visit: we have your request for {prison}. It is not booked yet. "
        "{asked} We will tell you the prison's answer. "
        "Reference {reference}. Call {helpline}. From {sender}."
    ),
    heading=_("We have your request for a prison visit"),
    parts=(
        Say(_("You asked to visit {prison}. This visit is not booked yet.")),
        _CODE,
        Title(_("The times you asked for"), given="choices"),
        Steps(given="choices"),
        *_WHO,
        Title(_("What happens next")),
        Steps(
            (
                _("The prison looks at your request."),
                _("We tell you the answer in the way you chose."),
                _("Do not travel to the prison until we tell you the visit is booked."),
            )
        ),
        Say(
            _(
                "The prison should answer by {answer_by}. A letter takes up to a week more. "
                "If you hear nothing, call us on {helpline}."
            ),
            given="answer_by",
        ),
        Title(_("If you change your mind")),
        Say(_("Call us on {helpline}. We can change your request or take it back.")),
    ),
    prepare=visit_words,
    easy=EASY_REQUESTED,
    sample={
        **_SAMPLE,
        "answer_by": "2026-11-30",
        "choices": [
            {"starts_at": "2026-12-05T14:15:00+00:00", "ends_at": "2026-12-05T16:15:00+00:00"},
            {"starts_at": "2026-12-06T14:15:00+00:00", "ends_at": "2026-12-06T16:15:00+00:00"},
            {"starts_at": "2026-12-09T09:00:00+00:00", "ends_at": "2026-12-09T11:00:00+00:00"},
        ],
    },
)

BOOKED = Wording(
    kind="visit-booked",
    name=_("Visit booked"),
    version=1,
    needs=_SENT_BY | _TIMES,
    text=_(
        "Prison visit: booked. {prison}, {when}. Arrive 45 minutes early, by {arrive}. "
        "Adults must bring photo ID. Reference {reference}. "
        "To cancel call {helpline}. From {sender}."
    ),
    heading=_("Your prison visit is booked"),
    parts=(
        Say(_("Keep this letter. You need the reference on the day.")),
        Table((_WHERE, _WHEN)),
        _CODE,
        *_WHO,
        *_ON_THE_DAY,
        *_CANNOT_COME,
    ),
    prepare=visit_words,
    easy=EASY_BOOKED,
    sample=_SAMPLE,
)

REJECTED = Wording(
    kind="visit-rejected",
    name=_("Request rejected"),
    version=1,
    needs=_SENT_BY | {"reason"},
    text=_(
        "Prison visit: sorry, your visit to {prison} is not booked. {why} {then} "
        "Reference {reference}. Call {helpline}. From {sender}."
    ),
    heading=_("Your prison visit is not booked"),
    parts=(
        Say(_("You asked to visit {prison}. We are sorry. It cannot be booked.")),
        _NOT_BOOKED,
        Title(_("Why")),
        Say(_("{why}")),
        Say(_("The prison says: {words}"), given="words"),
        Title(_("What you can do next")),
        Say(_("{then}")),
        _ASK_US,
        _CODE,
    ),
    prepare=refused_words,
    easy=EASY_REJECTED,
    sample={**_SAMPLE, "reason": "no-allowance", "until": "2026-12-14"},
)

CANCELLED = Wording(
    kind="visit-cancelled",
    name=_("Visit cancelled"),
    version=1,
    needs=_SENT_BY | _TIMES | {"reason"},
    text=_(
        "Prison visit: cancelled. {prison}, {when}. {why} Do not travel. {then} "
        "Reference {reference}. Call {helpline}. From {sender}."
    ),
    heading=_("Your prison visit is cancelled"),
    parts=(
        Say(_("This visit will not take place.")),
        Table((_WHERE, _WHEN)),
        _NOT_BOOKED,
        Title(_("Why")),
        Say(_("{why}")),
        Say(_("The prison says: {words}"), given="words"),
        Title(_("What you can do next")),
        Say(_("{then}")),
        _ASK_US,
        _CODE,
    ),
    prepare=cancelled_words,
    easy=EASY_CANCELLED,
    sample={**_SAMPLE, "reason": "prison"},
)

WITHDRAWN = Wording(
    kind="visit-withdrawn",
    name=_("Request withdrawn"),
    version=1,
    needs=_SENT_BY,
    text=_(
        "Prison visit: you took back your request for {prison}. No visit is booked. "
        "To ask again call {helpline}. Reference {reference}. From {sender}."
    ),
    heading=_("You took back your request for a prison visit"),
    parts=(
        Say(_("You asked to visit {prison}. You have now taken back this request.")),
        Say(_("No visit is booked. You do not need to do anything.")),
        Title(_("If you want to ask again")),
        Say(_("Call us on {helpline}.")),
        _CODE,
    ),
    prepare=visit_words,
    easy=EASY_WITHDRAWN,
    sample=_SAMPLE,
)

CHANGED_1 = Wording(
    kind="visit-changed",
    name=_("Visit changed"),
    version=1,
    needs=_SENT_BY | _TIMES | {"old_starts_at", "old_ends_at"},
    text=_(
        "Prison visit: changed. New time: {prison}, {when}. Your old time is cancelled. "
        "Arrive by {arrive}. Adults must bring photo ID. Reference {reference}. "
        "To cancel call {helpline}. From {sender}."
    ),
    heading=_("Your prison visit is changed"),
    parts=(
        Say(_("Your new visit is booked. We have cancelled the old one.")),
        Table((_WHERE, Row(_("New time"), _("{when}")), Row(_("Old time"), _("{old_when}")))),
        Say(_("Come at the new time only.")),
        _CODE,
        *_WHO,
        *_ON_THE_DAY,
        *_CANNOT_COME,
    ),
    prepare=visit_words,
    easy=EASY_CHANGED,
    sample={
        **_SAMPLE,
        "old_starts_at": "2026-12-02T14:15:00+00:00",
        "old_ends_at": "2026-12-02T16:15:00+00:00",
    },
)
# Shorter, so that the Welsh text is paid for as two parts, not three.
CHANGED = replace(
    CHANGED_1,
    version=2,
    text=_(
        "Prison visit: new time. {prison}, {when}. Your old time is cancelled. "
        "Arrive by {arrive}. Adults must bring photo ID. Reference {reference}. "
        "To cancel call {helpline}. From {sender}."
    ),
)

REMINDER = Wording(
    kind="visit-reminder",
    name=_("Reminder"),
    version=1,
    needs=_SENT_BY | _TIMES,
    text=_(
        "Prison visit: reminder. {prison}, {when}. Arrive 45 minutes early, by {arrive}. "
        "Adults must bring photo ID. Reference {reference}. "
        "Cannot come? Call {helpline}. From {sender}."
    ),
    heading=_("Your prison visit is soon"),
    parts=(
        Say(_("This letter is to remind you of your visit.")),
        Table((_WHERE, _WHEN)),
        _CODE,
        *_WHO,
        *_ON_THE_DAY,
        *_CANNOT_COME,
    ),
    prepare=visit_words,
    easy=EASY_REMINDER,
    sample=_SAMPLE,
    expires="starts_at",
    letter_days=7,
)

VISIT_WORDINGS = (
    REQUESTED,
    BOOKED,
    REJECTED,
    CANCELLED,
    WITHDRAWN,
    CHANGED_1,
    CHANGED,
    REMINDER,
)
