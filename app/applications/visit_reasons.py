"""Why a visit may be refused or cancelled: what the clerk chooses from.

The slugs are shared with the wording of messages. Reasons: prison-visits-2 and the newer staff
service, read in 2026. `dated` reasons may carry the date from which things change.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import Words, _


@dataclass(frozen=True)
class VisitReason:
    """One reason: its slug, the clerk's words for it, and what it may carry."""

    slug: str
    words: Words
    dated: Words | None = None
    worded: bool = False


REJECT_REASONS = (
    VisitReason("no-slot", _("None of the chosen times is free")),
    VisitReason(
        "no-allowance", _("The prisoner has no visits left"), _("When they can have visits again")
    ),
    VisitReason("prisoner-details-wrong", _("The prisoner’s details are wrong")),
    VisitReason("prisoner-moved", _("The prisoner has moved")),
    VisitReason("prisoner-released", _("The prisoner has been released")),
    VisitReason("prisoner-out-of-prison", _("The prisoner is out of the prison that day")),
    VisitReason("prisoner-banned", _("The prisoner may not have visits"), _("When that ends")),
    VisitReason("visitor-banned", _("A visitor is banned"), _("When the ban ends")),
    VisitReason("visitor-not-on-list", _("A visitor is not on the prisoner’s list")),
    VisitReason("no-adult", _("No adult is visiting")),
    VisitReason("non-association", _("Non-association: two people must be kept apart")),
    VisitReason("child-protection", _("Child protection")),
    VisitReason("restriction", _("An alert or a restriction")),
    VisitReason("duplicate", _("The same visit was asked for before")),
    VisitReason("other", _("Another reason"), worded=True),
)
CANCEL_REASONS = (
    VisitReason("visitor", _("The visitor asked")),
    VisitReason("prison", _("The prison cannot hold the visit")),
    VisitReason("prisoner", _("The prisoner refused the visit, or has none left")),
    VisitReason("prisoner-moved", _("The prisoner has moved")),
    VisitReason("prisoner-released", _("The prisoner has been released")),
    VisitReason("visitor-banned", _("A visitor is banned")),
    VisitReason("child-protection", _("Child protection")),
    VisitReason("non-association", _("Non-association: two people must be kept apart")),
    VisitReason("no-slot", _("The time is no longer there")),
    VisitReason("details-changed", _("The details changed")),
    VisitReason("booked-in-error", _("It was booked by mistake")),
    VisitReason("capacity", _("There is less room than planned")),
    VisitReason("other", _("Another reason"), worded=True),
)


def reason_words(slug: str) -> Words | None:
    """Return the words of a reason why a visit was rejected, cancelled or withdrawn, for staff."""
    return _WORDS.get(slug)


_WORDS = {reason.slug: reason.words for reason in (*CANCEL_REASONS, *REJECT_REASONS)}
