"""What is said: every kind, both languages, and holes as hostile as a browser can send.

What each service says in particular is tried in a file of its own; the visits' is below.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from app.applications.visit_reasons import CANCEL_REASONS, REJECT_REASONS
from app.i18n import LANGUAGES, Words
from app.messages.kinds import all_kinds, samples_of_all_kinds, sms_samples, wording_of
from app.messages.visit_reasons import CANCELLED, REFUSED
from app.messages.wording import Said, Wording, WordingError, clean_holes, text_in
from app.values.sms_text import parts

# What the text suppliers take: six parts.
MOST_CHARACTERS = 918
KINDS = all_kinds()
VISITS = tuple(wording for wording in KINDS if wording.kind.startswith("visit-"))
HOSTILE = [
    "x" * 10_000,
    "\x00\x07 bell",
    "\u202eturned round",
    "<script>alert(1)</script>",
    "{helpline} {0} {name.__class__}",
    "🎉" * 400,
    "'\"; --",
    "ŵŷâ " * 300,
]


def kind_of(wording: Wording) -> str:
    return wording.kind


def test_the_kinds_of_prison_visits_are_all_here() -> None:
    assert {wording.kind for wording in VISITS} == {
        "visit-requested",
        "visit-booked",
        "visit-rejected",
        "visit-cancelled",
        "visit-withdrawn",
        "visit-changed",
        "visit-reminder",
    }


def test_every_text_in_english_is_plain_short_and_says_who_sends_it() -> None:
    english = [sample for sample in sms_samples() if sample["language"] == "en"]
    assert len(english) == len(list(samples_of_all_kinds()))
    for sample in english:
        assert sample["encoding"] == "GSM-7", sample
        assert sample["parts"] <= 2, sample
        assert not re.search(r"https?:|www\.|\.uk|[{}]", sample["text"])
        if wording_of(sample["kind"]).texts_only:
            assert sample["text"].endswith("From Alongside.")
            continue
        assert sample["text"].endswith("From Alongside. Do not reply.")
        assert re.search(r"(PV|LA)-4K7Q-9M2X", sample["text"])
        assert "0808 157 0100" in sample["text"]


@pytest.mark.parametrize("wording", [one for one in KINDS if one.minimum], ids=kind_of)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_minimum_says_nothing_personal_and_no_sender_on_a_shared_phone(
    wording: Wording, language: str
) -> None:
    text = text_in(wording, wording.sample, language)
    plainly = text_in(wording, wording.sample, language, plain_words=True)
    for personal in ("Sian", "Example", "4K7Q"):
        assert personal not in text
    assert "Alongside" in text
    assert "Alongside" not in plainly
    assert parts(plainly).parts == 1


@pytest.mark.parametrize("wording", KINDS, ids=kind_of)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("nasty", HOSTILE)
def test_hostile_holes_stay_within_one_bounded_text(
    wording: Wording, language: str, nasty: str
) -> None:
    for _name, sample in wording.all_samples():
        holes = {**sample, "prison": nasty, "name": nasty, "visitors": [nasty] * 99}
        if "reason" in holes:
            holes |= {"reason": "other", "words": nasty}
        text = text_in(wording, clean_holes(wording, holes), language)
        assert len(text) <= MOST_CHARACTERS
        assert parts(text).parts <= 6
        assert not re.search("[\x00-\x08\u202e]", text)


@pytest.mark.parametrize("wording", VISITS, ids=kind_of)
def test_a_text_about_a_visit_says_so_first(wording: Wording) -> None:
    assert text_in(wording, wording.sample, "en").startswith("Prison visit:")


def test_a_list_is_cut_at_its_own_limit_and_no_other_list_is_longer_for_it() -> None:
    wording = replace(wording_of("visit-booked"), most={"long": 30})
    kept = clean_holes(wording, {**wording.sample, "long": ["a"] * 99, "other": ["a"] * 99})
    assert (len(kept["long"]), len(kept["other"])) == (30, 12)
    inner = clean_holes(wording, {**wording.sample, "long": [{"inner": ["a"] * 99}]})
    assert len(inner["long"][0]["inner"]) == 12


def test_the_words_of_a_case_are_said_where_a_hole_asks_for_it() -> None:
    plainly = wording_of("visit-withdrawn")
    case = Said(text=Words("Yes, {name}."), heading=plainly.heading, parts=())
    wording = replace(plainly, by="verdict", cases={"yes": case})
    said = text_in(wording, {**plainly.sample, "verdict": "yes"}, "en")
    assert said == "Yes, Sian Example. Do not reply."
    for other in ("no", None, ["yes"]):
        text = text_in(wording, {**plainly.sample, "verdict": other}, "en")
        assert text == text_in(plainly, plainly.sample, "en")


def test_a_hole_is_never_read_as_wording() -> None:
    wording = wording_of("visit-withdrawn")
    holes = clean_holes(wording, {**wording.sample, "prison": "{reference}"})
    assert "{reference}" in text_in(wording, holes, "en")


def test_a_missing_hole_is_named_when_the_message_is_queued() -> None:
    holes = dict(wording_of("visit-booked").sample)
    del holes["starts_at"]
    with pytest.raises(WordingError, match="starts_at"):
        clean_holes(wording_of("visit-booked"), holes)


def test_an_unknown_kind_or_version_is_an_error() -> None:
    with pytest.raises(WordingError):
        wording_of("visit-unheard-of")
    with pytest.raises(WordingError):
        wording_of("visit-booked", 99)


def said(kind: str, language: str = "en", **holes: Any) -> str:
    wording = wording_of(kind)
    return text_in(wording, clean_holes(wording, {**wording.sample, **holes}), language)


def test_the_acknowledgement_lists_the_choices_in_order() -> None:
    text = said("visit-requested")
    assert "1) Sat 5 Dec 2:15pm, 2) Sun 6 Dec 2:15pm, 3) Wed 9 Dec 9am" in text
    assert "not booked yet" in text


def test_a_request_without_times_still_reads_well() -> None:
    assert "The prison will choose a time." in said("visit-requested", choices=[])


def test_times_are_london_times_in_summer() -> None:
    text = said(
        "visit-booked", starts_at="2027-07-03T13:15:00+00:00", ends_at="2027-07-03T15:15:00+00:00"
    )
    assert "Saturday 3 July 2027, 2:15pm to 4:15pm" in text
    assert "by 1:30pm" in text


def test_a_welsh_speaker_reads_the_welsh_name_and_date() -> None:
    text = said("visit-booked", "cy")
    assert "Carchar Caerdydd" in text
    assert "dydd Sadwrn 5 Rhagfyr 2026" in text


def test_a_prison_without_a_welsh_name_keeps_its_english_one() -> None:
    assert "Leeds Prison" in said("visit-booked", "cy", prison="Leeds Prison", prison_cy="")


def test_the_reason_carries_its_date_where_there_is_one() -> None:
    assert "until 14 December 2026" in said("visit-rejected")
    assert "no visits left for now" in said("visit-rejected", until=None)


@pytest.mark.parametrize("reason", ["child-protection", "non-association", "restriction"])
def test_a_protective_reason_is_never_given_away(reason: str) -> None:
    text = said("visit-rejected", reason=reason, until=None, words="the sister is at risk")
    assert "The prison cannot allow this visit." in text
    assert not re.search("child|protect|associat|risk|restrict", text)


def test_a_reason_without_words_of_its_own_is_said_in_general() -> None:
    assert "The prison could not say yes" in said("visit-rejected", reason="other", until=None)
    assert "cannot take place" in said("visit-cancelled", reason="unheard-of")


@pytest.mark.parametrize("reason", [*REFUSED])
def test_every_rejection_fits_two_parts(reason: str) -> None:
    slug = reason.removesuffix("-until")
    until = "2026-12-14" if reason != slug else None
    assert parts(said("visit-rejected", reason=slug, until=until)).parts <= 2


@pytest.mark.parametrize("reason", [*CANCELLED])
def test_every_cancellation_fits_two_parts(reason: str) -> None:
    assert parts(said("visit-cancelled", reason=reason)).parts <= 2


def test_the_clerks_choices_all_have_words() -> None:
    assert {reason.slug for reason in REJECT_REASONS} - REFUSED.keys() == {"other"}
    assert {reason.slug for reason in CANCEL_REASONS} - CANCELLED.keys() == {"other"}


def test_a_text_says_whether_it_can_be_answered() -> None:
    """A number can be answered and a name cannot; texts that ask something say so themselves."""
    wording = wording_of("visit-booked")
    for answers, english, welsh in (
        (True, "Reply HELP for help.", "Atebwch HELP am gymorth."),
        (False, "Do not reply.", "Peidiwch ag ateb."),
    ):
        holes = {**wording.sample, "answers": answers}
        assert text_in(wording, holes, "en").endswith(f"From Alongside. {english}")
        assert text_in(wording, holes, "cy").endswith(welsh)
        assert text_in(wording, holes, "en", plain_words=True).endswith(english)
    asking = wording_of("text-help")
    assert "reply." not in text_in(asking, {**asking.sample, "answers": True}, "en")


def test_a_text_carries_no_link_unless_its_kind_allows_them() -> None:
    wording = wording_of("visit-booked")
    holes = {**wording.sample, "name": "Win at https://evil.example.com/now"}
    assert clean_holes(wording, holes)["name"] == "Win at evil. example. com/now"
    assert clean_holes(replace(wording, links=True), holes)["name"] == holes["name"]
    assert clean_holes(wording, wording.sample)["starts_at"] == wording.sample["starts_at"]
