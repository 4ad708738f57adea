"""The same letter made in other ways: bare reportlab, and WeasyPrint in a process of its own.

Bare reportlab puts the words of a letter that was laid out before at their places: no breaking into
lines, no tags, no code to scan. WeasyPrint gets the words as HTML and lays them out itself. It is no
part of the project: `WEASYPRINT_PYTHON` names a Python that has it, and without one it is not here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from letters import Fonts, Letter, Paragraph, Part
from letters.compose import Composed, compose
from letters.geometry import PAPER, points
from letters.ink import Words
from letters.model import Bullets, CheckList, Facts, NextSteps, ReferenceBox, Subheading

_SIZE = (points(PAPER.width), points(PAPER.height))
_STYLE = """@font-face {{ font-family: Letter; src: url({regular}) }}
@font-face {{ font-family: Letter; font-weight: bold; src: url({bold}) }}
@page {{ size: A4; margin: 15mm 15mm 15mm 20mm }}
body {{ font: 12pt/1.4 Letter; margin: 0 }} h1 {{ font-size: 18pt }} h2 {{ font-size: 14pt }}
address {{ font-style: normal; margin: 30mm 0 10mm }} th {{ text-align: left }}"""

# Runs in the other Python: one line of JSON in, one line out, until there are no more.
_THEIR_SIDE = """
import json, sys, time
from weasyprint import HTML, __version__
from weasyprint.text.fonts import FontConfiguration
say = lambda answer: (sys.stdout.write(json.dumps(answer) + chr(10)), sys.stdout.flush())
say({"version": __version__})
for line in sys.stdin:
    wish = json.loads(line)
    begun = time.process_time()
    for _ in range(wish["count"]):
        document = HTML(string=wish["html"]).render(font_config=FontConfiguration())
        pdf = document.write_pdf(**wish["more"])
    took = time.process_time() - begun
    say({"seconds": took / wish["count"], "bytes": len(pdf), "pages": len(document.pages)})
"""


def laid_out(letter: Letter, fonts: Fonts) -> list[list[Words]]:
    """Return the words on each page of a letter with their places."""
    composed: Composed = compose(letter, fonts)
    return [[ink for ink in page.inks if isinstance(ink, Words)] for page in composed.pages]


def bare_letter(pages: list[list[Words]]) -> bytes:
    """Return a PDF with these words drawn at their places by reportlab alone."""
    paper = BytesIO()
    canvas = Canvas(paper, pagesize=_SIZE, invariant=1, pageCompression=1)
    for words in pages:
        for word in words:
            canvas.setFont(word.face.name, word.size)
            canvas.drawString(word.x, _SIZE[1] - word.y, word.text)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def as_html(letter: Letter, folder: Path) -> str:
    """Return the words of a letter as an HTML page in the letters' own fonts."""
    (text,) = letter.language_pages
    sender = text.sender or letter.sender
    facts = [(fact.label, fact.value) for fact in sender.contacts]
    facts += [(text.date_label, text.date_text), (text.reference_label, letter.reference)]
    regular, bold = ((folder / f"NotoSans-{one}.ttf").as_uri() for one in ("Regular", "Bold"))
    body = [
        f"<p><b>{escape(sender.name)}</b></p>",
        *(f"<div>{escape(label)} {escape(value)}</div>" for label, value in facts),
        f"<address>{'<br>'.join(map(escape, letter.address.lines))}</address>",
        f"<h1>{escape(text.heading)}</h1><p>{escape(text.salutation)}</p>",
        *(html for part in text.parts for html in _part(part)),
    ]
    head = f"<title>{escape(letter.title)}</title><style>{_STYLE}</style>"
    page = f'<!doctype html><html lang="{text.language}"><head>{head}</head><body>'
    return page.format(regular=regular, bold=bold) + "".join(body) + "</body></html>"


def _part(part: Part) -> Iterator[str]:
    match part:
        case Paragraph(text):
            yield f"<p>{escape(text)}</p>"
        case Subheading(text):
            yield f"<h2>{escape(text)}</h2>"
        case Bullets(items) | CheckList(items):
            yield f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        case NextSteps(steps):
            yield f"<ol>{''.join(f'<li>{escape(step)}</li>' for step in steps)}</ol>"
        case Facts(facts):
            cells = (f"<tr><th>{escape(f.label)}<td>{escape(f.value)}" for f in facts)
            yield f"<table>{''.join(cells)}</table>"
        case ReferenceBox():
            yield f"<p>{escape(part.label)} {escape(part.note)}</p>"


class WeasyPrint:
    """WeasyPrint at work in another Python."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.version: str = self._heard()["version"]

    def made(self, html: str, *, count: int, tagged: bool) -> tuple[float, int, int]:
        """Make a letter so often; return seconds of processor time each, bytes and pages."""
        more = {"pdf_variant": "pdf/ua-1"} if tagged else {}
        wish = json.dumps({"html": html, "count": count, "more": more})
        assert self._process.stdin is not None
        self._process.stdin.write(wish + "\n")
        self._process.stdin.flush()
        answer = self._heard()
        return answer["seconds"], answer["bytes"], answer["pages"]

    def _heard(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        heard: dict[str, Any] = json.loads(self._process.stdout.readline() or "{}")
        return heard


@contextmanager
def weasyprint() -> Iterator[WeasyPrint | None]:
    """Give WeasyPrint, or None where it is not installed or does not start."""
    process = _start(os.environ.get("WEASYPRINT_PYTHON") or sys.executable)
    if process is None:
        yield None
        return
    with process:
        try:
            found: WeasyPrint | None = WeasyPrint(process)
        except KeyError:
            found = None
        yield found


def _start(python: str) -> subprocess.Popen[str] | None:
    try:
        return subprocess.Popen(
            [python, "-c", _THEIR_SIDE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
    except OSError:
        return None
