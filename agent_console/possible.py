"""What an agent may do with an application as it stands, and the form that each action asks for.

The service's desk lists the actions. One is open to an agent who has the permission it needs, while
the application stands in a status that it leaves, and where the desk offers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from agent_console.acting import acting, actor
from agent_console.own_forms import errors_of, widgets
from app.applications.actions import Action, Deciding, Doing, NothingToSay
from app.applications.desks import Desk
from app.applications.lifecycle import get_application, load_path
from app.contacts import Channel
from app.errors import Forbidden, NotAllowedNow, NotFound
from app.journeys.questions import StepForm
from app.web.drawing import Params
from app.web.face import services
from app.web.runner import desk_of
from app.web.widgets import Widget


@dataclass(frozen=True)
class Offered:
    """One action with its form, ready to be drawn. `at_once` needs no page of its own."""

    action: Action
    widgets: Sequence[Widget]
    errors: Sequence[Params]
    at_once: bool


def deciding_on(session: Session, application_id: UUID, *, at: datetime) -> Deciding:
    """Return an application as actions find it; raise NotFound when there is none of that id."""
    application = get_application(session, application_id)
    answers = load_path(session, application).answers
    return Deciding(session=session, application=application, answers=answers, at=at)


def decides(desk: Desk) -> bool:
    """Say whether this agent answers requests of a service, at whatever status they are now."""
    return any(action.on_page and acting().may(action.needs) for action in desk.actions)


def open_actions(deciding: Deciding) -> list[Action]:
    """Return what this agent may do with the application now, in the desk's order."""
    desk = desk_of(deciding.application, services())
    return [
        action
        for action in desk.actions
        if acting().may(action.needs)
        and deciding.application.status in action.leaves
        and action.offered(deciding)
    ]


def action_called(deciding: Deciding, slug: str) -> Action:
    """Return one action; raise NotFound, Forbidden, or NotAllowedNow where it is not open now."""
    desk = desk_of(deciding.application, services())
    action = next((one for one in desk.actions if one.slug == slug), None)
    if action is None:
        raise NotFound(f"no action {slug} on {deciding.application.reference}")
    if not acting().may(action.needs):
        raise Forbidden(f"{slug} needs {action.needs}")
    if deciding.application.status not in action.leaves or not action.offered(deciding):
        raise NotAllowedNow(f"{deciding.application.reference} is {deciding.application.status}")
    return action


def form_of(
    action: Action, deciding: Deciding, posted: MultiDict[str, str] | None = None
) -> StepForm:
    """Return the form of an action; its boxes are named after it, since several share a page."""
    form = action.form(posted, prefix=action.slug)
    if action.prepare:
        action.prepare(form, deciding)
    return form


def fits(action: Action, form: StepForm, deciding: Deciding) -> bool:
    """Check what was filled in; errors land beside their questions."""
    if not form.validate():
        return False
    checked = action.check(form, deciding) if action.check else True
    return checked and not any(field.errors for field in form)


def offered(action: Action, form: StepForm) -> Offered:
    """Return an action with its form as a template draws it."""
    at_once = action.form is NothingToSay and not action.warns
    return Offered(action, list(widgets(form).values()), errors_of(form), at_once)


def doing(deciding: Deciding, *, key: str) -> Doing:
    """Return the application with who acts: this agent, in the way that they talk to the person."""
    contact = acting().contact
    return Doing(
        session=deciding.session,
        application=deciding.application,
        answers=deciding.answers,
        at=deciding.at,
        actor=actor(),
        channel=contact.channel if contact else Channel.TELEPHONE.value,
        contact_id=contact.id if contact else None,
        key=key,
    )
