"""`alongside places`: the prisons and helplines whose facts ship with the program."""

from __future__ import annotations

import click

from app.appointments.capacity import change_capacity
from app.audit import COMMAND
from app.cli.serving import opened_services
from app.places import HELPLINE, PRISON, get_venue, load_places
from app.places.weekly import WEEKDAYS

NAMES = {PRISON: "Prisons", HELPLINE: "Helplines"}


@click.group()
def command() -> None:
    """Bring the prisons and helplines that ship with the program into the database."""


@command.command()
def load() -> None:
    """Add the places that are missing and refresh those that nobody corrected here."""
    with opened_services() as services, services.database.unit_of_work() as session:
        loaded = load_places(session, at=services.now())
    for kind, count in loaded.items():
        click.echo(
            f"{NAMES[kind]}: {count.added} added, {count.refreshed} refreshed, {count.kept} kept."
        )


@command.command()
@click.argument("code")
@click.argument("places", type=click.IntRange(0, 1000))
@click.option("--day", type=click.Choice(WEEKDAYS), help="Only the sessions of this weekday.")
def capacity(code: str, places: int, day: str | None) -> None:
    """Say how many can be seen, or called, in one session of the place CODE."""
    with opened_services() as services, services.database.unit_of_work() as session:
        changed = change_capacity(
            session,
            get_venue(session, code),
            places,
            actor=COMMAND,
            at=services.now(),
            weekday=WEEKDAYS.index(day) if day else None,
        )
    click.echo(f"{changed} coming times now have room for {places}.")
