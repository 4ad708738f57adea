"""The rules for an address the post can use."""

import pytest

from letters.address import PostalAddress, uk_postcode
from letters.errors import (
    AddressError,
    CountryAfterForces,
    ForbiddenStart,
    NoFixedAddress,
    NoPostcodeOrCountry,
    NothingToRead,
    TooFewLines,
    TooManyLines,
)

GOOD = ["Ms A Price", "14 Example Street", "CF10 1AA"]


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("cf101aa", "CF10 1AA"),
        (" sw1a1aa ", "SW1A 1AA"),
        ("M1 1AA", "M1 1AA"),
        ("n 7 8 t t", "N7 8TT"),
        ("GIR0AA", "GIR 0AA"),
        ("je2 3ab", "JE2 3AB"),
        ("bf1 0ax", "BF1 0AX"),
    ],
)
def test_a_postcode_is_written_one_way(given: str, written: str) -> None:
    assert uk_postcode(given) == written


@pytest.mark.parametrize(
    "given", ["", "CF10", "CF10 1CA", "CF10 1AI", "QQ1 1AA", "C10 1A", "CF100 1AA", "75001", "1AA"]
)
def test_what_is_no_postcode_is_none(given: str) -> None:
    assert uk_postcode(given) is None


@pytest.mark.parametrize(
    ("lines", "error", "line"),
    [
        ([], TooFewLines, None),
        (["Ms A Price", "CF10 1AA"], TooFewLines, None),
        (["Ms A Price", " ", "\t", "CF10 1AA"], TooFewLines, None),
        (["a", "b", "c", "d", "e", "f", "g", "CF10 1AA"], TooManyLines, None),
        (["Ms A Price", "14 Example Street", "Cardiff"], NoPostcodeOrCountry, 3),
        (["Ms A Price", "14 Example Street", "Cardiff CF10 1AA"], NoPostcodeOrCountry, 3),
        (["Ms A Price", "14 Example Street", "Wales"], NoPostcodeOrCountry, 3),
        (["Ms A Price", "14 Example Street", "Narnia"], NoPostcodeOrCountry, 3),
        (["--", "14 Example Street", "CF10 1AA"], NothingToRead, 1),
        (["Ms A Price", "...", "CF10 1AA"], NothingToRead, 2),
        (["NFA", "Cardiff", "CF10 1AA"], NoFixedAddress, 1),
        (["Ms A Price", "n.f.a.", "CF10 1AA"], NoFixedAddress, 2),
        (["Ms A Price", "No  Fixed abode", "CF10 1AA"], NoFixedAddress, 2),
        (["Ms A Price (no fixed address)", "Cardiff", "CF10 1AA"], NoFixedAddress, 1),
        (["Ms A Price", "No-fixed-abode", "CF10 1AA"], NoFixedAddress, 2),
        (["Ms A Price", "N F A", "CF10 1AA"], NoFixedAddress, 2),
        (["Ms A Price", "N/F/A", "CF10 1AA"], NoFixedAddress, 2),
        (["Pte A Price", "BFPO 105", "Germany"], CountryAfterForces, 3),
        (["Pte A Price", "1 Regiment", "BFPO 105", "BF1 0AX", "UK"], CountryAfterForces, 5),
        (["Pte A Price", "BFPO 105", "Somewhere"], NoPostcodeOrCountry, 3),
    ],
)
def test_an_address_the_post_refuses(
    lines: list[str], error: type[AddressError], line: int | None
) -> None:
    with pytest.raises(error) as refused:
        PostalAddress.parse(lines)
    assert type(refused.value) is error
    assert refused.value.line == line


@pytest.mark.parametrize("sign", list('@()=[]"\\/,<>~'))
@pytest.mark.parametrize("place", [0, 1])
def test_no_line_begins_with_a_sign_the_sorter_refuses(sign: str, place: int) -> None:
    lines = list(GOOD)
    lines[place] = sign + lines[place]
    with pytest.raises(ForbiddenStart) as refused:
        PostalAddress.parse(lines)
    assert refused.value.line == place + 1


def test_an_nfa_inside_a_name_is_no_reason_to_refuse() -> None:
    assert PostalAddress.parse(["Anfal NFA Trust", *GOOD[1:]]).lines[0] == "Anfal NFA Trust"


def test_lines_are_tidied_and_nothing_else_changes() -> None:
    address = PostalAddress.parse(
        ["  Ms  A\tPrice , ", "\u202e14 Example Street\u202c\x00,", "", "caerdydd", "cf101aa"]
    )
    assert address.lines == ("Ms A Price", "14 Example Street", "caerdydd", "CF10 1AA")
    assert address.postcode == "CF10 1AA"
    assert not address.international


def test_a_line_that_holds_several_is_parted() -> None:
    assert PostalAddress.parse(["Ms A Price\n14 Example Street\r\nCF10 1AA"]).lines == tuple(GOOD)


@pytest.mark.parametrize("home", ["United Kingdom", "UK", "Wales", "cymru", "U.K."])
def test_the_home_country_under_a_postcode_is_dropped(home: str) -> None:
    assert PostalAddress.parse([*GOOD, home]).lines == tuple(GOOD)


@pytest.mark.parametrize(
    "country", ["France", "ireland", "The Netherlands", "Côte d’Ivoire", "USA", "St. Lucia"]
)
def test_a_country_may_stand_last(country: str) -> None:
    address = PostalAddress.parse(["Ms A Price", "1 rue Exemple", "75001 Ville", country])
    assert address.country == country
    assert address.international


def test_a_crown_dependency_is_not_sent_abroad() -> None:
    address = PostalAddress.parse(["Ms A Price", "1 Bay Road", "JE2 3AB", "Jersey"])
    assert (address.postcode, address.international) == ("JE2 3AB", False)


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (["Pte A Price", "1 Regiment", "bfpo105"], ("Pte A Price", "1 Regiment", "BFPO 105")),
        (
            ["Pte A Price", "1 Regiment", "BFPO c/o 105", "bf10ax"],
            ("Pte A Price", "1 Regiment", "BFPO 105", "BF1 0AX"),
        ),
    ],
)
def test_a_forces_address_ends_with_its_number_or_postcode(
    lines: list[str], written: tuple[str, ...]
) -> None:
    address = PostalAddress.parse(lines)
    assert address.lines == written
    assert address.forces_number == "105"
    assert not address.international


def test_every_refusal_has_its_own_code() -> None:
    kinds = AddressError.__subclasses__()
    codes = {kind.code for kind in kinds}
    assert len(codes) == len(kinds) == 7
    assert all(code.startswith("address_") for code in codes)
