"""What staff read of messages: how they stand, which way they go, and why one did not."""

from __future__ import annotations

from app.i18n import Words, _
from app.messages.fallback import CALL, NOTHING, TASK
from app.messages.models import Channel, State
from app.people import LetterFormat

STATES: dict[str, Words] = {
    State.QUEUED: _("Waiting to leave"),
    State.ATTEMPTING: _("Being sent"),
    State.SENT: _("Sent"),
    State.DELIVERED: _("Delivered"),
    State.RENDERED: _("Waiting for the printer"),
    State.PRINTED: _("Printed"),
    State.AT_KIOSK: _("Waiting at the kiosk"),
    State.COLLECTED: _("Read at the kiosk"),
    State.FAILED: _("Failed"),
    State.CANCELLED: _("Cancelled"),
    State.HELD: _("Held back"),
}
COLOURS: dict[str, str] = {
    State.QUEUED: "govuk-tag--blue",
    State.ATTEMPTING: "govuk-tag--blue",
    State.SENT: "govuk-tag--turquoise",
    State.DELIVERED: "govuk-tag--green",
    State.RENDERED: "govuk-tag--blue",
    State.PRINTED: "govuk-tag--green",
    State.AT_KIOSK: "govuk-tag--blue",
    State.COLLECTED: "govuk-tag--green",
    State.FAILED: "govuk-tag--red",
    State.CANCELLED: "govuk-tag--grey",
    State.HELD: "govuk-tag--orange",
}
CHANNELS: dict[str, Words] = {
    Channel.TEXT: _("Text message"),
    Channel.LETTER: _("Letter"),
}
FORMATS: dict[str, Words] = {
    LetterFormat.STANDARD: _("Standard print"),
    LetterFormat.LARGE_18: _("Large print, 18 point"),
    LetterFormat.LARGE_24: _("Large print, 24 point"),
    LetterFormat.EASY_READ: _("Easy Read"),
    LetterFormat.BRAILLE: _("Braille"),
    LetterFormat.AUDIO: _("Audio"),
}
POSTAGE: dict[str, Words] = {
    "first": _("First class"),
    "second": _("Second class"),
    "economy": _("Economy"),
    "europe": _("Europe"),
    "world": _("Rest of the world"),
    "none": _("None: read at a kiosk"),
}
WHY_NOT: dict[str, Words] = {
    "not-asked": _("they were not asked"),
    "said-no": _("they said no"),
    "no-address": _("no address is known"),
    "no-phone": _("no phone number is known"),
    "not-a-mobile": _("the number is not a mobile"),
    "too-late": _("it would come too late"),
    "post-came-back": _("a letter came back from this address"),
    "place-closed": _("the place where they collect post takes none any more"),
    "no-kiosk": _("there is no kiosk any more where they collect letters"),
    "no-birth-date": _("nobody can read a letter at a kiosk without a date of birth"),
    "wish-changed": _("they no longer want it"),
}
WENT_ON: dict[str, Words] = {
    Channel.LETTER: _("a letter is sent instead"),
    Channel.TEXT: _("a text message is sent instead"),
    CALL: _("somebody of ours calls them"),
    TASK: _("a task says so to our staff"),
    NOTHING: _("nothing more is sent, because they were told something newer"),
}
