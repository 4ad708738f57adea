"""Making a machine a kiosk: staff type the one-off code that the service gave them."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.identity.devices import CodeRefused, enrol
from app.web.drawing import showable
from app.web.face import services
from app.web.guard import public
from kiosk import access, cookies

LONGEST_SHOWN = 20


@public
def show() -> ResponseReturnValue:
    """Ask for the code; a machine that is enrolled goes on to the welcome page."""
    if access.seen().device:
        return redirect(url_for("welcome"))
    return render_template("kiosk/enrol.html", code="", problem="")


@public
def enrol_this() -> ResponseReturnValue:
    """Take the code, or say why not."""
    if access.seen().device:
        return redirect(url_for("welcome"))
    code = request.form.get("code", "")
    with services().database.unit_of_work() as session:
        attempt = enrol(session, code=code, at=services().now())
    try:
        _device, token = attempt.outcome()
    except CodeRefused as refused:
        shown = showable(code)[:LONGEST_SHOWN]
        page = render_template("kiosk/enrol.html", code=shown, problem=str(refused.words))
        return page, 422
    answer = make_response(redirect(url_for("welcome")))
    cookies.keep_device(answer, token)
    return answer
