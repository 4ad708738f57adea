"""Neither the database file nor its log holds a name, number, address or note in clear."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import text

from app.consent import agree
from app.contacts import attach_person, end_contact, start_contact
from app.db import Base, Database
from app.people import PersonDetails, add_people, change_person, create_person
from tests.integration.identity.known_agent import make_agent
from tests.integration.people.few_people import AGENT

SECRETS = (
    "Rhiannon",
    "Featherstonehaugh",
    "featherstonehaugh",
    "+447700900147",
    "7700900147",
    "900147",
    "rhiannon@example.com",
    "17 Orchard",
    "Llandudno",
    "LL30 2AB",
    "LL302AB",
    "1984-07-14",
    "Quillfeather",
    "call her sister",
)


def write_everything(database: Database, at: datetime) -> None:
    agent = make_agent(database, at)
    details = PersonDetails(
        first_names="Rhiannon",
        last_name="Featherstonehaugh",
        born=date(1984, 7, 14),
        phone="+447700900147",
        email="rhiannon@example.com",
        address={"line1": "17 Orchard", "town": "Llandudno", "postcode": "LL30 2AB"},
    )
    with database.unit_of_work() as session:
        first = create_person(session, details, actor=AGENT, at=at)
        add_people(session, [details], actor=AGENT, at=at)
        married = PersonDetails(first_names="Rhiannon", last_name="Quillfeather")
        change_person(session, first, married, actor=AGENT, at=at, expected_version=1)
        agree(session, first, channel="text", given=True, actor=AGENT, at=at)
        contact = start_contact(
            session, agent_id=agent.id, channel="telephone", start_key="k1", actor=AGENT, at=at
        )
        attach_person(session, contact, first, actor=AGENT, at=at)
        end_contact(session, contact, outcome="other", note="call her sister", actor=AGENT, at=at)


def everything_stored(database: Database) -> bytes:
    if database.embedded:
        path = Path(str(database.engine.url.database))
        return b"".join(part.read_bytes() for part in sorted(path.parent.glob(path.name + "*")))
    parts = []
    with database.engine.connect() as connection:
        for table in Base.metadata.tables:
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                parts += [v if isinstance(v, bytes) else str(v).encode() for v in row]
    return b"\n".join(parts)


def test_nothing_personal_is_stored_in_clear(database: Database, at: datetime) -> None:
    write_everything(database, at)
    stored = everything_stored(database)
    assert b"person.changed" in stored
    assert [secret for secret in SECRETS if secret.encode() in stored] == []
