"""People are found by what an agent hears and types, mistakes and all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from app.db import Database
from app.people import (
    Person,
    PersonDetails,
    PersonQuery,
    Why,
    add_people,
    find_people,
    likely_same,
)
from tests.integration.people.few_people import AGENT, FEW, add_few, details, search


@pytest.fixture
def few(database: Database, at: datetime) -> dict[str, Person]:
    with database.unit_of_work() as session:
        return add_few(session, at)


FIRST_FOUND: list[tuple[str, dict[str, Any]]] = [
    ("smith", {"last_name": "Smith", "postcode": "CF10 1AB"}),
    ("smith", {"last_name": "SMITH", "postcode": "cf101ab"}),
    ("smith", {"last_name": "Smiht", "postcode": "CF10 1AB"}),
    ("smith", {"last_name": "Smitj", "postcode": "CF10 1AB"}),
    ("smith", {"last_name": "Smyth", "postcode": "CF10 1AB"}),
    ("smith", {"last_name": "Smith", "postcode": "CF1O 1AB"}),
    ("smith", {"last_name": "Smith", "postcode": "CF10 1AD"}),
    ("smyth", {"last_name": "Smith", "postcode": "LS12 2TJ"}),
    ("oneill", {"last_name": "O'Neill", "postcode": "M1 1AE"}),
    ("oneill", {"last_name": "oneill", "postcode": "M1 1AE"}),
    ("oneill", {"last_name": "O’Neill", "postcode": "M1 1AE"}),
    ("oneill", {"last_name": "O Neill", "postcode": "M1 1AE"}),
    ("oneill", {"last_name": "O'Neil", "postcode": "M1 1AE"}),
    ("oneill", {"last_name": "Neill", "first_names": "Siobhan"}),
    ("mcdonald", {"last_name": "MacDonald", "postcode": "NE1 7RU"}),
    ("mcdonald", {"last_name": "Mc Donald", "postcode": "NE1 7RU"}),
    ("mcdonald", {"last_name": "Macdonald"}),
    ("macleod", {"last_name": "McLeod", "postcode": "NE1 7RU"}),
    ("rees-jones", {"last_name": "Rees Jones", "postcode": "SA1 3SN"}),
    ("rees-jones", {"last_name": "Jones", "postcode": "SA1 3SN"}),
    ("rees-jones", {"last_name": "Rees", "born": date(1984, 7, 14)}),
    ("rees-jones", {"last_name": "Reesjones"}),
    ("llewellyn", {"last_name": "Lewellin", "postcode": "SA1 3SN"}),
    ("llewellyn", {"last_name": "Llewelyn"}),
    ("bronte", {"last_name": "Bronte", "postcode": "BD13 3DZ"}),
    ("bronte", {"last_name": "Bronté", "first_names": "Emily"}),
    ("hussain", {"last_name": "Hussein", "postcode": "B1 1BB"}),
    ("wright", {"last_name": "Rite", "postcode": "B1 1BB"}),
    ("wright", {"phone": "07700 900202"}),
    ("wright", {"phone": "+44 7700 900 202"}),
    ("wright", {"phone": "900202"}),
    ("wright", {"phone": "oh double seven double oh nine double oh two oh two"}),
    ("ap rhys", {"last_name": "Rhys", "postcode": "LL57 2DG"}),
    ("ap rhys", {"last_name": "Ap Rhys"}),
    ("moved", {"last_name": "Thompson", "born": date(1982, 10, 11), "postcode": "ZE1 0AA"}),
    ("moved", {"last_name": "Thomson", "born": date(1982, 10, 11)}),
    ("moved", {"last_name": "Thompson", "first_names": "Pete", "postcode": "EX1 1AA"}),
    ("moved", {"last_name": "Thom"}),
    ("moved", {"first_names": "Alan", "postcode": "EX1 1AA"}),
    ("moved", {"last_name": "Newname", "born": date(1982, 10, 11), "postcode": "EX1 1AA"}),
    ("moved", {"last_name": "Thompson", "born": date(1982, 11, 10), "postcode": "EX1 1AA"}),
]


def test_the_right_person_comes_first(database: Database, few: dict[str, Person]) -> None:
    missed = []
    with database.reading() as session:
        for name, query in FIRST_FOUND:
            found = search(session, **query)
            if not found or found[0].id != few[name].id:
                missed.append((name, query, [person.full_name for person in found]))
    assert missed == []


def test_the_reference_finds_one_person_however_it_is_typed(
    database: Database, few: dict[str, Person]
) -> None:
    reference = few["bronte"].reference
    typed = reference.lower().replace("-", " ")
    with database.reading() as session:
        found = find_people(session, PersonQuery(reference=typed, last_name="Wrong"))
    assert [(one.person.id, one.score, set(one.why)) for one in found] == [
        (few["bronte"].id, 1.0, {Why.REFERENCE})
    ]


NOBODY: list[dict[str, Any]] = [
    {},
    {"last_name": "'-"},
    {"last_name": "Quigley"},
    {"last_name": "Quigley", "postcode": "CF10 1AB"},
    {"last_name": "\x00‮😀", "postcode": "<script>"},
    {"last_name": "x" * 10_000, "first_names": "y " * 5_000, "phone": "1" * 10_000},
    {"reference": "PE-XXXX-XXXX"},
    {"phone": "01632 960999"},
    {"phone": "202"},
]


def test_a_stranger_is_not_found(database: Database, few: dict[str, Person]) -> None:
    with database.reading() as session:
        found = [(query, search(session, **query)) for query in NOBODY]
    assert [one for one in found if one[1]] == []


def test_reasons_and_order(database: Database, at: datetime) -> None:
    family = [
        details("Evans", "Nia", born=date(1990, 5, 1)),
        details("Evans", "Owen", born=date(1958, 5, 1)),
        details("Evanson", "Nia"),
    ]
    with database.unit_of_work() as session:
        add_people(session, family, actor=AGENT, at=at)
    query = PersonQuery(
        last_name="Evans", first_names="Nia", postcode="CF10 1AB", born=date(1990, 5, 1)
    )
    with database.reading() as session:
        found = find_people(session, query)
    assert [one.person.full_name for one in found] == ["Nia Evans", "Owen Evans"]
    assert found[0].score == 1.0
    assert found[0].why == {Why.LAST_NAME, Why.FIRST_NAMES, Why.POSTCODE, Why.BORN}
    assert found[1].why == {Why.LAST_NAME, Why.POSTCODE}
    assert 0.5 < found[1].score < 0.85


def test_no_more_than_the_limit(database: Database, at: datetime) -> None:
    with database.unit_of_work() as session:
        add_people(session, [details() for _ in range(30)], actor=AGENT, at=at)
    with database.reading() as session:
        assert len(search(session, last_name="Smith")) == 20
        assert len(find_people(session, PersonQuery(last_name="Smith"), limit=3)) == 3


DOUBLES: list[tuple[PersonDetails, list[str]]] = [
    (FEW["smith"], ["smith"]),
    (details("Smyth", "Mary", "ZE1 0AA", born=date(1960, 2, 3)), ["smith"]),
    (details("Smith", "Mary", "ZE1 0AA", born=date(1960, 3, 2), phone="+447700900101"), ["smith"]),
    (details("Smith", "Mary"), ["smith"]),
    (details("Smith", "Harold", born=date(1931, 1, 1)), []),
    (details("Smith", "Mary", "ZE1 0AA", born=date(1999, 9, 9)), []),
    (details("Married", "Mary", born=date(1960, 2, 3)), ["smith"]),
    (details("Quigley", "Ann", phone="+447700900101"), []),
]


def test_a_second_record_of_the_same_person_is_noticed(
    database: Database, few: dict[str, Person]
) -> None:
    with database.reading() as session:
        noticed = [[one.person.id for one in likely_same(session, new)] for new, _ in DOUBLES]
    assert noticed == [[few[name].id for name in names] for _, names in DOUBLES]


Sent = list[tuple[str, Any]]


def sent_by(session: Session, **query: Any) -> Sent:
    """Return the statements that a search sends, with their parameters."""
    sent: Sent = []
    connection = session.connection()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        sent.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    search(session, **query)
    event.remove(connection, "before_cursor_execute", note)
    return sent


def test_a_search_needs_few_statements(database: Database, few: dict[str, Person]) -> None:
    with database.reading() as session:
        assert len(sent_by(session, last_name="Smith", postcode="CF10 1AB")) == 1
        assert len(sent_by(session, last_name="Smiht", postcode="CF10 1AB")) <= 3
        assert sent_by(session) == []


def test_no_search_reads_a_whole_table(database: Database, few: dict[str, Person]) -> None:
    queries: list[dict[str, Any]] = [{}, *(query for _name, query in FIRST_FOUND), *NOBODY]
    with database.reading() as session:
        if not database.embedded:
            session.execute(text("SET enable_seqscan = off"))
        sent = {one[0]: one[1] for query in queries for one in sent_by(session, **query)}
        explain = "EXPLAIN QUERY PLAN " if database.embedded else "EXPLAIN "
        connection = session.connection()
        plans = [
            str(line)
            for statement, parameters in sent.items()
            for line in connection.exec_driver_sql(explain + statement, parameters)
        ]
    assert len(sent) > 5
    scans = ("SCAN people", "SCAN person_tokens", "Seq Scan")
    assert [line for line in plans if any(scan in line for scan in scans)] == []
