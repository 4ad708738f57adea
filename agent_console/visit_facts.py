"""What an agent or a clerk is shown of a visit beside its answers: times with room, and checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.applications.models import Application
from app.appointments import Slot, appointment_of, get_slot
from app.errors import NotFound
from app.i18n import Words, _
from app.journeys.answers import Answers
from app.journeys.catalogue.prison_visit.rules import CHOICES
from app.prisoners import Match, PrisonerRecord, check_prisoner

MATCH_WORDS: dict[Match, Words] = {
    Match.SAME: _("The details agree with the prisoner record."),
    Match.NOT_FOUND: _("The prisoner record has nobody with this number."),
    Match.BORN_DIFFERS: _("The date of birth differs from the prisoner record."),
    Match.NAME_DIFFERS: _("The name differs from the prisoner record."),
    Match.OTHER_PRISON: _("The prisoner record says that they are at another prison."),
}


@dataclass(frozen=True)
class Choice:
    """One time that was asked for, and how many places it has left."""

    slot: Slot
    label: Words
    room: int


_LABELS = (_("First choice"), _("Second choice"), _("Third choice"))


def choices_of(session: Session, answers: Answers) -> list[Choice]:
    """Return the times that were asked for, in order."""
    found = []
    for step, label in zip(CHOICES, _LABELS, strict=True):
        chosen = answers.value(step, "time")
        if not chosen:
            continue
        try:
            slot = get_slot(session, int(chosen))
        except NotFound:
            continue
        found.append(Choice(slot, label, slot.capacity - slot.taken))
    return found


def match_of(record: PrisonerRecord, answers: Answers) -> Match:
    """Return how the prisoner's details agree with the record, for staff only."""
    born = answers.value("prisoner-born", "born")
    name = answers.value("prisoner-name", "name") or {}
    if not born:
        return Match.NOT_FOUND
    return check_prisoner(
        record,
        number=answers.value("prisoner-number", "number") or "",
        born=date.fromisoformat(born),
        last_name=name.get("last", ""),
        prison_code=answers.value("prison", "prison") or "",
    )


def booked_slot(session: Session, application: Application) -> Slot | None:
    """Return the slot that an application holds or has booked, if any."""
    appointment = appointment_of(session, application.id)
    return get_slot(session, appointment.slot_id) if appointment else None
