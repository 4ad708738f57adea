"""What each status is called on screen, and the colour of its tag."""

from __future__ import annotations

from app.i18n import Words, _
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.life import Status

STATUS_WORDS: dict[str, Words] = {
    Status.DRAFT: _("Draft"),
    Status.REQUESTED: _("Requested"),
    VisitStatus.BOOKED: _("Booked"),
    VisitStatus.REJECTED: _("Rejected"),
    Status.WITHDRAWN: _("Withdrawn"),
    VisitStatus.CANCELLED: _("Cancelled"),
    VisitStatus.REPLACED: _("Replaced"),
    Status.ABANDONED: _("Abandoned"),
}
STATUS_COLOURS: dict[str, str] = {
    Status.DRAFT: "govuk-tag--grey",
    Status.REQUESTED: "govuk-tag--blue",
    VisitStatus.BOOKED: "govuk-tag--green",
    VisitStatus.REJECTED: "govuk-tag--red",
    Status.WITHDRAWN: "govuk-tag--grey",
    VisitStatus.CANCELLED: "govuk-tag--red",
    VisitStatus.REPLACED: "govuk-tag--grey",
    Status.ABANDONED: "govuk-tag--grey",
}
