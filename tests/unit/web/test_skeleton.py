"""A page cut at its holes is filled with escaped texts, and a damaged hole is refused."""

from __future__ import annotations

import pytest

from app.web import skeleton


def marked(name: str) -> str:
    return skeleton.marker(name)


def test_a_page_without_holes_stays_as_it_is() -> None:
    assert skeleton.cut("<p>Hi</p>", until=0).fill({}) == "<p>Hi</p>"


def test_holes_are_filled_wherever_they_stand() -> None:
    page = f"{marked('a')}<b title='{marked('b')}'>{marked('a')}"
    assert skeleton.cut(page, until=0).fill({"a": 7, "b": "'<x>"}) == "7<b title='&#39;&lt;x&gt;'>7"


def test_a_text_that_looks_like_a_hole_is_not_filled_again() -> None:
    assert skeleton.cut(marked("a"), until=0).fill({"a": marked("b")}) == marked("b")


@pytest.mark.parametrize("damage", [str.upper, lambda text: text[3:], lambda text: text[:-3]])
def test_a_damaged_hole_is_refused(damage: object) -> None:
    with pytest.raises(ValueError, match="hole"):
        skeleton.cut(damage(marked("agent")), until=0)  # type: ignore[operator]


def test_a_hole_without_a_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        skeleton.cut(marked("a"), until=0).fill({})
