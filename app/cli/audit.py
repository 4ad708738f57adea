"""`alongside audit`: the trail of who did what."""

from __future__ import annotations

import click

from app.audit import verify as verify_trail
from app.cli.opening import bare_database


@click.group()
def command() -> None:
    """Check that nobody changed the audit trail."""


@command.command()
def verify() -> None:
    """Read the whole trail and check every link. Fails when an entry was changed or removed."""
    with bare_database() as database, database.reading() as session:
        verdict = verify_trail(session)
    for fault in verdict.faults:
        click.echo(f"alongside: {fault}", err=True)
    if verdict.faults:
        raise SystemExit(1)
    click.echo(f"The audit trail is whole: {verdict.entries} entries.")
