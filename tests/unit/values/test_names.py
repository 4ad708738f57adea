"""Names are kept as their owners write them and found as others hear them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.name_sounds import sounds_like
from app.values.names import (
    FullName,
    normalised,
    parse_first_names,
    parse_full_name,
    parse_last_name,
    pieces,
    similarity,
)
from app.values.refusal import Refusal
from tests.unit.values.any_text import ANY_TEXT, many


def test_a_full_name_is_kept_as_written() -> None:
    assert parse_full_name(" Mair  Siân ", "O’Brien-Łuk") == FullName("Mair Siân", "O’Brien-Łuk")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "name-empty"),
        (" \u200b\u3164", "name-empty"),
        ("x" * 31, "name-long"),
        ("x" * 10_000, "name-long"),
        ("<b>Ann</b>", "name-brackets"),
        ("Ann 🎉", "name-signs"),
        ("1234", "name-letters"),
        ("'--", "name-letters"),
    ],
)
def test_a_bad_name_is_refused_with_its_box(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as first:
        parse_first_names(typed)
    with pytest.raises(Refusal) as last:
        parse_last_name(typed)
    assert (first.value.code, first.value.boxes) == (code, ("first",))
    assert (last.value.code, last.value.boxes) == (code, ("last",))


def test_the_limit_is_the_callers() -> None:
    assert parse_last_name("x" * 49, limit=49) == "x" * 49


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("O'Brien", "obrien"),
        ("Siân", "sian"),
        ("ŁUKASZ", "lukasz"),
        ("Strauß", "strauss"),
        ("Sørensen", "sorensen"),
        ("Smith-Jones", "smithjones"),
        ("محمد", "محمد"),
        ("123", ""),
    ],
)
def test_normalised(name: str, key: str) -> None:
    assert normalised(name) == key


def test_pieces_of_a_double_name() -> None:
    assert pieces("O'Neill Smith-Jonés") == ("oneill", "smith", "jones")


SAME_SOUND = """
Smith Smythe · Thompson Tomson · Clark Clarke · Philips Phillips · Stephens Stevens
MacDonald McDonald · McKenzie Mackenzie · Davies Davis · Reid Read · Hussain Husain
Mohammed Muhammad · Khan Kahn · Lloyd Loyd · Wright Right · Knight Night · Nicholson Nicolson
Stewart Stuart · Dixon Dickson · Rogers Rodgers · Brown Browne · Singh Sing · Choudhry Chowdhury
Callaghan Callahan · Johnson Johnstone · Hughes Hughs · Vaughan Vaughn · Llewellyn Llewelyn
Pugh Pew · Graham Graeme · Schofield Scofield · Sheikh Shaikh · Iqbal Ikbal · Qureshi Kureshi
Simpson Simson · Christie Cristie · Richards Ritchards · Wilcox Wilcocks · Page Paige · Rhys Rees
O'Brien OBrien · Ahmed Ahmad · Pryce Price · Akhtar Aktar · Leigh Lee · Higgins Higins
""".replace("\n", "·")
OTHER_SOUND = """
Smith Jones · Jones Evans · Khan Kaur · Ali Khan · Harris Morris · Walker Wilson · Davies Davison
Hughes Hill · Roberts Robertson · Cooper Hooper · Houston Hudson · Hunt Hand · Price Bryce
""".replace("\n", "·")


def pairs(text: str) -> list[list[str]]:
    return [pair.split() for pair in text.split("·") if pair.strip()]


@pytest.mark.parametrize(("one", "other"), pairs(SAME_SOUND))
def test_names_that_are_heard_alike_share_a_key(one: str, other: str) -> None:
    assert sounds_like(one) == sounds_like(other) != ""


@pytest.mark.parametrize(("one", "other"), pairs(OTHER_SOUND))
def test_names_that_are_heard_apart_do_not(one: str, other: str) -> None:
    assert sounds_like(one) != sounds_like(other)


def test_keys_already_stored_do_not_change() -> None:
    assert [sounds_like(name) for name in ("Stephens", "Llewellyn", "Evans", "Chowdhury")] == [
        "STFNS",
        "LLN",
        "AFNS",
        "XDR",
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    # The figures of Winkler's own papers.
    [("MARTHA", "MARHTA", 0.961), ("DWAYNE", "DUANE", 0.84), ("DIXON", "DICKSONX", 0.813)],
)
def test_similarity_is_jaro_winkler(one: str, other: str, expected: float) -> None:
    assert similarity(one, other) == pytest.approx(expected, abs=0.001)


def test_similarity_ends() -> None:
    assert similarity("Siân", "sian") == 1.0
    assert similarity("Smith", "Khan") < 0.5
    assert similarity("", "") == 0.0


@given(ANY_TEXT, ANY_TEXT)
@many
def test_any_text_has_a_key_and_a_likeness(one: str, other: str) -> None:
    assert normalised(normalised(one)) == normalised(one)
    assert sounds_like(one) == sounds_like(normalised(one))
    assert 0.0 <= similarity(one, other) <= 1.0
    assert similarity(one, other) == pytest.approx(similarity(other, one))


@given(ANY_TEXT, st.integers(5, 60))
@many
def test_any_text_is_a_name_or_a_refusal(text: str, limit: int) -> None:
    try:
        name = parse_last_name(text, limit=limit)
    except Refusal as refusal:
        assert str(refusal.words)
    else:
        assert 0 < len(name) <= limit
        assert parse_last_name(name, limit=limit) == name
