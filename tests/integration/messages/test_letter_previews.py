"""A letter to come is shown as it will be made, byte for byte, and looking at it changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.messages.batches import letter_file
from app.messages.letter_previews import letter_to_come
from app.messages.models import Message, State
from app.messages.outbox import NoSuchMessage
from app.messages.sending import drain
from app.people import Person
from tests.integration.messages.conftest import Carriers, add_person, queue


@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_is_shown_is_what_is_made(carriers: Carriers, at: datetime, language: str) -> None:
    due = at + timedelta(days=3)
    with carriers.database.unit_of_work() as session:
        person = add_person(session, at, may_text=None, language=language)
        (letter,) = queue(session, person, at, due_at=due)
        key = letter.id
    with carriers.database.unit_of_work() as session:
        known = session.get_one(Message, key)
        session.get_one(Person, known.person_id).address = {
            "line1": "9 Newer Road", "town": "Newport", "postcode": "NP20 1AA"
        }  # fmt: skip
        before = known.to
    with carriers.database.reading() as session:
        shown = letter_to_come(session, key, carriers.fonts, at=at)
    assert "9 Newer Road" in shown.address
    with carriers.database.reading() as session:
        assert session.get_one(Message, key).to == before
    drain(carriers, at=due)
    with carriers.database.reading() as session:
        assert session.get_one(Message, key).state == State.RENDERED
        assert letter_file(session, key) == shown.data
        with pytest.raises(NoSuchMessage):
            letter_to_come(session, key, carriers.fonts, at=due)
