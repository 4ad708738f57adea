"""`alongside secrets`: what production must be given."""

from __future__ import annotations

import click

from app.settings import new_secrets


@click.group()
def command() -> None:
    """Make the secrets that production needs."""


@command.command()
def new() -> None:
    """Print a fresh set as NAME=VALUE lines, to be kept where only the service can read them.

    Nothing is stored here. Whoever loses the keys loses what they sealed.
    """
    for name, value in new_secrets().items():
        click.echo(f"{name}={value}")
