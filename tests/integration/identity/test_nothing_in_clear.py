"""The database file holds no token, code, secret, password or typed word in clear."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, CursorResult, Table, select

from app.audit import COMMAND, AuditEntry
from app.db import Base, Database
from app.identity import devices, kiosk_sessions, sign_in
from app.identity.carried_forms import carry
from tests.integration.identity.known_agent import PASSWORD, Known


@pytest.fixture
def secrets_given_out(database: Database, known: Known, at: datetime) -> dict[str, str]:
    """Do everything that gives a secret to somebody, and return the secrets."""
    with database.unit_of_work() as session:
        _sign_in, sign_in_token = sign_in.open_sign_in(session, known.agent, at=at)
        carried = carry(
            session,
            agent_id=known.agent.id,
            path="/console/people/new",
            fields={"last_name": ["Llywelyn-Featherstonehaugh"]},
            at=at,
        )
        code = devices.issue_code(session, venue_code="LEI", name="Hall", actor=COMMAND, at=at)
        session.flush()
        device, device_token = devices.enrol(session, code=code, at=at).outcome()
        session.flush()
        _kiosk, kiosk_token = kiosk_sessions.open_kiosk_session(
            session, device=device, language="en", at=at
        )
    return {
        "sign-in token": sign_in_token,
        "carried form's token": carried,
        "enrolment code": code.replace("-", ""),
        "enrolment code as shown": code,
        "device token": device_token,
        "kiosk session's token": kiosk_token,
        "password": PASSWORD,
        "second factor": known.agent.totp_secret,
        "agent's name": known.agent.name,
        "typed word": "Llywelyn-Featherstonehaugh",
    }


def all_bytes(database: Database) -> bytes:
    """Return the whole database file and its log; on PostgreSQL, every value of every row."""
    if database.embedded:
        path = Path(str(database.engine.url.database))
        return b"".join(part.read_bytes() for part in path.parent.glob(path.name + "*"))
    with database.engine.connect() as connection:
        rows = [row for table in Base.metadata.sorted_tables for row in _raw(connection, table)]
    return b"\n".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )


def _raw(connection: Connection, table: Table) -> CursorResult[Any]:
    return connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')


def test_no_secret_is_in_the_database(
    database: Database, secrets_given_out: dict[str, str]
) -> None:
    stored = all_bytes(database)
    assert b"marged" in stored
    assert [what for what, text in secrets_given_out.items() if text.encode() in stored] == []


def test_the_trail_holds_ids_and_slugs_only(
    database: Database, secrets_given_out: dict[str, str]
) -> None:
    with database.reading() as session:
        details = session.scalars(select(AuditEntry.details)).all()
    words = [str(value) for one in details for value in one.values() if not isinstance(value, list)]
    assert words
    assert [word for word in words if not re.fullmatch(r"[A-Za-z0-9-]{1,40}", word)] == []
