"""What must not stand in any file: unfinished work, a machine's paths, a registry, a real number."""

from __future__ import annotations

import re
from pathlib import Path

from tests.rules.sources import ALL, ROOT, every_file, python_files, shown

TEXT = {".py", ".md", ".html", ".js", ".css", ".csv", ".sql", ".toml", ".txt", ".cfg", ".json",
        ".po", ".pot", ".mako", ".svg", ".yml", ".yaml", ""}  # fmt: skip
FILES = [path for path in every_file() if path.suffix in TEXT]
THIS = Path(__file__)

UNFINISHED = re.compile(r"\b(?:TODO|FIXME|NotImplementedError)\b")
MACHINE_PATH = re.compile(r"(?<![\w.>}])/(?:work|root|home|Users|farm)/\w")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|artifactory|nexus\.|index-url",
    re.IGNORECASE,
)

PHONE = re.compile(r"(?<![\w.+-])(?:\+44|0044|0)[ ()]{0,3}(\d(?:[ -]?\d){8,9})(?![\w-])")
# Ofcom, numbers for drama, with the ranges of app/values/phones.py written out again to check them.
# A mobile may be cut short: tests try that, or fill in its end.
DRAMA = re.compile(
    r"(?:0?44)?7700900\d{0,3}|1632960\d{3}|2079460\d{3}|2920180\d{3}|2896496\d{3}|1914980\d{3}"
    r"|11[3-8]4960\d{3}|1[2-6]14960\d{3}|8081570\d{3}|3069990\d{3}"
)
# Facts: the prisons' own numbers. Tests of numbers that are refused, and of one fact.
REAL_NUMBERS = {
    "app/data/prisons.csv",
    "tests/unit/values/test_phones.py",
    "tests/integration/test_places.py",
}


def holding(pattern: re.Pattern[str], paths: list[Path]) -> list[tuple[str, str]]:
    """Return (file, what was found) for the files that hold the pattern."""
    return [
        (shown(path), found.group())
        for path in paths
        if path != THIS and (found := pattern.search(path.read_text()))
    ]


def invented_numbers_outside_drama(words: str) -> list[str]:
    numbers = (re.sub(r"\D", "", found) for found in PHONE.findall(words))
    return [n for n in numbers if not DRAMA.fullmatch(n) and n not in ("0" * 9, "123456789")]


def test_nothing_is_left_unfinished() -> None:
    assert holding(UNFINISHED, list(python_files(*ALL))) == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    assert holding(MACHINE_PATH, FILES) == []
    assert holding(REGISTRY, FILES) == []


def test_every_invented_phone_number_is_ofcoms() -> None:
    wrong = {
        shown(path): numbers
        for path in FILES
        if shown(path) not in REAL_NUMBERS and not path.name.startswith("requirements")
        if (numbers := invented_numbers_outside_drama(path.read_text()))
    }
    assert wrong == {}


def test_the_phone_check_sees_a_real_number() -> None:
    assert invented_numbers_outside_drama("call " + "020 7946" + " 9999 now") == ["2079469999"]
    assert invented_numbers_outside_drama("call 07700 900123 or +44 7700 900 555") == []


def test_the_exempt_files_are_there() -> None:
    assert all((ROOT / name).is_file() for name in REAL_NUMBERS)
