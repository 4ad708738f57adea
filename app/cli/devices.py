"""`alongside devices`: kiosk machines."""

from __future__ import annotations

import click

from app.audit import COMMAND
from app.cli.serving import opened_services
from app.identity.devices import issue_code, list_devices
from app.places import get_venue


@click.group()
def command() -> None:
    """Issue codes that make a machine a kiosk."""


@command.command()
@click.option("--venue", required=True, metavar="CODE", help="Where it stands, for example LEI.")
@click.option("--name", required=True, help='What to call it, for example "Visitor centre 1".')
def enrol(venue: str, name: str) -> None:
    """Issue a code for one kiosk. It works once, within 24 hours."""
    with opened_services() as services, services.database.unit_of_work() as session:
        place = get_venue(session, venue.upper())
        code = issue_code(
            session, venue_code=place.code, name=name, actor=COMMAND, at=services.now()
        )
    click.echo(f"Code for {name}, {place.name}: {code}")
    click.echo("Type it at the kiosk within 24 hours. It works once.")


@command.command("list")
def list_() -> None:
    """List the kiosks: venue, name and since when they are trusted."""
    with opened_services() as services, services.database.reading() as session:
        for device in list_devices(session):
            state = "retired" if device.retired_at else "trusted"
            since = f"{device.enrolled_at:%Y-%m-%d}"
            click.echo(f"{device.venue_code:<5} {device.name:<40} {state} since {since}")
