"""The forms about a person: their details, and what is known of somebody to look for."""

from __future__ import annotations

from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from app.errors import AlongsideError
from app.i18n import _
from app.journeys.questions import (
    BirthDate,
    Choice,
    Date,
    Email,
    FullNameBoxes,
    OneOf,
    PhoneNumber,
    PostalAddress,
    StepForm,
    Text,
)
from app.people import Person, PersonDetails, PersonQuery
from app.references import parse_reference
from app.values.cleaning import one_line
from app.values.dates import parse_date
from app.values.postcodes import parse_postcode
from app.values.refusal import Refusal

LONGEST_SEARCH = 100


class DetailsForm(StepForm):
    name = FullNameBoxes(_("Name"), empty=_("Enter the person’s name"))
    born = BirthDate(
        _("Date of birth (optional)"), hint=_("For example, 27 3 1985."), optional=True
    )
    phone = PhoneNumber(_("Phone number (optional)"), optional=True)
    email = Email(_("Email address (optional)"), optional=True)
    address = PostalAddress(_("Address (optional)"), optional=True)
    language = OneOf(
        _("Which language do they want?"),
        choices=(Choice("en", _("English")), Choice("cy", _("Welsh"))),
        empty=_("Choose a language"),
    )


class SearchForm(StepForm):
    last_name = Text(_("Last name"), optional=True)
    first_names = Text(_("First names"), optional=True)
    postcode = Text(_("Postcode"), optional=True, width=10)
    born = Date(_("Date of birth"), optional=True)
    phone = Text(_("Phone number"), optional=True, width=20)
    reference = Text(_("Reference"), optional=True, width=20)


def details_form(
    posted: MultiDict[str, str] | None, today: date, person: Person | None = None
) -> DetailsForm:
    """Return the form of a person's details, holding what was typed or else what is kept."""
    form = DetailsForm(posted, data=_kept(person) if person else {"language": "en"})
    form["born"].today = today
    return form


def _kept(person: Person) -> dict[str, Any]:
    return {
        "name": {"first": person.first_names, "last": person.last_name},
        "born": person.born.isoformat() if person.born else None,
        "phone": person.phone,
        "email": person.email,
        "address": person.address,
        "language": person.language,
    }


def details_in(form: DetailsForm) -> PersonDetails:
    """Return the details that a valid form holds."""
    values = form.values()
    return PersonDetails(
        first_names=values["name"]["first"],
        last_name=values["name"]["last"],
        born=date.fromisoformat(values["born"]) if values["born"] else None,
        phone=values["phone"],
        email=values["email"],
        address=values["address"],
        language=values["language"],
    )


def query_in(form: SearchForm) -> PersonQuery:
    """Return what a search form asks for."""
    values = form.values()
    return PersonQuery(
        last_name=values["last_name"] or "",
        first_names=values["first_names"] or "",
        postcode=values["postcode"] or "",
        born=date.fromisoformat(values["born"]) if values["born"] else None,
        phone=values["phone"] or "",
        reference=values["reference"] or "",
    )


def guess(words: str) -> PersonQuery:
    """Return what one line of search words most likely means."""
    text = one_line(words)[:LONGEST_SEARCH]
    if parse_reference(text):
        return PersonQuery(reference=text)
    if sum(c.isdigit() for c in text) >= 9:
        return PersonQuery(phone=text)
    if born := _date(text):
        return PersonQuery(born=born)
    return _names_and_postcode(text.split())


def _names_and_postcode(parts: list[str]) -> PersonQuery:
    """Read a postcode at the end, the last name before it, and first names before that."""
    postcode = ""
    for count in (2, 1):
        if len(parts) >= count and _postcode(" ".join(parts[-count:])):
            postcode, parts = " ".join(parts[-count:]), parts[:-count]
            break
    last = parts[-1] if parts else ""
    return PersonQuery(postcode=postcode, last_name=last, first_names=" ".join(parts[:-1]))


def _date(text: str) -> date | None:
    try:
        return parse_date(text) if any(c.isdigit() for c in text) else None
    except (Refusal, AlongsideError):
        return None


def _postcode(text: str) -> str | None:
    try:
        return parse_postcode(text)
    except (Refusal, AlongsideError):
        return None
