"""The structure a screen reader follows: roles, order, languages, title and spoken text."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest

from letters import Symbology, render
from tests.unit.letters.samples import ENGLISH, FONTS, REFERENCE, WELSH, letter


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.Pdf.open(BytesIO(render(letter(WELSH, ENGLISH), FONTS))) as opened:
        yield opened


def nodes(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield node
    for child in node.get("/K", []):
        if "/S" in child:
            yield from nodes(child)


def roles(node: pikepdf.Object) -> list[str]:
    return [str(found.S)[1:] for found in nodes(node)]


def test_the_file_says_it_is_tagged_and_names_itself(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "cy"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
    assert str(pdf.docinfo.Title) == "Your prison visit"
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Your prison visit"
        assert metadata["pdfuaid:part"] == "1"


def test_each_language_is_a_section_of_its_own(pdf: pikepdf.Pdf) -> None:
    document = pdf.Root.StructTreeRoot.K
    assert [str(section.Lang) for section in document.K] == ["cy", "en"]
    assert [str(section.S) for section in document.K] == ["/Sect", "/Sect"]


def test_the_parts_have_their_roles_in_reading_order(pdf: pikepdf.Pdf) -> None:
    english = pdf.Root.StructTreeRoot.K.K[1]
    found = roles(english)
    assert found.count("H1") == 1
    assert found.count("H2") == 2
    assert found.count("TR") == found.count("TH") == found.count("TD") == 4
    assert found.count("LI") == found.count("Lbl") == found.count("LBody") == 3
    order = [found.index(role) for role in ("Div", "H1", "Figure", "Table", "H2", "L")]
    assert order == sorted(order)


def test_the_code_is_spoken_and_has_its_place(pdf: pikepdf.Pdf) -> None:
    figures = [node for node in nodes(pdf.Root.StructTreeRoot.K) if node.S == "/Figure"]
    assert len(figures) == 2
    assert REFERENCE in str(figures[1].Alt)
    left, bottom, right, top = figures[1].A.BBox
    assert right - left == pytest.approx(top - bottom)


def test_each_mark_on_a_page_belongs_to_one_node(pdf: pikepdf.Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for index, page in enumerate(pdf.pages):
        assert page.obj.StructParents == index
        marks = [
            operands[1].MCID
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC"
        ]
        assert marks == list(range(len(marks)))
        assert len(numbers[2 * index + 1]) == len(marks)


def test_nothing_is_drawn_outside_a_mark(pdf: pikepdf.Pdf) -> None:
    depth = 0
    for _, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
        assert depth == 1 or str(operator) not in {"Tj", "TJ", "S", "f", "f*", "B"}
    assert depth == 0


def test_the_symbologies_are_named_as_the_scanner_knows_them() -> None:
    assert {kind.value for kind in Symbology} == {"DataMatrix", "QRCode"}
