"""What is told of a visit beside its answers: to staff, checks and places left; to the visitor, how
it ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.applications.held_time import taken_slot
from app.applications.models import Application
from app.applications.plain_desk import replies
from app.applications.standing import Ending, Fact, Tone
from app.appointments import Slot, get_slot
from app.clock import today
from app.errors import NotFound
from app.i18n import WELSH, Words, _, current_language
from app.journeys.answers import Answers
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.catalogue.prison_visit.lookups import BY_HAND
from app.journeys.catalogue.prison_visit.rules import CHOICES
from app.journeys.life import Status
from app.places import get_venue, working_days_after
from app.prisoners import Match, PrisonerRecord, check_prisoner
from app.values.date_words import show_date, show_times

MATCH_WORDS: dict[Match, Words] = {
    Match.SAME: _("The details agree with the prisoner record."),
    Match.NOT_FOUND: _("The prisoner record has nobody with this number."),
    Match.BORN_DIFFERS: _("The date of birth differs from the prisoner record."),
    Match.NAME_DIFFERS: _("The name differs from the prisoner record."),
    Match.OTHER_PRISON: _("The prisoner record says that they are at another prison."),
}
_LABELS = (_("First choice"), _("Second choice"), _("Third choice"))


@dataclass(frozen=True)
class Choice:
    """One time that was asked for, and how many places it has left."""

    slot: Slot
    label: Words
    room: int


def choices_of(session: Session, answers: Answers) -> list[Choice]:
    """Return the times that were asked for and are still there, in order."""
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


def time_words(slot: Slot) -> str:
    """Return the date and the times of a slot, in the language of the moment."""
    language = current_language()
    day, times = (
        show_date(slot.starts_at, language),
        show_times(slot.starts_at, slot.ends_at, language),
    )
    return f"{day}, {times}"


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


def visit_facts(
    session: Session, application: Application, answers: Answers, record: PrisonerRecord
) -> Sequence[Fact]:
    """Return what helps to decide a visit: the prisoner record, and how its time stands."""
    match = match_of(record, answers)
    same = match is Match.SAME
    tag = _("Agrees") if same else _("Differs")
    facts = [Fact(tag, MATCH_WORDS[match], Tone.GOOD if same else Tone.BAD)]
    slot = taken_slot(session, application.id)
    if slot:
        facts.append(Fact(_("Booked"), time_words(slot), Tone.GOOD))
    elif application.status == Status.REQUESTED and _nothing_left(session, answers):
        none_left = _("None of the chosen times is there any more.")
        facts.append(Fact(_("No time"), none_left, Tone.BAD))
    return facts


def _nothing_left(session: Session, answers: Answers) -> bool:
    return not is_by_hand(answers) and not choices_of(session, answers)


def is_by_hand(answers: Answers) -> bool:
    """Say whether the prison finds the time itself."""
    return bool(answers.value("prison", "way") == BY_HAND)


def visit_ending(
    session: Session, application: Application, answers: Answers, *, at: datetime
) -> Ending:
    """Return what the visitor is told once it is sent: the time, or by when they hear."""
    slot = taken_slot(session, application.id)
    if application.status != VisitStatus.BOOKED or slot is None:
        waits = _("Your visit is not booked yet. Please wait for the answer before you travel.")
        then = _answer_comes(session, application, answers, at=at)
        return Ending(_("Your request was sent"), (waits, then, *replies(answers)))
    return Ending(
        _("Your visit is booked"),
        (_("Each adult must bring photo ID."), *replies(answers)),
        lines=(_prison(answers), time_words(slot)),
    )


def _answer_comes(
    session: Session, application: Application, answers: Answers, *, at: datetime
) -> Words:
    """Say how and by when: the last of the working days that the prison's staff need."""
    day = answer_day(session, application, answers, at=at)
    if day is None:
        return _("The prison will write or call to agree a time.")
    words = _("You should have an answer by {day}.")
    return words.filled(day=show_date(day, current_language()))


def answer_day(
    session: Session, application: Application, answers: Answers, *, at: datetime
) -> date | None:
    """Return the day by which a prison should answer, or None where it agrees a time by hand."""
    if is_by_hand(answers):
        return None
    venue = get_venue(session, application.venue_code or "")
    sent = today(application.submitted_at or at)
    return working_days_after(sent, venue.lead_days, works_weekends=venue.works_weekends)


def _prison(answers: Answers) -> str:
    welsh = answers.value("prison", "name_cy") if current_language() == WELSH else ""
    return welsh or answers.value("prison", "name") or ""
