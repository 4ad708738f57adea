"""Kiosk devices: how a machine comes to be trusted, by a short one-off code, and how trust ends.

A code is read out or typed, so it is short; it is kept as a keyed digest, works once within 24
hours, and after ten wrong codes in ten minutes, from anywhere, none is taken for ten minutes.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit import Actor, record
from app.db import vault_of
from app.errors import AlongsideError, NotFound
from app.i18n import Words, _
from app.identity.attempts import Attempt, Limit
from app.identity.models import Device, EnrolmentCode, EnrolmentGuard
from app.identity.tokens import digest_of, new_token
from app.references import ALPHABET

CODE_LENGTH = 8
CODE_LASTS = timedelta(hours=24)
WRONG_CODES = Limit(wrong=10, within=timedelta(minutes=10), lasts=timedelta(minutes=10))
_UNKNOWN = Actor("kiosk", "unknown")
_GUARD = 1

_WRONG = _(
    "Check the code. A code works once, for 24 hours. If it does not work, ask for a new one."
)
_TOO_MANY = _("There were too many wrong codes. Wait 10 minutes, then try again.")


class CodeRefused(AlongsideError):
    """This enrolment code is wrong, used or too old, or there were too many wrong ones."""

    def __init__(self, words: Words) -> None:
        super().__init__("enrolment code refused")
        self.words = words


class NotEnrolled(AlongsideError):
    """This machine is not one of our kiosks, or is one no longer."""


def issue_code(
    session: Session,
    *,
    venue_code: str,
    name: str,
    actor: Actor,
    at: datetime,
    uses: int = 1,
    lasts: timedelta = CODE_LASTS,
    code: str = "",
) -> str:
    """Return a fresh code, "XXXX-XXXX", that enrols a machine at a venue under a name.

    A demonstration may fix the `code` and its `uses`; issuing the same code again renews it.
    """
    plain = _plain(code) if code else "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    if not _is_code(plain):
        raise ValueError(f"an enrolment code has {CODE_LENGTH} of the characters {ALPHABET}")
    token = _token_of(session, plain)
    kept = session.scalar(select(EnrolmentCode).where(EnrolmentCode.code_token == token))
    issued = kept or EnrolmentCode(id=uuid4(), code_token=token)
    issued.venue_code, issued.name, issued.uses_left = venue_code, name, uses
    issued.made_at, issued.expires_at = at, at + lasts
    session.add(issued)
    _note(session, "device.code-issued", issued.id, actor=actor, at=at, venue_code=venue_code)
    return f"{plain[:4]}-{plain[4:]}"


def enrol(session: Session, *, code: str, at: datetime) -> Attempt[tuple[Device, str]]:
    """Make a machine a kiosk; the gain is the device and the token for its cookie.

    Ask for the outcome, which may raise CodeRefused, after the unit of work: a wrong code must be
    counted although it is refused.
    """
    guard = _guard(session)
    if guard.is_locked(at):
        _note(session, "device.enrol-refused", None, actor=_UNKNOWN, at=at, why="locked")
        return Attempt(refusal=CodeRefused(_TOO_MANY))
    venue_and_name = _use_up(session, code, at)
    if venue_and_name is None:
        guard.count_failure(WRONG_CODES, at)
        _note(session, "device.enrol-refused", None, actor=_UNKNOWN, at=at, why="wrong")
        return Attempt(refusal=CodeRefused(_TOO_MANY if guard.is_locked(at) else _WRONG))
    return Attempt(_add_device(session, *venue_and_name, at=at))


def find_device(session: Session, token: str) -> Device:
    """Return the kiosk that holds a token, in one query; raise NotEnrolled."""
    device = session.scalar(select(Device).where(Device.token_hash == digest_of(token)))
    if device is None or device.retired_at is not None:
        raise NotEnrolled("not one of our kiosks")
    return device


def get_device(session: Session, device_id: UUID) -> Device:
    """Return one kiosk, retired or not; raise NotFound."""
    device = session.get(Device, device_id)
    if device is None:
        raise NotFound("no such kiosk")
    return device


def list_devices(session: Session) -> Sequence[Device]:
    """Return every kiosk, retired ones too, by venue and name."""
    return session.scalars(select(Device).order_by(Device.venue_code, Device.name)).all()


def has_kiosk(session: Session, venue_code: str) -> bool:
    """Say whether a kiosk that we trust stands at a place."""
    query = select(Device.id).where(Device.venue_code == venue_code, Device.retired_at.is_(None))
    return session.scalar(query.limit(1)) is not None


def kiosk_places(session: Session) -> set[str]:
    """Return the codes of the places where a kiosk stands that we trust."""
    query = select(Device.venue_code).where(Device.retired_at.is_(None)).distinct()
    return set(session.scalars(query))


def set_printer(
    session: Session, device: Device, prints: bool, *, actor: Actor, at: datetime
) -> None:
    """Say whether a printer stands beside a kiosk; the same again changes nothing."""
    if device.prints == prints:
        return
    device.prints = prints
    name = "device.printer-added" if prints else "device.printer-gone"
    _note(session, name, device.id, actor=actor, at=at, venue_code=device.venue_code)


def retire(session: Session, device: Device, *, actor: Actor, at: datetime) -> None:
    """Trust a kiosk no longer; its kiosk sessions end with it. Doing so again changes nothing."""
    retired = session.execute(
        update(Device)
        .where(Device.id == device.id, Device.retired_at.is_(None))
        .values(retired_at=at)
        .returning(Device.id)
    ).one_or_none()
    if retired:
        _note(
            session,
            "device.retired",
            device.id,
            actor=actor,
            at=at,
            venue_code=device.venue_code,
        )


def _guard(session: Session) -> EnrolmentGuard:
    """Return the row that counts wrong codes, locked, and lay it the first time."""
    kept = session.get(EnrolmentGuard, _GUARD, populate_existing=True, with_for_update=True)
    if kept is not None:
        return kept
    try:
        with session.begin_nested():
            laid = EnrolmentGuard(id=_GUARD)
            session.add(laid)
        return laid
    except IntegrityError:  # Another enrolment laid it at the same moment.
        return _guard(session)


def _use_up(session: Session, code: str, at: datetime) -> tuple[str, str] | None:
    """Take one use of a code, in one statement, so that two machines cannot share the last."""
    plain = _plain(code)
    if not _is_code(plain):
        return None
    used = session.execute(
        update(EnrolmentCode)
        .where(
            EnrolmentCode.code_token == _token_of(session, plain),
            EnrolmentCode.uses_left > 0,
            EnrolmentCode.expires_at > at,
        )
        .values(uses_left=EnrolmentCode.uses_left - 1)
        .returning(EnrolmentCode.venue_code, EnrolmentCode.name)
    ).one_or_none()
    return (used.venue_code, used.name) if used else None


def _add_device(
    session: Session, venue_code: str, name: str, *, at: datetime
) -> tuple[Device, str]:
    token, digest = new_token()
    device = Device(id=uuid4(), name=name, venue_code=venue_code, token_hash=digest, enrolled_at=at)
    session.add(device)
    actor = Actor("kiosk", str(device.id))
    _note(session, "device.enrolled", device.id, actor=actor, at=at, venue_code=venue_code)
    return device, token


def _plain(code: str) -> str:
    """Return a typed code without its hyphen, spaces and small letters."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _is_code(plain: str) -> bool:
    return len(plain) == CODE_LENGTH and all(letter in ALPHABET for letter in plain)


def _token_of(session: Session, plain: str) -> bytes:
    return vault_of(session).token("enrolment-code", plain)


def _note(
    session: Session,
    action: str,
    subject_id: UUID | None,
    *,
    actor: Actor,
    at: datetime,
    **details: str,
) -> None:
    record(
        session,
        action,
        actor=actor,
        at=at,
        subject_kind="device",
        subject_id=subject_id,
        details=details,
    )
