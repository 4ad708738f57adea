"""`alongside audit`: the trail of who did what."""

from __future__ import annotations

import click
from sqlalchemy import select

from app.audit import AuditHead
from app.audit import verify as verify_trail
from app.cli.opening import bare_database

HEAD_SHOWN = 24


@click.group()
def command() -> None:
    """Check that nobody changed the audit trail."""


@command.command()
def verify() -> None:
    """Read the whole trail and check every link. Fails when an entry was changed or removed.

    Keep the heads that it prints somewhere else: they show later that nothing was cut off.
    """
    with bare_database() as database, database.reading() as session:
        verdict = verify_trail(session)
        heads = session.scalars(select(AuditHead).order_by(AuditHead.lane)).all()
    for fault in verdict.faults:
        click.echo(f"alongside: {fault}", err=True)
    if verdict.faults:
        raise SystemExit(1)
    click.echo(f"The audit trail is whole: {verdict.entries} entries.")
    for head in heads:
        click.echo(
            f"  lane {head.lane} ends at entry {head.number}: {head.link.hex()[:HEAD_SHOWN]}"
        )
