"""The `alongside` command: one module for each group of commands, loaded only when it is called.

What our own code refuses is told in one clear line each on standard error, with exit code 1.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from typing import IO, Any

import click

from app.errors import AlongsideError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "db": ("app.cli.db", "Bring the tables of the database up to date."),
    "demo": ("app.cli.demo", "Load invented people and visits, and show how to sign in."),
    "agents": ("app.cli.agents", "Make the people who work at the console."),
    "devices": ("app.cli.devices", "Issue codes that make a machine a kiosk."),
    "places": ("app.cli.places", "Bring the prisons that ship with the program into the database."),
    "slots": ("app.cli.slots", "Make the times that can be booked."),
    "journeys": ("app.cli.journeys", "List the services and their questions."),
    "outbox": ("app.cli.outbox", "List texts and letters, and start failed ones again."),
    "letters": ("app.cli.letters", "Print a sample of every letter."),
    "sms": ("app.cli.sms", "Show a sample of every text message."),
    "audit": ("app.cli.audit", "Check that nobody changed the audit trail."),
    "secrets": ("app.cli.secrets", "Make the secrets that production needs."),
    "doctor": ("app.cli.doctor", "Check this installation and say what is wrong."),
    "worker": ("app.cli.worker", "Send what is due, until stopped."),
}


class Failure(click.ClickException):
    """What went wrong, a line each."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the lines to standard error."""
        for line in self.message.splitlines() or ["failed"]:
            click.echo(f"alongside: {line}", file=file or sys.stderr)


class LazyGroup(click.Group):
    """A group that knows its commands' names and short help without importing them.

    `table` maps a name to the module that holds it as `command`, and its short help.
    """

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        if cmd_name not in self.table:
            return None
        module, _help = self.table[cmd_name]
        command: click.Command = importlib.import_module(module).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_module, help_) in self.table.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; tell what our own code refuses in plain lines."""
        try:
            return super().invoke(ctx)
        except AlongsideError as error:
            raise Failure(str(getattr(error, "words", error))) from error


@click.group(
    cls=LazyGroup, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
def main() -> None:
    """Run and look after Alongside. Settings come from the environment: see docs/operations.md."""
