"""`alongside demo`: invented people and visits for trying things out. Never in production."""

from __future__ import annotations

import click

from app.cli import LazyGroup

COMMANDS = {
    "load": ("app.cli.demo_load", "Load what is missing of the demo, or many more people."),
    "show": ("app.cli.demo_show", "Show the demo's addresses, its sign-ins and the kiosk code."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def command() -> None:
    """Load invented people and visits, and show how to sign in."""
