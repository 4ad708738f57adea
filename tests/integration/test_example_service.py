"""The example of docs/adding-a-service.md: walked at random, and in its house on both databases."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.applications.actions import Doing
from app.applications.lifecycle import (
    Saving,
    Start,
    get_application,
    load_answers,
    record_answers,
    start,
)
from app.applications.models import Application
from app.applications.plain_desk import DayLookups
from app.audit import Actor
from app.errors import AlreadyDone
from app.journeys.answers import Answers
from app.journeys.asking import ask, first_refused
from app.journeys.life import Status
from app.journeys.path import find_path
from app.messages.kinds import text_of
from app.messages.models import Channel, Message
from app.services import Services
from docs.example_service.journey import ARRANGED, COURT_SUPPORT
from tests.integration.example_house import offering_example
from tests.walker.desk_sheets import walk_at_desk
from tests.walker.sabotage import sabotage
from tests.walker.walking import walk_of

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example_service"
WALKS = 60
AGENT = Actor("agent", "amina", "telephone")
ADDRESS = {"line1": "1 Example Road", "line2": "", "town": "Leeds", "county": "", "postcode": "LS1 4AP"}  # fmt: skip
ANSWERS = {
    ("name", 0): {"name": {"first": "Nia", "last": "Example"}},
    ("born", 0): {"born": "1990-05-01"},
    ("support", 0): {"support": ["loop", "interpreter"]},
    ("language", 0): {"language": "British Sign Language"},
    ("reply", 0): {"ways": ["text", "letter"]},
    ("mobile", 0): {"mobile": "+447700900123"},
    ("address", 0): {"address": ADDRESS},
}


def test_the_example_stays_small() -> None:
    assert sum(lines_of(path) for path in EXAMPLE.glob("*.py")) < 150


def lines_of(path: Path) -> int:
    """Return how many lines hold code: no imports, no docstrings, nothing empty."""
    source = path.read_text()
    skipped: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node, ast.Import | ast.ImportFrom) or is_docstring:
            skipped |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = enumerate(source.splitlines(), start=1)
    return sum(bool(line.strip()) and number not in skipped for number, line in lines)


def test_random_walks_arrive_and_wrong_answers_are_refused() -> None:
    languages = set()
    for seed in range(WALKS):
        walk = walk_of(COURT_SUPPORT, seed)
        walk.some_posts(seed % 6)
        assert sabotage(walk)
        walk.change_mind()
        walk.to_the_end()
        with walk.sheet.opened() as opened:
            path = opened.running.path
        assert path.first_unanswered() is None
        assert first_refused(path, walk.setting.lookups) is None
        languages.add(path.answers.has("language"))
    assert languages == {True, False}


def test_a_birth_to_come_is_refused_without_a_rule_of_the_services() -> None:
    place = find_path(COURT_SUPPORT, Answers({("name", 0): ANSWERS["name", 0]})).place("born")
    posted = MultiDict({"born-day": "26", "born-month": "11", "born-year": "2026"})
    asked = ask(place, Answers(), DayLookups(date(2026, 11, 25)), posted=posted)
    assert not asked.check()
    assert ask(place, Answers(), DayLookups(date(2026, 11, 26)), posted=posted).check()


def test_walks_at_the_desk_are_sent(services: Services) -> None:
    with offering_example(services) as house:
        for seed in range(8):
            walk, sheet = walk_at_desk(house, COURT_SUPPORT, seed)
            walk.to_the_end()
            assert sheet.send()
            with house.database.unit_of_work() as session:
                application = get_application(session, sheet.application_id)
                assert application.status == Status.REQUESTED
                assert application.person_id
                assert application.reference.startswith("CS-")
                answers = load_answers(session, application.id)
            assert find_path(COURT_SUPPORT, answers).answers == answers


def test_staff_arrange_it_and_the_person_is_told(services: Services) -> None:
    with offering_example(services) as house:
        reference = sent(house)
        press(house, reference, {"words": "There is a loop in court 2."})
        with house.database.unit_of_work() as session:
            assert find(session, reference).status == ARRANGED
            told = session.scalars(select(Message)).all()
            assert {message.channel for message in told} == {Channel.TEXT, Channel.LETTER}
            for message in told:
                assert "There is a loop in court 2." in text_of(message)
                assert reference in text_of(message)


def test_it_is_arranged_once(services: Services) -> None:
    with offering_example(services) as house:
        reference = sent(house)
        press(house, reference, {"words": "A ramp."})
        with pytest.raises(AlreadyDone):
            press(house, reference, {"words": "A ramp."})
        with house.database.unit_of_work() as session:
            assert len(session.scalars(select(Message)).all()) == 2


def sent(house: Services) -> str:
    """Send an application of the example, to be told by text and letter; return its reference."""
    with house.database.unit_of_work() as session:
        wish = Start(journey=COURT_SUPPORT, channel="telephone", language="en", key="example")
        application = start(session, wish, actor=AGENT, at=house.now())
        saving = Saving(steps=ANSWERS, expected_version=application.version)
        record_answers(session, application, saving, actor=AGENT, at=house.now())
        desk = house.desks[COURT_SUPPORT.slug]
        version = application.version
        desk.submit(session, application, actor=AGENT, at=house.now(), expected_version=version)
        return application.reference


def find(session: Session, reference: str) -> Application:
    """Return an application by its reference."""
    return session.scalars(select(Application).where(Application.reference == reference)).one()


def press(house: Services, reference: str, said: Mapping[str, str]) -> None:
    """Carry the example's one action out, as the console does."""
    (action,) = house.desks[COURT_SUPPORT.slug].actions
    with house.database.unit_of_work() as session:
        application = find(session, reference)
        doing = Doing(
            session=session,
            application=application,
            answers=load_answers(session, application.id),
            at=house.now(),
            actor=AGENT,
            channel="telephone",
        )
        action.do(doing, said)
