"""What the person's record knows already, put into a new application so that nobody asks twice.

Names and birth date are saved at the start, as said by the record. A phone number or an address is
only typed in: whether it is safe to use for this is for the person to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.journeys.answers import Key, Values
from app.journeys.asking import Asked
from app.people import Person
from app.web.runner import Running


def known_answers(person: Person) -> Mapping[Key, Values]:
    """Return the answers that a person's record gives to the questions about the main visitor."""
    steps: dict[Key, Values] = {
        ("lead-name", 0): {"name": {"first": person.first_names, "last": person.last_name}}
    }
    if person.born:
        steps[("lead-born", 0)] = {"born": person.born.isoformat()}
    return steps


def fill_from_person(asked: Iterable[Asked], running: Running, person: Person) -> None:
    """Type the person's phone number and address into unanswered boxes."""
    known: dict[tuple[str, str], Any] = {
        ("mobile", "mobile"): person.phone if (person.phone or "").startswith("+447") else None,
        ("address", "address"): person.address,
    }
    for one in asked:
        for field in one.form:
            value = known.get((one.place.step.slug, field.short_name))
            if value and not running.path.answers.has(*one.place.key):
                field.data = value
