"""How the kiosk folds days of times away, and where the answer "none of these times" stands."""

from __future__ import annotations

from typing import Any

from kiosk.pages import weeks_of

NONE_OF_THESE = ""


def day(name: str, times: int, *, chosen: bool = False) -> dict[str, Any]:
    return {"name": name, "items": [{"checked": chosen}] * times}


def folded(*days: dict[str, Any]) -> list[tuple[str, str, bool]]:
    return [(week["first"], week["last"], week["open"]) for week in weeks_of({"days": list(days)})]


def test_none_of_these_times_stands_by_itself_and_is_always_in_sight() -> None:
    days = [day("Friday", 22), day("Saturday", 7), day(NONE_OF_THESE, 1)]
    assert folded(*days) == [
        ("Friday", "Saturday", True),
        (NONE_OF_THESE, NONE_OF_THESE, True),
    ]


def test_the_stretch_with_the_chosen_time_is_open_beside_it() -> None:
    days = [day("Monday", 22), day("Tuesday", 22, chosen=True), day(NONE_OF_THESE, 1)]
    assert [open_ for _first, _last, open_ in folded(*days)] == [False, True, True]


def test_who_chose_none_of_these_times_sees_that_and_no_times() -> None:
    days = [day("Monday", 22), day(NONE_OF_THESE, 1, chosen=True)]
    assert [open_ for _first, _last, open_ in folded(*days)] == [False, True]
