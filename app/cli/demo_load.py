"""`alongside demo load`: puts the demonstration into the database, as often as wanted."""

from __future__ import annotations

import click

from app import schema
from app.cli.serving import opened_services
from app.demo.banner import banner
from app.demo.loading import Loaded, load
from app.demo.profile import refuse_in_production
from app.services import Services
from app.settings import read_settings

MANY = 1000


@click.command()
@click.option(
    "--people",
    type=click.IntRange(0, 10_000_000),
    default=0,
    metavar="N",
    help="Go on until so many invented people are there (about a minute for 100,000).",
)
@click.option("--upgrade", is_flag=True, help="First bring the tables up to date.")
@click.option("--show", is_flag=True, help="Then show what `demo show` shows.")
def command(people: int, upgrade: bool, show: bool) -> None:
    """Load the demo: prisons, times, agents, a kiosk code and visits in every status.

    Loading again adds only what is missing. The two flags are for a quick start: one program
    starts sooner than three.
    """
    refuse_in_production(read_settings())
    with opened_services() as services:
        if upgrade and not schema.is_current(services.database):
            click.echo("Bringing the database up to date ...")
            schema.upgrade(services.database)
        click.echo(_summary(_load(services, people)))
        if show:
            click.echo(banner(services.settings))


def _load(services: Services, people: int) -> Loaded:
    with click.progressbar(length=people, label="Inventing people", hidden=people < MANY) as bar:
        loaded = load(services, at=services.now(), people=people, progress=bar.update)
        bar.update(max(0, people - bar.pos))
    return loaded


def _summary(loaded: Loaded) -> str:
    if not any(vars(loaded).values()):
        return "The demo is loaded."
    return (
        f"Loaded the demo: added {loaded.prisons} prisons, {loaded.slots} times, "
        f"{loaded.agents} agents, {loaded.people} people and {loaded.applications} visits."
    )
