"""Texts are counted as the networks count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.sms_text import Encoding, Parts, cut, parts, plain
from tests.unit.values.any_text import ANY_TEXT, many

GSM, UCS = Encoding.GSM_7, Encoding.UCS_2
FAMILY = "👩\u200d👧"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Parts(GSM, 0, 1)),
        ("a" * 160, Parts(GSM, 160, 1)),
        ("a" * 161, Parts(GSM, 161, 2)),
        ("a" * 306, Parts(GSM, 306, 2)),
        ("a" * 307, Parts(GSM, 307, 3)),
        ("a" * 918, Parts(GSM, 918, 6)),
        ("a" * 919, Parts(GSM, 919, 7)),
        ("€" * 80, Parts(GSM, 160, 1)),
        ("€" * 81, Parts(GSM, 162, 2)),
        # The euro sign does not fit in the last place of the first part, so it moves to the next.
        ("a" * 152 + "€" + "a" * 151, Parts(GSM, 305, 2)),
        ("a" * 152 + "€" + "a" * 152, Parts(GSM, 306, 3)),
        ("ŵ" * 70, Parts(UCS, 70, 1)),
        ("ŵ" * 71, Parts(UCS, 71, 2)),
        ("ŵ" + "a" * 119, Parts(UCS, 120, 2)),
        ("a" * 66 + "😀" + "a" * 66, Parts(UCS, 134, 3)),
        ("😀" * 35, Parts(UCS, 70, 1)),
        ("[ŵ]", Parts(UCS, 3, 1)),
    ],
)
def test_parts(text: str, expected: Parts) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize("letter", "ÄÉÖÜàäèéìòöùü")
def test_welsh_letters_within_the_gsm_alphabet(letter: str) -> None:
    assert parts(letter).encoding is GSM


@pytest.mark.parametrize("letter", "âêîôûŵŷÂÊÎÔÛŴŶáíóúïëÿẁẃẅỳ")
def test_welsh_letters_outside_it_are_kept_and_cost_more(letter: str) -> None:
    assert plain(letter) == letter
    assert parts(letter).encoding is UCS


def test_plain() -> None:
    assert plain("“It’s” – 2pm…\u00a0bring\u2009ID\u200b") == '"It\'s" - 2pm... bring ID'
    assert plain("‹a› ❛b❜ ❝c❞") == "'a' 'b' \"c\""
    assert plain("Llŷn\r\nYnys Môn") == "Llŷn\nYnys Môn"


def test_what_may_not_be_cut_stays_whole() -> None:
    assert cut("a" * 66 + "😀" + "a" * 10)[1].startswith("😀")
    assert cut("a" * 65 + FAMILY + "a" * 10)[1].startswith(FAMILY)
    assert cut("a" * 66 + "e\u0323" + "a" * 10)[1].startswith("e\u0323")
    assert cut("a" * 65 + "🇬🇧" + "a" * 10)[1].startswith("🇬🇧")


@given(ANY_TEXT | st.text("a€ŵ😀\u0301\u200d🇬", max_size=400))
@many
def test_nothing_is_lost_and_no_part_is_too_long(text: str) -> None:
    pieces, counted = cut(text), parts(text)
    assert "".join(pieces) == text
    assert counted.parts == len(pieces)
    room = {GSM: (160, 153), UCS: (70, 67)}[counted.encoding][len(pieces) > 1]
    for piece in pieces:
        units = (
            len(piece.encode("utf-16-le", "surrogatepass")) // 2
            if counted.encoding is UCS
            else len(piece) + sum(letter in "^{}\\[]~|€\f" for letter in piece)
        )
        assert units <= room


@given(ANY_TEXT)
@many
def test_plain_is_stable(text: str) -> None:
    assert plain(plain(text)) == plain(text)
