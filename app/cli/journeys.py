"""`alongside journeys`: the services, their sections and their steps."""

from __future__ import annotations

import json
from typing import Any

import click

from app.journeys.catalogue import offered
from app.journeys.definition import Journey


@click.group()
def command() -> None:
    """List the services and their questions."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")
def list_(as_json: bool) -> None:
    """List every service with its version, sections and steps."""
    described = [describe(journey) for journey in offered()]
    if as_json:
        click.echo(json.dumps(described, indent=2, ensure_ascii=False))
        return
    for journey in described:
        click.echo(f"{journey['slug']} (version {journey['version']}): {journey['title']}")
        for section in journey["sections"]:
            click.echo(f"  {section['slug']}: {', '.join(section['steps'])}")


def describe(journey: Journey) -> dict[str, Any]:
    """Return a journey as plain JSON, its title in English."""
    return {
        "slug": journey.slug,
        "title": str(journey.title),
        "version": journey.version,
        "sections": [
            {"slug": section.slug, "steps": [step.slug for step in section.steps()]}
            for section in journey.sections
        ],
    }
