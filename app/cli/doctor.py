"""`alongside doctor`: looks at this installation and says, a line each, what is wrong."""

from __future__ import annotations

import click

from app import clock
from app.cli.checks import check_all
from app.cli.opening import bare_database
from app.settings import read_settings


@click.command()
def command() -> None:
    """Check settings, database, queue, assets, fonts, slots and outbox. Fails when one is wrong."""
    wrong = 0
    with bare_database() as database:
        for finding in check_all(read_settings(), database, at=clock.now()):
            wrong += not finding.well
            click.echo(f"{'ok   ' if finding.well else 'WRONG'}  {finding.line}")
    if wrong:
        click.echo(f"alongside: {wrong} of these need attention.", err=True)
        raise SystemExit(1)
    click.echo("All is well.")
