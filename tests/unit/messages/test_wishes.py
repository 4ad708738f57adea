"""Which channels may be used: only with a yes, and only where there is somewhere to send."""

from __future__ import annotations

from typing import Any

import pytest

from app.messages.models import Channel
from app.messages.wishes import Safe, reach
from app.people import ContactRules, Person

NO_RULES = Safe(ContactRules())
ADDRESS = {"line1": "1 Sample Street", "town": "Anytown", "postcode": "CF10 1AA"}


def person(**details: Any) -> Person:
    known = {"phone": "+447700900123", "address": ADDRESS, "may_text": True, "may_write": True}
    return Person(first_names="Sian", last_name="Example", language="en", **{**known, **details})


def test_a_yes_and_a_mobile_lead_to_a_text() -> None:
    assert reach(person(), Channel.TEXT, NO_RULES).to == "+447700900123"


def test_a_yes_and_an_address_lead_to_a_letter_with_the_name_first() -> None:
    lines = reach(person(), Channel.LETTER, NO_RULES).to.splitlines()
    assert lines == ["Sian Example", "1 Sample Street", "Anytown", "CF10 1AA"]


@pytest.mark.parametrize(
    ("details", "channel", "why_not"),
    [
        ({"may_text": None}, Channel.TEXT, "not-asked"),
        ({"may_text": False}, Channel.TEXT, "said-no"),
        ({"may_write": None}, Channel.LETTER, "not-asked"),
        ({"may_write": False}, Channel.LETTER, "said-no"),
        ({"phone": None}, Channel.TEXT, "no-phone"),
        ({"phone": "+441632960123"}, Channel.TEXT, "not-a-mobile"),
        ({"address": None}, Channel.LETTER, "no-address"),
        ({"address": {}}, Channel.LETTER, "no-address"),
    ],
)
def test_anything_less_leads_nowhere_and_says_why(
    details: dict[str, Any], channel: Channel, why_not: str
) -> None:
    found = reach(person(**details), channel, NO_RULES)
    assert (found.to, found.why_not) == ("", why_not)
