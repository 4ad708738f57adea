"""One known agent, and another one."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.db import Database
from app.identity.models import Agent
from tests.integration.identity.known_agent import PASSWORD, Known, make_agent


@pytest.fixture
def known(database: Database, at: datetime) -> Known:
    return Known(make_agent(database, at), PASSWORD)


@pytest.fixture
def other_agent(database: Database, at: datetime) -> Agent:
    return make_agent(database, at, username="tomos")
