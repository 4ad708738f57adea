"""The example of docs/adding-a-service.md on the console: no view and no template knows of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from agent_console import create_app
from app.messages.sending import drain
from app.services import Services
from docs.example_service.journey import COURT_SUPPORT
from tests.integration.console.console_client import ConsoleClient, Page
from tests.integration.console.walks import answer, begin
from tests.integration.example_house import offering_example

ADDRESS = {"line1": "1 Example Road", "town": "Leeds", "postcode": "LS1 4AP"}


@pytest.fixture
def console(office: Services) -> Iterator[Flask]:
    """The console where the example is on offer."""
    with offering_example(office) as house:
        yield create_app(house)


@pytest.fixture
def carys(console: Flask) -> ConsoleClient:
    """A team leader, signed in: she sees the worklist and may arrange support."""
    client = ConsoleClient(console)
    client.sign_in_as("carys")
    return client


def key(client: ConsoleClient) -> Page:
    """Key the example for somebody on the telephone and return the check page."""
    begin(client)
    form = next(f for f in client.page.forms if ("journey", COURT_SUPPORT.slug) in f.fields)
    page = client.fill(form, {})
    page = answer(client, page, {"support-support": ["loop", "interpreter"]})
    assert "Enter a language" in page.told or "Which language do you speak?" in page.told
    page = answer(client, page, {"language-language": "Polish"})
    page = answer(client, page, {"reply-ways": ["text", "letter"]})
    typed = {f"address-address-{box}": text for box, text in ADDRESS.items()}
    return answer(client, page, {"mobile-mobile": "07700 900123", **typed})


def test_it_is_keyed_read_back_and_sent(amina: ConsoleClient) -> None:
    page = key(amina)
    assert "At court you need: A hearing loop" in page.told
    assert "Somebody interprets for you: Polish." in page.told
    page = amina.fill(page.main_form(), {"agreed": "yes"})
    assert "The application is sent." in page.told
    assert "Requested" in page.told


def test_the_language_is_dropped_where_nobody_interprets(amina: ConsoleClient) -> None:
    page = key(amina)
    change = next(link for link in page.links if link.partition("#")[0].endswith("/support"))
    page = amina.open(change.partition("#")[0].removeprefix("/console"))
    page = answer(amina, page, {"support-support": ["loop"]})
    assert page.path.endswith("/check")
    assert "A hearing loop" in page.told
    assert "Polish" not in page.told


def test_a_wrong_answer_is_refused_beside_its_question(amina: ConsoleClient) -> None:
    begin(amina)
    form = next(f for f in amina.page.forms if ("journey", COURT_SUPPORT.slug) in f.fields)
    page = answer(amina, amina.fill(form, {}), {"support-support": ["a ladder"]})
    assert amina.status == 422
    assert "That choice is not on the list. Choose one that is." in page.told


def test_staff_find_it_arrange_it_and_see_what_was_said(
    amina: ConsoleClient, carys: ConsoleClient, office: Services
) -> None:
    sent = amina.fill(key(amina).main_form(), {"agreed": "yes"})
    reference = re.search(r"CS-\w{4}-\w{4}", sent.told)
    assert reference
    page = carys.open("/requests")
    assert "Nia Visitor" in page.told and "A hearing loop" in page.told
    link = next(link for link in page.links if "/requests/" in link)
    page = carys.open(link.removeprefix("/console"))
    page = carys.fill(page.form_to("/do/arrange"), {"arrange-words": ""})
    assert "Say what is arranged" in page.told
    words = "There is a loop in court 2."
    page = carys.fill(page.form_to("/do/arrange"), {"arrange-words": words})
    assert "The support is arranged. The person will be told." in page.told
    assert "Arranged" in page.told and "Support arranged" in page.told
    assert f"Support at court: {words} Reference" in page.told
    drain(office, at=office.now())
    page = carys.open(page.path.removeprefix("/console"))
    assert words in letter_on(carys, page)
    page = carys.open(page.path.removeprefix("/console"))
    person = next(link for link in page.links if "/people/" in link)
    page = carys.open(person.removeprefix("/console"))
    assert "Support at court" in page.told and reference.group() in page.told


def letter_on(client: ConsoleClient, page: Page) -> str:
    """Return the words of the letter that a page links to."""
    link = next(link for link in page.links if link.endswith("/letter"))
    client.open(link.removeprefix("/console"))
    assert client.answer is not None
    pages = PdfReader(BytesIO(client.answer.data)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())
