"""`alongside letters`: a sample of every letter, as it would be printed."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.opening import told_plainly
from app.cli.serving import load_fonts
from app.i18n import LANGUAGES
from app.messages.kinds import samples_of_all_kinds
from app.messages.post import letter_samples


@click.group()
def command() -> None:
    """Print a sample of every letter."""


@command.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="The folder to write to; it is made when missing.",
)
def samples(out: Path) -> None:
    """Write KIND.LANGUAGE.FORMAT.pdf for every kind of letter, with invented details."""
    with told_plainly():
        out.mkdir(parents=True, exist_ok=True)
        fonts = load_fonts()
        count = len(list(samples_of_all_kinds(letters=True))) * len(LANGUAGES)
        with click.progressbar(letter_samples(fonts), length=count, label="Letters") as made:
            for name, pdf in made:
                (out / name).write_bytes(pdf)
    click.echo(f"Wrote {count} letters to {out}.")
