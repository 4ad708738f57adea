"""The form about how somebody may safely be reached, with what the agent reads out beside each question.

Whatever is left at "not asked" is stored as nobody asked, and so is not used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from agent_console.message_words import FORMATS
from agent_console.post_ways import CHOOSE, FIELDS, HOME, KIOSK, WAYS, Places
from agent_console.weekdays import DAYS
from app.i18n import Words, _, in_context
from app.journeys.questions import Choice, OneOf, SomeOf, StepForm, TimeOfDay, YesNo
from app.journeys.questions.yes_or_no import DO_THEY, MAY_WE, SHOULD_THEY
from app.messages.formats import NOT_PRINTED
from app.people import ContactRules
from app.people.contact_rules import CollectHow

ANY_TIME, ONLY = "any", "only"
_SAID = {True: "yes", False: "no", None: "not-asked"}
_NOT_ASKED = Choice("not-asked", _("Not asked"))


class Asked(YesNo):
    """Yes, no, or not asked: kept as true, false or None."""

    def __init__(self, label: Words, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.choices = (*self.choices, _NOT_ASKED)

    def parse(self, typed: dict[str, str]) -> Any:
        return {"yes": True, "no": False}.get(typed[""])

    def pre_validate(self, form: Any) -> None:
        if self.typed.get("", "not-asked") not in ("", *_SAID.values()):
            self.refuse()

    def show(self) -> dict[str, str]:
        return {"": _SAID[self.data]}

    def said(self) -> Words:
        return _("Not asked") if self.data is None else self.answers.said(self.data)


class SafeContactForm(StepForm):
    may_call = Asked(_("May we call?"), answers=MAY_WE)
    may_voicemail = Asked(_("May we leave a message on the machine?"), answers=MAY_WE)
    may_name = Asked(_("May we say who is calling?"), answers=MAY_WE)
    shared_phone = Asked(_("Do others read this phone’s messages?"), answers=DO_THEY)
    plain = Asked(_("Should messages say as little as possible?"), answers=SHOULD_THEY)
    times = OneOf(
        _("When may we call or text?"),
        choices=(Choice(ANY_TIME, _("At any time")), Choice(ONLY, _("Only at these times"))),
    )
    opens = TimeOfDay(
        in_context("a time", "From"),
        hint=_("For example, 9am."),
        width=10,
        optional=True,
        brief=in_context("a time", "From"),
    )
    closes = TimeOfDay(
        in_context("a time", "To"), hint=_("For example, 5:30pm."), width=10, optional=True
    )
    days = SomeOf(
        _("On which days?"),
        choices=[Choice(str(number), words) for number, words in enumerate(DAYS)],
        optional=True,
    )
    letter_format = OneOf(
        _("How can they read a letter?"),
        choices=[Choice(value, words) for value, words in FORMATS.items()],
    )
    post_to = OneOf(
        _("Where do their letters go?"),
        choices=[Choice(way, words) for way, words in WAYS.items()],
        empty=_("Choose where their letters go"),
    )
    prison_place = OneOf(_("Which prison?"), kind="list", optional=True)
    court_place = OneOf(_("Which court or tribunal?"), kind="list", optional=True)
    day_centre_place = OneOf(_("Which day centre?"), kind="list", optional=True)
    kiosk_place = OneOf(_("At which kiosk?"), kind="list", optional=True)


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
    "post_to": _(
        "“Is it safe to write to your home? You can collect your letters somewhere else, or read "
        "them on a kiosk.”"
    ),
}


def safe_contact_form(
    posted: MultiDict[str, str] | None, rules: ContactRules, places: Places, language: str
) -> SafeContactForm:
    """Return the form, holding what was typed or else the rules as they are kept."""
    way = places.way_of(rules)
    form = SafeContactForm(posted, data=_kept(rules, way))
    for one, field in FIELDS.items():
        form[field].choices = [
            Choice(venue.code, venue.name_in(language)) for venue in places.by_way[one]
        ]
    return form


def _kept(rules: ContactRules, way: str) -> dict[str, Any]:
    hours = rules.hours or {}
    place = {FIELDS[way]: rules.collect_at} if way in FIELDS else {}
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
        "post_to": way,
        **place,
    }


def is_right(form: SafeContactForm, *, born_known: bool) -> bool:
    """Check the form: hours need a start, a later end and a day, and a way for post its place."""
    right = form.validate()
    right = _place_is_right(form, born_known=born_known) and right
    if form["times"].data != ONLY:
        # What was typed about hours does not count, right or wrong.
        for name in ("opens", "closes", "days"):
            form[name].errors = []
        return not any(field.errors for field in form)
    return _hours_are_right(form) and right


def _place_is_right(form: SafeContactForm, *, born_known: bool) -> bool:
    """Check the place that goes with the chosen way for post; the others do not count."""
    way = form["post_to"].data
    for one, name in FIELDS.items():
        if one != way:
            form[name].errors = []
    if way not in FIELDS:
        return True
    field = FIELDS[way]
    if not form[field].data and not form[field].errors:
        form.refuse(field, CHOOSE[way])
    if way == KIOSK and not born_known:
        form.refuse("post_to", _("Add their date of birth first. The kiosk asks for it."))
    if way == KIOSK and form["letter_format"].data in NOT_PRINTED:
        form.refuse("post_to", _("A kiosk cannot give braille or audio. Choose another way."))
    return not (form[field].errors or form["post_to"].errors)


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
    collecting = _collecting(values)
    return {**values, **collecting, "hours": hours if only else None}


def _collecting(values: dict[str, Any]) -> dict[str, Any]:
    """Return where and how post is collected, and take the questions about it out of the values."""
    way = values.pop("post_to")
    places = {one: values.pop(field) for one, field in FIELDS.items()}
    if way == HOME:
        return {"collect_at": None, "collect_how": None}
    how = CollectHow.KIOSK if way == KIOSK else CollectHow.CARE_OF
    return {"collect_at": places[way], "collect_how": how.value}
