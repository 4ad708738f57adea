"""What both faces do with a journey: open it, ask, check, save, submit.

A face makes addresses and chooses templates; everything between a posted form and the stored
answers happens here. Nothing here commits: the face opens the unit of work around it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.applications import lifecycle
from app.applications.desks import Desk, Gone
from app.applications.models import Application
from app.audit import Actor
from app.errors import AlreadyDone, NotFound
from app.i18n import Words
from app.journeys.answers import Answers, Key, Values
from app.journeys.asking import Asked, ask
from app.journeys.definition import Journey, Section
from app.journeys.path import Path, Place, find_path
from app.journeys.questions import Question
from app.web.parts import Parts

ACCEPTED = "accepted"
ON_SCREEN = "asked"

Posted = MultiDict[str, str]


@dataclass(frozen=True)
class Running:
    """One application as a request meets it; `stored` are its answers at `version`, when known."""

    application: Application
    journey: Journey
    path: Path
    lookups: Any
    stored: Answers | None = None
    version: int = 0

    def place(self, slug: str) -> Place:
        """Return a place of the path; raise NotFound when it is not asked."""
        try:
            return self.path.place(slug)
        except KeyError as error:
            raise NotFound(f"{slug} is not asked in {self.application.reference}") from error

    def section(self, slug: str) -> Section:
        """Return a section of the journey; raise NotFound when there is none of that slug."""
        try:
            return self.journey.section(slug)
        except KeyError as error:
            raise NotFound(f"{self.journey.slug} has no section {slug}") from error

    def ask(self, place: Place, posted: Posted | None = None, prefix: str = "") -> Asked:
        """Return a place's form, holding what was posted or else what is stored."""
        return ask(place, self.path.answers, self.lookups, posted=posted, prefix=prefix)

    def answered_with(self, answers: Answers) -> Running:
        """Return the same application as it would be with other answers."""
        return replace(self, path=find_path(self.journey, answers))


@dataclass(frozen=True, kw_only=True)
class Save:
    """Who saves, when, and against which version of the application."""

    actor: Actor
    at: datetime
    expected_version: int
    said_by: str = "applicant"
    removed: Collection[Key] = ()


def open_application(
    session: Session, application: Application, services: Parts, *, at: datetime
) -> Running:
    """Return an application with its journey, path and lookups."""
    answers = lifecycle.load_answers(session, application.id)
    journey = lifecycle.journey_of(application)
    lookups = desk_of(application, services).lookups(session, application, at=at)
    return Running(
        application, journey, find_path(journey, answers), lookups, answers, application.version
    )


def desk_of(application: Application, services: Parts) -> Desk:
    """Return the desk of an application's service; raise NotFound when there is none."""
    try:
        return services.desks[application.journey]
    except KeyError as error:
        raise NotFound(f"no desk for {application.journey}") from error


def check(asked: Asked, posted: Posted) -> bool:
    """Check what was posted at one place, with the warnings that were ticked as right."""
    start = f"{asked.place.slug}:"
    ticked = posted.getlist(ACCEPTED)
    return asked.check([value.removeprefix(start) for value in ticked if value.startswith(start)])


@dataclass(frozen=True)
class AskedSection:
    """A section's places in order; `good` are those that can be saved."""

    asked: tuple[Asked, ...]
    good: tuple[Asked, ...]


def check_section(running: Running, section: Section, posted: Posted) -> AskedSection:
    """Check the places of a section that stood on the posted screen.

    Each is asked and checked beside the answers posted above it, also beside an odd one that waits
    to be confirmed; what is right only beside that one, or asked only because of it, waits with it.
    A place that the good answers bring onto the path was not on the screen, so it is not checked;
    one that they take off it is left out. "No other" waits for a new member that is asked about
    again, who would go with it.
    """
    on_screen = set(posted.getlist(ON_SCREEN))
    done: set[str] = set()
    odd: dict[Key, Values] = {}
    asked, good = [], []
    while place := _next_posted(running, section, on_screen - done, odd):
        done.add(place.slug)
        one, passed = _check_beside(running, place, posted, odd)
        asked.append(one)
        if place.asks_for_more and _new_member_waits(running, place, asked):
            continue
        if passed and not (odd and _waits_with_odd(running, place, posted)):
            good.append(one)
            answers = running.path.answers.including({place.key: one.values()})
            running = running.answered_with(answers)
        elif not any(field.errors for field in one.form):
            odd[place.key] = one.values()
    return AskedSection(tuple(asked), tuple(good))


def _check_beside(
    running: Running, place: Place, posted: Posted, odd: Mapping[Key, Values]
) -> tuple[Asked, bool]:
    """Ask and check a place beside odd answers too; what it derives comes from good ones only."""
    good = running.path.answers
    beside = good.including(odd)
    asked = ask(place, beside, running.lookups, posted=posted, prefix=place.slug)
    passed = check(asked, posted)
    asked.answers = good
    return asked, passed


def _new_member_waits(running: Running, asking: Place, asked: Sequence[Asked]) -> bool:
    """Say whether a new member of the group was typed and cannot be saved as it is."""
    group = asking.group
    assert group is not None  # noqa: S101 - for the type check only.
    there = group.items(running.path.answers)
    new = (one for one in asked if one.place.group is group and one.place.item)
    return any(one.place.item not in there and is_begun(one) for one in new)


def is_begun(asked: Asked) -> bool:
    """Say whether anything was typed at a place."""
    questions = (field for field in asked.form if isinstance(field, Question))
    return any(field.data or any(field.typed.values()) for field in questions)


def _waits_with_odd(running: Running, place: Place, posted: Posted) -> bool:
    """Say whether a place is asked only because of an odd answer, or refused without it.

    One that is only odd is not refused.
    """
    if all(one.key != place.key for one in running.path.places):
        return True
    asked = running.ask(place, posted, place.slug)
    return not check(asked, posted) and any(field.errors for field in asked.form)


def as_typed(running: Running, asked: Collection[Asked]) -> Running:
    """Return the application as it would be with what was typed, but for what is refused."""
    typed = {
        one.place.key: one.values() for one in asked if not any(field.errors for field in one.form)
    }
    return running.answered_with(running.path.answers.including(typed)) if typed else running


def drawn_places(running: Running, section: Section, asked: Collection[Asked]) -> list[Place]:
    """Return what a section's screen shows: its places, and those typed beside an odd answer."""
    typed = {one.place.slug for one in asked}
    drawn, at = list(running.path.in_section(section)), 0
    for place in as_typed(running, asked).path.in_section(section):
        slugs = [one.slug for one in drawn]
        if place.slug in slugs:
            at = slugs.index(place.slug) + 1
        elif place.slug in typed:
            drawn.insert(at, place)
            at += 1
    return drawn


def _next_posted(
    running: Running, section: Section, waiting: Collection[str], odd: Mapping[Key, Values]
) -> Place | None:
    """Return the next posted place as it stands beside odd answers, or else without them."""
    beside = running.answered_with(running.path.answers.including(odd)) if odd else running
    places = (*beside.path.in_section(section), *running.path.in_section(section))
    return next((place for place in places if place.slug in waiting), None)


def save(
    session: Session, running: Running, asked: Sequence[Asked], wish: Save, *, services: Parts
) -> Answers:
    """Store checked answers and let the service's desk act on them; return what now applies.

    Raises VersionConflict, NotAllowedNow, or Gone when a choice was taken meanwhile; after any of
    them the unit of work must not commit.
    """
    application = running.application
    fresh = running.version == application.version == wish.expected_version
    saving = lifecycle.Saving(
        steps={one.place.key: one.values() for one in asked},
        expected_version=wish.expected_version,
        said_by=wish.said_by,
        removed=wish.removed,
        before=running.stored if fresh else None,
    )
    answers = lifecycle.record_answers(session, application, saving, actor=wish.actor, at=wish.at)
    saved = [key for key in saving.steps if answers.has(*key)]
    desk_of(application, services).recorded(session, application, answers, saved=saved, at=wish.at)
    return answers


def show_gone(asked: Sequence[Asked], gone: Gone) -> None:
    """Put the words of a choice that was taken meanwhile beside its question."""
    for one in asked:
        if one.place.slug == gone.place and gone.question in one.form:
            one.form.refuse(gone.question, gone.words)


def submit(session: Session, running: Running, wish: Save, *, services: Parts) -> bool:
    """Send an application; return False when it had been sent before, which is as good.

    Raises NotComplete, VersionConflict or Gone.
    """
    try:
        desk_of(running.application, services).submit(
            session,
            running.application,
            actor=wish.actor,
            at=wish.at,
            expected_version=wish.expected_version,
        )
    except AlreadyDone:
        return False
    return True


@dataclass(frozen=True)
class ConflictRow:
    """One question that two people answered differently."""

    label: str
    theirs: str
    yours: str


def conflict_rows(running: Running, asked: Sequence[Asked]) -> tuple[ConflictRow, ...]:
    """Return the differences between the stored answers and the ones just posted.

    `running` must have been opened anew, after the other person's save.
    """
    return tuple(row for one in asked for row in _differences(running, one))


def _differences(running: Running, asked: Asked) -> list[ConflictRow]:
    theirs = running.ask(asked.place).form
    return [
        ConflictRow(_label(asked.place, field), str(stored.said()), str(field.said()))
        for field in asked.form
        if isinstance(field, Question) and field.data != (stored := theirs[field.short_name]).data
    ]


def _label(place: Place, question: Question) -> str:
    words = question.words
    if isinstance(words, Words) and place.item:
        words = words.filled(number=place.number)
    return str(words)


def version_of(posted: Mapping[str, str]) -> int:
    """Return the version that a form was made against; 0, which never matches, when it says none."""
    text = posted.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
