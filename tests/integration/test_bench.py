"""The benchmarks run and print their tables. What they measure is not checked here, only that
they measure, and that no promise was broken meanwhile.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from bench.kiosk_visits import REFERENCE
from bench.search import slip
from bench.tables import ms, p95, ratio
from bench.visitors import Page

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 240


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("search", "mistyped surname + postcode"),
        ("race", "look first, write after"),
        ("pages", "console section"),
        ("kills", "SQLite"),
        ("journeys", "prison-visit 1, by page"),
        ("means", "the calculator"),
        ("texts", "the outbox"),
        ("poison", "one poison"),
        ("reports", "the callback"),
        ("letters", "our letters"),
        ("worker-kills", "kill -9, 2 times"),
    ],
)
def test_an_experiment_runs_and_prints_its_comparison(name: str, row: str) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ALONGSIDE_")}
    command = [sys.executable, "-m", "bench", name, "--quick"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "quick: not for quoting" in done.stdout
    assert f"| {row}" in done.stdout or f"{row} |" in done.stdout


def test_an_unknown_experiment_is_refused() -> None:
    command = [sys.executable, "-m", "bench", "speed"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 2
    assert "there is no experiment speed" in done.stderr


def test_numbers_are_shown_as_they_deserve() -> None:
    assert p95(range(1, 101)) == 95
    assert p95([3.0]) == 3.0
    assert [ms(0.0012), ms(0.0123), ms(0.123)] == ["1.20", "12.3", "123"]
    assert (ratio(3, 2), ratio(1, 0)) == ("1.5x", "-")


def test_a_slip_is_always_another_name() -> None:

    chance = Random(1)
    assert all(slip(name, chance) != name for name in ("Lee", "Anna", "Otto") * 200)


def test_a_visitor_reads_what_a_form_holds() -> None:
    text = (
        '<form method="post"><input type="hidden" name="t" value="1">'
        '<input name="n" value="old"><input type="radio" name="r" value="a">'
        '<input type="radio" name="r" value="b" checked><textarea name="x">word</textarea></form>'
    )
    form = Page(200, "/a/b", text, 0.0).form("/a/b")
    assert form.choices == {"r": ["a", "b"]}
    assert form.filled({"n": "new"}) == [("t", "1"), ("r", "b"), ("x", "word"), ("n", "new")]
    assert REFERENCE.search("Reference PV-9K4T-X2MR.")
