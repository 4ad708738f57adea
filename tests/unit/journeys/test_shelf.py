"""The catalogue: several versions stand side by side, the newest is offered, none stands twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import NotFound
from app.journeys import catalogue
from app.journeys.catalogue import find_journey, offered
from app.journeys.catalogue.legal_aid.journey import LEGAL_AID
from app.journeys.catalogue.prison_visit.journey import PRISON_VISIT
from app.journeys.shelf import Shelf, StandsTwice

NEWER = replace(PRISON_VISIT, version=2)
OTHER = replace(PRISON_VISIT, slug="other", prefix="OT")


def test_the_newest_version_is_offered_and_the_old_one_is_still_found() -> None:
    for shelf in (Shelf((PRISON_VISIT, NEWER)), Shelf((NEWER, PRISON_VISIT))):
        assert shelf.offered == (NEWER,)
        assert shelf.find("prison-visit") is NEWER
        assert shelf.find("prison-visit", 1) is PRISON_VISIT


def test_a_newer_version_keeps_the_place_of_its_service() -> None:
    assert Shelf((PRISON_VISIT, OTHER, NEWER)).offered == (NEWER, OTHER)


def test_what_is_coming_is_found_but_not_offered() -> None:
    shelf = Shelf((PRISON_VISIT,), (LEGAL_AID, NEWER))
    assert shelf.offered == (PRISON_VISIT,)
    assert shelf.find("prison-visit") is PRISON_VISIT
    assert shelf.find("prison-visit", 2) is NEWER
    assert shelf.find("legal-aid") is LEGAL_AID
    assert shelf.also([LEGAL_AID]).offered == (PRISON_VISIT, LEGAL_AID)


@pytest.mark.parametrize(
    "journeys",
    [
        pytest.param((PRISON_VISIT, replace(PRISON_VISIT)), id="one version twice"),
        pytest.param((PRISON_VISIT, replace(OTHER, prefix="PV")), id="one prefix for two services"),
        pytest.param(
            (PRISON_VISIT, replace(NEWER, prefix="XX")), id="a version changes its prefix"
        ),
    ],
)
def test_what_stands_twice_is_refused(journeys: tuple) -> None:
    with pytest.raises(StandsTwice, match="prison-visit 1"):
        Shelf(journeys)


def test_more_is_offered_only_for_a_while() -> None:
    before = offered()
    with pytest.raises(ZeroDivisionError), catalogue.also(OTHER, NEWER):
        assert offered()[-1] is OTHER
        assert find_journey("prison-visit") is NEWER
        raise ZeroDivisionError
    assert offered() == before
    with pytest.raises(NotFound):
        find_journey("other")


def test_a_trial_may_not_take_the_place_of_a_published_version() -> None:
    with pytest.raises(StandsTwice), catalogue.also(replace(PRISON_VISIT)):
        pass
