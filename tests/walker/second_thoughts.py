"""Second thoughts: what must hold after an answer is changed, and after it is changed back.

Nothing stays whose question is no longer asked, and what was dropped does not come back by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from app.journeys.answers import Answers
from app.journeys.definition import Journey
from app.journeys.path import Place, find_path
from tests.walker.good import Typed
from tests.walker.retelling import is_tidy
from tests.walker.typing import as_shown
from tests.walker.walking import Saved, Walk
from tests.walker.worlds import Setting, Suggested


def left_tidy(journey: Journey, save: Saved) -> bool:
    """Say whether a save left just what applies: what a telling from scratch would give."""
    if save.only_adds:
        return find_path(journey, save.after).answers == save.after
    return is_tidy(journey, save.wished, save.after)


def change_there_and_back(walk: Walk) -> bool:
    """Change an answer, rather an early one, then say the first again; return whether this dropped any.

    Fails when an answer that the change dropped is there again though nobody gave it.
    """
    with walk.sheet.opened() as opened:
        path = opened.running.path
        told = [p for p in path.places if path.answers.has(*p.key) and not p.asks_for_more]
        if not told:
            return False
        place = told[int(len(told) * walk.chance.random() ** 2)]
        first, saves = as_shown(opened.running.ask(place).form), len(walk.saves)
        walk.say_anew(opened, place)
    if len(walk.saves) == saves or place.key not in walk.saves[-1].said:
        return False  # No other answer fits there.
    change = walk.saves[-1]
    dropped = change.before.keys() - change.after.keys()
    _say_again(walk, place, first)
    back = walk.saves[-1]
    if back is not change and place.key in back.said:
        _expect_back(place, change, back)
    return bool(dropped)


def _say_again(walk: Walk, place: Place, first: Mapping[str, Typed]) -> None:
    usual = walk.setting
    walk.setting = remembering(usual, place, first)
    with walk.sheet.opened() as opened:
        walk.say_anew(opened, opened.running.place(place.slug))
    walk.setting = usual


def remembering(setting: Setting, where: Place, first: Mapping[str, Typed]) -> Setting:
    """Return the same world, where at one place just this is typed."""

    def suggest(place: Place, answers: Answers, chance: Random) -> Suggested:
        same = place.slug == where.slug
        return dict(first) if same else setting.suggest(place, answers, chance)

    return replace(setting, suggest=suggest)


def _expect_back(place: Place, change: Saved, back: Saved) -> None:
    dropped = change.before.keys() - change.after.keys()
    risen = {key for key in dropped & back.after.keys() if key not in back.said}
    assert not risen, f"{place.slug} was changed and changed back, and this came back: {risen}"
    before, after = change.before.at(*place.key), back.after.at(*place.key)
    assert after == before, f"{place.slug} says {after} after it was changed back to {before}"
