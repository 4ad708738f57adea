"""Kiosks: which machines are trusted, a code that makes one more, and the end of trust."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from agent_console.acting import actor
from agent_console.addresses import id_in
from agent_console.keeping import typed
from agent_console.own_forms import errors_of, widgets
from app.i18n import _, current_language
from app.identity.devices import get_device, issue_code, list_devices, retire, set_printer
from app.identity.permissions import Permission
from app.journeys.questions import Choice, OneOf, StepForm, Text
from app.journeys.questions.yes_or_no import IS_THERE
from app.places.care_of import care_of_places
from app.web.face import services
from app.web.guard import needs

views = Blueprint("devices", __name__)


class EnrolForm(StepForm):
    name = Text(
        _("What is the kiosk called?"),
        hint=_("For example, Visitor centre, by the door."),
        empty=_("Enter a name"),
        limit=80,
    )
    venue = OneOf(_("Where does it stand?"), kind="list", empty=_("Choose a place"))


@views.route("/kiosks", methods=["GET", "POST"])
@needs(Permission.DEVICE_ENROL)
def listed() -> ResponseReturnValue:
    """List the kiosks, and issue a code for another."""
    form, code = EnrolForm(typed()), ""
    with services().database.unit_of_work() as work:
        venues = {venue.code: venue.name_in(current_language()) for venue in care_of_places(work)}
        form["venue"].choices = [Choice(key, name) for key, name in venues.items()]
        if request.method == "POST" and form.validate():
            values = form.values()
            code = issue_code(
                work,
                venue_code=values["venue"],
                name=values["name"],
                actor=actor(),
                at=services().now(),
            )
        return render_template(
            "console/devices.html",
            devices=list_devices(work),
            venues=venues,
            printer=IS_THERE,
            code=code,
            widgets=widgets(form),
            errors=errors_of(form),
        )


@views.post("/kiosks/<device_id>/retire")
@needs(Permission.DEVICE_ENROL)
def end(device_id: str) -> ResponseReturnValue:
    """Trust a kiosk no longer."""
    with services().database.unit_of_work() as work:
        retire(work, get_device(work, id_in(device_id)), actor=actor(), at=services().now())
    flash(str(_("The kiosk is no longer trusted.")))
    return redirect(url_for("devices.listed"))


@views.post("/kiosks/<device_id>/printer")
@needs(Permission.DEVICE_ENROL)
def printer(device_id: str) -> ResponseReturnValue:
    """Say whether a printer stands beside a kiosk, on which people can print their letters."""
    prints = request.form.get("prints") == "yes"
    with services().database.unit_of_work() as work:
        device = get_device(work, id_in(device_id))
        set_printer(work, device, prints, actor=actor(), at=services().now())
    words = _("Letters can be printed there.") if prints else _("Letters cannot be printed there.")
    flash(str(words))
    return redirect(url_for("devices.listed"))
