"""A visitor who answers any service at the kiosk as the walker says, one page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from app.journeys.asking import Asked
from app.journeys.definition import Group, Journey
from app.journeys.path import Place
from app.services import Services
from app.web.runner import Posted, Running
from tests.integration.kiosk.visitor import Visitor
from tests.walker.face_sheets import FaceSheet, expect_shown, fields_in, fields_of, odd_codes
from tests.walker.walking import Walk
from tests.walker.ways import by_page
from tests.walker.worlds import house_of


@dataclass
class AtKiosk:
    """The person at the screen."""

    visitor: Visitor

    def prefix(self, place: Place) -> str:
        """One page asks one thing, so nothing needs to be named apart."""
        return ""

    def answer(self, running: Running, asked: Sequence[Asked]) -> None:
        """Answer one page; where the page asks whether it is right, say yes."""
        (one,) = asked
        path, fields = f"/book/{one.place.slug}", fields_of([one])
        self.visitor.open(path)
        assert self.visitor.place == path, f"{path} led to {self.visitor.place}"
        self.visitor.press(path, fields)
        if odd := odd_codes([one]):
            assert self.visitor.status == 422, f"{path} took {odd} unasked"
            expect_shown(self.visitor.page, [one])
            self.visitor.press(path, {**fields, "odd": odd, "confirm": "yes"})
        assert self.visitor.place != path, f"{path}: {self.visitor.text}"

    def refuse(self, asked: Asked, posted: Posted) -> str:
        """Answer one page wrongly; the page is there again and says why."""
        path = f"/book/{asked.place.slug}"
        self.visitor.open(path).press(path, fields_in(asked, posted))
        assert (self.visitor.status, self.visitor.place) == (422, path)
        return self.visitor.page

    def remove(self, running: Running, group: Group, item: int) -> None:
        """Remove a member, and say yes to the page that asks."""
        path = f"/remove/{group.steps[0].slug}-{item}"
        self.visitor.open(path)
        assert self.visitor.place == path
        self.visitor.press(path)

    def send(self) -> bool:
        """Send on the page that shows all answers."""
        self.visitor.open("/check").press("/check")
        return self.visitor.place == "/done"


def walk_at_kiosk(
    visitor: Visitor, services: Services, journey: Journey, seed: int
) -> tuple[Walk, FaceSheet]:
    """Begin a service at the kiosk; return the walk, which has not begun."""
    before = {one.id for one in visitor.applications()}
    visitor.begin(service=journey.slug)
    (begun,) = (one for one in visitor.applications() if one.id not in before)
    assert begun.journey == journey.slug
    sheet = FaceSheet(services, begun.id, AtKiosk(visitor))
    chance = Random(f"{journey.slug} {seed}")
    return Walk(journey, house_of(journey, chance), sheet, by_page, chance), sheet
