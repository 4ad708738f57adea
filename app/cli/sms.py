"""`alongside sms`: a sample of every text message, its parts and what it costs."""

from __future__ import annotations

import json
from typing import Any

import click

from app import clock
from app.messages.kinds import sms_samples
from app.messages.prices import text_cost
from app.settings import Settings, read_settings
from app.values.costs import show_cost


@click.group()
def command() -> None:
    """Show a sample of every text message."""


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")
def samples(as_json: bool) -> None:
    """Show every text in every language, with its encoding, its parts and today's price for them.

    Each is said and counted as this installation sends it: its sender, its telephone number, and
    what its texts say about answering. In JSON `cost` is in hundredths of a penny before VAT, and null where no price is known.
    """
    found = [_priced(one) for one in sms_samples(ours=_ours(read_settings()))]
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for one in found:
        parts = "1 part" if one["parts"] == 1 else f"{one['parts']} parts"
        cost = _shown(one["cost"])
        click.echo(f"{one['kind']} ({one['language']}), {one['encoding']}, {parts}, {cost}")
        click.echo(f"  {one['text']}\n")


def _ours(settings: Settings) -> dict[str, Any]:
    return {
        "helpline": settings.helpline,
        "sender": settings.sender_name,
        "answers": settings.can_be_answered,
    }


def _priced(sample: dict[str, Any]) -> dict[str, Any]:
    return {**sample, "cost": text_cost(sample["parts"], on=clock.today(clock.now()))}


def _shown(cost: int | None) -> str:
    """Return "4.8p before VAT" from hundredths of a penny."""
    return "price not known" if cost is None else f"{show_cost(cost)} before VAT"
