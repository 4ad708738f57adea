"""`alongside outbox`: texts and letters that wait, and those that failed. Shows nothing personal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

import click

from app.audit import COMMAND
from app.cli.serving import opened_services
from app.messages.models import State
from app.messages.outbox import Listed, list_messages, retry

STATES = [state.value for state in State]
AGAIN = (State.FAILED, State.HELD)
MOST = 100_000


@click.group()
def command() -> None:
    """List texts and letters, and start failed ones again."""


@command.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only messages in this state.")
@click.option("--limit", type=click.IntRange(1, MOST), default=100, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")
def list_(state: str | None, limit: int, as_json: bool) -> None:
    """List messages, the next due first: no names, numbers or words of theirs."""
    with opened_services() as services, services.database.reading() as session:
        found = list_messages(session, state=State(state) if state else None, limit=limit)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], indent=2, default=str))
        return
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("There are no such messages.")


def _line(one: Listed) -> str:
    start = f"{one.id}  {one.channel:<6} {one.kind:<16} {one.state:<10}"
    due = f"next {one.next_attempt_at:%Y-%m-%d %H:%M} UTC, tried {one.attempts}"
    return f"{start} {due}" + (f": {one.last_error}" if one.last_error else "")


@command.command("retry")
@click.argument("message_ids", nargs=-1, type=click.UUID)
@click.option("--all", "every", is_flag=True, help="Every message that failed or is held.")
def retry_(message_ids: Sequence[UUID], every: bool) -> None:
    """Start failed or held messages again, by their ids.

    One that may have reached the carrier is looked up there before it is sent.
    """
    if bool(message_ids) == every:
        raise click.UsageError("Give the ids of messages, or --all.")
    with opened_services(with_jobs=True) as services:
        with services.database.unit_of_work() as session:
            chosen = list(message_ids)
            if every:
                chosen = [
                    one.id
                    for state in AGAIN
                    for one in list_messages(session, state=state, limit=MOST)
                ]
            for message_id in chosen:
                retry(session, message_id, at=services.now(), actor=COMMAND)
        services.jobs.nudge()
    click.echo(f"Started {len(chosen)} again.")
