"""What each status is called on screen, and the colour of its tag."""

from __future__ import annotations

from app.applications.models import Status
from app.i18n import Words, _

STATUS_WORDS: dict[str, Words] = {
    Status.DRAFT: _("Draft"),
    Status.REQUESTED: _("Requested"),
    Status.BOOKED: _("Booked"),
    Status.REJECTED: _("Rejected"),
    Status.WITHDRAWN: _("Withdrawn"),
    Status.CANCELLED: _("Cancelled"),
    Status.REPLACED: _("Replaced"),
    Status.ABANDONED: _("Abandoned"),
}
STATUS_COLOURS: dict[str, str] = {
    Status.DRAFT: "govuk-tag--grey",
    Status.REQUESTED: "govuk-tag--blue",
    Status.BOOKED: "govuk-tag--green",
    Status.REJECTED: "govuk-tag--red",
    Status.WITHDRAWN: "govuk-tag--grey",
    Status.CANCELLED: "govuk-tag--red",
    Status.REPLACED: "govuk-tag--grey",
    Status.ABANDONED: "govuk-tag--grey",
}
