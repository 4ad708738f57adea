"""The list of sections, the headings and what is filled in: the same for every service."""

from __future__ import annotations

import re

from app.journeys import catalogue
from tests.integration.console.console_client import ConsoleClient, Form, Page
from tests.integration.console.walks import answer, begin

SECTION = re.compile(r'<span>([^<]+)</span><span class="app-side__state[^"]*">([^<]+)</span>')


def sections(page: Page) -> dict[str, str]:
    """Return {section: how it stands} of the list at the side."""
    return dict(SECTION.findall(page.text))


def question(client: ConsoleClient) -> Page:
    """Begin a question about legal aid for somebody who is kept, born on 1 May 1990."""
    begin(client)
    form = next(f for f in client.page.forms if ("journey", "legal-aid") in f.fields)
    return client.fill(Form(form.action, form.fields), {})


def test_every_service_is_offered_on_the_persons_page(amina: ConsoleClient) -> None:
    begin(amina)
    slugs = [value for form in amina.page.forms for name, value in form.fields if name == "journey"]
    assert slugs == [journey.slug for journey in catalogue.offered()]


def test_what_an_answer_may_still_bring_is_listed_without_a_promise(amina: ConsoleClient) -> None:
    page = question(amina)
    assert sections(page)["The problem"] == "To do"
    assert sections(page)["Your household"] == "If needed"
    page = answer(amina, page, {"problem-problem": "housing"})
    assert sections(page)["The problem"] == "Done"
    assert sections(page)["Your household"] == "To do"


def test_what_is_not_asked_any_more_leaves_the_list(amina: ConsoleClient) -> None:
    page = question(amina)
    page = answer(amina, page, {"problem-problem": "other"})
    page = answer(amina, page, {"other-not-covered-written": "no"})
    assert list(sections(page)) == ["The problem"]


def test_what_the_record_knows_is_typed_in_when_its_question_comes(amina: ConsoleClient) -> None:
    page = answer(amina, question(amina), {"problem-problem": "housing"})
    fields = dict(page.main_form().fields)
    assert [fields[f"born-born-{part}"] for part in ("day", "month", "year")] == ["1", "5", "1990"]


def test_a_step_with_several_questions_has_a_heading(amina: ConsoleClient) -> None:
    page = answer(amina, question(amina), {"problem-problem": "housing"})
    page = answer(amina, page, {})
    assert re.search(r'<h2[^>]*id="dependants-title">Who depends on you\?</h2>', page.text)
    assert 'aria-labelledby="dependants-title"' in page.text
    assert 'id="partner-title"' not in page.text


def test_a_group_names_its_own_button_and_blames_no_blank_question(amina: ConsoleClient) -> None:
    page = answer(amina, question(amina), {"problem-problem": "housing"})
    path = page.path.removeprefix("/console").rpartition("/")[0]
    page = amina.open(f"{path}/capital")
    assert "Add another property" in page.told
    page = amina.fill(page.main_form(), {}, press=("do", "add:properties"))
    assert "There is a problem" not in page.told
    assert "Property 1" in page.told
    page = amina.fill(page.main_form(), {"savings-savings": "1"})
    assert amina.status == 422
    assert "Investments: Enter an amount" in page.told
