"""Sums and check lists on paper: columns, headings on each page, totals that are never alone."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest

from letters import AmountLine, Amounts, CheckList, NextSteps, Paragraph, page_count, render
from tests.unit.letters.paper import picture, seen, text
from tests.unit.letters.samples import FONTS, english

HEADINGS = ("What", "Amount", "Running total")
TOTAL = AmountLine("The sum", ("", "£4,321.99"))
LIMIT = AmountLine("The limit", ("", "£9,000.00"))


def sum_of(count: int, *, label: str = "Item", note: str = "You pass this test.") -> Amounts:
    lines = tuple(
        AmountLine(f"{label} {number}", (f"£{number}.00", f"£{number + 9990}.00"))
        for number in range(1, count + 1)
    )
    return Amounts(
        caption="Money coming in", headings=HEADINGS, lines=lines, closing=(TOTAL, LIMIT), note=note
    )


def filled(count: int) -> NextSteps:
    return NextSteps(tuple("A step" for _ in range(count)))


def test_amounts_end_at_the_same_place_under_their_heading() -> None:
    words = {word.text: word for word in seen(render(english(sum_of(12)), FONTS), 0)}
    for short, long in (("£1.00", "£12.00"), ("£9991.00", "£10002.00")):
        assert words[short].right == pytest.approx(words[long].right, abs=0.3)
    assert words["£12.00"].right == pytest.approx(words["Amount"].right, abs=0.6)
    assert words["£4,321.99"].right == pytest.approx(words["£9991.00"].right, abs=0.4)
    assert words["Item 12"].top == pytest.approx(words["£12.00"].top, abs=0.8)


@pytest.mark.parametrize("filler", range(14, 32, 2))
@pytest.mark.parametrize("count", [1, 2, 5, 34])
def test_headings_come_again_and_no_total_stands_alone(filler: int, count: int) -> None:
    pdf = render(english(filled(filler), sum_of(count), Paragraph("End")), FONTS)
    for page in range(page_count(pdf)):
        words = text(pdf, page)
        if "Item" not in words:
            assert "The sum" not in words
            assert "Amount" not in words
            continue
        assert words.count("Running total") == 1
        assert words.index("Running total") < words.index("Item")
        assert count == 1 or words.count("Item") > 1
    last = next(page for page in range(page_count(pdf)) if "The sum" in text(pdf, page))
    assert "The limit" in text(pdf, last)
    assert "You pass this test." in text(pdf, last)


def test_a_caption_stays_with_its_sum() -> None:
    for filler in range(18, 30):
        pdf = render(english(filled(filler), sum_of(3)), FONTS)
        page = next(n for n in range(page_count(pdf)) if "Money coming in" in text(pdf, n))
        assert "Item 1" in text(pdf, page)


def test_a_long_label_and_a_great_amount_keep_to_their_columns() -> None:
    great = AmountLine("Left out because it is in dispute " * 6, ("-£999,999,999.99",) * 2)
    made = Amounts(caption="", headings=HEADINGS, lines=(great, great))
    pdf = render(english(made), FONTS)
    words = seen(pdf, 0)
    amounts = [word for word in words if "999" in word.text]
    labels = [word for word in words if "dispute" in word.text]
    assert len(amounts) == 4
    assert max(label.right for label in labels) < min(amount.left for amount in amounts)
    assert all(word.right <= 190.5 for word in words)


def test_a_label_of_ten_thousand_characters_runs_on_over_pages() -> None:
    made = Amounts(caption="", headings=HEADINGS, lines=(AmountLine("word " * 2000, ("", "")),))
    pdf = render(english(made), FONTS)
    assert "".join(text(pdf, page) for page in range(page_count(pdf))).count("word") == 2000


def test_an_empty_sum_or_list_takes_no_room() -> None:
    bare = english(Amounts(caption="x", headings=HEADINGS, lines=()), CheckList(()))
    assert render(bare, FONTS) == render(english(), FONTS)


def nodes(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield node
    for child in node.get("/K", []):
        if "/S" in child:
            yield from nodes(child)


def test_a_sum_is_a_table_with_headings_for_columns_and_lines() -> None:
    with pikepdf.Pdf.open(BytesIO(render(english(sum_of(40)), FONTS))) as pdf:
        table = next(n for n in nodes(pdf.Root.StructTreeRoot.K) if n.S == "/Table")
        assert [str(child.S) for child in table.K] == ["/Caption"] + ["/TR"] * 43
        heading, first = table.K[1], table.K[2]
        assert [(str(cell.S), str(cell.A.Scope)) for cell in heading.K] == [("/TH", "/Column")] * 3
        assert [str(cell.S) for cell in first.K] == ["/TH", "/TD", "/TD"]
        assert str(first.K[0].A.Scope) == "/Row"


def test_headings_that_come_again_are_decoration_to_a_screen_reader() -> None:
    pdf = render(english(sum_of(40)), FONTS)
    assert page_count(pdf) == 2
    with pikepdf.Pdf.open(BytesIO(pdf)) as opened:
        table = next(n for n in nodes(opened.Root.StructTreeRoot.K) if n.S == "/Table")
        pages = {mark.Pg.objgen for cell in table.K[1].K for mark in cell.K}
    assert pages == {opened_first_page(pdf)}


def opened_first_page(pdf: bytes) -> tuple[int, int]:
    with pikepdf.Pdf.open(BytesIO(pdf)) as opened:
        return opened.pages[0].obj.objgen


def test_each_thing_to_gather_has_a_box_to_tick() -> None:
    pdf = render(english(CheckList(("Payslips for 3 months", "Bank statements " * 12))), FONTS)
    item = next(word for word in seen(pdf, 0) if "Payslips" in word.text)
    middle = int((item.top + item.bottom) / 2 * 8)
    row = [picture(pdf, 0).getpixel((x, middle)) for x in range(14 * 8, 21 * 8)]
    assert sum(dark < 128 for dark in row) in range(4, 16)
    assert item.left > 20


def test_a_check_list_is_a_list_and_stays_with_its_lead_in() -> None:
    for filler in range(24, 34):
        parts = (filled(filler), Paragraph("Gather these:"), CheckList(("Payslips", "Rent book")))
        pdf = render(english(*parts), FONTS)
        page = next(n for n in range(page_count(pdf)) if "Gather these:" in text(pdf, n))
        assert "Payslips" in text(pdf, page)
    with pikepdf.Pdf.open(BytesIO(pdf)) as opened:
        found = [str(node.S) for node in nodes(opened.Root.StructTreeRoot.K)]
        assert found.count("/LBody") == filler + 2
