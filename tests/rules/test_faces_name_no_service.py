"""A face names no service: no step, status or title of one, so that a new service needs no page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.journeys.catalogue import COMING, JOURNEYS
from app.journeys.life import Status
from tests.rules.sources import ROOT, python_files, shown

FACES = ("kiosk", "agent_console")
SERVICES = (*JOURNEYS, *COMING)
# The questions by which every journey says who somebody is (see Applicant and Group.named_by).
PROMISED = {"name", "born"}
STEPS = {step.slug for journey in SERVICES for step in journey.steps()}
# The steps that all services share say how to reply (see app.journeys.catalogue.replying).
SHARED = set.intersection(*({step.slug for step in journey.steps()} for journey in SERVICES))
STATUSES = {stage.slug for journey in SERVICES for stage in journey.life.stages}
SLUGS = {journey.slug for journey in SERVICES}
# A message can be cancelled too, and the console says so.
ALSO_ELSEWHERE = {"cancelled"}
NAMES = (STEPS | STATUSES | SLUGS) - PROMISED - SHARED - ALSO_ELSEWHERE - set(Status)
TITLES = {words.source for journey in SERVICES for words in (journey.title, journey.name)}
CATALOGUE = "app.journeys.catalogue."
TAGS = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the modules that a file imports from, and what it imports by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)


def texts_of(path: Path) -> Iterator[str]:
    """Yield the string literals of a module, or those in the tags of a template."""
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
        return
    for tag in TAGS.findall(path.read_text()):
        for single, double in QUOTED.findall(tag):
            yield single or double


def files_of(face: str) -> list[Path]:
    return [*python_files(face), *sorted((ROOT / face).rglob("*.html"))]


@pytest.mark.parametrize("face", FACES)
def test_a_face_spells_no_slug_or_title_of_a_service(face: str) -> None:
    found = [
        (shown(path), text)
        for path in files_of(face)
        for text in texts_of(path)
        if text in NAMES or any(title in text for title in TITLES)
    ]
    assert found == []


@pytest.mark.parametrize("face", FACES)
def test_a_face_imports_no_module_of_a_service(face: str) -> None:
    packages = tuple(f"{CATALOGUE}{slug.replace('-', '_')}" for slug in SLUGS)
    found = [
        (shown(path), name)
        for path in python_files(face)
        for name in imported(ast.parse(path.read_text()))
        if name.startswith(packages)
    ]
    assert found == []


def test_the_rule_would_find_what_it_looks_for(tmp_path: Path) -> None:
    module, page = tmp_path / "a.py", tmp_path / "a.html"
    module.write_text(
        'from app.journeys.catalogue.prison_visit.life import X\nif s == "visit-time": pass\n'
    )
    page.write_text("<p class='problem'>{% if slug == 'visit-time' %}{% endif %}</p>")
    assert set(texts_of(module)) & NAMES == {"visit-time"}
    assert set(texts_of(page)) & NAMES == {"visit-time"}
    assert list(imported(ast.parse(module.read_text()))) == [f"{CATALOGUE}prison_visit.life"]
