"""`alongside db`: the tables of the database."""

from __future__ import annotations

import click

from app import schema
from app.cli.opening import bare_database


@click.group()
def command() -> None:
    """Bring the tables of the database up to date."""


@command.command()
def upgrade() -> None:
    """Bring the tables up to date. Safe to repeat; what is stored stays."""
    with bare_database() as database:
        before = schema.revision_of(database)
        if before == schema.newest_revision():
            click.echo("The database is up to date.")
            return
        click.echo("Bringing the database up to date ...")
        schema.upgrade(database)
        click.echo(f"The database is up to date, at revision {schema.newest_revision()}.")


@command.command()
def status() -> None:
    """Say which revision the database is at; fail when it is not the newest."""
    with bare_database() as database:
        here, newest = schema.revision_of(database) or "empty", schema.newest_revision()
    click.echo(f"The database is at revision {here}. This program needs {newest}.")
    raise SystemExit(0 if here == newest else 1)


@command.command()
@click.argument("words")
def draft(words: str) -> None:
    """Write a new migration from what changed in the models. WORDS say what it does."""
    with bare_database() as database:
        schema.draft(database, words)
