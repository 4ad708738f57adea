"""Legal aid at the kiosk: what is wrong or odd is said beside its field, and nothing is lost."""

from __future__ import annotations

import re

import pytest

from app.journeys.catalogue import find_journey
from app.journeys.path import Place
from app.services import Services
from tests.integration.kiosk.visitor import Visitor
from tests.integration.kiosk.walking_visitor import walk_at_kiosk
from tests.integration.legal_aid_odd import ALONE, CASES, FAMILY, Odd, Told, yes_or_no
from tests.walker.face_sheets import fields_in, shows
from tests.walker.typing import posted_form
from tests.walker.walking import Walk
from tests.walker.worlds import telling

SERVICE = "legal-aid"
one_database = pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)


def told(visitor: Visitor, services: Services, story: Told) -> Walk:
    """Begin, and tell this story as far as it goes."""
    walk, _sheet = walk_at_kiosk(visitor, services, find_journey(SERVICE), 1)
    walk.setting = telling(walk.setting, story)
    return walk


def come_to(walk: Walk, slug: str) -> Place:
    """Answer until a place is the next one."""
    for _page in range(60):
        with walk.sheet.opened() as opened:
            gap = opened.running.path.first_unanswered()
        if gap is None or gap.slug == slug:
            break
        walk.one_post()
    assert gap is not None, f"{slug} was not asked"
    return gap


def post(walk: Walk, visitor: Visitor, place: Place, case: Odd, **more: object) -> Visitor:
    """Open a page and type what the case says, or the right thing."""
    typed = case.right if more.pop("right", False) else case.typed
    with walk.sheet.opened() as opened:
        asked = opened.running.ask(place)
        fields = fields_in(asked, posted_form(asked.form, typed))
    return visitor.press(f"/book/{place.slug}", {**fields, **more})


@one_database
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_odd_or_wrong_is_said_beside_its_field_and_kept(
    visitor: Visitor, open_house: Services, case: Odd
) -> None:
    walk = told(visitor, open_house, case.told)
    place = come_to(walk, case.slug)
    before = walk.sheet.answers()
    visitor.open(f"/book/{place.slug}")
    post(walk, visitor, place, case)
    assert (visitor.status, visitor.place) == (422, f"/book/{place.slug}")
    assert shows(visitor.page, case.words)
    odd = f"accepted-{place.slug}-{case.code}-words"
    beside = odd if case.code else f"{case.question}(-[a-z]+)?-error"
    assert re.search(f'id="{beside}"', visitor.page)
    assert all(f'value="{text}"' in visitor.page for text in case.texts)
    assert walk.sheet.answers() == before
    if case.code:
        odd = [f"{place.slug}:{case.code}", f"{place.slug}:housing-third"]
        post(walk, visitor, place, case, odd=odd, confirm="yes")
    else:
        post(walk, visitor, place, case, right=True)
    after = walk.sheet.answers()
    assert after.has(*place.key)
    assert all(after.at(*key) == said for key, said in before if key[0] != "properties")
    walk.to_the_end()
    assert walk.sheet.send()


@one_database
def test_a_partner_on_the_other_side_is_asked_nothing_about(
    visitor: Visitor, open_house: Services
) -> None:
    story = {**FAMILY, "partner": yes_or_no(has=True), "dispute": yes_or_no(dispute=True)}
    walk = told(visitor, open_house, story)
    walk.to_the_end()
    assert not [
        step for (step, _item), _said in walk.sheet.answers() if step.startswith("partner-")
    ]
    assert "Partner on the other side" in visitor.open("/check").text
    assert walk.sheet.send()


@one_database
@pytest.mark.parametrize(("day", "asked"), [("26", "/book/young-money"), ("25", "/book/partner")])
def test_a_day_before_18_is_asked_the_short_questions(
    visitor: Visitor, open_house: Services, day: str, asked: str
) -> None:
    walk = told(visitor, open_house, ALONE)
    come_to(walk, "born")
    visitor.open("/book/born").says("born", born__day=day, born__month="11", born__year="2008")
    assert visitor.place == asked
