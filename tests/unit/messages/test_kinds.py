"""The registry of kinds: names for lists, and services that only a test or an example knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.messages.kinds import all_kinds, also, name_of, sms_samples, wording_of
from app.messages.wording import WordingError, text_in


def test_every_kind_has_a_name_of_its_own_for_lists() -> None:
    names = [str(name_of(wording.kind)) for wording in all_kinds()]
    assert all(names)
    assert len(set(names)) == len(names)


def test_a_kind_that_is_no_longer_known_is_called_by_its_slug() -> None:
    assert str(name_of("bus-pass-sent")) == "bus-pass-sent"


def test_another_service_is_known_inside_the_block_only() -> None:
    sent = replace(wording_of("visit-withdrawn"), kind="bus-pass-sent")
    with also([sent]):
        assert wording_of("bus-pass-sent") is sent
        assert "bus-pass-sent" in {sample["kind"] for sample in sms_samples()}
    with pytest.raises(WordingError):
        wording_of("bus-pass-sent")


def test_the_newest_version_is_the_one_that_is_written_now() -> None:
    old = wording_of("visit-withdrawn")
    new = replace(old, version=old.version + 1)
    with also([new]):
        assert wording_of("visit-withdrawn") is new
        assert wording_of("visit-withdrawn", old.version) is old


def test_a_version_that_is_in_use_cannot_be_replaced() -> None:
    with pytest.raises(WordingError), also([wording_of("visit-booked")]):
        pass


def test_an_answer_to_a_text_is_tried_less_often_than_news() -> None:
    answers = {wording_of(kind).tries for kind in ("text-help", "text-status", "text-which")}
    news = {wording_of(kind).tries for kind in ("visit-booked", "text-confirm-number")}
    assert max(answers) < min(news)


def test_no_text_is_paid_for_as_more_than_two_parts() -> None:
    samples = sms_samples(ours={"answers": True})
    assert [one["kind"] for one in samples if one["parts"] > 2] == []


def test_a_changed_visit_that_was_told_before_keeps_the_words_that_were_sent() -> None:
    first = wording_of("visit-changed", 1)
    assert "amser newydd" in text_in(wording_of("visit-changed"), first.sample, "cy")
    told = text_in(first, first.sample, "cy")
    assert told.startswith("Ymweliad carchar: wedi'i newid. Amser newydd: Carchar Caerdydd, ")
