"""`alongside sms`: a sample of every text message, its parts and what it costs."""

from __future__ import annotations

import json

import click

from app import clock
from app.messages.kinds import sms_samples
from app.messages.prices import text_cost

_HUNDREDTHS = 100


@click.group()
def command() -> None:
    """Show a sample of every text message."""


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")
def samples(as_json: bool) -> None:
    """Show every text in every language, with its encoding, its parts and today's price for them."""
    found = sms_samples()
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for one in found:
        parts = "1 part" if one["parts"] == 1 else f"{one['parts']} parts"
        cost = _shown(text_cost(one["parts"], on=clock.today(clock.now())))
        click.echo(f"{one['kind']} ({one['language']}), {one['encoding']}, {parts}, {cost}")
        click.echo(f"  {one['text']}\n")


def _shown(cost: int | None) -> str:
    """Return "4.80p before VAT" from hundredths of a penny."""
    if cost is None:
        return "price not known"
    return f"{cost // _HUNDREDTHS}.{cost % _HUNDREDTHS:02}p before VAT"
