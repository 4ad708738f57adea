"""`alongside sms`: a sample of every text message, and what it costs in parts."""

from __future__ import annotations

import json

import click

from app.messages.kinds import sms_samples


@click.group()
def command() -> None:
    """Show a sample of every text message."""


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")
def samples(as_json: bool) -> None:
    """Show every text in every language, with its encoding and the parts it is paid for as."""
    found = sms_samples()
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for one in found:
        parts = "1 part" if one["parts"] == 1 else f"{one['parts']} parts"
        click.echo(f"{one['kind']} ({one['language']}), {one['encoding']}, {parts}")
        click.echo(f"  {one['text']}\n")
