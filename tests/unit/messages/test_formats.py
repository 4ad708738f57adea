"""A letter in the format its reader asked for: what is made, from which words, and what if it cannot be."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader

from app.messages.formats import (
    BRAILLE_TOOL,
    KINDS,
    MIME,
    NOT_PRINTED,
    PRINTED,
    SPEECH_TOOL,
    available,
    in_braille,
    in_sound,
    kind_of,
    kind_of_file,
)
from app.messages.kinds import all_kinds, wording_of
from app.messages.models import Message
from app.messages.post import SAMPLE_DAY, SAMPLE_ENVELOPE, Rendered, compose, render_message
from app.people.contact_rules import LetterFormat
from letters import Fonts, Letter, Slip
from tests.conftest import ROOT

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
BRAILLE = pytest.mark.skipif(not shutil.which(BRAILLE_TOOL), reason="liblouis is not installed")
SPEECH = pytest.mark.skipif(not shutil.which(SPEECH_TOOL), reason="espeak-ng is not installed")


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts.load(ROOT / "var" / "fonts")


def message(kind: str, *, language: str = "en", **changes: object) -> Message:
    wording = wording_of(kind)
    return Message(
        id=UUID(int=7),
        kind=kind,
        wording_version=wording.version,
        language=language,
        to="\n".join(SAMPLE_ENVELOPE),
        body={**wording.sample, **changes},
    )


def words_of(made: Rendered) -> str:
    pages = PdfReader(BytesIO(made.data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def sizes_of(made: Rendered) -> set[float]:
    found: set[float] = set()
    for page in PdfReader(BytesIO(made.data)).pages:
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: found.add(size))
    return found


def booked(language: str = "en") -> Letter:
    wording = wording_of("visit-booked")
    return compose(wording, wording.sample, SAMPLE_ENVELOPE, language=language, on=SAMPLE_DAY)


def without_tools(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PATH", str(folder))


def broken_tool(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, script: str) -> None:
    """Put a program of this name first on the path that does what the script says."""
    tool = folder / name
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def test_every_format_of_a_person_can_be_made_as_some_file() -> None:
    assert set(KINDS) == {str(one) for one in LetterFormat}
    assert set(PRINTED) | set(NOT_PRINTED) == set(KINDS)
    assert set(NOT_PRINTED) == {"braille", "audio"}


@pytest.mark.parametrize(
    ("format", "body"), [("standard", 12), ("large-18", 18), ("large-24", 24), ("easy-read", 16)]
)
def test_print_is_made_in_the_size_that_was_asked_for(
    fonts: Fonts, format: str, body: float
) -> None:
    made = render_message(message("visit-booked"), fonts, at=AT, format=format)
    assert (made.format, made.kind, made.note) == (format, "pdf", None)
    assert body in sizes_of(made)
    assert made.sheets == -(-made.pages // 2)
    assert "PV-4K7Q-9M2X" in words_of(made)


def test_a_format_nobody_knows_is_made_as_the_standard_letter(fonts: Fonts) -> None:
    made = render_message(message("visit-booked"), fonts, at=AT, format="scroll")
    assert made.format == "standard"


@pytest.mark.parametrize("format", ["braille", "audio"])
def test_without_its_program_the_letter_is_printed_and_staff_are_told(
    fonts: Fonts, format: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_tools(monkeypatch, tmp_path)
    made = render_message(message("visit-booked"), fonts, at=AT, format=format)
    assert (made.format, made.kind) == ("standard", "pdf")
    assert "no" in str(made.note)
    assert "made in print" in str(made.note)
    assert set(available()) == set(PRINTED)


@pytest.mark.parametrize(
    ("format", "tool", "script"),
    [
        ("braille", BRAILLE_TOOL, "exit 1"),
        ("braille", BRAILLE_TOOL, "cat > /dev/null; echo"),
        ("braille", BRAILLE_TOOL, "cat"),
        ("audio", SPEECH_TOOL, "exit 1"),
        ("audio", SPEECH_TOOL, "cat > /dev/null"),
    ],
)
def test_a_program_that_fails_costs_the_format_and_not_the_letter(
    fonts: Fonts, format: str, tool: str, script: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:  # fmt: skip
    broken_tool(monkeypatch, tmp_path, tool, script)
    made = render_message(message("visit-booked"), fonts, at=AT, format=format)
    assert made.format == "standard"
    assert made.note is not None
    assert made.data.startswith(b"%PDF")


def test_a_long_bilingual_letter_keeps_its_size_and_loses_the_other_language(fonts: Fonts) -> None:
    long = message("legal-aid-outcome", language="cy", **wording_of("legal-aid-outcome").samples["no"])  # fmt: skip
    made = render_message(long, fonts, at=AT, format="large-18")
    assert made.format == "large-18"
    assert "English pages were left out" in str(made.note)
    assert "Dear" not in words_of(made)
    assert made.pages <= 10


def test_a_letter_too_long_for_its_size_is_made_smaller_and_staff_are_told(fonts: Fonts) -> None:
    names = [f"Visitor {'Verylongname ' * 4}{number}"[:61] for number in range(40)]
    long = message("visit-booked", visitors=names * 2)
    made = render_message(long, fonts, at=AT, format="large-24")
    assert made.format == "large-18"
    assert "smaller size" in str(made.note)


def test_a_long_name_at_the_head_costs_the_size_and_not_the_letter(fonts: Fonts) -> None:
    long = message(
        "visit-booked", sender="Prison visits and family contact services for all of Wales"
    )
    made = render_message(long, fonts, at=AT, format="large-24")
    assert made.format in ("large-18", "standard")
    assert "smaller size" in str(made.note)


@BRAILLE
def test_braille_is_contracted_and_laid_out_for_an_embosser() -> None:
    pages = [page.split("\r\n")[:-1] for page in in_braille(booked()).decode("ascii").split("\f")]
    assert {len(page) for page in pages[:-1]} == {25}
    assert max(len(line) for page in pages for line in page) <= 40
    text = "\n".join(line for page in pages for line in page)
    assert ",YR PRISON VISIT IS BOOK$" in text
    assert "#JHJH" in text
    assert pages[0][-1].strip() == "#A"


@BRAILLE
def test_welsh_braille_comes_before_english(fonts: Fonts) -> None:
    made = render_message(message("visit-booked", language="cy"), fonts, at=AT, format="braille")
    assert (made.format, made.kind, made.sheets, made.note) == ("braille", "brf", 0, None)
    text = made.data.decode("ascii")
    assert text.index(",ANNWYL") < text.index(",DE> ,SIAN")
    assert made.pages == text.count("\f")


@BRAILLE
@pytest.mark.parametrize("name", ["Świętosława Żółć", "Rhŷs Ŵyn", "Zoë O’Brien"])
def test_a_name_with_accents_goes_into_braille(fonts: Fonts, name: str) -> None:
    for language in ("en", "cy"):
        made = render_message(
            message("visit-booked", language=language, name=name), fonts, at=AT, format="braille"
        )
        assert made.format == "braille"


@BRAILLE
def test_a_name_that_has_no_braille_here_makes_a_printed_letter(fonts: Fonts) -> None:
    made = render_message(message("visit-booked", name="سلمى"), fonts, at=AT, format="braille")
    assert made.format == "standard"
    assert "could not be put into braille" in str(made.note)


def seconds_of(recording: bytes) -> float:
    """Return how long an MP3 in one voice plays, from the heads of all its frames."""
    at, frames = 0, 0
    while at < len(recording):
        first, second, third, fourth = recording[at : at + 4]
        assert (first, second & 0xFE) == (0xFF, 0xF2), "MPEG 2, layer 3"
        assert (third & 0x0C, fourth >> 6) == (0, 3), "22.05 kHz, one channel"
        at += 72 * RATES[third >> 4] * 1000 // 22_050 + (third >> 1 & 1)
        frames += 1
    assert at == len(recording), "the last frame is whole"
    return frames * 576 / 22_050


RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)  # kbit/s, by their number


@SPEECH
def test_a_recording_can_be_played_is_small_and_both_languages_are_in_it() -> None:
    lengths = []
    for language in ("en", "cy"):
        sound = in_sound(booked(language))
        lengths.append(seconds_of(sound))
        assert len(sound) / lengths[-1] * 60 < 2_600_000 / 3, "bytes a minute"
    assert 30 < lengths[0] < 300
    assert lengths[1] > lengths[0] * 1.5


def test_a_recording_kept_from_earlier_is_still_named_for_what_it_is() -> None:
    assert kind_of("audio") == "mp3"
    assert kind_of_file("audio", b"RIFF....WAVEfmt ") == "wav"
    assert kind_of_file("audio", b"\xff\xf3") == "mp3"
    assert kind_of_file("standard", b"%PDF") == "pdf"
    assert {MIME[one] for one in ("wav", "mp3")} == {"audio/wav", "audio/mpeg"}


@BRAILLE
@SPEECH
def test_the_same_letter_gives_the_same_file_in_every_format(fonts: Fonts) -> None:
    for format in KINDS:
        made = [
            render_message(message("visit-requested"), fonts, at=AT, format=format).data
            for _ in range(2)
        ]
        assert made[0] == made[1], format


def test_every_kind_with_a_letter_has_easy_read_or_says_why_not() -> None:
    kinds = [wording for wording in all_kinds() if not wording.texts_only]
    assert [one.kind for one in kinds if (one.easy is None) == (not one.no_easy)] == []
    assert {one.kind for one in kinds if one.easy} >= {
        "visit-requested", "visit-booked", "visit-rejected", "visit-cancelled", "visit-withdrawn",
        "visit-changed", "visit-reminder",
    }  # fmt: skip


@pytest.mark.parametrize(
    "kind", [one.kind for one in all_kinds() if one.easy and not one.texts_only]
)
def test_easy_read_says_one_short_thing_at_a_time(kind: str) -> None:
    wording = wording_of(kind)
    letter = compose(
        wording, wording.sample, SAMPLE_ENVELOPE, language="en", on=SAMPLE_DAY, format="easy-read"
    )
    for part in letter.language_pages[0].parts:
        words = getattr(part, "text", "") or getattr(part, "note", "")
        assert max(len(one.split()) for one in [*words.split(". "), ""]) <= 15, words
        assert "{" not in words


def test_easy_read_keeps_every_fact_of_the_usual_letter() -> None:
    for kind in ("visit-booked", "visit-changed", "visit-reminder"):
        wording = wording_of(kind)
        easy = compose(
            wording, wording.sample, SAMPLE_ENVELOPE, language="en", on=SAMPLE_DAY, format="easy-read"
        )  # fmt: skip
        said = str(easy.language_pages[0].parts).replace("\\xa0", " ").replace("\u00a0", " ")
        for fact in ("Saturday 5 December 2026, 2:15pm", "1:30pm", "Cardiff Prison", "0808 157 0100", "photo ID", "Tomos Example"):  # fmt: skip
            assert fact in said, (kind, fact)


def test_welsh_has_its_usual_words_until_there_is_welsh_easy_read(fonts: Fonts) -> None:
    made = render_message(message("visit-booked", language="cy"), fonts, at=AT, format="easy-read")
    text = words_of(made)
    assert "Mae eich ymweliad" in text
    assert "The prison said yes." in text


def test_staff_are_told_when_easy_read_has_the_usual_words(fonts: Fonts) -> None:
    made = render_message(message("legal-aid-closed"), fonts, at=AT, format="easy-read")
    assert made.format == "easy-read"
    assert "no Easy Read" in str(made.note)


@pytest.mark.parametrize(
    ("language", "format", "left_out"),
    [
        ("en", LetterFormat.STANDARD, set()),
        ("en", LetterFormat.LARGE_18, {"B1"}),
        ("cy", LetterFormat.LARGE_24, {"B1", "B2"}),
    ],
)
def test_a_slip_does_not_offer_what_its_letter_is_already(
    language: str, format: LetterFormat, left_out: set[str]
) -> None:
    wording = wording_of("visit-requested")
    letter = compose(
        wording, wording.sample, SAMPLE_ENVELOPE, language=language, on=SAMPLE_DAY, format=format
    )
    for text in letter.language_pages:
        (slip,) = (part for part in text.parts if isinstance(part, Slip))
        boxes = {box.code for question in slip.questions for box in question.boxes}
        assert boxes == {"A1", "A2", "A3", "B1", "B2", "B3"} - left_out
