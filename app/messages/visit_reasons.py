"""Why a prison visit was refused or cancelled, as it is said to the visitor, and what to do next.

Keyed by the slug a clerk chose. A reason that would tell one person about another's protection is
said in general words. A slug without words here is said in general words too. `{until}` may be a
date.
"""

from __future__ import annotations

from app.i18n import _
from app.messages.reasons import Reason

_ASK_AGAIN = _("You can ask for another visit.")
_ASK_PRISON = _("Call the prison to find out more.")
_CHECK = _("Check the details with the prisoner. Then ask again.")
_NOT_ALLOWED = Reason(_("The prison cannot allow this visit."), _ASK_PRISON)

REFUSED: dict[str, Reason] = {
    "no-slot": Reason(_("The times you chose are full."), _ASK_AGAIN),
    "no-allowance": Reason(
        _("The prisoner has no visits left for now."),
        _("The prisoner can tell you when they have more visits. Then ask again."),
    ),
    "no-allowance-until": Reason(
        _("The prisoner has no visits left until {until}."),
        _("You can ask for a visit after that date."),
    ),
    "prisoner-details-wrong": Reason(_("The prisoner's details do not match our records."), _CHECK),
    "prisoner-moved": Reason(
        _("The prisoner has moved to another prison."),
        _("Find out which prison they are in. Then ask again."),
    ),
    "prisoner-released": Reason(
        _("The prisoner is no longer at this prison."), _("You do not need to do anything.")
    ),
    "prisoner-out-of-prison": Reason(
        _("The prisoner will be out of the prison that day."), _ASK_AGAIN
    ),
    "prisoner-banned": Reason(_("The prisoner cannot have visits at the moment."), _ASK_PRISON),
    "prisoner-banned-until": Reason(
        _("The prisoner cannot have visits until {until}."),
        _("You can ask for a visit after that date."),
    ),
    "visitor-banned": Reason(
        _("One of the visitors is banned from visiting."),
        _("The prison has written to that person. Call the prison to find out more."),
    ),
    "visitor-banned-until": Reason(
        _("One of the visitors is banned from visiting until {until}."),
        _("You can ask for a visit after that date, or without that person."),
    ),
    "visitor-not-on-list": Reason(
        _("One of the visitors is not on the prisoner's list."),
        _("The prisoner must add each visitor to their list first. Then ask again."),
    ),
    "no-adult": Reason(
        _("No adult is named on the request."),
        _("An adult must come with a child. Ask again and name an adult."),
    ),
    "duplicate": Reason(
        _("You have already asked for this visit."), _("You do not need to do anything.")
    ),
    "non-association": _NOT_ALLOWED,
    "child-protection": _NOT_ALLOWED,
    "restriction": _NOT_ALLOWED,
}

CANCELLED: dict[str, Reason] = {
    "visitor": Reason(_("You asked us to cancel it."), _ASK_AGAIN),
    "prison": Reason(_("The prison cannot hold visits then."), _ASK_AGAIN),
    "prisoner": Reason(_("The prisoner cannot have this visit."), _ASK_PRISON),
    "prisoner-moved": REFUSED["prisoner-moved"],
    "prisoner-released": REFUSED["prisoner-released"],
    "details-changed": Reason(_("The details of the visit have changed."), _ASK_AGAIN),
    "booked-in-error": Reason(_("It was booked by mistake. We are sorry."), _ASK_AGAIN),
    "capacity": Reason(_("The prison has fewer places than it thought."), _ASK_AGAIN),
    "visitor-banned": REFUSED["visitor-banned"],
    "no-slot": Reason(_("The prison no longer has visits at this time."), _ASK_AGAIN),
    "child-protection": _NOT_ALLOWED,
    "non-association": _NOT_ALLOWED,
}

UNSAID = Reason(_("The prison could not say yes to this visit."), _ASK_PRISON)
UNSAID_CANCELLED = Reason(_("The visit cannot take place."), _ASK_PRISON)


def refusal(slug: str, *, dated: bool = False) -> Reason:
    """Return the words of a rejection; `dated` chooses the wording that gives the date."""
    if dated and f"{slug}-until" in REFUSED:
        return REFUSED[f"{slug}-until"]
    return REFUSED.get(slug, UNSAID)


def cancellation(slug: str) -> Reason:
    """Return the words of a cancellation."""
    return CANCELLED.get(slug, UNSAID_CANCELLED)
