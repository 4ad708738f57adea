"""Letters made from messages: what they say, in which order, and what cannot be printed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader

from app.messages.kinds import samples_of_all_kinds, wording_of
from app.messages.models import Message
from app.messages.post import (
    SAMPLE_ENVELOPE,
    Unprintable,
    compose,
    letter_samples,
    render_message,
)
from letters import Fonts, PostalAddress
from tests.conftest import ROOT

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts.load(ROOT / "var" / "fonts")


def message(kind: str, *, to: list[str] = SAMPLE_ENVELOPE, **changes: object) -> Message:
    wording = wording_of(kind)
    return Message(
        id=uuid4(),
        kind=kind,
        wording_version=wording.version,
        language=changes.pop("language", "en"),
        to="\n".join(to),
        body={**wording.sample, **changes},
    )


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("format", ["standard", "easy-read"])
def test_a_request_says_by_when_there_is_an_answer_where_that_is_known(
    fonts: Fonts, format: str
) -> None:
    known = words_of(render_message(message("visit-requested"), fonts, at=AT, format=format).data)
    assert "by 30 November 2026." in known
    open_end = message("visit-requested", answer_by=None)
    assert "If you hear nothing" in known
    assert "If you hear nothing" not in words_of(render_message(open_end, fonts, at=AT).data)


def test_a_booked_letter_says_all_one_needs_on_the_day(fonts: Fonts) -> None:
    rendered = render_message(message("visit-booked"), fonts, at=AT)
    text = words_of(rendered.data)
    for fact in (
        "Your prison visit is booked",
        "Dear Sian Example",
        "Cardiff Prison",
        "Saturday 5 December 2026, 2:15pm to 4:15pm",
        "PV-4K7Q-9M2X",
        "Tomos Example",
        "by 1:30pm",
        "photo ID",
        "0808 157 0100",
        "25 November 2026",
    ):
        assert fact in text
    assert (rendered.pages, rendered.sheets, rendered.postage) == (1, 1, "second")


def test_a_rejection_says_why_and_what_next(fonts: Fonts) -> None:
    text = words_of(render_message(message("visit-rejected"), fonts, at=AT).data)
    assert "no visits left until 14 December 2026" in text
    assert "You can ask for a visit after that date." in text
    assert "The prison says" not in text


def test_only_another_reason_passes_on_the_clerks_own_words(fonts: Fonts) -> None:
    note = "the hall is being painted"
    other = message("visit-rejected", reason="other", words=note, until=None)
    kept = message("visit-rejected", reason="child-protection", words=note, until=None)
    assert note in words_of(render_message(other, fonts, at=AT).data)
    assert note not in words_of(render_message(kept, fonts, at=AT).data)


def test_a_welsh_speaker_gets_welsh_pages_and_then_english(fonts: Fonts) -> None:
    letter = compose(
        wording_of("visit-booked"),
        wording_of("visit-booked").sample,
        SAMPLE_ENVELOPE,
        language="cy",
        on=date(2026, 11, 25),
    )
    assert [text.language for text in letter.language_pages] == ["cy", "en"]
    assert letter.language_pages[0].date_text == "25 Tachwedd 2026"
    rendered = render_message(message("visit-booked", language="cy"), fonts, at=AT)
    text = words_of(rendered.data)
    assert text.index("Carchar Caerdydd") < text.index("Cardiff Prison")
    assert (rendered.pages, rendered.sheets) == (2, 1)


def test_an_empty_list_leaves_no_empty_heading(fonts: Fonts) -> None:
    text = words_of(render_message(message("visit-booked", visitors=[]), fonts, at=AT).data)
    assert "Who is visiting" not in text


@pytest.mark.parametrize(
    ("to", "said"),
    [
        (["Sian Example", "no fixed abode", "Cardiff"], "no fixed address"),
        (["Sian Example", "1 Sample Street", "Anytown"], "does not end with a UK postcode"),
        ([f"line {n}" for n in range(9)], "can have 7 lines, with the name. It has 9."),
        (["たろう", "1 Sample Street", "Anytown", "CF10 1AA"], "a character we cannot print"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_plain_words(
    fonts: Fonts, to: list[str], said: str
) -> None:
    with pytest.raises(Unprintable) as refused:
        render_message(message("visit-booked", to=to), fonts, at=AT)
    assert said in str(refused.value.words)


def test_the_envelope_shows_the_address_as_the_post_writes_it(fonts: Fonts) -> None:
    rendered = render_message(
        message("visit-booked", to=["Sian Example", "1 Sample Street,", "Anytown", "cf101aa"]),
        fonts,
        at=AT,
    )
    assert rendered.address == PostalAddress.parse(SAMPLE_ENVELOPE).lines


def test_there_is_a_sample_of_every_kind_in_both_languages(fonts: Fonts) -> None:
    samples = dict(letter_samples(fonts))
    assert len(samples) == 2 * len(list(samples_of_all_kinds(letters=True)))
    assert "visit-reminder.cy.standard.pdf" in samples
    for pdf in samples.values():
        assert "{" not in words_of(pdf)


def test_the_same_message_gives_the_same_bytes(fonts: Fonts) -> None:
    one, other = message("visit-changed"), message("visit-changed")
    other.id = one.id
    assert render_message(one, fonts, at=AT).data == render_message(other, fonts, at=AT).data


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            ["Sian Example", "1 Sample Street", "@home", "CF10 1AA"],
            "Line 3 of the envelope cannot start with @. Start it with a letter or a number.",
        ),
        (
            ["Sian Example", "...", "Anytown", "CF10 1AA"],
            "Line 2 of the envelope needs a letter or a number.",
        ),
        (
            ["Sian Example", "CF10 1AA"],
            "The address must have 3 lines or more, with the name. It has 2. Ask for the rest.",
        ),
    ],
)
def test_a_line_that_cannot_be_posted_is_named(fonts: Fonts, lines: list[str], words: str) -> None:
    with pytest.raises(Unprintable) as refused:
        render_message(message("visit-booked", to=lines), fonts, at=AT)
    assert str(refused.value.words) == words
