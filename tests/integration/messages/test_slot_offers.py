"""Times offered by text: a number books one with the service's own verb; one that is gone, others."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.applications.held_time import taken_slot
from app.applications.lifecycle import get_application
from app.appointments import Slot
from app.audit import trail_of
from app.consent import agree
from app.messages.inbound.slots import CannotOffer, Offering, offer_slots
from app.services import Services
from tests.conftest import Clock
from tests.integration.messages.texting import AGENT, House, make_house


@pytest.fixture
def house(open_house: Services) -> House:
    return make_house(open_house)


@pytest.fixture
def asked(house: House) -> UUID:
    """A request at Leeds."""
    return house.visit(house.add_person(), booked=False)


def offer(house: House, application_id: UUID, slot_ids: list[int]) -> None:
    services = house.services
    with services.database.unit_of_work() as session:
        found = Offering(
            session=session,
            desks=services.desks,
            settings=services.settings,
            actor=AGENT,
            at=services.now(),
        )
        offer_slots(found, get_application(session, application_id), slot_ids)


def fill(house: House, slot_id: int) -> None:
    with house.services.database.unit_of_work() as session:
        slot = session.get_one(Slot, slot_id)
        slot.taken = slot.capacity


def booked_slot(house: House, application_id: UUID) -> int | None:
    with house.services.database.reading() as session:
        slot = taken_slot(session, application_id)
        return slot.id if slot else None


def test_a_number_books_the_time_and_the_usual_message_tells(house: House, asked: UUID) -> None:
    times = house.slots("LEI")[4:7]
    offer(house, asked, times)
    said = dict(house.said())["slot-offer"]
    for number in ("1) ", "2) ", "3) "):
        assert number in said
    house.text("2 please")
    assert house.application(asked).status == "booked"
    assert booked_slot(house, asked) == times[1]
    assert house.kinds().count("visit-booked") == 1
    house.text("3")
    assert booked_slot(house, asked) == times[1]
    assert house.meanings()[-1] == ("choice", True)


def test_a_time_that_is_gone_leads_to_other_times_and_to_no_message_of_a_booking(
    house: House, asked: UUID, clock: Clock
) -> None:
    times = house.slots("LEI")[4:7]
    offer(house, asked, times)
    fill(house, times[0])
    clock.forward(minutes=2)
    house.text("1")
    assert house.application(asked).status == "requested"
    assert "visit-booked" not in house.kinds()
    with house.services.database.reading() as session:
        assert "application.book" not in [entry.action for entry in trail_of(session, asked)]
    offers = [words for kind, words in house.said() if kind == "slot-offer"]
    assert len(offers) == 2
    assert offers[1].startswith("Sorry, that time has gone.")
    clock.forward(minutes=2)
    house.text("1")
    assert house.application(asked).status == "booked"
    assert booked_slot(house, asked) not in (times[0], None)


def test_an_answer_that_comes_too_late_or_names_no_time_reaches_an_agent(
    house: House, asked: UUID, clock: Clock
) -> None:
    offer(house, asked, house.slots("LEI")[-2:])
    house.text("3")
    clock.forward(hours=49)
    house.text("1")
    assert house.meanings() == [("choice", True), ("choice", True)]
    assert house.application(asked).status == "requested"


def test_no_reaches_the_clerk_and_yes_takes_an_only_time(
    house: House, asked: UUID, clock: Clock
) -> None:
    times = house.slots("LEI")
    offer(house, asked, times[4:6])
    house.text("yes")
    house.text("no thanks")
    assert house.meanings() == [("yes", True), ("no", True)]
    assert house.texts()[1].application_id == asked
    clock.forward(minutes=1)
    offer(house, asked, [times[9]])
    house.text("yes please")
    assert booked_slot(house, asked) == times[9]


def test_a_newer_offer_takes_the_place_of_an_older_one(
    house: House, asked: UUID, clock: Clock
) -> None:
    times = house.slots("LEI")
    offer(house, asked, times[4:6])
    clock.forward(minutes=1)
    offer(house, asked, times[8:10])
    house.text("1")
    assert booked_slot(house, asked) == times[8]


def test_what_cannot_be_offered_is_refused(house: House, asked: UUID) -> None:
    times = house.slots("LEI")
    fill(house, times[3])
    for wrong in ([], times[4:8], [times[3]], [-1], house.slots("CFI")[:1]):
        with pytest.raises(CannotOffer):
            offer(house, asked, wrong)
    with pytest.raises(CannotOffer):
        offer(house, house.visit(house.add_person(shared_phone=True), booked=False), times[4:6])
    booked = house.visit(house.add_person())
    with pytest.raises(CannotOffer):
        offer(house, booked, house.slots("CFI")[:1])
    who = house.application(asked).person_id
    assert who is not None
    with house.services.database.unit_of_work() as session:
        person = session.merge(house.person(who))
        agree(session, person, channel="text", given=False, actor=AGENT, at=house.services.now())
    with pytest.raises(CannotOffer):
        offer(house, asked, times[4:6])
