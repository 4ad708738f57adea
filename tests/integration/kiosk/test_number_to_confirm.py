"""The last page says that the number is asked first, where that is so and a number was given."""

from __future__ import annotations

from dataclasses import replace

import pytest

import kiosk
from app.services import Services
from tests.integration.kiosk.visitor import Visitor

ANSWER = "Our first text asks if the number is yours. Answer YES to get the others."


@pytest.fixture
def asked(open_house: Services) -> Visitor:
    """Somebody at a kiosk of a house that confirms numbers."""
    settings = replace(open_house.settings, confirm_numbers=True)
    house = replace(open_house, settings=settings)
    visitor = Visitor(kiosk.create_app(house), house)
    visitor.enrol()
    return visitor


def test_whoever_gave_a_number_is_told_to_answer_yes(asked: Visitor) -> None:
    asked.begin().answer_all().press("/check")
    assert asked.place == "/done"
    assert f"the number that ends in 123. {ANSWER}" in asked.text


def test_whoever_asked_for_a_letter_is_told_nothing_of_texts(asked: Visitor) -> None:
    asked.begin().answer_all()
    asked.says("reply", ways="letter")
    asked.says("address", address__line1="1 Sample Street", address__town="Leeds", address__postcode="LS1 1AA")  # fmt: skip
    asked.press("/check")
    assert asked.place == "/done"
    assert "YES" not in asked.text
