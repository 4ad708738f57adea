"""An agent who keys any service on the console as the walker says, one section at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from sqlalchemy import select

from app.applications.models import Application
from app.journeys.asking import Asked
from app.journeys.definition import Group, Journey, Section
from app.journeys.path import Place
from app.services import Services
from app.web.runner import ACCEPTED, ON_SCREEN, Posted, Running
from tests.integration.console.console_client import ConsoleClient, Page
from tests.integration.console.walks import begin
from tests.walker.face_sheets import FaceSheet, fields_in, fields_of, odd_codes
from tests.walker.walking import Walk
from tests.walker.ways import by_screen
from tests.walker.worlds import house_of

ASKS = re.compile(r'name="accepted" type="checkbox" value="([^"]+)"')


@dataclass
class AtConsole:
    """The agent with one application open."""

    client: ConsoleClient
    application_id: UUID

    def prefix(self, place: Place) -> str:
        """Name every place of a screen apart."""
        return place.slug

    def answer(self, running: Running, asked: Sequence[Asked]) -> None:
        """Key one section and save it; tick what the screen asks about."""
        page, fields = self._screen(asked[0].place.section), fields_of(asked)
        page = self.client.fill(page.main_form(), fields)
        ticked: set[str] = set()
        # What the first save brought onto the screen is left for the next one.
        same = {ON_SCREEN: [one.place.slug for one in asked]}
        while asks := set(ASKS.findall(page.text)) - ticked:
            assert self.client.status == 422
            ticked |= asks
            page = self.client.fill(page.main_form(), {**fields, **same, ACCEPTED: list(ticked)})
        # What is odd between two answers is asked beside the one that is saved last.
        left = {code.split(":")[1] for code in odd_codes(asked)} - {t.split(":")[1] for t in ticked}
        assert not left, f"the screen took {left} unasked"
        assert self.client.status == 200, page.told[page.told.find("There is a problem") :][:500]

    def refuse(self, asked: Asked, posted: Posted) -> str:
        """Key one place wrongly and leave the others; the screen is there again and says why."""
        page = self._screen(asked.place.section)
        page = self.client.fill(page.main_form(), fields_in(asked, posted))
        assert self.client.status == 422
        return page.text

    def remove(self, running: Running, group: Group, item: int) -> None:
        """Press the button that removes a member."""
        holds = (s for s in running.journey.sections if group in s.parts)
        page = self._screen(next(holds))
        self.client.fill(page.main_form(), {}, press=("do", f"remove:{group.slug}:{item}"))

    def send(self) -> bool:
        """Read the declaration out and send."""
        page = self.client.open(f"/applications/{self.application_id}/check")
        page = self.client.fill(page.main_form(), {"agreed": "yes"})
        return "The application is sent." in page.told

    def _screen(self, section: Section) -> Page:
        return self.client.open(f"/applications/{self.application_id}/sections/{section.slug}")


def walk_at_console(
    client: ConsoleClient, services: Services, journey: Journey, seed: int
) -> tuple[Walk, FaceSheet]:
    """Begin a service for somebody on the telephone; return the walk, which has not begun."""
    before = _applications(services)
    if before:
        client.open(f"/people/{next(iter(before.values()))}")
    else:
        begin(client)
    form = next(f for f in client.page.forms if ("journey", journey.slug) in f.fields)
    client.fill(form, {})
    (begun,) = _applications(services).keys() - before.keys()
    sheet = FaceSheet(services, begun, AtConsole(client, begun))
    chance = Random(f"{journey.slug} {seed}")
    return Walk(journey, house_of(journey, chance), sheet, by_screen, chance), sheet


def _applications(services: Services) -> dict[UUID, UUID | None]:
    """Return every application, with the person it is for."""
    with services.database.reading() as session:
        return dict(session.execute(select(Application.id, Application.person_id)).all())
