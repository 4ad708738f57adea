"""A link that somebody typed is broken, and names, times and amounts are left alone."""

from __future__ import annotations

import pytest

from app.values.links import unlinked


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("https://evil.example.com/win?x=1", "evil. example. com/win?x=1"),
        ("WWW.EVIL.EXAMPLE", "WWW. EVIL. EXAMPLE"),
        ("see bit.ly/abc now", "see bit. ly/abc now"),
        ("gov.uk", "gov. uk"),
        ("javascript://alert", "alert"),
        ("sian@example.com", "sian@example. com"),
    ],
)
def test_a_link_cannot_be_pressed(typed: str, sent: str) -> None:
    assert unlinked(typed) == sent


@pytest.mark.parametrize(
    "typed",
    [
        "Siân O’Brien-Evans",
        "J.R. Price",
        "2.15pm to 4.15pm",
        "£1,234.56",
        "Mr. Company",
        "St.John",
        "",
    ],
)
def test_what_is_no_link_is_left_alone(typed: str) -> None:
    assert unlinked(typed) == typed
