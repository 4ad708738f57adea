"""`alongside worker`: sends texts, renders letters and does what the clock asks for."""

from __future__ import annotations

import click

from app.cli.opening import opened_services
from app.worker import run


@click.command()
def command() -> None:
    """Send what is due, until stopped. Any number of workers may run at once."""
    with opened_services(with_jobs=True) as services:
        run(services)
