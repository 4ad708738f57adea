"""Why a question about legal aid was closed, as the person hears it, and what they can do.

Keyed by the slug an adviser chose. The words go into texts too, so they do not say what the help
is. A slug without words here is said in general words.
"""

from __future__ import annotations

from app.i18n import _
from app.messages.reasons import Reason

_CALL_AGAIN = _("You can call us again at any time.")
_LOOK_AGAIN = _("You can ask us to look at it again.")

CLOSED: dict[str, Reason] = {
    "not-eligible": Reason(_("From what we know, you cannot get this help."), _LOOK_AGAIN),
    "not-covered": Reason(_("This help does not cover your problem."), _LOOK_AGAIN),
    "referred-elsewhere": Reason(
        _("Somebody else is helping you, or can help you better."), _CALL_AGAIN
    ),
    "not-reached": Reason(
        _("We tried to call, but we could not reach you."),
        _("Call us and we carry on from where we were."),
    ),
}
UNSAID = Reason(_("There is no more that we can do now."), _CALL_AGAIN)


def closing(slug: str) -> Reason:
    """Return why it was closed, and what the person can do."""
    return CLOSED.get(slug, UNSAID)
