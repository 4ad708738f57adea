"""`alongside demo show`: where to go, who to be and the kiosk's code."""

from __future__ import annotations

import click

from app.demo.banner import banner
from app.demo.profile import refuse_in_production
from app.settings import read_settings


@click.command()
def command() -> None:
    """Show the demo's addresses, its sign-ins and the kiosk code."""
    settings = read_settings()
    refuse_in_production(settings)
    click.echo(banner(settings))
