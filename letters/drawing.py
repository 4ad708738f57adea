"""Pages drawn with reportlab, each piece of ink marked with the element it belongs to."""

from io import BytesIO
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

from letters.compose import Composed
from letters.geometry import PAPER, points
from letters.glyphs import draw_shaped
from letters.ink import HEADINGS, Code, Element, Frame, Ink, Page, Rule, Words
from letters.model import Letter
from letters.style import BLACK, RULE_GREY

_WIDTH = points(PAPER.width)
_HEIGHT = points(PAPER.height)
_RULE_WIDTH = 0.6


def drawn(composed: Composed, letter: Letter) -> bytes:
    """Draw the pages into a PDF that is the same for the same letter. Fills the elements' marks."""
    paper = BytesIO()
    # Named, or reportlab puts a font of its own, not embedded, on every page.
    font = _first_font(composed)
    canvas = Canvas(
        paper,
        pagesize=(_WIDTH, _HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=font,
    )
    for index, page in enumerate(composed.pages):
        _draw_page(canvas, page, index)
        canvas.showPage()
    _note_reading(composed)
    canvas.save()
    return paper.getvalue()


def _note_reading(composed: Composed) -> None:
    """Tell headings, and elements with shaped words, all that they read over all their pages."""
    inks = [
        (ink.element, ink)
        for page in composed.pages
        for ink in page.inks
        if isinstance(ink, Words) and ink.element is not None
    ]
    turned = {element for element, ink in inks if _needs_shaping(ink)}
    for element, ink in inks:
        if element in turned:
            element.reads += ink.text
        if element.role in HEADINGS:
            element.title += ink.text


def _needs_shaping(words: Words) -> bool:
    return words.rtl or not words.face.simple(words.text)


def _first_font(composed: Composed) -> str | None:
    inks = (ink for page in composed.pages for ink in page.inks)
    return next((ink.face.name for ink in inks if isinstance(ink, Words)), None)


def _draw_page(canvas: Canvas, page: Page, index: int) -> None:
    number = 0
    for element, inks in groupby(page.inks, key=lambda ink: ink.element):
        _open_mark(canvas, element, number)
        for ink in inks:
            _draw(canvas, ink)
        _operator(canvas, "EMC")
        if element is not None:
            element.marks.append((index, number))
            number += 1


def _open_mark(canvas: Canvas, element: Element | None, number: int) -> None:
    if element is None:
        _operator(canvas, "/Artifact BMC")
    else:
        _operator(canvas, f"/{element.role} <</MCID {number}>> BDC")


def _operator(canvas: Canvas, operator: str) -> None:
    # reportlab has no call for marked content; its page is a list of operators.
    canvas._code.append(operator)


def _draw(canvas: Canvas, ink: Ink) -> None:
    match ink:
        case Words():
            _draw_words(canvas, ink)
        case Rule():
            canvas.setStrokeGray(RULE_GREY)
            canvas.setLineWidth(_RULE_WIDTH)
            canvas.line(ink.x, _HEIGHT - ink.y, ink.x + ink.width, _HEIGHT - ink.y)
        case Frame():
            canvas.setStrokeGray(BLACK)
            canvas.setLineWidth(ink.line)
            canvas.rect(ink.x, _HEIGHT - ink.y - ink.height, ink.width, ink.height)
        case Code():
            _draw_code(canvas, ink)


def _draw_words(canvas: Canvas, words: Words) -> None:
    if _needs_shaping(words):
        draw_shaped(canvas, words, baseline=_HEIGHT - words.y)
        return
    canvas.setFont(words.face.name, words.size)
    canvas.drawString(words.x, _HEIGHT - words.y, words.text)


def _draw_code(canvas: Canvas, code: Code) -> None:
    """Draw all dark squares as one path: quick, and no white hair between them."""
    module = code.side / code.modules
    top = _HEIGHT - code.y
    path = canvas.beginPath()
    for column, row, length in code.runs:
        path.rect(code.x + column * module, top - (row + 1) * module, length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)
    if code.element is not None:
        code.element.box = (code.x, top - code.side, code.x + code.side, top)
