"""People who text us, for the tests: a house that takes texts, people with requests, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from sqlalchemy import select

from app.applications.lifecycle import Saving, Start, get_application, record_answers, start
from app.applications.models import Application
from app.appointments import offered_slots
from app.audit import Actor
from app.backend import create_app
from app.consent import agree
from app.journeys.catalogue import PRISON_VISIT
from app.journeys.catalogue.timing import OfferedTime
from app.messages.inbound.models import InboundText, TextThread
from app.messages.kinds import text_of
from app.messages.models import Message
from app.people import Person, PersonDetails, create_person, get_person, set_rules
from app.services import Services
from tests.builders import CARDIFF, LEEDS, demo_prisoner, visit_steps
from tests.fakes.twilio_inbound import PATH, inbound_text
from tests.fakes.twilio_server import TOKEN

PUBLIC = "https://alongside.example"
AGENT = Actor("agent", "amina", "telephone")
MOBILE = "+447700900123"
OTHER = "+447700900456"


@dataclass
class House:
    """Our side, with its callback, and everybody's phones."""

    services: Services
    client: FlaskClient

    def text(self, body: str, *, sender: str = MOBILE, **how: Any) -> int:
        """Send a text to us through Twilio and return the status of our answer."""
        post = inbound_text(body, sender=sender, public_url=PUBLIC, **how)
        answer = self.client.post(PATH, data=post.fields, headers=post.headers)
        return answer.status_code

    def said(self, number: str = MOBILE) -> list[tuple[str, str]]:
        """Return the kind and words of every text queued to a number, in order."""
        with self.services.database.reading() as session:
            query = select(Message).where(Message.channel == "text").order_by(Message.created_at)
            return [(one.kind, text_of(one)) for one in session.scalars(query) if one.to == number]

    def kinds(self, number: str = MOBILE) -> list[str]:
        """Return the kinds of the texts queued to a number, sorted."""
        return sorted(kind for kind, _words in self.said(number))

    def texts(self) -> Sequence[InboundText]:
        with self.services.database.reading() as session:
            return session.scalars(select(InboundText).order_by(InboundText.received_at)).all()

    def meanings(self) -> list[tuple[str | None, bool]]:
        """Return what each text was understood as, and whether it waits for an agent."""
        return [(one.meaning, one.waits) for one in self.texts()]

    def threads(self) -> Sequence[TextThread]:
        with self.services.database.reading() as session:
            return session.scalars(select(TextThread).order_by(TextThread.last_at)).all()

    def person(self, person_id: UUID) -> Person:
        with self.services.database.reading() as session:
            return get_person(session, person_id)

    def add_person(self, *, phone: str = MOBILE, confirmed: bool = True, **rules: Any) -> UUID:
        """Add somebody who agreed to texts, and confirmed the number unless told otherwise."""
        now = self.services.now()
        with self.services.database.unit_of_work() as session:
            details = PersonDetails(first_names="Nia", last_name="Visitor", phone=phone)
            person = create_person(session, details, actor=AGENT, at=now)
            agree(session, person, channel="text", given=True, actor=AGENT, at=now)
            wish = {**rules, **({"confirmed_phone": phone} if confirmed else {})}
            if wish:
                set_rules(session, person.id, wish, actor=AGENT, at=now)
            return person.id

    def visit(self, person_id: UUID, *, nth: int = 0, booked: bool = True) -> UUID:
        """Send a visit for a person: booked at Cardiff at the nth time, or asked for at Leeds."""
        services, prison = self.services, CARDIFF if booked else LEEDS
        with services.database.unit_of_work() as session:
            slot = offered_slots(session, prison.code, at=services.now())[nth]
            chosen = OfferedTime(str(slot.id), slot.starts_at, slot.ends_at)
            wish = Start(
                journey=PRISON_VISIT,
                channel="telephone",
                language="en",
                key=str(uuid4()),
                person_id=person_id,
            )
            application = start(session, wish, actor=AGENT, at=services.now())
            steps = visit_steps(prison, time=chosen) | demo_prisoner(prison.code)
            steps[("mobile", 0)] = {"mobile": get_person(session, person_id).phone}
            saving = Saving(steps=steps, expected_version=application.version)
            desk = services.desks["prison-visit"]
            answers = record_answers(session, application, saving, actor=AGENT, at=services.now())
            desk.recorded(session, application, answers, saved=steps.keys(), at=services.now())
            desk.submit(session, application, actor=AGENT, at=services.now(), expected_version=2)
            return application.id

    def application(self, application_id: UUID) -> Application:
        with self.services.database.reading() as session:
            return get_application(session, application_id)

    def slots(self, code: str) -> list[int]:
        """Return the times on offer at a prison."""
        with self.services.database.reading() as session:
            return [slot.id for slot in offered_slots(session, code, at=self.services.now())]


def make_house(services: Services, **settings: Any) -> House:
    """Return our side with Twilio's callback open."""
    chosen = {"sms_supplier": "twilio", "twilio_token": TOKEN, "public_url": PUBLIC, **settings}
    live = replace(services, settings=replace(services.settings, **chosen))
    return House(live, create_app(live).test_client())
