"""Who did what, kept as evidence: an append-only, hash-chained trail of changes and views.

Entries gather in the session and are written in one go just before the commit, in lanes, so that
the lock on a chain's head is held for a moment only. Each entry's link is an HMAC over the one
before it, and each head is sealed, so an entry edited, removed, added or cut off the end is found.
An entry holds ids and slugs and never a person's data.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    JSON,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db import Base, vault_of
from app.vault import Vault

LANES = 8
START = b"\x00" * 32


@dataclass(frozen=True)
class Actor:
    """Whoever acts: `kind` is agent, kiosk, worker, supplier or command; `id` says which one."""

    kind: str
    id: str
    channel: str = ""


WORKER = Actor("worker", "worker")
COMMAND = Actor("command", "command line")


class AuditEntry(Base):
    """One link of the trail."""

    __tablename__ = "audit_entries"
    __table_args__ = (UniqueConstraint("lane", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lane: Mapped[int]
    number: Mapped[int]
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[str] = mapped_column(String(80), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[UUID | None] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    link: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditHead(Base):
    """The end of one lane; the migration that makes the table lays one row a lane."""

    __tablename__ = "audit_heads"

    lane: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    link: Mapped[bytes] = mapped_column(LargeBinary(32))
    seal: Mapped[bytes] = mapped_column(LargeBinary(32))


def record(
    session: Session,
    action: str,
    *,
    actor: Actor,
    at: datetime,
    subject_kind: str,
    subject_id: UUID | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Note one action ("application.submitted", "person.viewed"); it is written at the commit."""
    session.info.setdefault("trail", []).append(
        {
            "lane": subject_id.int % LANES if subject_id else 0,
            "at": at.astimezone(UTC),
            "actor_kind": actor.kind,
            "actor_id": actor.id,
            "channel": actor.channel,
            "action": action,
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "details": details or {},
        }
    )


def write_trail(session: Session) -> None:
    """Chain and insert the entries noted in this session. Called before each commit."""
    waiting: list[dict[str, Any]] = session.info.pop("trail", [])
    if not waiting:
        return
    session.flush()
    vault = vault_of(session)
    for lane, entries in groupby(sorted(waiting, key=_lane), key=_lane):
        number, link = session.execute(_HEAD, {"of_lane": lane}).one()
        rows = []
        for entry in entries:
            number += 1
            link = vault.chain(link, _canonical({**entry, "number": number}))
            rows.append({**entry, "number": number, "link": link})
        session.execute(_ADD, rows)
        seal = seal_of(vault, lane, number, link)
        session.execute(_MOVE, {"of_lane": lane, "number": number, "link": link, "seal": seal})


# Made once and without the ORM: every save writes a trail, and building these costs more than
# running them.
_HEADS, _ENTRIES = cast(Table, AuditHead.__table__), cast(Table, AuditEntry.__table__)
_OF_LANE = _HEADS.c.lane == bindparam("of_lane")
_HEAD = select(_HEADS.c.number, _HEADS.c.link).where(_OF_LANE).with_for_update()
_ADD = insert(_ENTRIES)
_MOVE = update(_HEADS).where(_OF_LANE)


def _lane(entry: dict[str, Any]) -> int:
    return int(entry["lane"])


def seal_of(vault: Vault, lane: int, number: int, link: bytes) -> bytes:
    """Return the seal that a lane's head must carry, so that a trail cut short is noticed."""
    return vault.chain(link, f"head {lane} {number}".encode())


def _canonical(entry: dict[str, Any]) -> bytes:
    subject = entry["subject_id"]
    return json.dumps(
        [
            entry["lane"],
            entry["number"],
            entry["at"].isoformat(),
            entry["actor_kind"],
            entry["actor_id"],
            entry["channel"],
            entry["action"],
            entry["subject_kind"],
            str(subject) if subject else "",
            entry["details"],
        ],
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


@dataclass(frozen=True)
class Verdict:
    """What `verify` found: how many entries it read and one line for each fault."""

    entries: int
    faults: tuple[str, ...]


def verify(session: Session) -> Verdict:
    """Walk every lane and check each link and each head."""
    vault = vault_of(session)
    counted, faults = 0, []
    for lane in range(LANES):
        number, link = 0, START
        for entry in _entries_of(session, lane):
            counted += 1
            expected = vault.chain(link, _canonical(entry))
            if entry["number"] != number + 1:
                faults.append(f"Lane {lane}: entry {number + 1} is missing.")
            elif not hmac.compare_digest(expected, entry["link"]):
                faults.append(f"Lane {lane}: entry {entry['number']} was changed.")
            number, link = entry["number"], entry["link"]
        faults += _head_faults(session, vault, lane, number, link)
    return Verdict(counted, tuple(faults))


def _entries_of(session: Session, lane: int) -> Iterator[dict[str, Any]]:
    query = select(AuditEntry.__table__).where(AuditEntry.lane == lane).order_by(AuditEntry.number)
    for row in session.execute(query, execution_options={"yield_per": 1000}):
        yield dict(row._mapping)


def _head_faults(session: Session, vault: Vault, lane: int, number: int, link: bytes) -> list[str]:
    head = session.get(AuditHead, lane)
    if head is None:
        return [f"Lane {lane}: its head is missing."]
    if not hmac.compare_digest(head.seal, seal_of(vault, lane, head.number, head.link)):
        return [f"Lane {lane}: its head was changed."]
    if (head.number, head.link) != (number, link):
        return [f"Lane {lane}: ends at entry {number}, its head says {head.number}."]
    return []


def trail_of(session: Session, subject_id: UUID) -> list[AuditEntry]:
    """Return the trail of one subject, oldest first."""
    query = select(AuditEntry).where(AuditEntry.subject_id == subject_id)
    return list(session.scalars(query.order_by(AuditEntry.at, AuditEntry.id)))
