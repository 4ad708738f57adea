"""One person's use of a kiosk: opened when they choose a language, and forgotten at the end.

A request shows a token; one query finds the session and its device. `seen_at` is written at most
every ten seconds, and those ten seconds are allowed for, so nobody is cut off before their time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.audit import WORKER, Actor, record
from app.errors import AlongsideError
from app.i18n import LANGUAGES
from app.identity.models import Device, EndedHow, KioskSession
from app.identity.tokens import digest_of, new_token

TOUCH_EVERY = timedelta(seconds=10)


# Made once: it runs at every request, and building it costs more than running it.
_BY_TOKEN = (
    select(KioskSession, Device)
    .join(Device, Device.id == KioskSession.device_id)
    .where(KioskSession.token_hash == bindparam("digest"))
)


class KioskSessionEnded(AlongsideError):
    """This person's session is over or never was.

    `language` is the one they used, for the page that says so, or None when the token is unknown.
    """

    def __init__(self, language: str | None = None) -> None:
        super().__init__("the kiosk session has ended")
        self.language = language


class UnknownLanguage(AlongsideError):
    """No kiosk speaks this language."""


def open_kiosk_session(
    session: Session, *, device: Device, language: str, at: datetime
) -> tuple[KioskSession, str]:
    """Begin one person's session and return the token for its cookie; raise UnknownLanguage."""
    _check_language(language)
    token, digest = new_token()
    opened = KioskSession(
        id=uuid4(),
        token_hash=digest,
        device_id=device.id,
        language=language,
        started_at=at,
        seen_at=at,
    )
    session.add(opened)
    _note(session, "kiosk-session.opened", opened, at=at, language=language)
    return opened, token


def find_kiosk_session(
    session: Session, token: str, *, at: datetime, idle: int
) -> tuple[KioskSession, Device]:
    """Return the session of a token and its device, in one query; raise KioskSessionEnded.

    `idle` is in seconds. A session on a kiosk that was retired has ended too.
    """
    found = session.execute(_BY_TOKEN, {"digest": digest_of(token)}).one_or_none()
    if found is None:
        raise KioskSessionEnded
    kept: KioskSession = found.KioskSession
    device: Device = found.Device
    if kept.ended_at or device.retired_at or kept.seen_at <= _forgotten_since(at, idle):
        raise KioskSessionEnded(kept.language)
    return kept, device


def touch_is_due(kiosk_session: KioskSession, *, at: datetime) -> bool:
    """Say whether `touch` would write, so that a page that only reads opens no unit of work."""
    return at - kiosk_session.seen_at >= TOUCH_EVERY


def touch(session: Session, kiosk_session: KioskSession, *, at: datetime) -> bool:
    """Note that somebody is there, at most every ten seconds; return whether it was due.

    Raises KioskSessionEnded when the session was ended meanwhile.
    """
    if not touch_is_due(kiosk_session, at=at):
        return False
    _change(session, kiosk_session, seen_at=at)
    return True


def attach_application(
    session: Session, kiosk_session: KioskSession, *, application_id: UUID, at: datetime
) -> None:
    """Name the application that this person is filling in; raise KioskSessionEnded."""
    _change(session, kiosk_session, application_id=application_id)
    _note(
        session,
        "kiosk-session.application-attached",
        kiosk_session,
        at=at,
        application=str(application_id),
    )


def open_letters(
    session: Session, kiosk_session: KioskSession, *, letter_id: UUID, at: datetime
) -> None:
    """Let this person read a letter, and those that belong with it; raise KioskSessionEnded."""
    _change(session, kiosk_session, letter_id=letter_id)
    _note(
        session,
        "kiosk-session.letters-opened",
        kiosk_session,
        at=at,
        letter=str(letter_id),
    )


def change_language(
    session: Session, kiosk_session: KioskSession, *, language: str, at: datetime
) -> None:
    """Speak another language from here on; raise UnknownLanguage or KioskSessionEnded."""
    _check_language(language)
    _change(session, kiosk_session, language=language)
    _note(session, "kiosk-session.language-changed", kiosk_session, at=at, language=language)


def end(
    session: Session,
    kiosk_session: KioskSession,
    *,
    how: EndedHow | str,
    at: datetime,
    actor: Actor | None = None,
) -> bool:
    """Forget a person: their token opens nothing more. Return whether this call ended it.

    Ending it again changes nothing, and keeps how it ended first.
    """
    try:
        _change(session, kiosk_session, ended_at=at, ended_how=EndedHow(how).value)
    except KioskSessionEnded:
        return False
    _note(session, "kiosk-session.ended", kiosk_session, at=at, actor=actor, how=EndedHow(how))
    return True


def sweep_idle(
    session: Session, *, at: datetime, idle: int, most: int | None = None
) -> Sequence[KioskSession]:
    """End the sessions that somebody walked away from; return those that this call ended.

    `idle` is in seconds, and `most` is how many to end. Two sweeps at once end each session once.
    """
    query = (
        select(KioskSession)
        .where(KioskSession.ended_at.is_(None), KioskSession.seen_at <= _forgotten_since(at, idle))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    forgotten = session.scalars(query).all()
    return [
        one for one in forgotten if end(session, one, how=EndedHow.TIMED_OUT, at=at, actor=WORKER)
    ]


def _forgotten_since(at: datetime, idle: int) -> datetime:
    """Return the moment at or before which a session last seen is an idle one."""
    return at - timedelta(seconds=idle) - TOUCH_EVERY


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise UnknownLanguage(f"no kiosk speaks {language!r}")


def _change(session: Session, kiosk_session: KioskSession, **values: object) -> None:
    """Write to a session that is still open, also when the object was read in another session."""
    changed = session.execute(
        update(KioskSession)
        .where(KioskSession.id == kiosk_session.id, KioskSession.ended_at.is_(None))
        .values(**values)
        .returning(KioskSession.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if changed is None:
        raise KioskSessionEnded(kiosk_session.language)
    for name, value in values.items():
        set_committed_value(kiosk_session, name, value)


def _note(
    session: Session,
    action: str,
    kiosk_session: KioskSession,
    *,
    at: datetime,
    actor: Actor | None = None,
    **details: str,
) -> None:
    record(
        session,
        action,
        actor=actor or Actor("kiosk", str(kiosk_session.device_id)),
        at=at,
        subject_kind="kiosk-session",
        subject_id=kiosk_session.id,
        details=details,
    )
