"""A section of which one answer is odd: the others are checked beside it, as it was typed."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from app.applications.models import Application
from app.journeys.catalogue.legal_aid.journey import LEGAL_AID
from app.web.runner import Running, check_section
from tests.unit.journeys.legal_aid_told import (
    ALONE,
    EARNED,
    NO_MORE,
    NO_PAYMENTS,
    NOW,
    path_of,
    told,
)


def test_tax_is_not_odd_beside_earnings_that_wait_to_be_confirmed() -> None:
    answers = told(ALONE, earnings=EARNED, other_income=NO_MORE, payments=NO_PAYMENTS)
    running = Running(Application(), LEGAL_AID, path_of(answers), NOW)
    typed = {
        "work": {"works": {"": "yes"}},
        "earnings": {
            "earnings": {"pounds": "2,000,000", "every": "month"},
            "self_employment": {"pounds": "0"},
            "national_insurance": {"pounds": "0"},
        },
        "payments": {
            "tax": {"pounds": "400,000", "every": "month"},
            "maintenance": {"pounds": "0"},
            "criminal_contribution": {"pounds": "0"},
        },
    }
    posted: MultiDict[str, str] = MultiDict()
    for slug, boxes in typed.items():
        posted.add("asked", slug)
        for question, parts in boxes.items():
            for part, text in parts.items():
                posted.add("-".join(filter(None, (slug, question, part))), text)
    checked = check_section(running, LEGAL_AID.section("income"), posted)
    assert {one.place.slug: [each.code for each in one.warnings] for one in checked.asked} == {
        "work": [],
        "earnings": ["very-large"],
        "payments": [],
    }
    assert [one.place.slug for one in checked.good] == ["work", "payments"]


def test_a_choice_that_an_odd_answer_brings_waits_with_it_and_is_not_refused() -> None:
    before = {slug: ALONE[slug] for slug in ALONE if slug not in ("dependants", "benefits")}
    running = Running(Application(), LEGAL_AID, path_of(told(before)), NOW)
    typed = [
        ("asked", "dependants"),
        ("dependants-children", "14"),
        ("dependants-older", "0"),
        ("asked", "benefits"),
        ("benefits-benefits", "child-benefit"),
    ]
    checked = check_section(running, LEGAL_AID.section("household"), MultiDict(typed))
    benefits = checked.asked[-1]
    assert benefits.form.values() == {"benefits": ["child-benefit"]}
    assert not benefits.form["benefits"].errors
    assert "child-benefit" in [choice.value for choice in benefits.form["benefits"].choices]
    assert checked.good == ()
    accepted = MultiDict([*typed, ("accepted", "dependants:many-children")])
    checked = check_section(running, LEGAL_AID.section("household"), accepted)
    assert [one.place.slug for one in checked.good] == ["dependants", "benefits"]


WHOSE = [
    ("asked", "property-whose-1"),
    ("property-whose-1-share", "50"),
    ("property-whose-1-main", "yes"),
    ("property-whose-1-disputed", "no"),
]
NO_OTHER = [("asked", "properties"), ("properties-another", "no")]


@pytest.mark.parametrize(
    ("value", "mortgage", "saved"),
    [
        ("150000", "200000", ["property-whose-1"]),
        ("a lot", "200000", ["property-whose-1"]),
        ("150000", "100000", ["property-worth-1", "property-whose-1", "properties"]),
    ],
)
def test_a_new_member_that_is_asked_about_again_is_not_lost_with_no_other(
    value: str, mortgage: str, saved: list[str]
) -> None:
    running = Running(Application(), LEGAL_AID, path_of(told(ALONE, properties={"another": True})), NOW)  # fmt: skip
    worth = [
        ("asked", "property-worth-1"),
        ("property-worth-1-value", value),
        ("property-worth-1-mortgage", mortgage),
    ]
    posted = MultiDict([*worth, *WHOSE, *NO_OTHER])
    checked = check_section(running, LEGAL_AID.section("capital"), posted)
    assert [one.place.slug for one in checked.good] == saved
    assert {"property-worth-1", "properties"} <= {one.place.slug for one in checked.asked}


def test_a_new_member_that_was_left_blank_goes_with_no_other() -> None:
    running = Running(Application(), LEGAL_AID, path_of(told(ALONE, properties={"another": True})), NOW)  # fmt: skip
    posted = MultiDict([("asked", "property-worth-1"), ("asked", "property-whose-1"), *NO_OTHER])
    checked = check_section(running, LEGAL_AID.section("capital"), posted)
    assert [one.place.slug for one in checked.good] == ["properties"]


def test_what_was_typed_of_a_new_member_without_its_first_question_does_not_go_with_no_other() -> (
    None
):
    running = Running(Application(), LEGAL_AID, path_of(told(ALONE, properties={"another": True})), NOW)  # fmt: skip
    posted = MultiDict([("asked", "property-worth-1"), *WHOSE, *NO_OTHER])
    checked = check_section(running, LEGAL_AID.section("capital"), posted)
    assert [one.place.slug for one in checked.good] == ["property-whose-1"]


def test_a_question_that_an_odd_answer_brings_is_asked_and_waits_with_it() -> None:
    running = Running(Application(), LEGAL_AID, path_of(told(ALONE)), NOW)
    owned = {"savings": "11000000", "investments": "0", "valuables": "0"}
    typed = [
        ("asked", "savings"),
        *((f"savings-{name}", pounds) for name, pounds in owned.items()),
        ("asked", "scheme-payments"),
        ("scheme-payments-schemes", "none"),
    ]
    section = LEGAL_AID.section("capital")
    checked = check_section(running, section, MultiDict(typed))
    assert [one.place.slug for one in checked.asked] == ["savings", "scheme-payments"]
    assert checked.good == ()
    accepted = MultiDict([*typed, ("accepted", "savings:very-large")])
    checked = check_section(running, section, accepted)
    assert [one.place.slug for one in checked.good] == ["savings", "scheme-payments"]
