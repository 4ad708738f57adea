"""How well a person fits a query, and who is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from app.people.details import PersonQuery
from app.people.matching import WHY_WORDS, Why, acceptable, compared, made_ready


@dataclass
class Known:
    last_name: str = "Llewellyn"
    first_names: str = "Gwen Mair"
    address: dict[str, str] | None = None
    born: date | None = date(1955, 9, 10)
    phone: str | None = "+447700900123"


def fit(**query: object) -> tuple[float, frozenset[Why]]:
    known = Known(address={"postcode": "SA1 3SN"})
    return compared(known, made_ready(PersonQuery(**query)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({"last_name": "llewellyn"}, {Why.LAST_NAME}),
        ({"last_name": "Llewelyn"}, {Why.SIMILAR_LAST_NAME}),
        ({"last_name": "Llew"}, {Why.SIMILAR_LAST_NAME}),
        ({"last_name": "Jones-Llewellyn"}, {Why.SIMILAR_LAST_NAME}),
        ({"last_name": "Lane"}, set()),
        ({"first_names": "Mair"}, {Why.FIRST_NAMES}),
        ({"first_names": "Gwen Ann"}, {Why.FIRST_NAMES}),
        ({"first_names": "G"}, {Why.SIMILAR_FIRST_NAMES}),
        ({"first_names": "Gwenn"}, {Why.SIMILAR_FIRST_NAMES}),
        ({"first_names": "Tom"}, set()),
        ({"postcode": "sa13sn"}, {Why.POSTCODE}),
        ({"postcode": "SA1 3NS"}, {Why.SIMILAR_POSTCODE}),
        ({"postcode": "LS12 2TJ"}, set()),
        ({"born": date(1955, 9, 10)}, {Why.BORN}),
        ({"born": date(1955, 10, 9)}, {Why.SIMILAR_BORN}),
        ({"born": date(1956, 9, 10)}, {Why.SIMILAR_BORN}),
        ({"born": date(1966, 9, 10)}, set()),
        ({"phone": "07700900123"}, {Why.PHONE}),
        ({"phone": "900123"}, {Why.PHONE_ENDING}),
        ({"phone": "123"}, set()),
    ],
)
def test_the_respects_in_which_a_person_fits(query: dict[str, object], why: set[Why]) -> None:
    score, reasons = fit(**query)
    assert reasons == why
    assert (score > 0) == bool(why)


def test_a_nearer_spelling_scores_higher() -> None:
    scores = [fit(last_name=name)[0] for name in ("Llewellyn", "Llewelyn", "Lewellin")]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1.0


@pytest.mark.parametrize(
    ("why", "shown"),
    [
        ({Why.LAST_NAME}, True),
        ({Why.PHONE}, True),
        ({Why.POSTCODE}, False),
        ({Why.POSTCODE, Why.FIRST_NAMES}, False),
        ({Why.BORN}, False),
        ({Why.BORN, Why.FIRST_NAMES}, True),
        ({Why.SIMILAR_BORN, Why.FIRST_NAMES}, False),
        (set(), False),
    ],
)
def test_who_is_shown_when_a_surname_was_given(why: set[Why], shown: bool) -> None:
    wanted = made_ready(PersonQuery(last_name="Smith", postcode="SA1 3SN"))
    assert acceptable(frozenset(why), wanted) is shown


def test_every_reason_has_its_words() -> None:
    assert set(WHY_WORDS) == set(Why)
