"""What `alongside doctor` looks at: each check gives one line, and says whether it is well.

Nothing is changed and nothing personal is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import schema
from app.appointments.coverage import venues_short_of_slots
from app.audit import AuditHead, seal_of
from app.clock import today
from app.db import Database, vault_of
from app.identity.models import Agent
from app.jobs import make_jobs
from app.means.figures import FiguresNotKnown, figures_on
from app.messages.claims import is_due
from app.messages.models import WAITING, Channel, Message, State
from app.messages.troubles import NO_WORDING
from app.places import HELPLINE, PRISON, bookable_venues
from app.settings import Settings
from letters import Fonts, LetterError

STYLES = ("govuk/govuk-frontend.min.css", "moj/moj-frontend.min.css", "fonts/alongside-sans.css")
LATE = timedelta(minutes=5)
SOON = timedelta(weeks=4)


@dataclass(frozen=True)
class Finding:
    """One line about one thing, and whether all is well with it."""

    well: bool
    line: str


def check_all(settings: Settings, database: Database, *, at: datetime) -> Iterator[Finding]:
    """Yield the findings, the most fundamental first; a broken database ends its own part."""
    yield Finding(True, f"Settings: the {settings.profile} profile, complete.")
    yield check_assets(settings)
    yield check_fonts(settings)
    yield check_queue(settings)
    yield check_texts(settings)
    yield check_figures(at)
    shape = check_tables(database)
    yield shape
    if shape.well:
        with database.reading() as session:
            for check in CHECKS:
                yield check(session, at)


def check_assets(settings: Settings) -> Finding:
    """Look for the style sheets that the set-up copies."""
    missing = [name for name in STYLES if not (settings.assets / name).is_file()]
    if missing:
        return Finding(False, f"Assets: {missing[0]} is missing. Run: python3 dev.py setup")
    return Finding(True, "Assets: the style sheets are there.")


def check_fonts(settings: Settings) -> Finding:
    """Load the fonts that letters embed."""
    try:
        Fonts.load(settings.fonts)
    except LetterError as error:
        return Finding(False, f"Fonts: {error}. Run: python3 dev.py setup")
    return Finding(True, "Fonts: letters can be printed.")


def check_texts(settings: Settings) -> Finding:
    """Say whether texts can reach anybody: the demo phone is no phone."""
    if settings.sms_supplier == "demo":
        line = "Texts: they go to the demo phone only."
        return Finding(settings.demo, line if settings.demo else f"{line} Set ALONGSIDE_SMS.")
    if settings.public_url.startswith(("http://127.", "http://localhost")):
        return Finding(False, "Texts: no delivery report can come. Set ALONGSIDE_PUBLIC_URL.")
    return Finding(True, "Texts: they go out through Twilio.")


def check_figures(at: datetime) -> Finding:
    """Say when the amounts of legal aid's means test run out: then nobody gets a verdict."""
    for day in (today(at), today(at + SOON)):
        try:
            figures_on(day)
        except FiguresNotKnown as gap:
            said = f"Figures: legal aid's {gap.figure} is not known on {day:%Y-%m-%d}."
            return Finding(False, f"{said} Add it to app/data/legal_aid_figures.csv")
    return Finding(True, "Figures: legal aid's amounts are known for the coming weeks.")


def check_queue(settings: Settings) -> Finding:
    """Reach the job queue."""
    try:
        waiting = make_jobs(settings).waiting()
    except Exception as error:  # each kind of queue has errors of its own
        return Finding(False, f"Queue: cannot be reached: {_short(error)}")
    return Finding(True, f"Queue: reached, {waiting} nudges wait.")


def check_tables(database: Database) -> Finding:
    """Reach the database and compare its revision with the one this program needs."""
    try:
        here, newest = schema.revision_of(database), schema.newest_revision()
    except SQLAlchemyError as error:
        return Finding(False, f"Database: cannot be reached: {_short(error)}")
    if here != newest:
        return Finding(
            False,
            f"Database: at revision {here or 'none'}, needs {newest}. Run: alongside db upgrade",
        )
    return Finding(True, f"Database: reached, at revision {here}.")


def check_keys(session: Session, _at: datetime) -> Finding:
    """Open something that was sealed when the tables were made."""
    head = session.get(AuditHead, 0)
    if head is None:
        return Finding(False, "Keys: the audit trail has no head. Run: alongside audit verify")
    wanted = seal_of(vault_of(session), head.lane, head.number, head.link)
    if not compare_digest(head.seal, wanted):
        return Finding(
            False, "Keys: ALONGSIDE_TRAIL_KEY is not the one this database was made with."
        )
    return Finding(True, "Keys: they fit this database.")


def check_agents(session: Session, _at: datetime) -> Finding:
    """Count the agents who may sign in."""
    active = select(func.count()).select_from(Agent).where(Agent.active)
    count = session.scalar(active) or 0
    if not count:
        return Finding(False, "Agents: nobody can sign in. Run: alongside agents create")
    return Finding(True, f"Agents: {count} can sign in.")


def check_slots(session: Session, at: datetime) -> Finding:
    """Look for prisons and helplines, and for slots to the end of each one's window."""
    venues = bookable_venues(session)
    for kind, name in ((PRISON, "prisons"), (HELPLINE, "helplines")):
        if not any(venue.kind == kind for venue in venues):
            return Finding(False, f"Places: there are no {name}. Run: alongside places load")
    short = venues_short_of_slots(session, at=at)
    if short:
        return Finding(
            False, f"Slots: {len(short)} places lack coming times. Run: alongside slots make"
        )
    return Finding(True, f"Slots: made for every one of {len(venues)} open places that needs them.")


def check_backlog(session: Session, at: datetime) -> Finding:
    """Count messages that should have left some minutes ago."""
    late = sum(_count(session, is_due(channel, at - LATE)) for channel in Channel)
    if late:
        return Finding(
            False, f"Outbox: {late} messages are late. Is this running: alongside worker"
        )
    return Finding(True, "Outbox: nothing is late.")


def check_wordings(session: Session, at: datetime) -> Finding:
    """Count messages that have waited some minutes for a worker that knows their words."""
    no_words = (Message.state.in_(WAITING), Message.last_error == NO_WORDING.source)
    count = _count(session, and_(*no_words, Message.due_at <= at - LATE))
    if count:
        return Finding(
            False, f"Outbox: {count} messages wait for a newer version of: alongside worker"
        )
    return Finding(True, "Outbox: the words of every message are known.")


def check_stuck(session: Session, _at: datetime) -> Finding:
    """Count messages that failed or that our own code broke on."""
    held, failed = (_count(session, Message.state == state) for state in (State.HELD, State.FAILED))
    if held:
        return Finding(
            False, f"Outbox: {held} messages are held. See: alongside outbox list --state held"
        )
    return Finding(True, f"Outbox: nothing is held, {failed} failed for good.")


CHECKS: tuple[Callable[[Session, datetime], Finding], ...] = (
    check_keys,
    check_agents,
    check_slots,
    check_backlog,
    check_wordings,
    check_stuck,
)


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Message).where(condition)) or 0


def _short(error: Exception) -> str:
    """Return one line of an error, without any value that was sent."""
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    return said[:200]
