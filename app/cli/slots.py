"""`alongside slots`: the times that can be booked."""

from __future__ import annotations

import click

from app.appointments import generate_slots
from app.appointments.coverage import venues_short_of_slots
from app.cli.serving import opened_services
from app.places import get_venue
from app.services import Services


@click.group()
def command() -> None:
    """Make the times that can be booked."""


@command.command()
def make() -> None:
    """Make the slots of every open place to the end of its booking window.

    The worker does this every few hours; this command is for the first time.
    """
    with opened_services() as services:
        with services.database.reading() as session:
            codes = [venue.code for venue in venues_short_of_slots(session, at=services.now())]
        hidden = len(codes) < 2
        with click.progressbar(codes, label="Making slots", hidden=hidden) as places:
            made = sum(_make(services, code) for code in places)
    click.echo(f"Made {made} slots at {len(codes)} places.")


def _make(services: Services, code: str) -> int:
    with services.database.unit_of_work() as session:
        return generate_slots(session, get_venue(session, code), at=services.now())
