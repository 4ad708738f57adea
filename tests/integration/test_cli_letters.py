"""`alongside letters samples`: a file for every kind, language and format."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.messages.kinds import samples_of_all_kinds


def samples(out: Path, *formats: str) -> Result:
    chosen = [word for one in formats for word in ("--format", one)]
    return CliRunner().invoke(main, ["letters", "samples", "--out", str(out), *chosen])


def test_every_kind_is_written_in_every_language_and_format(tmp_path: Path) -> None:
    result = samples(tmp_path / "out", "standard", "large-18")
    assert result.exit_code == 0, result.output
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert {"visit-booked.cy.standard.pdf", "visit-booked.en.large-18.pdf"} <= set(files)
    assert len(files) == 2 * 2 * len(list(samples_of_all_kinds(letters=True)))
    assert all(path.read_bytes().startswith(b"%PDF-") for path in (tmp_path / "out").iterdir())


def test_a_program_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = samples(tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "No braille" in result.stderr
    assert "No audio" in result.stderr
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".pdf"}


def test_a_format_nobody_knows_is_refused(tmp_path: Path) -> None:
    assert samples(tmp_path / "out", "scroll").exit_code == 2


def test_it_fails_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = samples(tmp_path / "file" / "below", "standard")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
