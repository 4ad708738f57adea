"""Why a visit may be refused or cancelled: what the clerk chooses from.

The slugs are shared with the wording of messages. Reasons: prison-visits-2 and the newer staff
service, read in 2026.
"""

from __future__ import annotations

from app.applications.reasons import ListedReason
from app.i18n import Words, _

REJECT_REASONS = (
    ListedReason("no-slot", _("None of the chosen times is free")),
    ListedReason("no-allowance", _("The prisoner has no visits left")),
    ListedReason("prisoner-details-wrong", _("The prisoner’s details are wrong")),
    ListedReason("prisoner-moved", _("The prisoner has moved")),
    ListedReason("prisoner-released", _("The prisoner has been released")),
    ListedReason("prisoner-out-of-prison", _("The prisoner is out of the prison that day")),
    ListedReason("prisoner-banned", _("The prisoner may not have visits")),
    ListedReason("visitor-banned", _("A visitor is banned")),
    ListedReason("visitor-not-on-list", _("A visitor is not on the prisoner’s list")),
    ListedReason("no-adult", _("No adult is visiting")),
    ListedReason("non-association", _("Non-association: two people must be kept apart")),
    ListedReason("child-protection", _("Child protection")),
    ListedReason("restriction", _("An alert or a restriction")),
    ListedReason("duplicate", _("The same visit was asked for before")),
    ListedReason("other", _("Another reason"), worded=True),
)
CANCEL_REASONS = (
    ListedReason("visitor", _("The visitor asked")),
    ListedReason("prison", _("The prison cannot hold the visit")),
    ListedReason("prisoner", _("The prisoner refused the visit, or has none left")),
    ListedReason("prisoner-moved", _("The prisoner has moved")),
    ListedReason("prisoner-released", _("The prisoner has been released")),
    ListedReason("visitor-banned", _("A visitor is banned")),
    ListedReason("child-protection", _("Child protection")),
    ListedReason("non-association", _("Non-association: two people must be kept apart")),
    ListedReason("no-slot", _("The time is no longer there")),
    ListedReason("details-changed", _("The details changed")),
    ListedReason("booked-in-error", _("It was booked by mistake")),
    ListedReason("capacity", _("There is less room than planned")),
    ListedReason("other", _("Another reason"), worded=True),
)


def reason_words(slug: str) -> Words | None:
    """Return the words of a reason why a visit was rejected, cancelled or withdrawn, for staff."""
    return _WORDS.get(slug)


_WORDS = {reason.slug: reason.words for reason in (*CANCEL_REASONS, *REJECT_REASONS)}
