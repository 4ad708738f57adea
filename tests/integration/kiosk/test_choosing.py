"""Several services at one kiosk: choosing one, changing one's mind, and services that end early."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

import kiosk
from app.applications.models import Answer
from app.appointments import Appointment, State
from app.journeys.catalogue import offered
from app.journeys.life import Status
from app.services import Services
from tests.integration.kiosk.visitor import VISIT, Visitor

LEGAL_AID = "legal-aid"


def wake(visitor: Visitor, language: str = "en") -> Visitor:
    return visitor.open("/").press("/start", {"language": language})


def statuses(visitor: Visitor) -> list[tuple[str, str]]:
    return [(one.journey, one.status) for one in visitor.applications()]


def held(visitor: Visitor) -> list[Appointment]:
    with visitor.services.database.reading() as session:
        return list(session.scalars(select(Appointment).where(Appointment.state == State.HELD)))


def answers_of(visitor: Visitor) -> list[Answer]:
    with visitor.services.database.reading() as session:
        return list(session.scalars(select(Answer)))


def test_the_services_on_offer_are_the_buttons_of_one_page(visitor: Visitor) -> None:
    wake(visitor)
    assert visitor.place == "/choose"
    for journey in offered():
        assert str(journey.title) in visitor.text
        assert str(journey.about) in visitor.text
        assert f'href="/kiosk/before/{journey.slug}"' in visitor.page
    assert visitor.applications() == []


def test_what_is_needed_and_every_title_are_those_of_the_chosen_service(visitor: Visitor) -> None:
    wake(visitor).open(f"/before/{LEGAL_AID}")
    (journey,) = (one for one in offered() if one.slug == LEGAL_AID)
    assert all(str(thing) in visitor.text for thing in journey.needed)
    assert 'href="/kiosk/choose"' in visitor.page
    assert f"<title>Before you start – {journey.title} – Alongside</title>" in visitor.page
    visitor.press(f"/before/{LEGAL_AID}")
    assert visitor.place == "/book/problem"
    assert f" – {journey.title} – Alongside</title>" in visitor.page
    assert f'href="/kiosk/before/{LEGAL_AID}"' in visitor.page
    assert statuses(visitor) == [(LEGAL_AID, Status.DRAFT)]
    visitor.open("/again")
    assert f"<title>Start again? – {journey.title} – Alongside</title>" in visitor.page


def test_the_language_changes_before_a_service_is_begun(visitor: Visitor) -> None:
    wake(visitor).press("/language", {"language": "cy", "page": "choose"})
    assert visitor.place == "/choose"
    visitor.open(f"/before/{VISIT}")
    visitor.press("/language", {"language": "en", "page": "before", "service": VISIT})
    assert visitor.place == f"/before/{VISIT}"
    assert '<html lang="en"' in visitor.page
    visitor.press("/language", {"language": "cy", "page": "before", "service": "//evil"})
    assert visitor.place == "/choose"


def test_choosing_the_other_service_forgets_the_first_and_gives_back_its_time(
    visitor: Visitor,
) -> None:
    visitor.begin().answer_all()
    assert len(held(visitor)) == 1
    visitor.open("/choose")
    assert "You have begun this" in visitor.text
    visitor.open(f"/before/{LEGAL_AID}")
    assert "You have begun something else here: Book a prison visit." in visitor.text
    assert len(held(visitor)) == 1
    visitor.press(f"/before/{LEGAL_AID}")
    assert visitor.place == "/book/problem"
    assert statuses(visitor) == [(VISIT, Status.ABANDONED), (LEGAL_AID, Status.DRAFT)]
    assert held(visitor) == []
    assert answers_of(visitor) == []
    assert visitor.open("/check").place == "/book/problem"
    visitor.open(f"/before/{VISIT}").press(f"/before/{VISIT}")
    assert visitor.place == "/book/prison"
    assert statuses(visitor)[-1] == (VISIT, Status.DRAFT)
    assert len(visitor.applications()) == 3


def test_choosing_the_same_service_again_carries_on(visitor: Visitor) -> None:
    visitor.begin().says("prison", prison="CFI")
    visitor.open("/choose").open(f"/before/{VISIT}")
    assert "Start now" not in visitor.text
    assert visitor.press(f"/before/{VISIT}").place == "/book/prisoner-number"
    assert len(visitor.applications()) == 1


def test_nothing_else_is_begun_once_it_is_sent(visitor: Visitor) -> None:
    visitor.begin().answer_all().press("/check")
    assert visitor.place == "/done"
    for path in ("/choose", f"/before/{LEGAL_AID}"):
        assert visitor.open(path).place == "/done"
    assert visitor.press(f"/before/{LEGAL_AID}").place == "/done"
    assert len(visitor.applications()) == 1


def test_a_service_that_is_not_offered_leads_back_to_the_choice(visitor: Visitor) -> None:
    wake(visitor)
    for slug in ("nothing", "%00", "<script>", "x" * 3000):
        assert visitor.open(f"/before/{slug}").place == "/choose"
        assert visitor.press(f"/before/{slug}").place == "/choose"
    assert visitor.applications() == []


@pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)
def test_with_one_service_nobody_is_asked_to_choose(open_house: Services) -> None:
    alone = replace(open_house, desks={VISIT: open_house.desks[VISIT]})
    visitor = Visitor(kiosk.create_app(alone), alone).enrol()
    visitor.open("/")
    assert "Book a prison visit" in visitor.text
    wake(visitor)
    assert visitor.place == f"/before/{VISIT}"
    assert "/kiosk/choose" not in visitor.page
    assert visitor.open(f"/before/{LEGAL_AID}").place == f"/before/{VISIT}"


def test_a_path_that_ends_early_says_where_to_turn_and_how_far_it_is(visitor: Visitor) -> None:
    visitor.begin(service=LEGAL_AID)
    assert "Step 1 of up to" in visitor.text
    visitor.says("problem", problem="debt").says("home-at-risk", so="no")
    assert visitor.place == "/book/debt-not-covered"
    page = visitor.page
    assert "Step 1 of up to 2" in visitor.text
    assert page.index("Legal aid does not cover this</h1>") < page.index("MoneyHelper")
    assert page.index("MoneyHelper") < page.index("Do you want us to send you where to turn?")
    visitor.says("debt-not-covered", written="no")
    assert visitor.place == "/check"
    assert "kiosk-standing" in visitor.page
    visitor.press("/check")
    assert visitor.place == "/done"
    assert "MoneyHelper" in visitor.text
    (sent,) = visitor.applications()
    assert sent.reference in visitor.text


def test_errors_that_say_the_same_say_which_box_they_mean(visitor: Visitor) -> None:
    visitor.begin(service=LEGAL_AID).says("problem", problem="housing")
    visitor.says("born", born__day="1", born__month="5", born__year="1990")
    visitor.says("partner", has="no").says("dependants", children="0", older="0")
    visitor.says("benefits", benefits="none").says("properties", another="no")
    assert visitor.says("savings").status == 422
    for label in ("Savings", "Investments", "Valuable things"):
        assert f"{label}: Enter an amount. Enter 0 if there is none.</a>" in visitor.page


def test_members_without_names_are_numbered_and_can_be_removed(visitor: Visitor) -> None:
    visitor.begin(service=LEGAL_AID).says("problem", problem="housing")
    visitor.says("born", born__day="1", born__month="5", born__year="1990")
    visitor.says("partner", has="no").says("dependants", children="0", older="0")
    visitor.says("benefits", benefits="none").says("properties", another="yes")
    visitor.says("property-worth-1", value="200000", mortgage="150000")
    visitor.says("property-whose-1", share="100", main="yes", disputed="no")
    assert visitor.place == "/book/properties"
    assert "So far: Property 1" in visitor.text
    visitor.open("/remove/property-worth-1")
    assert "Remove Property 1?" in visitor.text
    visitor.press("/remove/property-worth-1")
    assert visitor.place == "/book/properties"
    assert "Property 1" not in visitor.text


@pytest.mark.parametrize("stocked", ["sqlite"], indirect=True)
def test_the_choice_is_wiped_when_nobody_touches_it(visitor: Visitor, clock) -> None:
    wake(visitor, "cy")
    assert 'id="idle"' in visitor.page
    clock.forward(hours=1)
    visitor.open("/choose")
    assert visitor.status == 410
    assert visitor.open("/choose").place == "/"
