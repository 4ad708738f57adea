"""Random walks through the real pages of the console: every service arrives, what is wrong is said."""

from __future__ import annotations

from functools import partial

import pytest

from app.journeys.catalogue import offered
from app.journeys.definition import Journey
from app.services import Services
from tests.integration.console.console_client import ConsoleClient
from tests.integration.console.walking_agent import walk_at_console
from tests.walker.face_trials import expect_a_draft_keeps_its_version, expect_walks_sent

every_journey = pytest.mark.parametrize("journey", offered(), ids=[j.slug for j in offered()])


@every_journey
def test_random_walks_are_sent(amina: ConsoleClient, office: Services, journey: Journey) -> None:
    expect_walks_sent(partial(walk_at_console, amina, office), journey)


@every_journey
def test_a_draft_stays_on_its_version_and_a_new_one_begins_on_the_next(
    amina: ConsoleClient, office: Services, journey: Journey
) -> None:
    expect_a_draft_keeps_its_version(partial(walk_at_console, amina, office), journey)
