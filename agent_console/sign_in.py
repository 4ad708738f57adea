"""Signing in with a password and then a code, signing out, and choosing the console's language."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import TOKEN, acting
from agent_console.addresses import own_path
from agent_console.keeping import CARRIED, WANTED
from app.demo import sign_ins
from app.errors import NotFound
from app.i18n import LANGUAGES, Words, _
from app.identity.agents import get_agent, list_agents
from app.identity.models import Agent
from app.identity.permissions import Permission
from app.identity.sign_in import (
    SignInRefused,
    check_code,
    open_sign_in,
    settle_password,
    sign_out,
    weigh_password,
)
from app.web.face import services
from app.web.guard import needs, public

views = Blueprint("sign_in", __name__)
PENDING, PENDING_SINCE, WHO = "pending", "pending-since", "who"
CODE_WAITS = 10 * 60  # seconds between the password and the code


@views.get("/sign-in")
@public
def start() -> ResponseReturnValue:
    """Ask for a username and a password."""
    return _password_page()


@views.post("/sign-in")
@public
def password() -> ResponseReturnValue:
    """Check the password; a right one leads to the code."""
    username, secret = request.form.get("username", ""), request.form.get("password", "")
    if not username.strip() or not secret:
        return _password_page(_("Enter your username and password"), username)
    at, database = services().now(), services().database
    with database.reading() as reading:
        weighed = weigh_password(reading, username=username[:100], password=secret[:1000])
    with database.unit_of_work() as work:
        attempt = settle_password(work, weighed, at=at)
    try:
        agent = attempt.outcome()
    except SignInRefused as refused:
        return _password_page(refused.words, username)
    session[PENDING], session[PENDING_SINCE] = str(agent.id), at.timestamp()
    return redirect(url_for("sign_in.code"))


@views.route("/sign-in/code", methods=["GET", "POST"])
@public
def code() -> ResponseReturnValue:
    """Ask for the code of the agent's app, and sign in with it."""
    agent_id, at = _pending(), services().now()
    if agent_id is None:
        return redirect(url_for("sign_in.start"))
    if request.method == "GET":
        return render_template("console/code.html", refusal=None)
    with services().database.unit_of_work() as work:
        attempt = check_code(
            work, get_agent(work, agent_id), code=request.form.get("code", "")[:50], at=at
        )
    try:
        agent = attempt.outcome()
    except SignInRefused as refused:
        return render_template("console/code.html", refusal=refused.words)
    return _signed_in(agent, at)


@views.post("/sign-in/demo")
@public
def demo() -> ResponseReturnValue:
    """Sign one of the demo's people in with one click; there is no such thing elsewhere."""
    if not services().settings.demo:
        raise NotFound("one-click sign-in is for the demo")
    username = request.form.get("username", "")
    if username not in {person["username"] for person in _demo_people()}:
        raise NotFound("no such demo agent")
    with services().database.reading() as reading:
        agent = next((a for a in list_agents(reading) if a.username == username), None)
    if agent is None:
        raise NotFound("no such demo agent")
    return _signed_in(agent, services().now())


@views.post("/sign-out")
@needs(Permission.DESK_VIEW)
def leave() -> ResponseReturnValue:
    """End this sign-in. The form token stays, so that another tab's form can be kept."""
    with services().database.unit_of_work() as work:
        sign_out(work, acting().sign_in, at=services().now())
    return redirect(url_for("sign_in.start"))


@views.get("/language/<code>")
@public
def language(code: str) -> ResponseReturnValue:
    """Show the console in another language from now on."""
    if code in LANGUAGES:
        session["language"] = code
    return redirect(own_path(request.args.get("back", "")) or url_for("desk.home"))


def _password_page(refusal: Words | None = None, username: str = "") -> str:
    return render_template(
        "console/sign_in.html",
        refusal=refusal,
        username=username[:100] if username.isprintable() else "",
        waiting=CARRIED in session,
        people=_demo_people() if services().settings.demo else [],
    )


def _demo_people() -> list[dict[str, str]]:
    """Return the demo's people who can sign in here, each with their role."""
    with services().database.reading() as reading:
        active = {agent.username for agent in list_agents(reading) if agent.active}
    return [
        {"username": username, "name": name, "role": role}
        for username, name, role, _password, _secret in sign_ins()
        if username in active
    ]


def _pending() -> UUID | None:
    """Return the agent whose password was right a moment ago."""
    since = session.get(PENDING_SINCE, 0)
    if PENDING not in session or services().now().timestamp() - since > CODE_WAITS:
        return None
    return UUID(session[PENDING])


def _signed_in(agent: Agent, at: datetime) -> ResponseReturnValue:
    """Open the sign-in. Only the same agent keeps the form token and what they had typed."""
    kept = {"language": session.get("language"), WANTED: session.get(WANTED)}
    if session.get(WHO) == str(agent.id):
        kept |= {name: session.get(name) for name in ("csrf_token", CARRIED)}
    session.clear()
    session.update({name: value for name, value in kept.items() if value})
    with services().database.unit_of_work() as work:
        _sign_in, session[TOKEN] = open_sign_in(work, agent, at=at)
    session[WHO] = str(agent.id)
    wanted = own_path(str(session.pop(WANTED, "")))
    return redirect(request.script_root + wanted if wanted else url_for("desk.home"))
