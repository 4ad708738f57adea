"""Print routes: what is handed to the tools that carry the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.messages.print_routes import Files, SftpDrop


@pytest.mark.parametrize(
    ("folder", "line"),
    [
        ("/letters", 'cd "/letters"'),
        ("/in box", 'cd "/in box"'),
        ('/the "box"', r'cd "/the \"box\""'),
    ],
)
def test_a_drop_may_have_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, line: str
) -> None:
    said = tmp_path / "said"
    tool = tmp_path / "sftp"
    tool.write_text(f"#!/bin/sh\ncat > {said}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    SftpDrop(f"post@drop.example:{folder}").send(Files("letters-1", [b"%PDF"], {}))
    assert said.read_text().splitlines()[0] == line
