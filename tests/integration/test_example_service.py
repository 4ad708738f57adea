"""The example of docs/adding-a-service.md: walked at random, and in its house on both databases."""

from __future__ import annotations

import ast
from pathlib import Path

from app.applications.lifecycle import get_application, load_answers
from app.journeys.asking import first_refused
from app.journeys.life import Status
from app.journeys.path import find_path
from app.services import Services
from docs.example_service.journey import COURT_SUPPORT
from tests.integration.example_house import offering_example
from tests.walker.desk_sheets import walk_at_desk
from tests.walker.sabotage import sabotage
from tests.walker.walking import walk_of

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example_service"
WALKS = 60


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
