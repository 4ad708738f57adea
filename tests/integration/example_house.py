"""A house that offers the example of docs/adding-a-service.md as well, as its wiring says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from app import reactions
from app.journeys import catalogue
from app.messages import kinds
from app.services import Services
from docs.example_service.desk import CourtSupportDesk
from docs.example_service.journey import COURT_SUPPORT
from docs.example_service.reactions import COURT_SUPPORT_REACTIONS
from docs.example_service.wording import ARRANGED_WORDING


@contextmanager
def offering_example(services: Services) -> Iterator[Services]:
    """Give the services with the example among them."""
    desks = {**services.desks, COURT_SUPPORT.slug: CourtSupportDesk()}
    with (
        catalogue.also(COURT_SUPPORT),
        kinds.also([ARRANGED_WORDING]),
        reactions.also(COURT_SUPPORT.slug, COURT_SUPPORT_REACTIONS),
    ):
        yield replace(services, desks=desks)
