"""The form about how somebody may safely be reached, with what the agent reads out beside each question.

Whatever is left at "not asked" is stored as nobody asked, and so is not used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from agent_console.message_words import FORMATS
from app.i18n import Words, _
from app.journeys.questions import Choice, OneOf, SomeOf, StepForm, TimeOfDay, YesNo
from app.people import ContactRules
from app.places import Venue

ANY_TIME, ONLY = "any", "only"
DAYS: tuple[Words, ...] = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
_SAID = {True: "yes", False: "no", None: "not-asked"}
_ANSWERS = (
    Choice("yes", _("Yes")),
    Choice("no", _("No")),
    Choice("not-asked", _("Not asked")),
)


class Asked(YesNo):
    """Yes, no, or not asked: kept as true, false or None."""

    def __init__(self, label: Words, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.choices = _ANSWERS

    def parse(self, typed: dict[str, str]) -> Any:
        return {"yes": True, "no": False}.get(typed[""])

    def pre_validate(self, form: Any) -> None:
        if self.typed.get("", "not-asked") not in ("", *_SAID.values()):
            self.refuse()

    def show(self) -> dict[str, str]:
        return {"": _SAID[self.data]}

    def said(self) -> Words:
        return next(choice.words for choice in _ANSWERS if choice.value == _SAID[self.data])  # type: ignore[return-value]


class SafeContactForm(StepForm):
    may_call = Asked(_("May we call?"))
    may_voicemail = Asked(_("May we leave a message on the machine?"))
    may_name = Asked(_("May we say who is calling?"))
    shared_phone = Asked(_("Do others read this phone’s messages?"))
    plain = Asked(_("Should messages say as little as possible?"))
    times = OneOf(
        _("When may we call or text?"),
        choices=(Choice(ANY_TIME, _("At any time")), Choice(ONLY, _("Only at these times"))),
    )
    opens = TimeOfDay(
        _("From"), hint=_("For example, 9am."), width=10, optional=True, brief=_("From")
    )
    closes = TimeOfDay(_("To"), hint=_("For example, 5:30pm."), width=10, optional=True)
    days = SomeOf(
        _("On which days?"),
        choices=[Choice(str(number), words) for number, words in enumerate(DAYS)],
        optional=True,
    )
    letter_format = OneOf(
        _("How can they read a letter?"),
        choices=[Choice(value, words) for value, words in FORMATS.items()],
    )
    collect_at = OneOf(
        _("Where do they collect post? (optional)"),
        brief=_("Post is collected at"),
        kind="list",
        optional=True,
    )


SCRIPTS: Mapping[str, Words] = {
    "may_call": _("“Is it safe for us to phone you on this number?”"),
    "may_voicemail": _("“If you do not answer, may we leave a message?”"),
    "may_name": _("“If someone else answers, may we say who we are?”"),
    "shared_phone": _("“Does anyone else see the messages on your phone?”"),
    "plain": _("“Shall we keep messages short, and not say what they are about?”"),
    "times": _("“Are there times when we should not call or text?”"),
    "letter_format": _(
        "“Can you read a usual letter? We can send large print, Easy Read, braille or audio.”"
    ),  # fmt: skip
    "collect_at": _(
        "“Is it safe to write to your home? You can collect your post at a prison or court instead.”"
    ),  # fmt: skip
}


def safe_contact_form(
    posted: MultiDict[str, str] | None, rules: ContactRules, places: Sequence[Venue], language: str
) -> SafeContactForm:
    """Return the form, holding what was typed or else the rules as they are kept."""
    form = SafeContactForm(posted, data=_kept(rules))
    form["collect_at"].choices = [Choice(one.code, one.name_in(language)) for one in places]
    return form


def _kept(rules: ContactRules) -> dict[str, Any]:
    hours = rules.hours or {}
    return {
        "may_call": rules.may_call,
        "may_voicemail": rules.may_voicemail,
        "may_name": rules.may_name,
        "shared_phone": rules.shared_phone,
        "plain": rules.plain,
        "times": ONLY if hours else ANY_TIME,
        "opens": hours.get("from"),
        "closes": hours.get("to"),
        "days": [str(day) for day in hours.get("days", ())],
        "letter_format": str(rules.letter_format),
        "collect_at": rules.collect_at,
    }


def is_right(form: SafeContactForm) -> bool:
    """Check the form; hours need a start, a later end, and one day or more."""
    right = form.validate()
    if form["times"].data != ONLY:
        # What was typed about hours does not count, right or wrong.
        for name in ("opens", "closes", "days"):
            form[name].errors = []
        return not any(field.errors for field in form)
    return _hours_are_right(form) and right


def _hours_are_right(form: SafeContactForm) -> bool:
    opens, closes = form["opens"], form["closes"]
    if not opens.data and not opens.errors:
        form.refuse("opens", _("Enter the time from which we may call or text"))
    if not closes.data and not closes.errors:
        form.refuse("closes", _("Enter the time until which we may call or text"))
    if opens.data and closes.data and opens.data >= closes.data:
        form.refuse("closes", _("The end must be after the start."))
    if not form["days"].data and not form["days"].errors:
        form.refuse("days", _("Choose at least one day"))
    return not any(form[name].errors for name in ("opens", "closes", "days"))


def rules_in(form: SafeContactForm) -> dict[str, Any]:
    """Return the rules that a right form holds."""
    values = form.values()
    only = values.pop("times") == ONLY
    opens, closes, days = (values.pop(name) for name in ("opens", "closes", "days"))
    hours = {"from": opens, "to": closes, "days": sorted(map(int, days or ()))}
    return {**values, "hours": hours if only else None}
