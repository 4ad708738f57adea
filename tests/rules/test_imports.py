"""Lower never looks up: the map of docs/architecture.md, line by line, read from the source."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.rules.sources import ROOT, SHIPPED, name_of, python_files

# Each line may import itself and the lines below it, never above.
LAYERS = (
    ("wsgi",),
    ("agent_console", "kiosk", "app.backend", "app.worker", "app.cli"),
    ("app.api",),
    ("app.web",),
    ("app.services", "app.schema"),
    ("app.demo",),
    ("app.reactions", "app.reports"),
    ("app.models",),
    ("app.messages",),
    ("app.applications",),
    (
        "app.people",
        "app.consent",
        "app.contacts",
        "app.places",
        "app.appointments",
        "app.identity",
        "app.journeys",
        "app.prisoners",
        "app.tasks",
    ),
    ("app.audit", "app.events", "app.i18n", "app.db", "app.values", "app.jobs", "app.means"),
    (
        "app.settings",
        "app.vault",
        "app.clock",
        "app.references",
        "app.errors",
        "app.data",
        "letters",
    ),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
FACES = ("agent_console", "kiosk")
OURS = (*SHIPPED, "wsgi")
WITHOUT_WEB = {("app.worker", "app.web"), ("app.cli", "app.web")}
WRITE_LETTERS = ("app.cli", "app.services", "app.settings")

# A library stays where it is dealt with.
HOMES = {
    "flask": ("agent_console", "kiosk", "app.backend", "app.web", "app.api", "app.cli"),
    "flask_wtf": ("agent_console", "kiosk", "app.web"),
    "wtforms": ("agent_console", "kiosk", "app.web", "app.journeys.questions"),
    "twilio": ("app.messages.sms",),
    "reportlab": ("letters",),
}
FILES = [path for path in [ROOT / "wsgi.py", *python_files(*SHIPPED)] if path.exists()]


def names_imported(path: Path) -> set[str]:
    """Return the full names a file imports, "app.db" for `from app.db import Base`.

    `from app import consent` counts as app.consent; relative imports are not used here.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= whole if node.module in OURS else {str(node.module)}
    return found


def within(name: str, home: str) -> bool:
    return name == home or name.startswith(f"{home}.")


def part_of(name: str) -> str:
    """Return the part of the map a module belongs to: app.web for app.web.face."""
    depth = 2 if name.startswith("app.") else 1
    return ".".join(name.split(".")[:depth])


def reaches(path: Path) -> set[tuple[str, str]]:
    """Return (part, part it imports), between different parts of ours."""
    own = part_of(name_of(path))
    others = {part_of(name) for name in names_imported(path) if name.split(".")[0] in OURS}
    return {(own, other) for other in others if other != own}


def test_every_module_imports_only_its_own_line_and_those_below() -> None:
    placed = [path for path in FILES if name_of(path) != "app"]
    placed = [path for path in placed if not within(name_of(path), "app.migrations")]
    assert [name_of(path) for path in placed if part_of(name_of(path)) not in LEVEL] == []
    up = [(name_of(p), b) for p in placed for a, b in reaches(p) if LEVEL[a] > LEVEL.get(b, -1)]
    assert up == []


def test_faces_stand_apart() -> None:
    wrong = [(a, b) for path in FILES for a, b in reaches(path) if b in FACES and a != "wsgi"]
    assert wrong == []


def test_the_worker_and_the_commands_need_no_web_chassis() -> None:
    wrong = [pair for path in FILES for pair in reaches(path) if pair in WITHOUT_WEB]
    assert wrong == []


def test_letters_stand_alone_and_only_messages_write_them() -> None:
    links = {pair for path in FILES for pair in reaches(path) if "letters" in pair}
    assert {own for own, _other in links} <= {"app.messages", *WRITE_LETTERS}
    assert "letters" not in {own for own, _other in links}


def test_a_library_stays_at_home() -> None:
    strayed = [
        (name_of(path), imported)
        for path in FILES
        for imported in names_imported(path)
        for homes in [HOMES.get(imported.split(".")[0])]
        if homes and not any(within(name_of(path), home) for home in homes)
    ]
    assert strayed == []


def test_no_import_hides_inside_a_function() -> None:
    hidden = [
        (name_of(path), function.name)
        for path in FILES
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    ]
    assert hidden == []


def test_nothing_but_the_list_of_tables_is_imported_for_its_effect() -> None:
    for_effect = [
        (name_of(path), line)
        for path in FILES
        for line in path.read_text().splitlines()
        if "F401" in line and not line.startswith("import app.models")
    ]
    assert [found for found in for_effect if found[0] != "app.models"] == []


def test_the_documents_name_every_part() -> None:
    page = (ROOT / "docs/architecture.md").read_text()
    parts = {part_of(name_of(path)) for path in FILES} - {"app", "app.migrations"}
    assert [part for part in sorted(parts) if part.removeprefix("app.") not in page] == []
