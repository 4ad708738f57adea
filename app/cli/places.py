"""`alongside places`: the prisons whose facts ship with the program."""

from __future__ import annotations

import click

from app.cli.serving import opened_services
from app.places import load_prisons


@click.group()
def command() -> None:
    """Bring the prisons that ship with the program into the database."""


@command.command()
def load() -> None:
    """Add the prisons that are missing and refresh those that nobody corrected here."""
    with opened_services() as services, services.database.unit_of_work() as session:
        loaded = load_prisons(session, at=services.now())
    click.echo(f"Prisons: {loaded.added} added, {loaded.refreshed} refreshed, {loaded.kept} kept.")
