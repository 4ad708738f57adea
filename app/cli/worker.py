"""`alongside worker`: sends texts, renders letters and does what the clock asks for."""

from __future__ import annotations

import click
import structlog

from app.cli.serving import opened_services
from app.worker import run


@click.command()
def command() -> None:
    """Send what is due, until stopped. Any number of workers may run at once."""
    with opened_services(with_jobs=True) as services:
        write_log_as_json()
        run(services)


def write_log_as_json() -> None:
    """Write one JSON line a happening to standard output, as the faces write their requests."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.JSONRenderer(),
        ],
    )
