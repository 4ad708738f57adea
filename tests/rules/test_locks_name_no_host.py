"""The lock files hold versions and hashes only: no address of a registry and no path of somebody's machine."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIP_LOCKS = [
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-uv.txt",
    "requirements-node.txt",
]
LOCKS = [*PIP_LOCKS, "package-lock.json"]
MACHINE_PATH = re.compile(r"(?:^|[\s\"'=])(?:/(?:home|root|tmp|work|Users|var|opt|usr)/|[A-Z]:\\)")
PIN = re.compile(r"^[a-z0-9._-]+==[^\s;]+", re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_machine(lock: str) -> None:
    words = (ROOT / lock).read_text()
    assert "://" not in words
    assert MACHINE_PATH.search(words) is None


@pytest.mark.parametrize("lock", PIP_LOCKS)
def test_every_python_pin_has_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    assert entries
    for entry in entries:
        assert PIN.match(entry), entry
        assert "--hash=sha256:" in entry, entry


def test_every_npm_package_has_a_checksum() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert installed
    assert all(entry["integrity"].startswith("sha512-") for entry in installed.values())


def test_the_two_python_locks_agree() -> None:
    for_running = set(PIN.findall((ROOT / "requirements.txt").read_text()))
    for_tests = set(PIN.findall((ROOT / "requirements-dev.txt").read_text()))
    assert for_running <= for_tests
