"""Question pages: the same bytes from a skeleton as when drawn in full, and never another's words."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, request

from app.i18n import LANGUAGES
from app.journeys.answers import Answers
from app.journeys.path import Place
from app.journeys.questions import Choice
from app.web.drawing import KIOSK
from app.web.journey_pages import Sheet, first_view, page_of
from app.web.language import STACK, use_language
from app.web.runner import Running
from tests.integration.web.sample import LOOKS, Lookups, every_place, running_at, sheet_of

PLACES = {place.slug: place for place in every_place()}


def nothing(_asked: object) -> dict[str, Any]:
    return {}


def drawn(face: Flask, running: Running, place: Place, of: Sheet, language: str) -> tuple[str, str]:
    """Return the page as first viewed, twice, and the page drawn in full, in one session."""
    with face.test_request_context(), ExitStack() as stack:
        request.environ[STACK] = stack
        use_language(language)
        first = first_view(running, [place], of)
        assert first_view(running, [place], of) == first
        return first, page_of([running.ask(place)], of)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("look", sorted(LOOKS))
@pytest.mark.parametrize("slug", sorted(PLACES))
def test_a_skeleton_filled_is_the_page_drawn_in_full(
    face: Flask, slug: str, look: str, language: str
) -> None:
    place = PLACES[slug]
    filled, full = drawn(face, running_at(place), place, sheet_of(LOOKS[look]), language)
    assert filled == full
    assert f'<html lang="{language}"' in filled
    assert filled.count("<h1") == 1
    assert "Ann &#34;&lt;b&gt;&#34; &amp; Co" in filled


@pytest.mark.parametrize("slug", sorted(PLACES))
def test_every_box_has_a_label_and_every_id_is_used_once(either_face: Flask, slug: str) -> None:
    client = either_face.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(f"/step/{slug}").text)
    assert token
    for page in (
        client.get(f"/step/{slug}").text,
        client.post(f"/step/{slug}", data={"csrf_token": token[1]}).text,
    ):
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        boxes = re.findall(r"<(?:input|select|textarea)[^>]*\sid=\"([^\"]+)\"", page)
        assert boxes
        assert set(boxes) <= set(re.findall(r'<label[^>]*\sfor="([^"]+)"', page))
        for described in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', page):
            assert set(described.split()) <= set(ids)
        for link in re.findall(r'class="govuk-error-summary.*?href="#([^"]+)"', page, re.S):
            assert link in boxes


def test_two_people_share_a_skeleton_and_nothing_else(face: Flask) -> None:
    first, second = face.test_client(), face.test_client()
    pages = [client.get("/step/mobile").text for client in (first, second)]
    tokens = [re.findall(r'name="csrf_token" value="([^"]+)"', page)[0] for page in pages]
    assert tokens[0] != tokens[1]
    assert pages[0].replace(tokens[0], tokens[1]) == pages[1]


def test_a_page_with_an_answer_shows_it_and_leaves_no_trace_for_the_next(face: Flask) -> None:
    place = PLACES["mobile"]
    answered = running_at(place, answers=Answers({place.key: {"mobile": "+447700900123"}}))
    page, full = drawn(face, answered, place, sheet_of(KIOSK), "en")
    assert page == full
    assert "07700 900123" in page
    blank, _full = drawn(face, running_at(place), place, sheet_of(KIOSK), "en")
    assert "900123" not in blank


def test_the_list_of_prisons_is_not_asked_for_again_while_it_is_fresh(face: Flask) -> None:
    place, lookups = PLACES["prison"], Lookups()
    running = running_at(place, lookups=lookups)
    with face.test_request_context("/"):
        first_view(running, [place], sheet_of(KIOSK))
        asked = len(lookups.asked_for_prisons)
        assert asked > 0
        first_view(running, [place], sheet_of(KIOSK))
        assert len(lookups.asked_for_prisons) == asked


def test_times_are_looked_up_at_every_view(face: Flask) -> None:
    place = PLACES["first-choice"]

    class Emptying(Lookups):
        def times(self, code: str) -> list[Any]:
            return [] if self.asked_for_prisons else super().times(code)

    lookups = Emptying()
    running = running_at(place, lookups=lookups)
    with face.test_request_context("/"):
        assert "2pm to 3pm" in first_view(running, [place], sheet_of(KIOSK))
        lookups.asked_for_prisons.append(True)
        assert "There is no time left to choose" in first_view(running, [place], sheet_of(KIOSK))


def test_a_template_that_changes_a_hole_is_refused(face: Flask) -> None:
    face.jinja_loader.loaders[-1].mapping["odd.html"] = "{{ agent_name | upper }}"  # type: ignore[union-attr]
    place = PLACES["mobile"]
    odd = Sheet(template="odd.html", context=nothing, holes={"agent_name": "Ann"})
    with face.test_request_context("/"), pytest.raises(ValueError, match="hole"):
        first_view(running_at(place), [place], odd)


@pytest.mark.parametrize("name", ["request.path", "session.x", "g.language"])
def test_a_skeleton_cannot_reach_the_person(face: Flask, name: str) -> None:
    face.jinja_loader.loaders[-1].mapping["nosy.html"] = "{{ " + name + " }}"  # type: ignore[union-attr]
    place = PLACES["mobile"]
    nosy = Sheet(template="nosy.html", context=nothing, holes={})
    with face.test_request_context("/"), pytest.raises(Exception, match="undefined"):
        first_view(running_at(place), [place], nosy)


def test_choices_that_depend_on_answers_are_never_shared(face: Flask) -> None:
    def offer(form: Any, answers: Answers, _lookups: Any, _item: int) -> None:
        form["needed"].choices = [Choice("x", answers.value("lead-name", "name") or "nobody")]

    support = PLACES["support"]
    place = Place(support.section, replace(support.step, prepare=offer))
    names = [Answers({("lead-name", 0): {"name": name}}) for name in ("Ann", "Bob")]
    with face.test_request_context("/"):
        pages = [
            first_view(running_at(place, answers=answers), [place], sheet_of(KIOSK))
            for answers in names
        ]
    assert ["Ann" in page.split("<form")[1] for page in pages] == [True, False]
    assert "Bob" in pages[1]
