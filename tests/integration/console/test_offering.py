"""A clerk offers times by text, and the person's answer books one."""

from __future__ import annotations

import pytest

from app.services import Services
from tests.integration.console.console_client import ConsoleClient
from tests.integration.messages.texting import House, make_house


@pytest.fixture
def house(office: Services) -> House:
    """The people who text the office."""
    return make_house(office)


def test_a_clerk_offers_times_and_the_answer_books_one(bryn: ConsoleClient, house: House) -> None:
    visit = house.visit(house.add_person(), booked=False)
    page = bryn.open(f"/requests/{visit}")
    assert any(link.endswith(f"/applications/{visit}/offer-times") for link in page.links)
    page = bryn.open(f"/applications/{visit}/offer-times")
    times = house.slots("LEI")
    page = bryn.fill(page.form_to("/offer-times"), {"time-1": times[5], "time-2": times[6]})
    assert "The times are on their way" in page.told
    assert "Times were offered by text" in page.told
    house.text("2")
    assert house.application(visit).status == "booked"
    bryn.open(f"/applications/{visit}/offer-times")
    assert bryn.status == 403


def test_nothing_chosen_and_a_person_who_shares_the_phone_are_said_beside_the_box(
    bryn: ConsoleClient, house: House
) -> None:
    visit = house.visit(house.add_person(shared_phone=True), booked=False)
    page = bryn.open(f"/applications/{visit}/offer-times")
    page = bryn.fill(page.form_to("/offer-times"), {})
    assert bryn.status == 422
    assert "Choose at least one time" in page.told
    page = bryn.fill(page.form_to("/offer-times"), {"time-1": house.slots("LEI")[5]})
    assert bryn.status == 422
    assert "cannot be offered by text" in page.told
    assert "slot-offer" not in house.kinds()
    bryn.post(f"/applications/{visit}/offer-times", {"time-1": "9" * 30, "time-2": "x"})
    assert bryn.status == 422


def test_only_whoever_may_book_may_offer(amina: ConsoleClient, house: House) -> None:
    visit = house.visit(house.add_person(), booked=False)
    amina.open(f"/applications/{visit}/offer-times")
    assert amina.status == 403
