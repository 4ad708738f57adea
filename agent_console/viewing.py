"""What an agent looks at leaves an entry in the trail: here for pages that only read."""

from __future__ import annotations

from collections.abc import Iterable

from agent_console.acting import acting, actor
from app.applications.models import Application
from app.audit import record
from app.people import Person
from app.web.face import services


def note_view(application: Application) -> None:
    """Note that the agent reads an application.

    One keyed in the agent's own open contact is left out: its start and every save are noted.
    """
    contact = acting().contact
    if contact is not None and contact.id == application.contact_id:
        return
    with services().database.unit_of_work() as work:
        record(
            work,
            "application.viewed",
            actor=actor(),
            at=services().now(),
            subject_kind="application",
            subject_id=application.id,
        )


def note_listing(people: Iterable[Person | None]) -> None:
    """Note whose names a list showed; a list without names leaves no entry."""
    shown = [str(person.id) for person in people if person is not None]
    if not shown:
        return
    with services().database.unit_of_work() as work:
        record(
            work,
            "people.listed",
            actor=actor(),
            at=services().now(),
            subject_kind="person",
            details={"shown": shown},
        )
