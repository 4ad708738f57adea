"""People to write to and messages that wait for them, as the experiments with messages need.

Numbers are of Ofcom's range for drama, a thousand of them in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app import clock
from app.db import Database
from app.messages.batches import put_in_tray
from app.messages.kinds import wording_of
from app.messages.models import WAITING, Channel, LetterFile, Message, State
from app.messages.outbox import queue_message
from app.messages.post import Rendered, render_message
from app.messages.sms import TwilioSms
from app.people import Person
from app.services import Services
from letters import Fonts
from tests.fakes.twilio_server import ACCOUNT, TOKEN

KIND = "visit-booked"
MOBILES = 1_000
PUBLIC = "https://alongside.example"
AT_ONCE = 500
ENVELOPE = ("Sian Example", "1 Sample Street", "Anytown", "CF10 1AA")
NO_LIMIT = 1_000_000


def twilio_at(url: str, *, timeout: float = 10) -> TwilioSms:
    """Return the real adapter, without a limit a second, at a stand-in's address."""
    return TwilioSms(
        account=ACCOUNT,
        token=TOKEN,
        sender="Alongside",
        public_url=PUBLIC,
        per_second=NO_LIMIT,
        api=url,
        timeout=timeout,
    )


def carried_by(services: Services, sms: TwilioSms) -> Services:
    """Return the same parts with another carrier of texts."""
    return replace(services, sms=sms)


def add_reachable(
    session: Session, count: int, *, at: datetime, write: bool = False
) -> list[Person]:
    """Add people who may be texted or, instead, written to."""
    made = [_person(number, at, write=write) for number in range(count)]
    session.add_all(made)
    session.flush()
    return made


def _person(number: int, at: datetime, *, write: bool) -> Person:
    return Person(
        id=uuid4(),
        reference=f"PE-{uuid4().hex[:12]}",
        created_at=at,
        updated_at=at,
        first_names="Sian",
        last_name="Example",
        phone=f"+447700900{number % MOBILES:03d}",
        address={"line1": ENVELOPE[1], "town": ENVELOPE[2], "postcode": ENVELOPE[3]},
        may_text=not write,
        may_write=write,
    )


def queue_for(session: Session, people: Sequence[Person], *, at: datetime) -> list[UUID]:
    """Queue one message for each of the people; return the messages' ids."""
    made: list[UUID] = []
    for person in people:
        key = uuid4().hex
        made += [
            message.id
            for message in queue_message(
                session,
                kind=KIND,
                person=person,
                application_id=None,
                reference=f"PV-{key[:4]}-{key[4:8]}".upper(),
                holes=wording_of(KIND).sample,
                key=f"bench:{key}",
                at=at,
            )
        ]
    return made


def queue_texts(database: Database, count: int, *, at: datetime) -> list[UUID]:
    """Queue so many texts, each for a person of its own; return the messages' ids."""
    made: list[UUID] = []
    for start in range(0, count, AT_ONCE):
        with database.unit_of_work() as session:
            people = add_reachable(session, min(AT_ONCE, count - start), at=at)
            made += queue_for(session, people, at=at)
    return made


def queue_again(database: Database, *, at: datetime) -> None:
    """Put every text back as if it had never been tried."""
    never: dict[str, object] = dict.fromkeys(
        ("supplier", "supplier_id", "attempted_at", "sent_at", "settled_at", "last_error")
    )
    values = {**never, "state": State.QUEUED, "attempts": 0, "faults": 0, "doubtful": False}
    with database.unit_of_work() as session:
        session.execute(update(Message).values(**values, next_attempt_at=at))


def waiting(database: Database, channel: Channel = Channel.TEXT) -> int:
    """Return how many messages of a channel are not settled."""
    query = select(func.count()).where(Message.channel == channel, Message.state.in_(WAITING))
    with database.reading() as session:
        return session.scalar(query) or 0


def sample_message() -> Message:
    """Return a letter of one page that is in no database."""
    wording = wording_of(KIND)
    holes = {**wording.sample, "name": ENVELOPE[0], "reference": "PV-4K7Q-9M2X"}
    return Message(
        id=uuid4(),
        kind=KIND,
        wording_version=wording.version,
        channel=Channel.LETTER,
        language="en",
        to="\n".join(ENVELOPE),
        body=holes,
        plain=False,
    )


def sample_letter(fonts: Fonts, *, at: datetime) -> Rendered:
    """Return that letter rendered."""
    return render_message(sample_message(), fonts, at=at)


def fill_tray(database: Database, letter: Rendered, count: int, *, at: datetime) -> list[UUID]:
    """Put so many copies of one letter in the tray, each of a message of its own."""
    with database.unit_of_work() as session:
        (person,) = add_reachable(session, 1, at=at, write=True)
        (first,) = queue_for(session, [person], at=at)
        put_in_tray(session, first, letter, at=at)
        session.flush()
        _set_rendered(session, first)
        message, file = _columns(session, Message, first), _columns(session, LetterFile, first)
    ids = [first]
    for start in range(1, count, AT_ONCE):
        some = [uuid4() for _number in range(min(AT_ONCE, count - start))]
        with database.unit_of_work() as session:
            session.execute(
                insert(Message), [{**message, "id": one, "key": one.hex} for one in some]
            )
            session.execute(insert(LetterFile), [{**file, "message_id": one} for one in some])
        ids += some
    return ids


def _set_rendered(session: Session, message_id: UUID) -> None:
    values = {"state": State.RENDERED, "attempts": 1, "settled_at": clock.now()}
    session.execute(update(Message).where(Message.id == message_id).values(**values))


def _columns(session: Session, table: type[Message | LetterFile], key: UUID) -> dict[str, object]:
    row = session.get_one(table, key, populate_existing=True)
    return {name: getattr(row, name) for name in table.__mapper__.columns.keys()}  # noqa: SIM118
