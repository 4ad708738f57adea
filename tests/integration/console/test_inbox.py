"""The inbox: threads in order, answers looked at before they go, once, and views noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from agent_console import create_app
from app.audit import AuditEntry
from app.messages.inbound.threads import count_unread
from app.messages.kinds import text_of
from app.messages.models import Message
from app.services import Services
from tests.integration.console.console_client import ConsoleClient
from tests.integration.messages.texting import OTHER, House, make_house


@pytest.fixture
def house(office: Services) -> House:
    """The people who text the office."""
    return make_house(office)


def replies(house: House) -> Sequence[Message]:
    with house.services.database.reading() as session:
        return session.scalars(select(Message).where(Message.kind == "agent-reply")).all()


def actions(house: House) -> list[str]:
    with house.services.database.reading() as session:
        query = select(AuditEntry.action).where(AuditEntry.action.startswith("thread."))
        return list(session.scalars(query.order_by(AuditEntry.id)))


def thread_path(house: House, index: int = -1) -> str:
    return f"/inbox/{house.threads()[index].id}"


def test_what_waits_comes_first_and_is_read_and_answered_once(
    amina: ConsoleClient, house: House
) -> None:
    house.add_person()
    house.text("Can I bring a <b>pushchair</b>?")
    house.text("who are you", sender=OTHER)
    page = amina.open("/inbox")
    assert "Threads with a text to answer: 2" in page.told
    assert "Nia Visitor" in page.told
    assert "Not one known person" in page.told
    path = next(f"/inbox/{one.id}" for one in house.threads() if one.person_id)
    page = amina.open(path)
    assert "Can I bring a <b>pushchair</b>?" in page.told
    assert "<b>" not in page.text
    assert page.text.count('dir="auto"') == 1  # whichever way their words run
    page = amina.fill(page.form_to("/answer"), {"words": "Yes. Leave it at the visitor centre."})
    assert "Yes. Leave it at the visitor centre. From Alongside." in page.told
    assert "Counts as texts: 1" in page.told
    assert list(replies(house)) == []
    form = next(f for f in page.forms if ("send", "yes") in f.fields)
    for _press in range(2):
        amina.post(form.action, form.fields)
    (reply,) = replies(house)
    assert text_of(reply) == "Yes. Leave it at the visitor centre. From Alongside."
    with house.services.database.reading() as session:
        assert count_unread(session) == 1
    assert "thread.viewed" in actions(house)
    assert "thread.answered" in actions(house)


@pytest.mark.parametrize(
    ("words", "error"),
    [("", "Write an answer"), (" \u200b ", "Write an answer"), ("x" * 301, "Use 300 characters")],
)
def test_an_answer_that_cannot_be_sent_is_refused_beside_its_box(
    amina: ConsoleClient, house: House, words: str, error: str
) -> None:
    house.add_person()
    house.text("hello there friend")
    page = amina.open(thread_path(house))
    page = amina.fill(page.form_to("/answer"), {"words": words})
    assert amina.status == 422
    assert error in page.told
    assert "<title>Error:" in page.text
    assert list(replies(house)) == []


def test_other_words_from_a_page_that_sent_already_are_kept_and_the_agent_is_told(
    amina: ConsoleClient, house: House
) -> None:
    house.add_person()
    house.text("Can I bring a pushchair?")
    page = amina.open(thread_path(house))
    page = amina.fill(page.form_to("/answer"), {"words": "Yes, see www.example.org"})
    form = next(f for f in page.forms if ("send", "yes") in f.fields)
    for _press in range(2):
        amina.post(form.action, form.fields)
        assert amina.status == 200
    noted = actions(house)
    other = {**dict(form.fields), "words": "No, sorry. There is no room."}
    page = amina.post(form.action, other)
    assert amina.status == 422
    assert "You sent another answer from this page already: “Yes, see" in page.told
    assert 'id="words-error"' in page.text
    assert ("words", "No, sorry. There is no room.") in page.form_to("/answer").fields
    assert len(replies(house)) == 1
    assert actions(house) == [*noted, "thread.viewed"]
    page = amina.fill(page.form_to("/answer"), {})
    form = next(f for f in page.forms if ("send", "yes") in f.fields)
    amina.post(form.action, form.fields)
    assert len(replies(house)) == 2


def test_curly_quotes_are_made_plain_and_other_letters_cost_more(
    amina: ConsoleClient, house: House
) -> None:
    house.add_person()
    house.text("hello there friend")
    page = amina.open(thread_path(house))
    page = amina.fill(page.form_to("/answer"), {"words": "It\u2019s \u201cfine\u201d" + " ok" * 40})
    assert 'It\'s "fine"' in page.told
    assert "Counts as texts: 1" in page.told
    again = [form for form in page.forms if form.action.endswith("/answer")][-1]
    page = amina.fill(again, {"words": "Cewch, \u0175ythnos nesaf. " + "Iawn " * 15})
    assert "Counts as texts: 2" in page.told


def test_a_shared_phone_is_asked_to_call_and_the_agent_is_told(
    amina: ConsoleClient, house: House
) -> None:
    house.add_person(shared_phone=True)
    house.text("hello there friend")
    page = amina.open(thread_path(house))
    page = amina.fill(page.form_to("/answer"), {"words": "Your visit is on Friday"})
    assert "You have a message. Please call" in page.told
    assert "Others may read this phone" in page.told


def test_an_agent_is_told_that_an_unconfirmed_number_is_asked_first(office: Services) -> None:
    chosen = replace(office.settings, confirm_numbers=True)
    house = make_house(replace(office, settings=chosen))
    house.add_person(confirmed=False)
    house.text("hello there friend")
    client = ConsoleClient(create_app(house.services))
    client.sign_in_as("amina")
    page = client.open(thread_path(house))
    page = client.fill(page.form_to("/answer"), {"words": "Your visit is on Friday"})
    assert "This number is not confirmed." in page.told


def test_nobody_is_answered_after_stop_nor_at_an_unknown_number(
    amina: ConsoleClient, house: House
) -> None:
    house.add_person()
    house.text("what is this about")
    house.text("STOP")
    page = amina.open(thread_path(house))
    assert "does not want texts" in page.told
    amina.post(f"{thread_path(house)}/answer", {"words": "hello", "send": "yes", "key": "1"})
    assert amina.status == 422
    house.text("who are you", sender=OTHER)
    path = next(f"/inbox/{one.id}" for one in house.threads() if one.number == OTHER)
    page = amina.open(path)
    assert "Nobody we know has this number" in page.told
    amina.post(f"{path}/answer", {"words": "hello", "send": "yes", "key": "1"})
    assert amina.status == 422
    assert list(replies(house)) == []


def test_a_thread_can_be_marked_as_handled_without_an_answer(
    amina: ConsoleClient, house: House
) -> None:
    house.text("\U0001f44d", sender=OTHER)
    page = amina.open(thread_path(house))
    page = amina.fill(page.form_to("/handled"), {})
    assert "Threads with a text to answer: 0" in page.told
    assert "thread.handled" in actions(house)
    assert house.meanings() == [("unknown", False)]


def test_only_those_who_answer_texts_see_the_inbox(
    amina: ConsoleClient, bryn: ConsoleClient, house: House
) -> None:
    house.text("hello there friend", sender=OTHER)
    bryn.open("/inbox")
    assert bryn.status == 403
    bryn.open(thread_path(house))
    assert bryn.status == 403
    amina.open("/inbox/not-an-id")
    assert amina.status == 404
    amina.open("/inbox/00000000-0000-0000-0000-000000000000")
    assert amina.status == 404
