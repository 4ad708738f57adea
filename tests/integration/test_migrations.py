"""The migrations make what the models say, on both databases, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

from app import schema
from app.audit import COMMAND, AuditHead, record, verify, write_trail
from app.clock import now
from app.db import Base, Database
from app.identity.kiosk_sessions import open_kiosk_session, open_letters
from app.identity.models import Device
from app.messages.at_kiosk import look_after
from app.messages.models import State
from app.messages.sending import drain
from app.people import get_person
from app.vault import Vault
from letters import Fonts
from tests.conftest import ROOT
from tests.integration.messages.conftest import Carriers, ScriptedPhone, read
from tests.integration.messages.test_at_kiosk import waiting


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return Fonts.load(ROOT / "var" / "fonts")


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path, vault: Vault) -> Iterator[Database]:
    """A database without a single table."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        cluster = request.getfixturevalue("postgres")
        url = cluster.create_database(f"empty_{abs(hash(request.node.nodeid))}")
    opened = Database(url, vault=vault, closing=(write_trail,))
    yield opened
    opened.dispose()


def test_the_migrated_tables_are_those_of_the_models(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrated_tables_are_written_as_the_models_write_them(
    tmp_path: Path, vault: Vault
) -> None:
    """What the comparison above does not see, such as checks, shows in SQLite's own text."""
    migrated = Database(f"sqlite:///{tmp_path / 'migrated.db'}", vault=vault)
    created = Database(f"sqlite:///{tmp_path / 'created.db'}", vault=vault)
    schema.upgrade(migrated)
    Base.metadata.create_all(created.engine)
    made, wanted = written_tables(migrated), written_tables(created)
    made.pop("alembic_version")
    assert made == wanted


def written_tables(database: Database) -> dict[str, set[str]]:
    """Return the parts of each table's or index's own text, in any order."""
    query = text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    with database.engine.connect() as connection:
        rows = connection.execute(query).all()
    return {name: parts_of(" ".join(sql.split())) for name, sql in rows}


def parts_of(sql: str) -> set[str]:
    """Split a statement at the commas of its outer brackets; an added column stands on no line."""
    head, _bracket, inner = sql.partition("(")
    parts, depth = [""], 0
    for letter in inner.rpartition(")")[0]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    # A table that SQLite made anew, to change it, has its name in quotes.
    named = head.strip().replace('"', "")
    return {named, inner.rpartition(")")[2].strip(), *(part.strip() for part in parts)}


def test_the_trail_can_be_written_and_verified_at_once(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.unit_of_work() as session:
        record(session, "test.done", actor=COMMAND, at=now(), subject_kind="test")
    with empty.reading() as session:
        verdict = verify(session)
        assert len(session.scalars(select(AuditHead)).all()) == 8
    assert (verdict.entries, verdict.faults) == (1, ())


def test_it_is_current_only_after_the_upgrade(empty: Database) -> None:
    assert not schema.is_current(empty)
    schema.upgrade(empty)
    assert schema.is_current(empty)
    schema.upgrade(empty)
    assert schema.revision_of(empty) == schema.newest_revision()


def test_taking_it_back_leaves_no_table(empty: Database) -> None:
    schema.upgrade(empty)
    schema.downgrade(empty)
    assert inspect(empty.engine).get_table_names() == ["alembic_version"]
    schema.upgrade(empty)
    assert schema.is_current(empty)


def test_a_letter_for_a_kiosk_is_not_posted_by_an_older_program(
    empty: Database, fonts: Fonts, at: datetime
) -> None:
    """It knows no kiosks: a place to read letters would be to it one in whose care to post them."""
    schema.upgrade(empty)
    carriers = Carriers(empty, ScriptedPhone(), fonts)
    _place, letter = waiting(carriers, at)
    person_id = read(empty, letter).person_id
    with empty.unit_of_work() as session:
        device = session.scalars(select(Device)).one()
        opened, _token = open_kiosk_session(session, device=device, language="en", at=at)
        open_letters(session, opened, letter_id=letter, at=at)
    schema.downgrade(empty, "0010")
    older = "SELECT m.state, p.may_write, p.may_text FROM messages m JOIN people p ON p.id = m.person_id WHERE channel = 'letter'"  # fmt: skip
    with empty.engine.connect() as connection:
        assert connection.execute(text(older)).all() == [("held", None, True)]
        assert connection.execute(text("SELECT count(*) FROM kiosk_sessions")).scalar() == 1
    schema.upgrade(empty)
    drain(carriers, at=at)
    with empty.unit_of_work() as session:
        assert look_after(session, at=at) == 0
        assert get_person(session, person_id).may_write is None
    assert read(empty, letter).state == State.HELD


def test_an_upgrade_that_breaks_leaves_the_database_as_it_was(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with empty.engine.begin() as connection:
        connection.execute(text("CREATE TABLE venues (code INTEGER)"))
    with pytest.raises(Exception, match="venues"):
        schema.upgrade(empty)
    assert inspect(empty.engine).get_table_names() == ["venues"]
