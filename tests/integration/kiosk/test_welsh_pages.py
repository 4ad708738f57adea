"""Somebody who chose Welsh reads no English text of ours, from the first question to the reference."""

from __future__ import annotations

from app.i18n import WELSH, catalogue
from tests.integration.kiosk.visitor import PRISONERS, Visitor


def english_on(page: str) -> set[str]:
    """Return the texts of more than one word that stand on a page although they have Welsh."""
    texts = {text for _context, text in catalogue(WELSH) if " " in text and "{" not in text}
    return {text for text in texts if text in page}


def read(visitor: Visitor) -> None:
    assert '<html lang="cy"' in visitor.page
    assert english_on(visitor.text) == set(), visitor.place


def test_the_texts_that_are_looked_for_would_be_found(visitor: Visitor) -> None:
    visitor.begin("en")
    assert "Which prison is the visit at?" in english_on(visitor.text)


def test_every_page_of_a_booking_is_in_welsh(visitor: Visitor) -> None:
    who = PRISONERS["CFI"]
    day, month, _year = who["born"]
    read(visitor.open("/").press("/start", {"language": WELSH}))
    assert visitor.place == "/choose"
    read(visitor.open("/before/prison-visit"))
    read(visitor.press("/before/prison-visit"))
    for slug, answers in (
        ("prison", {"prison": ""}),
        ("prison", {"prison": "CFI"}),
        ("prisoner-number", {"number": "x"}),
        ("prisoner-number", {"number": who["number"]}),
        ("prisoner-name", {"name__last": "<b>"}),
        ("prisoner-name", {"name__first": who["first"], "name__last": who["last"]}),
        ("prisoner-born", {"born__day": day, "born__month": month, "born__year": "1800"}),
    ):
        read(visitor.says(slug, **answers))
    read(visitor.open("/again"))
    read(visitor.answer_all())
    read(visitor.press("/check"))
    assert visitor.place == "/done"
