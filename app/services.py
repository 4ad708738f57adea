"""The wiring: one frozen `Services`, made from Settings, that faces, worker and commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

import app.models  # noqa: F401  (names every table before the first query)
from app import clock
from app.applications.desks import Desk
from app.applications.legal_aid_desk import LegalAidDesk
from app.applications.visit_desk import VisitDesk
from app.audit import write_trail
from app.db import Database
from app.jobs import Jobs, make_jobs
from app.messages.outbox import was_queued
from app.messages.supplier import SmsSupplier
from app.messages.suppliers import make_sms, make_spare_sms
from app.prisoners import DemoPrisoners, PrisonerRecord
from app.reactions import react
from app.settings import Settings
from letters import Fonts


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything a request, a job or a command may need. `clock` gives the aware time now."""

    settings: Settings
    database: Database
    prisoners: PrisonerRecord
    sms: SmsSupplier
    spare_sms: SmsSupplier | None
    jobs: Jobs
    fonts: Fonts
    desks: Mapping[str, Desk]
    clock: Callable[[], datetime] = field(default=clock.now)

    @property
    def confirm_numbers(self) -> bool:
        """Say whether a number must be confirmed before it gets more than the minimum."""
        return self.settings.confirm_numbers

    def now(self) -> datetime:
        """Return the time now, aware and in UTC."""
        return self.clock()


def make_services(
    settings: Settings, *, time: Callable[[], datetime] = clock.now, jobs: Jobs | None = None
) -> Services:
    """Wire the parts together as the settings say."""
    queue = jobs or make_jobs(settings)
    database = Database(
        settings.database_url,
        vault=settings.vault,
        closing=(partial(react, settings=settings), write_trail),
        after=(partial(_nudge, jobs=queue),),
    )
    prisoners = DemoPrisoners()
    return Services(
        settings=settings,
        database=database,
        prisoners=prisoners,
        sms=make_sms(settings, database),
        spare_sms=make_spare_sms(settings),
        jobs=queue,
        fonts=Fonts.load(settings.fonts),
        desks={
            "prison-visit": VisitDesk(prisoners, settings.hold),
            "legal-aid": LegalAidDesk(settings.hold),
        },
        clock=time,
    )


def _nudge(session: Session, *, jobs: Jobs) -> None:
    """Tell the worker, after the commit, that a message waits for it."""
    if was_queued(session):
        jobs.nudge()
