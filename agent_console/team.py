"""Agents: listed, made with their roles, given a new second factor, and let go."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import actor
from agent_console.addresses import id_in
from agent_console.keeping import typed
from agent_console.own_forms import errors_of, widgets
from app.i18n import _
from app.identity.agents import (
    BadAgent,
    create_agent,
    deactivate,
    get_agent,
    list_agents,
    reset_second_factor,
)
from app.identity.passwords import WeakPassword
from app.identity.permissions import ROLE_LABELS, Permission
from app.journeys.questions import Choice, SomeOf, StepForm, Text
from app.web.face import services
from app.web.guard import needs

views = Blueprint("team", __name__)


class AgentForm(StepForm):
    name = Text(_("Name"), empty=_("Enter a name"))
    username = Text(_("Username"), empty=_("Enter a username"), limit=40, width=20)
    password = Text(
        _("First password"),
        hint=_("At least 12 characters. Tell them in person."),
        empty=_("Enter a password"),
        limit=200,
    )
    roles = SomeOf(
        _("Roles"),
        choices=tuple(Choice(role.value, words) for role, words in ROLE_LABELS.items()),
        empty=_("Choose one or more roles."),
    )


@views.get("/agents")
@needs(Permission.AGENT_ADMIN)
def listed() -> ResponseReturnValue:
    """List every agent."""
    with services().database.reading() as session:
        agents = list_agents(session)
    return render_template("console/team.html", agents=agents, role_labels=ROLE_LABELS)


@views.route("/agents/new", methods=["GET", "POST"])
@needs(Permission.AGENT_ADMIN)
def create() -> ResponseReturnValue:
    """Make an agent, and show the secret for their app once."""
    form = AgentForm(typed())
    if request.method == "POST" and form.validate():
        try:
            # As it was typed: a text's answer is tidied, and then no one could sign in with it.
            values = form.values() | {"password": request.form.get("password", "")}
            with services().database.unit_of_work() as work:
                agent, uri = create_agent(work, **values, actor=actor(), at=services().now())
            return render_template("console/secret.html", agent=agent, uri=uri)
        except BadAgent as bad:
            form.refuse(bad.field, bad.words)
        except WeakPassword as weak:
            form.refuse("password", weak.words)
    form["password"].typed = {}
    form["password"].data = None
    return render_template(
        "console/agent_new.html", widgets=list(widgets(form).values()), errors=errors_of(form)
    )


@views.post("/agents/<agent_id>/second-factor")
@needs(Permission.AGENT_ADMIN)
def renew(agent_id: str) -> ResponseReturnValue:
    """Give an agent a new second factor and show its secret once."""
    with services().database.unit_of_work() as work:
        agent = get_agent(work, id_in(agent_id))
        uri = reset_second_factor(work, agent, actor=actor(), at=services().now())
    return render_template("console/secret.html", agent=agent, uri=uri)


@views.post("/agents/<agent_id>/deactivate")
@needs(Permission.AGENT_ADMIN)
def let_go(agent_id: str) -> ResponseReturnValue:
    """Let an agent go; they are signed out everywhere."""
    with services().database.unit_of_work() as work:
        deactivate(work, get_agent(work, id_in(agent_id)), actor=actor(), at=services().now())
    flash(str(_("The agent is let go.")))
    return redirect(url_for("team.listed"))
