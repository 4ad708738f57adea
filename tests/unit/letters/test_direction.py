"""The order of a line's letters on paper, held against another writer's bidirectional algorithm."""

from __future__ import annotations

import bidi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.direction import levels, right_to_left, visual_runs


def shown(text: str, *, rtl: bool) -> str:
    """The line as it stands from left to right; it is the font that turns brackets round."""
    found = levels(text, rtl=rtl)
    made = ""
    for start, end in visual_runs(found):
        run = text[start:end]
        made += run[::-1] if found[start] % 2 else run
    return made


def reference(text: str, *, rtl: bool) -> str:
    return bidi.get_display(text, base_dir="R" if rtl else "L")


@pytest.mark.parametrize(
    "text",
    [
        "سلمى",
        "اتصل (9 سنوات) غدا.",
        "السبت 5 ديسمبر 2026، من 9 إلى 17",
        "Dear سلمى حداد, keep this",
        "زيارة (Daniel Price) في Cardiff (Wales).",
        "بين 1/2 و 3.5",
        "א 12, 13 ב [x] y",
    ],
)
@pytest.mark.parametrize("rtl", [True, False])
def test_known_lines_stand_as_the_algorithm_has_them(text: str, rtl: bool) -> None:
    assert shown(text, rtl=rtl) == reference(text, rtl=rtl)


PIECES = st.sampled_from(
    ["سلم", "בג", "abc", "12", "3,4", "5", " ", ", ", ".", "(", ")", "[", "]", "؟", " - ", "٣٤"]
)


@given(st.lists(PIECES, max_size=9), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_line_stands_as_the_algorithm_has_it(pieces: list[str], rtl: bool) -> None:
    text = " ".join(pieces).strip()
    assert shown(text, rtl=rtl) == reference(text, rtl=rtl)


@pytest.mark.parametrize(
    "whole",
    [
        "PV-4K7H-29MX",
        "4K7H-29",
        "0808\u00a0157\u00a00100",
        "+44\u00a020\u00a07946\u00a00958",
        "2:15pm",
        "-£1,200.50",
        "CF24\u00a00UG",
        "help@example.org",
    ],
)
def test_a_reference_number_or_amount_is_never_turned_round(whole: str) -> None:
    assert whole in shown(f"رقم {whole} هنا", rtl=True)


@pytest.mark.parametrize(
    ("language", "turned"), [("ar", True), ("ur-PK", True), ("en", False), ("pa", False)]
)
def test_a_language_says_which_way_it_runs(language: str, turned: bool) -> None:
    assert right_to_left(language) is turned
