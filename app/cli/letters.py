"""`alongside letters`: a sample of every letter, as it would be printed."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.opening import told_plainly
from app.cli.serving import load_fonts
from app.i18n import LANGUAGES
from app.messages.formats import KINDS, available
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
@click.option(
    "--format",
    "formats",
    type=click.Choice(sorted(map(str, KINDS))),
    multiple=True,
    help="Only this format; may be given more than once. Otherwise every one that can be made.",
)
def samples(out: Path, formats: tuple[str, ...]) -> None:
    """Write KIND.LANGUAGE.FORMAT.pdf for every kind of letter, with invented details.

    Braille (.brf) needs liblouis on this machine and sound (.mp3) needs espeak-ng.
    """
    with told_plainly():
        out.mkdir(parents=True, exist_ok=True)
        fonts = load_fonts()
        wanted = formats or available()
        count = len(list(samples_of_all_kinds(letters=True))) * len(LANGUAGES) * len(wanted)
        written = 0
        with click.progressbar(letter_samples(fonts, wanted), length=count, label="Letters") as all:
            for name, data in all:
                _write(out / name, data)
                written += 1
    click.echo(f"Wrote {written} letters to {out}.")
    for name in sorted(set(KINDS) - set(wanted)) if not formats else ():
        click.echo(f"No {name}: its program is not on this machine.", err=True)


def _write(path: Path, data: bytes) -> None:
    """Write a file under its name only once it is whole."""
    passing = path.with_name(f".{path.name}.part")
    try:
        passing.write_bytes(data)
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)
