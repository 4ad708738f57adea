"""What an answer meant on the day it was given, worked out anew for another day.

A draft may be begun on one day and sent on another: across a birthday, or across the sixth of
April, when the figures change. It is judged by one day, that of sending.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.journeys.answers import Answers, Key, Values
from app.journeys.catalogue.legal_aid.rules import keep_age, keep_young_limit
from app.journeys.catalogue.timing import OfferedTime
from app.means.figures import FiguresNotKnown, figures_on

AGES = ("under_18", "aged_60")


@dataclass(frozen=True)
class _OnDay:
    """An outside world in which only the day matters."""

    today: date

    def times(self, _code: str) -> tuple[OfferedTime, ...]:
        return ()


def redate(answers: Answers, today: date) -> Mapping[Key, Values]:
    """Return the steps whose kept facts are others on this day, with their values of the day.

    Nothing is returned where neither an age nor a figure has changed. After these are saved the
    path may ask more: of somebody who is 18 now, say.
    """
    changed: dict[Key, Values] = {}
    if answers.has("born"):
        kept = answers.at("born")
        anew = {"born": kept["born"], **keep_age(kept, answers, _OnDay(today))}
        same_ages = all(kept.get(age) == anew[age] for age in AGES)
        if not same_ages or not _same_figures(kept.get("day"), today):
            changed["born", 0] = anew
    if answers.has("young-owned"):
        kept = answers.at("young-owned")
        anew = {"owned": kept["owned"], **keep_young_limit(kept, answers, _OnDay(today))}
        if anew != kept:
            changed["young-owned", 0] = anew
    return changed


def _same_figures(kept: str | None, today: date) -> bool:
    """Return whether the same dated rows were in force on the day that was kept."""
    if kept is None:
        return False
    return _figures(date.fromisoformat(kept)) == _figures(today)


def _figures(day: date) -> object:
    try:
        return figures_on(day).facts
    except FiguresNotKnown:
        return None
