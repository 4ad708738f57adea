"""The two ways to answer: a page at a time as at the kiosk, a screen at a time as on the console."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from random import Random

from werkzeug.datastructures import MultiDict

from app.journeys.asking import Asked
from app.journeys.path import Place
from app.web.runner import ON_SCREEN, Posted, Running, check_section
from tests.walker.typing import Answered, as_shown, find_answer, posted_form, try_answer
from tests.walker.worlds import Setting


class Stuck(Exception):
    """No answer fits a place, given the answers before it: a person would go back."""

    def __init__(self, place: Place) -> None:
        super().__init__(place.slug)
        self.place = place


Way = Callable[[Running, Place, Collection[str], Setting, Random], Sequence[Asked]]


def by_page(
    running: Running, place: Place, _anew: Collection[str], setting: Setting, chance: Random
) -> Sequence[Asked]:
    """Answer one place; raise Stuck."""
    answered = find_answer(running, place, setting, prefix="", chance=chance)
    if answered is None:
        raise Stuck(place)
    return [answered.asked]


def by_screen(
    running: Running, place: Place, anew: Collection[str], setting: Setting, chance: Random
) -> Sequence[Asked]:
    """Answer a section: what is open or to be typed anew is typed, the rest stays; raise Stuck."""
    posted = screen_form(running, place, anew, setting, chance)
    checked = check_section(running, place.section, posted)
    refused = [one.place.slug for one in checked.asked if one not in checked.good]
    assert checked.asked and not refused, f"the screen refuses what the pages take: {refused}"
    return checked.good


def screen_form(
    running: Running, place: Place, anew: Collection[str], setting: Setting, chance: Random
) -> Posted:
    """Return what the screen of a place's section posts; raise Stuck."""
    posted: Posted = MultiDict()
    for shown in running.path.in_section(place.section):
        posted.add(ON_SCREEN, shown.slug)
        if all(one.slug != shown.slug for one in running.path.places):
            continue
        answered = None
        if shown.slug not in anew and running.path.answers.has(*shown.key):
            answered = _left_as_it_is(running, shown)
        answered = answered or find_answer(
            running, shown, setting, prefix=shown.slug, chance=chance
        )
        if answered is None:
            raise Stuck(shown)
        posted.update(answered.posted)
        given = running.path.answers.including({shown.key: answered.asked.values()})
        running = running.answered_with(given)
    return posted


def _left_as_it_is(running: Running, place: Place) -> Answered | None:
    stored = running.ask(place, prefix=place.slug)
    return try_answer(running, place, posted_form(stored.form, as_shown(stored.form)), place.slug)


WAYS: tuple[Way, ...] = (by_page, by_screen)


def name_of(way: Way) -> str:
    """Return the name of a way as people say it: "by page"."""
    return getattr(way, "__name__", "a way").replace("_", " ")
