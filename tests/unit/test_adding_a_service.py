"""docs/adding-a-service.md shows the example as it is: its code cannot rot, its files are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/adding-a-service.md").read_text()
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SHOWN = (*(ROOT / "docs/example_service").glob("*.py"), ROOT / "tests/integration/example_house.py")
SOURCES = [path.read_text() for path in SHOWN]


def test_the_page_shows_code() -> None:
    assert len(BLOCKS) >= 6


@pytest.mark.parametrize("block", BLOCKS, ids=[block.strip().split("\n")[0] for block in BLOCKS])
def test_a_block_of_code_is_in_the_example(block: str) -> None:
    assert any(block in source for source in SOURCES)


def test_what_the_page_names_is_there() -> None:
    named = set(re.findall(r"`((?:app|tests|docs|translations)/[\w./-]+)`", PAGE))
    assert len(named) >= 6
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_each_file_of_the_example_has_its_step() -> None:
    files = {path.name for path in (ROOT / "docs/example_service").glob("*.py")} - {"__init__.py"}
    assert {name for name in files if f"`{name}`" not in PAGE} == set()


def test_the_example_is_as_short_as_the_page_says() -> None:
    said = re.search(r"about (\d+) lines", PAGE)
    files = (ROOT / "docs/example_service").glob("*.py")
    lines = sum(len(path.read_text().splitlines()) for path in files)
    assert said is not None
    assert abs(lines - int(said[1])) <= 20
