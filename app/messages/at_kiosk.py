"""Letters that are read at a kiosk: found by whoever knows the reference and the date of birth.

Such a letter is never posted. It is shown only at the place where the person collects post, and only
while their rules still say so; each showing and each print leaves an entry. One that nobody reads opens
a task, and one whose rules have changed, or whose kiosk is gone, goes back to be sent another way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from app.audit import WORKER, Actor, AuditEntry, record
from app.db import attempting
from app.errors import NotFound
from app.i18n import _
from app.identity.attempts import Attempt
from app.messages.faults import told
from app.messages.formats import NOT_PRINTED
from app.messages.kiosk_guesses import count_wrong, is_shut
from app.messages.kiosk_wording import LETTER_AT_KIOSK
from app.messages.last_look import send_anew
from app.messages.models import Channel, LetterFile, Message, State
from app.messages.outbox import CALL_WITHIN, queue_message
from app.messages.outcomes import Ended
from app.messages.post import Rendered
from app.messages.wishes import reach, safe_for
from app.people import LetterFormat, Person, get_person, rules_of
from app.places import get_venue
from app.tasks import NewTask, TaskKind, end_if_free, open_task, task_with_key

NO_POSTAGE = "none"
_NO_SCREEN = _("A kiosk cannot give braille or sound. The letter was made in print.")
# Our own choice: whoever looks in once a week does not miss it, and staff hear soon enough.
UNREAD_FOR = timedelta(days=7)
READ_AGAIN_FOR = timedelta(days=28)
# Within this time a page that is loaded again in one kiosk session is the same showing.
SAME_SHOWING = timedelta(minutes=1)
SHOWN = ("letter.collected", "letter.read-again")
log = structlog.get_logger()


class NoSuchLetter(NotFound):
    """There is no letter to read here for these details, whatever the reason."""


@dataclass(frozen=True)
class Said:
    """What somebody at a kiosk typed to show that a letter is theirs."""

    reference: str
    born: date


@dataclass(frozen=True)
class Waiting:
    """A letter that can be read here: when it was made, and when it was first read, if it was."""

    message_id: UUID
    made_at: datetime
    read_at: datetime | None


def screen_format(wanted: str) -> str:
    """Return the format in which a letter is made for a kiosk: it can give no braille and no sound."""
    return LetterFormat.STANDARD if wanted in NOT_PRINTED else wanted


def to_kiosk(letter: Rendered, venue_code: str, wanted: str) -> Ended:
    """Return how a letter ends that waits at a place's kiosk: it costs nothing to post."""
    note = letter.note.source if letter.note else None
    if screen_format(wanted) != wanted:
        note = _NO_SCREEN.source
    kept = replace(letter, collect_at=venue_code, postage=NO_POSTAGE)
    return Ended(State.AT_KIOSK, letter=kept, cost=0, error=note)


def is_for_reading_at(session: Session, venue_code: str, *, at: datetime) -> bool:
    """Say whether letters wait, or were read of late, at a place's kiosk."""
    query = _there(venue_code, at=at).limit(1)
    return session.scalar(query) is not None


def find_letter(
    session: Session, venue_code: str, said: Said, *, actor: Actor, at: datetime
) -> Attempt[UUID]:
    """Look for a letter with this reference for the person born that day; the gain is its id.

    After a few wrong dates for one person none is right for a day, and staff are told. Ask for the
    outcome, which may raise NoSuchLetter, after the unit of work: a wrong date must be counted
    although it is refused.
    """
    found = _with_reference(session, venue_code, said.reference, at=at)
    for letter, person in found:
        if person.born != said.born or is_shut(session, person.id, at=at):
            continue
        if _still_goes_there(session, letter, person):
            return Attempt(letter.id)
    for person in {person.id: person for _letter, person in found}.values():
        if person.born != said.born:
            count_wrong(session, person.id, venue_code, actor=actor, at=at)
    return Attempt(refusal=NoSuchLetter("no letter to read here"))


def letters_with(
    session: Session, venue_code: str, letter_id: UUID, *, at: datetime
) -> list[Waiting]:
    """Return the letters that whoever found one may read here, the newest first."""
    found = session.get(LetterFile, letter_id)
    message = session.get(Message, letter_id)
    if found is None or message is None:
        return []
    person = get_person(session, message.person_id)
    query = _there(venue_code, at=at).where(
        LetterFile.reference == found.reference, Message.person_id == person.id
    )
    found_too = [session.get_one(Message, one) for one in session.scalars(query)]
    readable = [one for one in found_too if _still_goes_there(session, one, person)]
    made = [(session.get_one(LetterFile, one.id).rendered_at, one) for one in readable]
    return [
        Waiting(one.id, rendered_at, one.settled_at if one.state == State.COLLECTED else None)
        for rendered_at, one in sorted(made, key=lambda pair: (pair[0], pair[1].id), reverse=True)
    ]


def open_letter(
    session: Session,
    message_id: UUID,
    *,
    actor: Actor,
    at: datetime,
    kiosk_session: UUID | None = None,
) -> None:
    """Note that a letter is read in a session at a kiosk: the first time it is collected.

    Each showing leaves an entry; what is shown again in one session within a minute is the same one.
    """
    letter = session.get_one(Message, message_id, with_for_update=True, populate_existing=True)
    if letter.state == State.AT_KIOSK:
        letter.state, letter.sent_at, letter.settled_at = State.COLLECTED, at, at
        _end_task(session, letter, at=at)
        _note(session, "letter.collected", letter, kiosk_session, actor=actor, at=at)
    elif not _was_just_shown(session, letter, kiosk_session, at=at):
        _note(session, "letter.read-again", letter, kiosk_session, actor=actor, at=at)


def note_print(
    session: Session, message_id: UUID, *, actor: Actor, at: datetime, kiosk_session: UUID
) -> None:
    """Note that a letter is printed beside a kiosk; each print leaves an entry."""
    letter = session.get_one(Message, message_id)
    _note(session, "letter.printed-at-kiosk", letter, kiosk_session, actor=actor, at=at)


def _note(
    session: Session,
    action: str,
    letter: Message,
    kiosk_session: UUID | None,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    shown = _showing(letter, kiosk_session)
    record(
        session,
        action,
        actor=actor,
        at=at,
        subject_kind="application",
        subject_id=letter.application_id,
        details={"kind": letter.kind, "channel": letter.channel, **shown},
    )


def _showing(letter: Message, kiosk_session: UUID | None) -> dict[str, str]:
    if kiosk_session is None:
        return {}
    return {"message": str(letter.id), "kiosk_session": str(kiosk_session)}


def _was_just_shown(
    session: Session, letter: Message, kiosk_session: UUID | None, *, at: datetime
) -> bool:
    """Say whether this kiosk session had the letter on the screen a moment ago."""
    query = select(AuditEntry.details).where(
        # The trail of one application is short, that of one kiosk is years long.
        AuditEntry.subject_id == letter.application_id,
        AuditEntry.action.in_(SHOWN),
        AuditEntry.at > at - SAME_SHOWING,
    )
    showing = _showing(letter, kiosk_session)
    return bool(showing) and any(showing.items() <= one.items() for one in session.scalars(query))


def tell_that_it_waits(session: Session, message_id: UUID, *, at: datetime) -> None:
    """Text the person that a letter waits, as far as their wishes and rules allow."""
    letter = session.get_one(Message, message_id)
    kept = session.get_one(LetterFile, message_id)
    person = get_person(session, letter.person_id)
    place = get_venue(session, kept.collect_at or "")
    holes = {name: letter.body.get(name) or "" for name in ("helpline", "sender", "answers")}
    queue_message(
        session,
        kind=LETTER_AT_KIOSK,
        person=person,
        application_id=letter.application_id,
        reference=kept.reference,
        holes={**holes, "place": place.name_in(person.language)},
        key=f"at-kiosk:{letter.id}:{place.code}",
        at=at,
    )


_UNREAD = (Message.channel == Channel.LETTER, Message.state == State.AT_KIOSK)


def any_at_kiosk(session: Session) -> bool:
    """Say whether any letter waits at a kiosk; takes no lock."""
    return session.scalar(select(Message.id).where(*_UNREAD).limit(1)) is not None


def look_after(session: Session, *, at: datetime) -> int:
    """See to the letters that wait at kiosks; return how many go another way.

    A letter whose rules have changed, or whose kiosk is gone, goes back to the outbox, which sends
    it as the rules say now. One that nobody read in a week opens a task, once.
    """
    waiting = session.scalars(select(Message.id).where(*_UNREAD)).all()
    return sum(_look_after_one(session, letter_id, at=at) for letter_id in waiting)


def _look_after_one(session: Session, letter_id: UUID, *, at: datetime) -> bool:
    """See to one letter; say whether it goes another way. One that breaks our code does: it is
    counted and held there, and the others are looked after.
    """
    try:
        with attempting(session):
            return _see_to(session, letter_id, at=at)
    except Exception as fault:  # whatever is wrong with this one: the others must go on
        log.error("letter-at-kiosk.fault", message_id=str(letter_id), **told(fault))
        send_anew(session, [letter_id], at=at)
        return True


def _see_to(session: Session, letter_id: UUID, *, at: datetime) -> bool:
    letter = session.get_one(Message, letter_id, populate_existing=True)
    person = get_person(session, letter.person_id)
    goes = _still_goes_there(session, letter, person)
    if goes and (letter.settled_at or letter.created_at) + UNREAD_FOR > at:
        return False
    # Only now is it locked, so that nobody who reads one waits for a look at all.
    session.refresh(letter, with_for_update=True)
    if letter.state != State.AT_KIOSK:
        return False
    if goes:
        _ask_staff(session, letter, person, at=at)
    else:
        _end_task(session, letter, at=at)
        send_anew(session, [letter_id], at=at)
    return not goes


def _there(venue_code: str, *, at: datetime) -> Select[UUID]:
    """Return the letters that were not read yet, or not too long ago."""
    waiting = Message.state == State.AT_KIOSK
    again = and_(Message.state == State.COLLECTED, Message.settled_at > at - READ_AGAIN_FOR)
    return (
        select(LetterFile.message_id)
        .join(Message, Message.id == LetterFile.message_id)
        .where(LetterFile.collect_at == venue_code, or_(waiting, again))
    )


def _with_reference(
    session: Session, venue_code: str, reference: str, *, at: datetime
) -> list[tuple[Message, Person]]:
    query = _there(venue_code, at=at).where(LetterFile.reference == reference)
    sent = [session.get_one(Message, one) for one in session.scalars(query)]
    return [(one, get_person(session, one.person_id)) for one in sent]


def _still_goes_there(session: Session, letter: Message, person: Person) -> bool:
    """Say whether the person's wish and rules still send this letter to this kiosk."""
    rules = rules_of(session, person.id)
    here = session.get_one(LetterFile, letter.id).collect_at
    return rules.kiosk_at == here and bool(
        reach(person, Channel.LETTER, safe_for(session, person)).to
    )


def _task_key(letter: Message) -> str:
    return f"unread:{letter.id}"


def _end_task(session: Session, letter: Message, *, at: datetime) -> None:
    """End the task about a letter that nobody read, unless somebody of ours has taken it."""
    task = task_with_key(session, _task_key(letter))
    if task is not None:
        end_if_free(session, task, actor=WORKER, at=at)


def _ask_staff(session: Session, letter: Message, person: Person, *, at: datetime) -> None:
    rules = rules_of(session, person.id)
    may_call = rules.may_call is True and bool(person.phone)
    wish = NewTask(
        key=_task_key(letter),
        kind=TaskKind.CALL_BACK if may_call else TaskKind.KIOSK_LETTER,
        reason="letter-not-collected",
        due_at=rules.next_open(at + CALL_WITHIN) if may_call else at + CALL_WITHIN,
        person_id=person.id,
        application_id=letter.application_id,
        message_id=letter.id,
        details={"kind": letter.kind},
    )
    open_task(session, wish, actor=WORKER, at=at)
