"""A file past 400 lines or a function past 40 has two things in it."""

from __future__ import annotations

import ast

from tests.rules.sources import ALL, ROOT, SHIPPED, python_files, shown

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
# A style sheet is one request for a browser, so it is not cut for its length.
PAGES = sorted(
    path for kind in ("html", "js") for f in SHIPPED for path in (ROOT / f).rglob(f"*.{kind}")
)
# A migration is a table of facts, written once and never changed.
PYTHON = [path for path in python_files(*ALL) if "migrations" not in path.parts]


def test_no_file_is_too_long() -> None:
    lengths = {shown(path): len(path.read_text().splitlines()) for path in [*PYTHON, *PAGES]}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    lengths = {
        f"{shown(path)} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
