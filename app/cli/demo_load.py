"""`alongside demo load`: puts the demonstration into the database, as often as wanted."""

from __future__ import annotations

import click

from app.cli.serving import opened_services
from app.demo.loading import Loaded, load

MANY = 1000


@click.command()
@click.option(
    "--people",
    type=click.IntRange(0, 10_000_000),
    default=0,
    metavar="N",
    help="Go on until so many invented people are there (about a minute for 100,000).",
)
def command(people: int) -> None:
    """Load the demo: prisons, times, agents, a kiosk code and visits in every status.

    Loading again adds only what is missing.
    """
    with (
        opened_services() as services,
        click.progressbar(length=people, label="Inventing people", hidden=people < MANY) as bar,
    ):
        loaded = load(services, at=services.now(), people=people, progress=bar.update)
        bar.update(max(0, people - bar.pos))
    click.echo(_summary(loaded))


def _summary(loaded: Loaded) -> str:
    if not any(vars(loaded).values()):
        return "The demo is loaded."
    return (
        f"Loaded the demo: added {loaded.prisons} prisons, {loaded.slots} times, "
        f"{loaded.agents} agents, {loaded.people} people and {loaded.applications} visits."
    )
