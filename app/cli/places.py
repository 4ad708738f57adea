"""`alongside places`: prisons, helplines and courts that ship with the program, and day centres."""

from __future__ import annotations

from typing import Any

import click

from app.appointments.capacity import change_capacity
from app.audit import COMMAND
from app.cli.serving import opened_services
from app.errors import NotAllowedNow
from app.places import COURT, HELPLINE, PRISON, Venue, get_venue, load_places
from app.places.care_of import (
    PlaceForPost,
    add_day_centre,
    care_of_places,
    correct_place,
    is_unchecked,
)
from app.places.weekly import WEEKDAYS
from app.values.addresses import Address, parse_address
from app.values.refusal import Refusal

NAMES = {PRISON: "Prisons", HELPLINE: "Helplines", COURT: "Courts"}
_BOXES = ("line1", "line2", "town", "county", "postcode")


@click.group()
def command() -> None:
    """Places to visit, to be called from, and in whose care post can be sent."""


@command.command()
def load() -> None:
    """Add the places that are missing and refresh those that nobody corrected here."""
    with opened_services() as services, services.database.unit_of_work() as session:
        loaded = load_places(session, at=services.now())
    for kind, count in loaded.items():
        click.echo(
            f"{NAMES[kind]}: {count.added} added, {count.refreshed} refreshed, {count.kept} kept."
        )


@command.command()
@click.argument("code")
@click.argument("places", type=click.IntRange(0, 1000))
@click.option("--day", type=click.Choice(WEEKDAYS), help="Only the sessions of this weekday.")
def capacity(code: str, places: int, day: str | None) -> None:
    """Say how many can be seen, or called, in one session of the place CODE."""
    with opened_services() as services, services.database.unit_of_work() as session:
        changed = change_capacity(
            session,
            get_venue(session, code),
            places,
            actor=COMMAND,
            at=services.now(),
            weekday=WEEKDAYS.index(day) if day else None,
        )
    click.echo(f"{changed} coming times now have room for {places}.")


@command.command("post")
@click.argument("part", default="")
def list_post(part: str) -> None:
    """List the places in whose care post can be sent whose name has PART in it."""
    with opened_services() as services, services.database.reading() as session:
        for venue in care_of_places(session, closed_too=True):
            if part.casefold() in venue.name.casefold():
                click.echo(_line(venue))


@command.command("add-day-centre")
@click.option("--name", required=True)
@click.option("--welsh-name", default="")
@click.option("--line1", required=True)
@click.option("--line2", default="")
@click.option("--town", required=True)
@click.option("--county", default="")
@click.option("--postcode", required=True)
@click.option("--opening", default="", help='For example "Monday to Friday, 9am to 4pm".')
def add(name: str, welsh_name: str, opening: str, **address: str) -> None:
    """Add a day centre that has agreed to keep post for people."""
    wish = PlaceForPost(name=name, name_cy=welsh_name, opening=opening, address=_address(address))
    with opened_services() as services, services.database.unit_of_work() as session:
        venue = add_day_centre(session, wish, actor=COMMAND, at=services.now())
        click.echo(_line(venue))


@command.command("correct")
@click.argument("code")
@click.option("--name")
@click.option("--welsh-name")
@click.option("--line1")
@click.option("--line2")
@click.option("--town")
@click.option("--county")
@click.option("--postcode")
@click.option("--opening")
@click.option("--open/--closed", "open_", default=None, help="Whether it takes post.")
def correct(code: str, **given: Any) -> None:
    """Correct the court or day centre CODE; with nothing to change, say that it was checked."""
    with opened_services() as services, services.database.unit_of_work() as session:
        venue = get_venue(session, code)
        wish = _corrected(venue, given)
        correct_place(session, venue, wish, actor=COMMAND, at=services.now())
        click.echo(_line(venue))


def _corrected(venue: Venue, given: dict[str, Any]) -> PlaceForPost:
    """Return what the place is to be: what was given, and otherwise what it is."""

    def either(name: str, kept: Any) -> Any:
        return kept if given[name] is None else given[name]

    boxes = {box: either(box, venue.address.get(box, "")) for box in _BOXES}
    return PlaceForPost(
        name=either("name", venue.name),
        name_cy=either("welsh_name", venue.name_cy or ""),
        address=_address(boxes),
        opening=either("opening", venue.opening or ""),
        open=either("open_", venue.open),
    )


def _address(boxes: dict[str, str]) -> Address:
    try:
        return parse_address(**boxes)
    except Refusal as refused:
        raise NotAllowedNow(str(refused.words)) from refused


def _line(venue: Venue) -> str:
    notes = [] if venue.open else ["closed"]
    if is_unchecked(venue):
        notes.append("check the address first")
    said = f" ({'; '.join(notes)})" if notes else ""
    return f"{venue.code:<8} {venue.name}, {', '.join(venue.address_lines('en'))}{said}"
