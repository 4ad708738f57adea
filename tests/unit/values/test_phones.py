"""Phone numbers are taken as typed or as spoken, and refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.phones import PhoneKind, parse_phone, show_phone
from app.values.refusal import Refusal
from tests.unit.values.any_text import ANY_TEXT, many

MOBILE = "+447700900123"


@pytest.mark.parametrize(
    "typed",
    [
        "07700900123",
        "07700 900123",
        "(07700) 900-123",
        "07700.900.123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "+4407700900123",
        "0044 7700 900 123",
        "447700900123",
        "7700900123",
        "O77OO 9OO123",
        "٠٧٧٠٠٩٠٠١٢٣",
        "\u202a07700\u00a0900\u2011123\u202c",
        "oh seven seven double-oh nine hundred one two three",
        "zero double seven zero nought, nine zero zero, one two three",
        "plus four four seven seven hundred, nine hundred, one two three",
        "plus double 4 7700 900 123",
        "0 7 7 double 0 9 double 0 1 2 3",
        "07700 nine hundred, one hundred and twenty three",
        "oh seventy-seven oh oh ninety oh one two three",
        "dim saith saith dwbl dim naw cant un dau tri",
    ],
)
def test_one_mobile_many_ways(typed: str) -> None:
    phone = parse_phone(typed)
    assert (phone.e164, phone.kind, phone.takes_texts) == (MOBILE, PhoneKind.MOBILE, True)


def test_the_spoken_example() -> None:
    spoken = "oh seven seven double-oh nine hundred triple five"
    assert parse_phone(spoken).e164 == "+447700900555"


@pytest.mark.parametrize(
    ("typed", "kind", "display"),
    [
        ("01632960123", PhoneKind.LANDLINE, "01632 960123"),
        ("02079460123", PhoneKind.LANDLINE, "020 7946 0123"),
        ("02920180123", PhoneKind.LANDLINE, "029 2018 0123"),
        ("02896496123", PhoneKind.LANDLINE, "028 9649 6123"),
        ("01914980123", PhoneKind.LANDLINE, "0191 498 0123"),
        ("01164960123", PhoneKind.LANDLINE, "0116 496 0123"),
        ("01314960123", PhoneKind.LANDLINE, "0131 496 0123"),
        ("08081570123", PhoneKind.OTHER, "0808 157 0123"),
        ("03069990123", PhoneKind.OTHER, "0306 999 0123"),
        ("07700900123", PhoneKind.MOBILE, "07700 900123"),
    ],
)
def test_numbers_kept_for_drama(typed: str, kind: PhoneKind, display: str) -> None:
    phone = parse_phone(typed)
    assert (phone.kind, show_phone(phone.e164)) == (kind, display)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "phone-empty"),
        ("\u200b", "phone-empty"),
        ("call me on 07700 900123", "phone-letters"),
        ("double", "phone-letters"),
        ("hundred", "phone-letters"),
        ("double double seven", "phone-letters"),
        ("07700 900*123", "phone-signs"),
        ("07700 900123 📱", "phone-signs"),
        ("07700 900123 ext 12", "phone-extension"),
        ("01632 960123 x4", "phone-extension"),
        ("999", "phone-emergency"),
        ("triple nine", "phone-emergency"),
        ("112", "phone-emergency"),
        ("101", "phone-short-code"),
        ("118500", "phone-short-code"),
        ("81025", "phone-short-code"),
        ("960123", "phone-too-short"),
        ("0770090012", "phone-too-short"),
        ("077009001234", "phone-too-long"),
        ("0" * 10_000, "phone-too-long"),
        ("0909 879 0123", "phone-costly"),
        ("0845 123 4567", "phone-costly"),
        ("070 1234 5678", "phone-costly"),
        ("+353 1 234 5678", "phone-abroad"),
        ("00 33 1 23 45 67 89", "phone-abroad"),
        ("01111 111111", "phone-unknown"),
        ("00000000000", "phone-unknown"),
    ],
)
def test_a_bad_number_is_refused_with_the_reason(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as raised:
        parse_phone(typed)
    assert raised.value.code == code


def test_the_length_is_counted_for_the_person() -> None:
    with pytest.raises(Refusal) as raised:
        parse_phone("+44 7700 90012")
    assert "It has 10 digits" in str(raised.value.words)


def test_numbers_abroad_only_where_the_service_takes_them() -> None:
    assert parse_phone("+353 1 234 5678", international=True).e164 == "+35312345678"
    with pytest.raises(Refusal) as raised:
        parse_phone("+999 1", international=True)
    assert raised.value.code == "phone-unknown"


@given(st.integers(0, 999), st.sampled_from(["7700900", "1632960", "2079460", "1914980"]))
@many
def test_a_number_shown_is_the_number_read(end: int, start: str) -> None:
    phone = parse_phone(f"0{start}{end:03}")
    assert parse_phone(show_phone(phone.e164)) == phone


WORDS = st.sampled_from(
    [
        "oh",
        "zero",
        "one",
        "nine",
        "double",
        "triple",
        "hundred",
        "and",
        "seventy",
        "plus",
        "ten",
        "07",
        "+",
        "44",
        "x",
    ]
)


@given(
    ANY_TEXT | st.lists(WORDS, max_size=14).map(" ".join) | st.text("0123456789+() -o", max_size=20)
)
@many
def test_any_text_is_a_phone_or_a_refusal(text: str) -> None:
    for international in (False, True):
        try:
            phone = parse_phone(text, international=international)
        except Refusal as refusal:
            assert str(refusal.words)
        else:
            assert phone.e164[1:].isdigit()
            assert parse_phone(show_phone(phone.e164), international=True) == phone
