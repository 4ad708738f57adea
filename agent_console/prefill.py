"""What the person's record knows already, put into a new application so that nobody asks twice.

The journey says which of its questions ask for the applicant's name and birth date. Those that are
asked from the start are saved then, as said by the record; later ones are typed into their boxes.
A phone number or an address is only typed in: whether it is safe to use is for the person to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.journeys.answers import Answers, Key, Values
from app.journeys.asking import Asked, ask
from app.people import Person
from app.web.runner import Running


def known_answers(running: Running, person: Person) -> Mapping[Key, Values]:
    """Return the answers that a person's record gives to the applicant's questions.

    One that is not asked yet, or would be refused or queried, is left to be typed in later.
    """
    asked = (
        ask(place, Answers({place.key: values}), running.lookups)
        for place in running.path.places
        if (values := _told(running, person).get(place.step.slug))
    )
    return {one.place.key: one.values() for one in asked if one.check()}


def fill_from_person(asked: Iterable[Asked], running: Running, person: Person) -> None:
    """Type what is known of the person into unanswered boxes."""
    phone = person.phone if (person.phone or "").startswith("+447") else None
    known = {
        **_told(running, person),
        "mobile": {"mobile": phone},
        "address": {"address": person.address},
    }
    for one in asked:
        if running.path.answers.has(*one.place.key):
            continue
        for question, value in known.get(one.place.slug, {}).items():
            if value and question in one.form:
                one.form[question].data = value


def _told(running: Running, person: Person) -> Mapping[str, Values]:
    """Return {step: values} of the applicant's name and birth date."""
    where = running.journey.applicant
    told: dict[str, Values] = {
        where.name: {"name": {"first": person.first_names, "last": person.last_name}}
    }
    if person.born:
        told[where.born] = {"born": person.born.isoformat()}
    return told
