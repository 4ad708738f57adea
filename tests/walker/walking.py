"""A walk: from the first open question to the end, and back to change what was said before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from app.journeys.answers import Answers, Key, Values
from app.journeys.asking import Asked, first_refused
from app.journeys.definition import Journey
from app.journeys.path import Place
from app.web.runner import Running
from tests.walker.sheets import Notebook, Opened, Sheet
from tests.walker.ways import WAYS, Stuck, Way
from tests.walker.worlds import Setting, setting_of

MOST_POSTS = 600
REMOVED = 0.4  # how often a member is taken away rather than changed


@dataclass(frozen=True)
class Saved:
    """One save: the answers before it, what was said, what that would make, and what applied."""

    before: Answers
    said: Mapping[Key, Values]
    wished: Answers
    after: Answers

    @property
    def only_adds(self) -> bool:
        """Say whether nothing that was said before was taken back or said otherwise."""
        return all(self.wished.has(*key) and self.wished.at(*key) == old for key, old in self.before)  # fmt: skip


@dataclass
class Walk:
    """One person's way through a journey. `anew` holds the places they will answer once more."""

    journey: Journey
    setting: Setting
    sheet: Sheet
    way: Way
    chance: Random
    anew: set[str] = field(default_factory=set)
    saves: list[Saved] = field(default_factory=list)

    def to_the_end(self) -> None:
        """Answer until nothing is open and nothing would be refused; fail when there is no end."""
        for _post in range(MOST_POSTS):
            if not self.one_post():
                return
        raise AssertionError(f"no end in sight, and still to be answered: {self.anew}")

    def some_posts(self, most: int) -> None:
        """Answer up to so many times."""
        for _post in range(most):
            if not self.one_post():
                return

    def one_post(self) -> bool:
        """Post one page or screen; return False when there is nothing left to answer."""
        with self.sheet.opened() as opened:
            place = self._next(opened.running)
            if place is not None:
                self._post(opened, place)
            return place is not None

    def change_mind(self) -> None:
        """Go back to an answered place, rather an early one, and answer it once more.

        A member of a group is sometimes taken away instead.
        """
        with self.sheet.opened() as opened:
            path = opened.running.path
            told = [place for place in path.places if path.answers.has(*place.key)]
            if told:
                place = told[int(len(told) * self.chance.random() ** 2)]
                if place.item and self.chance.random() < REMOVED:
                    self._remove(opened, place)
                    return
                self.say_anew(opened, place)

    def say_anew(self, opened: Opened, place: Place) -> None:
        """Answer a place once more, whatever it holds."""
        self.anew.add(place.slug)
        self._post(opened, place)

    def _next(self, running: Running) -> Place | None:
        path = running.path
        for place in path.places:
            if place.slug in self.anew or not path.answered(place):
                return place
        self.anew.clear()
        refused = first_refused(path, running.lookups)
        if refused is None:
            return None
        self.anew.add(refused.place.slug)
        return refused.place

    def _post(self, opened: Opened, place: Place) -> None:
        try:
            asked = self.way(opened.running, place, self.anew, self.setting, self.chance)
        except Stuck as stuck:
            self._back_from(opened, stuck.place)
        else:
            self._save(opened, asked)

    def _back_from(self, opened: Opened, place: Place) -> None:
        """Take a member away that does not fit, or answer all again that leads up to a place."""
        if place.item:
            self._remove(opened, place)
            return
        path = opened.running.path
        before = path.places[: path.places.index(place) + 1]
        near = {one.slug for one in before if one.section is place.section}
        self.anew |= {one.slug for one in before} if near <= self.anew else near

    def _remove(self, opened: Opened, place: Place) -> None:
        """Take a member away: the kiosk leaves the yes or no to one more, the console forgets it."""
        assert place.group
        gone = [(step.slug, place.item) for step in place.group.steps]
        self._save(
            opened, [], [*gone, (place.group.slug, 0)] if self.chance.random() < 0.5 else gone
        )

    def _save(self, opened: Opened, asked: Sequence[Asked], gone: Collection[Key] = ()) -> None:
        before = opened.running.path.answers
        said = {one.place.key: one.values() for one in asked}
        after = opened.save(asked, gone)
        self.saves.append(Saved(before, said, before.including(said).without(gone), after))
        self.anew -= {one.place.slug for one in asked}


def walk_of(journey: Journey, seed: int, way: Way | None = None) -> Walk:
    """Return a walk that has not begun, in memory: its world and answers all come from the seed.

    So does its way, unless one is given.
    """
    chance = Random(f"{journey.slug} {seed}")
    setting = setting_of(journey, chance)
    sheet = Notebook(journey, setting.lookups)
    return Walk(journey, setting, sheet, way or WAYS[seed % len(WAYS)], chance)
