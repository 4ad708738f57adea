"""What callers hand in: the details to keep of a person, and the words to search by.

Details come clean from the forms (`app.values`). A search may be as rough as it was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from app.people.models import Person


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """Everything kept of a person that an agent or the person can change.

    `phone` is E.164. `address` has line1, line2, town, county and postcode, or is None for
    somebody of no fixed address. Wishes about messages are not here: see `app.consent`.
    """

    first_names: str
    last_name: str
    born: date | None = None
    phone: str | None = None
    email: str | None = None
    address: Mapping[str, str] | None = None
    language: str = "en"

    @property
    def postcode(self) -> str:
        """Return the postcode of the address, or "" when there is none."""
        return (self.address or {}).get("postcode") or ""

    def as_columns(self) -> dict[str, Any]:
        """Return {column of Person: value}."""
        columns = {field.name: getattr(self, field.name) for field in fields(self)}
        address = {key: value or "" for key, value in (self.address or {}).items()}
        return columns | {
            "phone": self.phone or None,
            "email": self.email or None,
            "address": address or None,
        }


@dataclass(frozen=True, kw_only=True)
class PersonQuery:
    """What is known of the person looked for; each part may be left out or mistyped."""

    last_name: str = ""
    first_names: str = ""
    postcode: str = ""
    born: date | None = None
    phone: str = ""
    reference: str = ""


def details_of(person: Person) -> PersonDetails:
    """Return the details of a person, to show in a form or to compare."""
    return PersonDetails(
        **{field.name: getattr(person, field.name) for field in fields(PersonDetails)}
    )
