"""Collects every text that people read and keeps the Welsh catalogue in step: `python3 dev.py words`.

The template and the catalogue hold no dates and no line numbers, so they change only when a text
does. This module needs Babel, so dev.py runs it with the project's own Python.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from bootstrap.stamps import ROOT, say

TEMPLATE = ROOT / "translations/messages.pot"
WELSH = ROOT / "translations/cy/LC_MESSAGES/messages.po"
KEYWORDS = {"_": None, "in_context": ((1, "c"), 2)}
WIDTH = 98
CONTENT = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
TEMPLATE_HEAD = "# The texts of Alongside. Made by: python3 dev.py words\n" + CONTENT
WELSH_HEAD = (
    "# The Welsh texts of Alongside.\n"
    "# Review state: draft: translated by the team, to be reviewed by a Welsh translator before live use.\n"
    f'{CONTENT}"Language: cy\\n"\n'
)


def collected() -> Catalog:
    """Return every marked text of the source, as babel.cfg says where to look."""
    with (ROOT / "babel.cfg").open() as source:
        methods, options = parse_mapping_cfg(source)  # type: ignore[no-untyped-call]
    catalog = Catalog()
    for _file, _line, text, _comments, context in extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, directory_filter=_is_ours
    ):
        catalog.add(text, context=context)
    return catalog


def brought_up_to(template: Catalog, known: Catalog) -> Catalog:
    """Return the known translations of the template's texts; others are empty, none is guessed."""
    known.update(template, no_fuzzy_matching=True)
    known.obsolete.clear()
    return known


def written(catalog: Catalog, head: str) -> bytes:
    """Return a catalogue as its file holds it: in order, without dates and places."""
    body = BytesIO()
    write_po(body, catalog, width=WIDTH, no_location=True, omit_header=True, sort_output=True)
    return f"{head}\n{body.getvalue().decode()}".encode()


def read(path: Path) -> Catalog:
    """Return a stored catalogue, or an empty one when there is none yet."""
    if not path.exists():
        return Catalog(locale="cy")
    with path.open("rb") as source:
        return read_po(source, locale="cy")


def untranslated(catalog: Catalog) -> list[str]:
    """Return the texts that have no translation."""
    return [str(entry.id) for entry in catalog if entry.id and not entry.string]


def _is_ours(folder: str) -> bool:
    name = Path(folder).name
    return not name.startswith((".", "_")) and name not in {"node_modules", "var", "build"}


def main() -> None:
    """Write the template and the Welsh catalogue, and list what has no Welsh."""
    template = collected()
    welsh = brought_up_to(template, read(WELSH))
    for path, content in (
        (TEMPLATE, written(template, TEMPLATE_HEAD)),
        (WELSH, written(welsh, WELSH_HEAD)),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    waiting = untranslated(welsh)
    say(f"{len(template)} texts; {len(waiting)} have no Welsh")
    sys.stdout.writelines(f"{text!r}\n" for text in waiting)


if __name__ == "__main__":
    main()
