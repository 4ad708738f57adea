"""Whatever is typed or sent at a kiosk gets a plain page or words beside the field, never a fault."""

from __future__ import annotations

import pytest

from tests.integration.kiosk.visitor import Visitor

NASTY = {
    "long": "x" * 10_000,
    "control": "a\x01\x1b[31m\x7f\x85b",
    "right-to-left": "\u202eevil\u2066\u200f",
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "markup": "<script>alert(1)</script>",
    "quotes": "\"'`; DROP TABLE people; --",
    "nul": "a\x00b",
    "holes": "{number} %(x)s {{ 7*7 }} {0.__class__}",
}
FIELDS = {
    "prison": ("prison",),
    "prisoner-number": ("number",),
    "prisoner-name": ("name-first", "name-last"),
    "prisoner-born": ("born-day", "born-month", "born-year"),
    "lead-name": ("name-first", "name-last"),
    "lead-born": ("born-day", "born-month", "born-year"),
    "other-visitors": ("another",),
    "visit-time": ("time",),
    "support": ("needed",),
    "support-details": ("details",),
    "reply": ("ways",),
    "mobile": ("mobile",),
    "address": (
        "address-line1",
        "address-line2",
        "address-town",
        "address-county",
        "address-postcode",
    ),
}


def try_everything(visitor: Visitor, slug: str) -> None:
    for text in NASTY.values():
        visitor.press(f"/book/{slug}", dict.fromkeys(FIELDS[slug], text))
        assert visitor.status in (200, 422), (slug, text[:20], visitor.text)
        assert "<script>alert" not in visitor.page
        visitor.open(f"/book/{slug}")
        assert visitor.status == 200


def test_every_field_survives_every_text(visitor: Visitor) -> None:
    visitor.begin()
    good = {
        "prison": {"prison": "CFI"},
        "prisoner-number": {"number": "V9400JG"},
        "prisoner-name": {"name-first": "Yusuf", "name-last": "Abdirahman"},
        "prisoner-born": {"born-day": "23", "born-month": "8", "born-year": "1993"},
        "lead-name": {"name-first": "Nia", "name-last": "Visitor"},
        "lead-born": {"born-day": "1", "born-month": "may", "born-year": "1990"},
        "other-visitors": {"another": "no"},
        "visit-time": {"time": ""},
        "support": {"needed": "yes"},
        "support-details": {"details": "A wheelchair space"},
        "reply": {"ways": ["text", "letter"]},
        "mobile": {"mobile": "oh seven seven double oh, 900 123"},
        "address": {"address-line1": "1 Stryd Fawr", "address-town": "Caerdydd", "address-postcode": "cf101aa"},
    }  # fmt: skip
    for slug, answer in good.items():
        try_everything(visitor, slug)
        visitor.open(f"/book/{slug}")
        if slug == "visit-time":
            answer = {"time": visitor.first_time()}
        visitor.press(f"/book/{slug}", answer)
    assert visitor.place == "/check", visitor.text
    visitor.press("/check")
    assert visitor.place == "/done"


@pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("day", "month", "year", "words"),
    [
        ("31", "4", "1990", "April"),
        ("29", "2", "1991", "February"),
        ("1", "1", "2099", "past"),
        ("1", "13", "1990", "Month"),
        ("1", "1", "90", "Year"),
        ("", "1", "1990", "day"),
        ("1", "1", "1850", "120"),
    ],
)
def test_an_impossible_date_is_said_so_beside_its_boxes(
    visitor: Visitor, day: str, month: str, year: str, words: str
) -> None:
    visitor.begin()
    visitor.says("prison", prison="CFI")
    visitor.says("prisoner-number", number="V9400JG")
    visitor.says("prisoner-name", name__first="Yusuf", name__last="Abdirahman")
    visitor.says("prisoner-born", born__day=day, born__month=month, born__year=year)
    assert visitor.status == 422
    assert 'class="govuk-error-message" id="born-error"' in visitor.page
    assert words in visitor.text
    assert f'value="{year}"' in visitor.page


@pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)
def test_a_leap_day_is_taken(visitor: Visitor) -> None:
    visitor.begin().answer_all()
    visitor.says("lead-born", born__day="29", born__month="2", born__year="1992")
    assert visitor.place == "/check"
    assert "29 February 1992" in visitor.text


def test_a_page_that_is_not_on_the_path_leads_to_the_first_open_question(visitor: Visitor) -> None:
    visitor.begin()
    for slug in ("mobile", "nothing", "visitor-name-9", "<script>", "%00", "x" * 3000):
        assert visitor.open(f"/book/{slug}").place == "/book/prison"
    assert visitor.says("mobile", mobile="07700 900123").place == "/book/prison"
    assert visitor.open("/check").place == "/book/prison"
    assert visitor.press("/check").place == "/book/prison"
    assert visitor.open("/done").place == "/book/prison"
    assert visitor.open("/remove/lead-name").place == "/book/prison"


@pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)
def test_an_unknown_prison_is_refused_beside_the_list(visitor: Visitor) -> None:
    visitor.begin().says("prison", prison="ZZZ")
    assert visitor.status == 422
    assert "not on the list" in visitor.text


@pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)
def test_a_tampered_token_gets_a_plain_page_and_saves_nothing(visitor: Visitor) -> None:
    visitor.begin()
    visitor.press("/book/prison", {"prison": "CFI"}, token="tampered")
    assert visitor.status == 400
    assert "Nothing was saved" in visitor.text
    assert visitor.open("/book/prisoner-number").place == "/book/prison"


@pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)
def test_a_huge_form_and_an_unknown_language_are_survived(visitor: Visitor) -> None:
    visitor.begin()
    assert visitor.says("prison", prison="x" * 300_000).status == 413
    visitor.open("/book/prison")
    assert visitor.press("/book/prison", {"language": "xx\x00"}).status == 200
    assert visitor.press("/language", {"language": "tlh", "page": "//evil.example"}).status == 200


@pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)
def test_a_broken_database_gets_a_plain_page(visitor: Visitor) -> None:
    visitor.begin()
    with visitor.services.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE kiosk_sessions RENAME TO elsewhere")
    answer = visitor.client.get("/kiosk/book/prison")
    assert answer.status_code == 500
    assert "Sorry, there is a problem" in answer.get_data(as_text=True)
