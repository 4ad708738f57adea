"""What is on the paper: words, languages, page lines, breaks, fonts, and the same bytes twice."""

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from letters import (
    Bullets,
    Fact,
    Facts,
    Fonts,
    LetterError,
    MissingGlyph,
    NextSteps,
    Paragraph,
    Subheading,
    TooManyPages,
    page_count,
    render,
)
from letters.errors import EmptyLetter, FontMissing
from tests.unit.letters.paper import seen, text
from tests.unit.letters.samples import BULLETS, ENGLISH, FONT_FOLDER, FONTS, WELSH, english, letter

SENTENCE = "You can visit Daniel Price at HMP Cardiff on Saturday and must bring photo identity. "


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert render(letter(WELSH, ENGLISH), FONTS) == render(letter(WELSH, ENGLISH), FONTS)


def test_where_the_fonts_lie_does_not_show_in_the_bytes(tmp_path: Path) -> None:
    shutil.copytree(FONT_FOLDER, tmp_path / "fonts")
    assert render(letter(), Fonts.load(tmp_path / "fonts")) == render(letter(), FONTS)


def test_another_letter_gives_other_bytes() -> None:
    assert render(letter(reference="PV-0000-0001"), FONTS) != render(letter(), FONTS)


def test_every_font_on_the_page_is_embedded() -> None:
    page = PdfReader(BytesIO(render(letter(), FONTS))).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    used = [font for font in fonts if "NotoSans" in font["/BaseFont"]]
    assert len({font["/BaseFont"].split("+")[1] for font in used}) == 2
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)
    assert fonts == used


def test_welsh_comes_first_with_all_its_letters_and_its_own_page_line() -> None:
    pdf = render(letter(WELSH, ENGLISH), FONTS)
    assert page_count(pdf) == 2
    welsh, in_english = text(pdf, 0), text(pdf, 1)
    assert "dŵr" in welsh
    assert "tŷ" in welsh
    assert "Tudalen 1 o 2" in welsh
    assert "Page 2 of 2" in in_english
    assert "Your prison visit is booked" in in_english


def test_the_next_language_begins_a_page_and_the_count_goes_on() -> None:
    longer = replace(WELSH, parts=(*WELSH.parts, *[Paragraph(SENTENCE * 8)] * 3))
    pdf = render(letter(longer, ENGLISH), FONTS)
    lines = [re.search(r"(Tudalen|Page) .*", text(pdf, page))[0].strip() for page in range(3)]
    assert lines == ["Tudalen 1 o 3", "Tudalen 2 o 3", "Page 3 of 3"]


def test_every_page_carries_the_reference() -> None:
    pdf = render(english(*[Paragraph(SENTENCE * 10)] * 6), FONTS)
    assert all("PV-4K7H-29MX" in text(pdf, page) for page in range(page_count(pdf)))


def test_a_sample_letter_fits_one_page() -> None:
    assert page_count(render(letter(), FONTS)) == 1


def test_body_lines_are_60_to_75_characters() -> None:
    pdf = render(english(Paragraph(SENTENCE * 12)), FONTS)
    body = [word.text for word in seen(pdf, 0) if word.top > 105 and word.bottom < 270]
    assert all(60 <= len(line) <= 76 for line in body[:-1])
    assert len(body) > 10


def test_a_subheading_is_never_the_last_thing_on_a_page() -> None:
    for filler in range(26, 32):
        steps = NextSteps(tuple("A step" for _ in range(filler)))
        pdf = render(english(steps, Subheading("Keep me"), Paragraph(SENTENCE * 5)), FONTS)
        page = next(number for number in range(2) if "Keep me" in text(pdf, number))
        assert "You can visit" in text(pdf, page)


def test_a_lead_in_stays_with_its_list() -> None:
    for filler in range(26, 34):
        steps = NextSteps(tuple("A step" for _ in range(filler)))
        pdf = render(english(steps, Paragraph("Bring one of these:"), BULLETS), FONTS)
        page = next(number for number in range(2) if "Bring one" in text(pdf, number))
        assert "a passport" in text(pdf, page)


def test_no_line_of_a_paragraph_stands_alone_on_a_page() -> None:
    for filler in range(20, 30):
        steps = NextSteps(tuple("A step" for _ in range(filler)))
        pdf = render(english(steps, Paragraph(SENTENCE * 5)), FONTS)
        for page in range(page_count(pdf)):
            assert (
                len([w for w in seen(pdf, page) if len(w.text) > 25 and "PV-" not in w.text]) != 1
            )


def test_steps_are_numbered_and_facts_keep_label_and_value() -> None:
    pdf = render(english(NextSteps(("First", "Second")), Facts((Fact("When", "Saturday"),))), FONTS)
    words = {word.text: word for word in seen(pdf, 0)}
    assert words["2."].top == pytest.approx(words["Second"].top, abs=0.6)
    assert words["When"].right < words["Saturday"].left


def test_a_word_too_long_for_a_line_goes_on_to_the_next() -> None:
    letters = "x" * 300
    others = text(render(english(), FONTS), 0).count("x")
    pdf = render(
        english(Paragraph(letters), Facts((Fact(letters, letters),)), Bullets((letters,))), FONTS
    )
    assert text(pdf, 0).count("x") == 4 * len(letters) + others
    assert all(word.right <= 195 for word in seen(pdf, 0))


@pytest.mark.parametrize("where", ["heading", "value", "item", "text"])
def test_ten_thousand_characters_run_on_over_pages(where: str) -> None:
    many = "word " * 2000
    parts = {
        "heading": (),
        "value": (Facts((Fact("Label", many),)),),
        "item": (Bullets((many,)),),
        "text": (Paragraph(many),),
    }[where]
    made = english(*parts, heading=many[:2000] if where == "heading" else "A heading")
    pdf = render(made, FONTS)
    found = "".join(text(pdf, page) for page in range(page_count(pdf))).count("word")
    assert found == (400 if where == "heading" else 2000)


def test_more_than_ten_pages_are_refused() -> None:
    with pytest.raises(TooManyPages) as refused:
        render(english(*[Paragraph(SENTENCE * 40)] * 20), FONTS)
    assert refused.value.pages > 10


def test_a_letter_without_text_or_reference_is_refused() -> None:
    with pytest.raises(EmptyLetter):
        render(replace(letter(), language_pages=()), FONTS)
    with pytest.raises(EmptyLetter):
        render(letter(reference="\u200f"), FONTS)


@pytest.mark.parametrize("character", ["א", "あ", "中", "😀", "\ue000"])
@pytest.mark.parametrize("place", ["paragraph", "heading", "label"])
def test_a_character_the_font_lacks_is_found_before_printing(character: str, place: str) -> None:
    parts = {
        "paragraph": (Paragraph(f"Name {character}"),),
        "heading": (Subheading(character),),
        "label": (Facts((Fact(character, ""),)),),
    }[place]
    with pytest.raises(MissingGlyph) as refused:
        render(english(*parts), FONTS)
    assert refused.value.character == character
    assert character not in str(refused.value)


def test_what_is_not_meant_to_be_seen_is_not_drawn() -> None:
    pdf = render(
        english(Paragraph("Ann\u202e\u200f\x00\x07\ufeff Pri\u00adce\u2028and\tson")), FONTS
    )
    assert "Ann Price and son" in text(pdf, 0)


def test_letters_and_their_accents_typed_apart_are_joined() -> None:
    assert "dŵr" in text(render(english(Paragraph("dw\u0302r")), FONTS), 0)


def test_markup_is_printed_as_it_was_typed() -> None:
    assert "<script>&amp;\\(" in text(render(english(Paragraph("<script>&amp;\\(")), FONTS), 0)


def test_empty_words_take_no_room() -> None:
    bare = english(Paragraph(""), Paragraph("\u200f"), Bullets(()), Paragraph("End"))
    assert render(bare, FONTS) == render(english(Paragraph("End")), FONTS)


def test_fonts_are_read_once_and_a_folder_without_them_is_named(tmp_path: Path) -> None:
    again = Fonts.load(FONT_FOLDER)
    assert again.regular is FONTS.regular
    with pytest.raises(FontMissing):
        Fonts.load(tmp_path)
    (tmp_path / "NotoSans-Regular.ttf").write_bytes(b"not a font")
    with pytest.raises(FontMissing):
        Fonts.load(tmp_path)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_printed_or_refused_by_name(words: str, label: str) -> None:
    made = english(Paragraph(words), Facts((Fact(label, words),)), heading=label)
    try:
        pdf = render(made, FONTS)
    except LetterError as refused:
        assert refused.code == "missing_glyph"
    else:
        assert page_count(pdf) <= 3
