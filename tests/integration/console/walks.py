"""The steps that many tests of the console take: a contact, a person, a section, a whole visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from app.data import read_rows
from app.services import Services
from tests.integration.console.console_client import ConsoleClient, Form, Page


def count(services: Services, table: Any) -> int:
    """Return how many rows a table has."""
    with services.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def person_kept(
    client: ConsoleClient,
    *,
    first: str = "Nia",
    last: str = "Visitor",
    born: tuple[int, int, int] = (1, 5, 1990),
    postcode: str = "",
    phone: str = "",
) -> Page:
    """Keep a person and return their page."""
    day, month, year = born
    typed = {
        "name-first": first,
        "name-last": last,
        "born-day": day,
        "born-month": month,
        "born-year": year,
        "phone": phone,
    }
    if postcode:
        typed |= {"address-line1": "1 Example Road", "address-town": "Leeds"}
        typed |= {"address-postcode": postcode}
    return client.fill(client.open("/people/new").main_form(), typed)


def begin(client: ConsoleClient) -> Form:
    """Take a call from a person who is kept, and return the form that starts an application."""
    page = person_kept(client)
    if any(form.action.endswith("/contacts") for form in page.forms):
        page = client.fill(page.form_to("/contacts"), {"channel": "telephone"})
    elif any("/contacts/person/" in form.action for form in page.forms):
        page = client.fill(next(f for f in page.forms if "/contacts/person/" in f.action), {})
    return page.form_to("/applications")


def prisoner(services: Services, prison: str = "LEI") -> Mapping[str, str]:
    """Return the answers of the first section for somebody in the demo register."""
    row = next(row for row in read_rows("demo_prisoners.csv") if row["prison_code"] == prison)
    year, month, day = row["born"].split("-")
    return {
        "prison-prison": prison,
        "prisoner-number-number": row["number"],
        "prisoner-name-name-first": row["first_names"],
        "prisoner-name-name-last": row["last_name"],
        "prisoner-born-born-day": day,
        "prisoner-born-born-month": month,
        "prisoner-born-born-year": year,
    }


def answer(client: ConsoleClient, page: Page, typed: Mapping[str, Any]) -> Page:
    """Save the open section with these answers."""
    return client.fill(page.main_form(), typed)


def key_visit(client: ConsoleClient, services: Services, prison: str = "LEI") -> Page:
    """Key a whole visit and return the check page."""
    page = client.fill(begin(client), {})
    page = answer(client, page, prisoner(services, prison))
    page = answer(client, page, {"other-visitors-another": "no"})
    page = answer(client, page, when(page))
    page = answer(client, page, {"support-needed": "no"})
    page = answer(client, page, {"reply-ways": ["text"]})
    return answer(client, page, {"mobile-mobile": "07700 900123"})


def when(page: Page) -> Mapping[str, str]:
    """Choose the first time on offer, wherever the prison offers any."""
    if "times-by-hand" in page.text:
        return {"times-by-hand-times": "Any Saturday"}
    step = "visit-time" if "visit-time-time" in page.text else "first-choice"
    start = page.text.index(f'name="{step}-time" type="radio" value="')
    number = page.text[start:].split('value="')[1].split('"')[0]
    chosen = {f"{step}-time": number}
    if step == "first-choice":
        chosen["second-choice-time"] = ""
    return chosen
