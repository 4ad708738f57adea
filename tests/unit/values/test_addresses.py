"""An address that is taken can be printed on an envelope."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given

from app.values.addresses import (
    BOXES,
    Address,
    address_refusals,
    parse_address,
)
from app.values.refusal import Refusal
from tests.unit.values.any_text import ANY_TEXT, many

GOOD = {
    "line1": "Flat 2, 14 Canal Row,",
    "line2": "",
    "town": " Leeds ",
    "county": "",
    "postcode": "ls122tj",
}


def refused(**changes: str) -> dict[str, str]:
    """Return {box: code} of the good address with these changes."""
    return {box: refusal.code for box, refusal in address_refusals({**GOOD, **changes}).items()}


def test_an_address_is_cleaned() -> None:
    address = parse_address(**GOOD)
    assert address == Address("Flat 2, 14 Canal Row", "", "Leeds", "", "LS12 2TJ")
    assert address.lines() == ("Flat 2, 14 Canal Row", "Leeds", "LS12 2TJ")
    assert str(address) == "Flat 2, 14 Canal Row, Leeds, LS12 2TJ"


def test_an_address_is_stored_and_comes_back() -> None:
    address = parse_address(**GOOD)
    assert Address.from_dict(address.as_dict()) == address
    assert Address.from_dict({"line1": "1 Ffordd", "town": None}).town == ""


def test_each_wrong_box_is_named() -> None:
    assert refused(line1="", town="", postcode="") == {
        "line1": "address-empty",
        "town": "address-empty",
        "postcode": "postcode-empty",
    }
    assert refused(line2="x" * 51) == {"line2": "address-long"}
    assert refused(county="---") == {"county": "address-line-letters"}
    assert refused(town="Leeds 🎉") == {"town": "address-signs"}


@pytest.mark.parametrize("sign", list('@()=[]"\\/,<>~'))
def test_signs_no_line_may_begin_with(sign: str) -> None:
    assert refused(line2=f"{sign}Mill Lane") == {"line2": "address-start"}


@pytest.mark.parametrize(
    "changes",
    [
        {"line1": "NFA"},
        {"line1": "n.f.a."},
        {"line1": "No fixed  abode"},
        {"line1": "Tent", "line2": "of no fixed address"},
        {"line1": "NFA", "town": "", "postcode": ""},
    ],
)
def test_no_fixed_abode_is_offered_a_care_of_address(changes: dict[str, str]) -> None:
    refusals = address_refusals({**GOOD, **changes})
    assert [refusal.code for refusal in refusals.values()] == ["address-no-abode"]
    assert "care of" in str(refusals["line1"].words)


def test_a_street_that_only_sounds_like_it_is_taken() -> None:
    assert refused(line1="12 Nfar Street") == {}


def test_a_forces_address_needs_no_town() -> None:
    address = parse_address(line1="1 Signal Troop", town="", postcode="BFPO 12")
    assert address.lines() == ("1 Signal Troop", "BFPO 12")


def test_the_first_refusal_is_raised_with_its_box() -> None:
    with pytest.raises(Refusal) as raised:
        parse_address(line1="<b>", town="", postcode="")
    assert (raised.value.code, raised.value.boxes) == ("address-start", ("line1",))


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
@many
def test_any_text_is_an_address_or_refusals(line1: str, line2: str, town: str) -> None:
    typed = {**GOOD, "line1": line1, "line2": line2, "town": town}
    if refusals := address_refusals(typed):
        assert set(refusals) <= set(BOXES)
        assert all(refusal.boxes == (box,) for box, refusal in refusals.items())
    else:
        address = parse_address(**typed)
        assert parse_address(**address.as_dict()) == address
        assert 2 <= len(address.lines()) <= 5
        assert not any("\n" in line for line in chain(address.lines()))


def test_an_address_of_nine_lines_says_how_many_it_may_have_and_has() -> None:
    pasted = "Flat 2\nSecond floor\n\nThe Mill\nNorth Yard\nMill Lane\nRiverside"
    refusals = address_refusals({**GOOD, "line1": pasted, "line2": "", "county": ""})
    assert list(refusals) == ["line1"]
    assert (refusals["line1"].code, refusals["line1"].boxes) == ("address-lines", ("line1",))
    assert "can have 7 lines, with the name. This one has 9." in str(refusals["line1"].words)


def test_an_address_of_seven_lines_is_taken() -> None:
    pasted = "Flat 2\nThe Mill\nMill Lane\n"
    assert address_refusals({**GOOD, "line1": pasted, "line2": "", "county": "Gwent"}) == {}
