"""The step that a kiosk shows: it counts what may still come, and never grows as one goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.journeys.answers import Answers
from app.journeys.catalogue import find_journey
from app.journeys.definition import Journey
from app.journeys.path import find_path
from kiosk.progress import Progress, progress_of

LEGAL_AID = find_journey("legal-aid")
VISIT = find_journey("prison-visit")
ADULT = {"born": "1990-05-01", "under_18": False, "aged_60": False}


def after(journey: Journey, **given: Mapping[str, Any]) -> Progress:
    """Return the progress at the first open question, or at the last page of a path that ended."""
    answers = Answers({(step.replace("_", "-"), 0): values for step, values in given.items()})
    path = find_path(journey, answers)
    return progress_of(journey, path, path.first_unanswered() or path.places[-1])


def test_a_service_that_asks_all_its_sections_is_sure_from_the_first_page() -> None:
    for given in ({}, {"prison": {"prison": "CFI", "way": "instant", "max_total": 6}}):
        shown = after(VISIT, **given)
        assert (shown.number, shown.count, shown.certain) == (1, len(VISIT.sections), True)


def test_sections_that_are_ruled_out_are_not_counted() -> None:
    everything = after(LEGAL_AID)
    assert (everything.count, everything.certain) == (len(LEGAL_AID.sections), False)
    exit_page = after(LEGAL_AID, problem={"problem": "other"})
    assert (exit_page.number, exit_page.count, exit_page.certain) == (1, 2, False)
    reply = after(LEGAL_AID, problem={"problem": "other"}, other_not_covered={"written": True})
    assert (reply.number, reply.count, reply.certain) == (2, 2, True)


def test_a_path_that_ended_has_only_the_steps_it_had() -> None:
    ended = after(LEGAL_AID, problem={"problem": "other"}, other_not_covered={"written": False})
    assert (ended.number, ended.count, ended.certain) == (1, 1, True)


def test_the_count_never_grows_and_the_number_never_falls() -> None:
    told: dict[str, Mapping[str, Any]] = {}
    seen = [after(LEGAL_AID)]
    for step, values in (
        ("problem", {"problem": "housing"}),
        ("born", ADULT),
        ("partner", {"has": True}),
        ("dispute", {"dispute": True}),
        ("dependants", {"children": 0, "older": 0}),
        ("benefits", {"benefits": ["universal-credit"]}),
        ("properties", {"another": False}),
    ):
        told[step] = values
        seen.append(after(LEGAL_AID, **told))
    counts, numbers = [one.count for one in seen], [one.number for one in seen]
    assert counts == sorted(counts, reverse=True)
    assert numbers == sorted(numbers)
    # The partner's money is ruled out by the dispute, the rest of the income by the benefit.
    assert counts[0] - counts[-1] == 3


def test_looking_back_does_not_move_the_count() -> None:
    answers = Answers({("problem", 0): {"problem": "housing"}, ("born", 0): ADULT})
    path = find_path(LEGAL_AID, answers)
    here = progress_of(LEGAL_AID, path, path.place("partner"))
    back = progress_of(LEGAL_AID, path, path.place("problem"))
    assert (back.number, back.count, back.certain) == (1, here.count, here.certain)
