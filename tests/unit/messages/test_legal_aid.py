"""What is said about legal aid: each verdict by text and by letter, and the working on paper."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from random import Random
from typing import Any

import pytest
from pypdf import PdfReader

import letters
from app.applications.legal_aid_reasons import CLOSINGS, PROVIDERS
from app.i18n import LANGUAGES
from app.journeys.catalogue.legal_aid.next_steps import EVIDENCE, PLACES, turn_to
from app.journeys.catalogue.legal_aid.scope import EXITS
from app.means.assessment import Outcome, Test, Whose
from app.means.calculator import assess
from app.means.figures import figures_on
from app.means.keeping import as_plain
from app.means.labels import INCOME_LABELS, OUTGOING_LABELS, label_of
from app.messages.kinds import wording_of
from app.messages.legal_aid_reasons import CLOSED
from app.messages.legal_aid_samples import CALL, ELSEWHERE, NO, NO_CALL, SENT_BY, UNKNOWN, YES
from app.messages.legal_aid_sums import MOST_LINES, exact_pounds, sums_of
from app.messages.legal_aid_wording import LEGAL_AID_WORDINGS
from app.messages.post import SAMPLE_ENVELOPE, compose
from app.messages.wording import clean_holes, text_in
from app.values.sms_text import parts
from tests.conftest import ROOT
from tests.unit.means.households import TODAY, drawn

ON = date(2026, 11, 25)
OUTCOMES = {"yes": YES, "no-call": NO_CALL, "no": NO, "unknown": UNKNOWN, "elsewhere": ELSEWHERE}


@pytest.fixture(scope="module")
def fonts() -> letters.Fonts:
    return letters.Fonts.load(ROOT / "var" / "fonts")


def pages_of(fonts: letters.Fonts, kind: str, holes: dict[str, Any]) -> list[str]:
    wording = wording_of(kind)
    letter = compose(wording, clean_holes(wording, holes), SAMPLE_ENVELOPE, language="en", on=ON)
    reader = PdfReader(BytesIO(letters.render(letter, fonts)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def outcome(fonts: letters.Fonts, **holes: Any) -> str:
    return " ".join(pages_of(fonts, "legal-aid-outcome", holes))


def said(kind: str, **holes: Any) -> str:
    wording = wording_of(kind)
    return text_in(wording, clean_holes(wording, {**wording.sample, **holes}), "en")


def text_of(holes: dict[str, Any]) -> str:
    return text_in(wording_of("legal-aid-outcome"), holes, "en")


def test_the_kinds_of_legal_aid_are_all_here() -> None:
    assert {wording.kind for wording in LEGAL_AID_WORDINGS} == {
        "legal-aid-outcome",
        "legal-aid-referred",
        "legal-aid-closed",
        "legal-aid-call-moved",
    }


@pytest.mark.parametrize("wording", LEGAL_AID_WORDINGS, ids=lambda wording: wording.kind)
def test_a_text_gives_away_neither_problem_nor_money_on_a_shared_phone(wording: Any) -> None:
    """Only whoever asked to be sent where to turn is sent names, and those are of other bodies."""
    for name, holes in wording.all_samples():
        if name == "elsewhere":
            continue
        text = text_in(wording, {**holes, "words": "your eviction"}, "en")
        assert not re.search("legal|money|income|debt|abuse|law|£|evict", text, re.IGNORECASE), text


def test_each_verdict_has_its_own_text() -> None:
    texts = {name: text_of(holes) for name, holes in OUTCOMES.items()}
    assert len(set(texts.values())) == len(texts)
    assert "you may be able to get help" in texts["yes"]
    assert "A provider will decide." in texts["yes"]
    assert "We will call on Tuesday 1 December 2026, 10:30am to 11am." in texts["yes"]
    assert "Call us to take the next step." in texts["no-call"]
    assert "not likely" in texts["no"]
    assert "You can ask us to look again." in texts["no"]
    assert "cannot tell yet" in texts["unknown"]
    assert "Citizens Advice may help." in texts["no"]
    assert "Try MoneyHelper or Citizens Advice." in texts["elsewhere"]


@pytest.mark.parametrize("code", [step.slug for step in EXITS] + ["gross", "disposable", "capital"])
def test_every_place_to_turn_to_fits_two_parts_and_is_in_the_letter(
    fonts: letters.Fonts, code: str
) -> None:
    kept = ELSEWHERE if code not in ("gross", "disposable", "capital") else NO
    holes = {**kept, "code": code, "turn_to": turn_to(code)}
    assert parts(said("legal-aid-outcome", **holes)).parts <= 2
    text = outcome(fonts, **holes)
    assert turn_to(code)
    for place in turn_to(code):
        assert str(PLACES[place].what) in text
        assert f"• {str(PLACES[place].name)[0].upper()}" in text


def test_nowhere_to_turn_still_reads_well() -> None:
    assert "Call us to hear who." in said("legal-aid-outcome", **{**ELSEWHERE, "turn_to": []})
    assert "this help. You can ask" in said("legal-aid-outcome", **{**NO, "turn_to": []})


def test_papers_to_gather_have_their_words_and_an_unknown_code_has_none(
    fonts: letters.Fonts,
) -> None:
    text = outcome(fonts, **{**YES, "evidence": [*EVIDENCE, "unheard-of"]})
    for code in EVIDENCE:
        assert str(EVIDENCE[code]) in text
    assert "unheard-of" not in text
    assert "send a copy, never the paper itself." in text
    assert "Papers to gather" not in outcome(fonts, **{**YES, "evidence": []})


def test_nobody_is_told_that_they_will_get_it(fonts: letters.Fonts) -> None:
    for holes in OUTCOMES.values():
        words = f"{text_of(holes)} {outcome(fonts, **holes)}"
        assert not re.search("will get|are entitled|qualify|approved", words)


def test_a_yes_letter_says_when_we_call_why_and_how_it_was_worked_out(fonts: letters.Fonts) -> None:
    text = outcome(fonts, **YES)
    for fact in (
        "You may be able to get legal aid",
        "A legal aid provider checks your papers first.",
        "Tuesday 1 December 2026, 10:30am to 11am",
        "Your income and what you own are within the limits.",
        "22 November 2026",
        "Wages before tax £1,350.00 £1,350.00",
        "Rent or mortgage, after Housing Benefit −£525.00 £808.22",
        "Total £426.36",
        "The limit £733.00",
        "LA-4K7Q-9M2X",
        "0808 157 0100",
    ):
        assert fact in text
    assert "What to do next" not in text


def test_without_a_call_the_letter_says_to_call_us(fonts: letters.Fonts) -> None:
    text = outcome(fonts, **NO_CALL)
    assert "When we call" not in text
    assert "We will talk about the next step." in text
    assert "Money coming in each month" not in text


def test_a_no_letter_says_why_and_that_it_can_be_looked_at_again(fonts: letters.Fonts) -> None:
    text = outcome(fonts, **NO)
    assert "Your income before deductions is more than £2,657 a month." in text
    assert "You can ask us to look at it again." in text
    assert "£3,767.79 is more than the limit of £2,657." in text
    assert "Your partner: Pension £86.67" in text


def test_an_unknown_letter_says_what_is_missing(fonts: letters.Fonts) -> None:
    text = outcome(fonts, **UNKNOWN)
    for part in ("What we still need", "Your partner: Wages before tax", "Property 1"):
        assert part in text


def test_a_day_without_figures_is_left_to_an_adviser(fonts: letters.Fonts) -> None:
    bare = {**UNKNOWN, "code": "figures-not-known", "working": [], "results": [], "missing": []}
    text = outcome(fonts, **bare)
    assert "for 22 November 2026 yet. An adviser will check." in text
    assert "How we worked it out" not in text
    assert "need to know more" not in text


def test_a_day_without_figures_is_told_alike_by_page_text_and_letter(fonts: letters.Fonts) -> None:
    """What was sent by an earlier version keeps its words."""
    bare = {**NO_CALL, "verdict": "unknown", "code": "figures-not-known", "working": []}
    bare |= {"results": [], "missing": []}
    for said_so in (said("legal-aid-outcome", **bare), outcome(fonts, **bare)):
        assert "An adviser will check your answers." in said_so
        assert "need to know more" not in said_so
    assert "Call us to take the next step." in said("legal-aid-outcome", **bare)
    earlier = wording_of("legal-aid-outcome", 3)
    assert "We need to know more. Call us" in text_in(earlier, bare, "en")
    assert "work it out" in str(earlier.prepare(bare)["why"])
    for language in LANGUAGES:
        assert parts(text_in(wording_of("legal-aid-outcome"), bare, language)).parts <= 2


def test_a_letter_says_that_amounts_are_rounded_where_a_column_does_not_add_up(
    fonts: letters.Fonts,
) -> None:
    rounded = "Total. Amounts are rounded. £3,767.79"
    off = [{**line, "running": line["running"] + (number == 1)} for number, line in enumerate(NO["working"])]  # fmt: skip
    holes = {**NO, "working": off}
    assert rounded in outcome(fonts, **holes)
    assert rounded not in outcome(fonts, **NO)
    first = {**UNKNOWN["working"][0], "running": UNKNOWN["working"][0]["amount"] + 1}
    open_end = outcome(fonts, **{**UNKNOWN, "working": [first]})
    assert "Not known yet. Amounts are rounded." in open_end
    was = compose(wording_of("legal-aid-outcome", 3), holes, SAMPLE_ENVELOPE, language="en", on=ON)
    now = pages_of(fonts, "legal-aid-outcome", holes)
    assert len(now) == letters.page_count(letters.render(was, fonts))


def test_an_amount_below_nothing_has_the_same_minus_in_a_table_and_in_a_sentence(
    fonts: letters.Fonts,
) -> None:
    results = [{**one, "outcome": "passed", "total": -674_604} for one in YES["results"]]
    text = outcome(fonts, **{**YES, "results": results})
    assert "−£6,746.04 is within the limit" in text
    assert "-£" not in text


@pytest.mark.parametrize("step", EXITS, ids=lambda step: step.slug)
def test_every_exit_is_told_without_a_working(fonts: letters.Fonts, step: Any) -> None:
    text = outcome(fonts, **{**ELSEWHERE, "code": step.slug})
    assert str(step.help) in text
    assert "Amount" not in text
    assert "How we worked it out" not in text


def test_amounts_are_exact_and_a_deduction_has_a_true_minus() -> None:
    assert [exact_pounds(pence) for pence in (0, 5, -4_500, 123_456_789)] == [
        "£0.00",
        "£0.05",
        "−£45.00",
        "£1,234,567.89",
    ]


@pytest.mark.parametrize("holes", [YES, NO], ids=["yes", "no"])
def test_the_samples_add_up(holes: dict[str, Any]) -> None:
    for result in holes["results"]:
        lines = [line for line in holes["working"] if line["test"] == result["test"]]
        assert sum(line["amount"] for line in lines) == lines[-1]["running"] == result["total"]
        assert (result["total"] > result["limit"]) == (result["outcome"] == Outcome.FAILED)
    income = [line for line in holes["working"] if line["test"] == Test.GROSS]
    assert holes["working"][len(income)]["amount"] == income[-1]["running"]


def longest_working() -> dict[str, Any]:
    """Return holes with every line there can be: a partner, three properties, all that counts."""
    people = (Whose.APPLICANT, Whose.PARTNER)
    income = [("gross", part, whose) for whose in people for part in INCOME_LABELS]
    spent = [
        ("disposable", OUTGOING_LABELS[p][0], whose) for whose in people for p in OUTGOING_LABELS
    ]
    house = Whose.HOUSEHOLD
    rest = [("disposable", "employment", whose) for whose in people]
    rest += [("disposable", code, house) for code in ("gross", "housing", "partner", "dependants")]
    for home in ("main-home", "property", "property"):
        rest += [("capital", code, house) for code in (home, "dispute", "home")]
    things = ("savings", "investments", "valuables")
    rest += [("capital", code, whose) for whose in people for code in things]
    left_out = ("scheme-payments", "disputed-savings", "disputed-savings-left-out", "aged-60")
    rest += [("capital", code, house) for code in left_out]
    amounts = {"amount": -99_999_999_999, "running": 99_999_999_999}
    return {
        **NO,
        "evidence": [*EVIDENCE],
        "turn_to": [*PLACES],
        "working": [
            {"test": test, "code": code, "whose": whose.value, **amounts}
            for test, code, whose in (*income, *spent, *rest)
        ],
    }


def test_the_longest_working_is_kept_whole_and_fits_few_pages(fonts: letters.Fonts) -> None:
    holes = longest_working()
    assert len(holes["working"]) <= MOST_LINES
    wording = wording_of("legal-aid-outcome")
    kept = clean_holes(wording, holes)
    assert kept["working"] == holes["working"]
    assert sum(len(one.lines) for one in sums_of(kept)) == len(holes["working"])
    pages = pages_of(fonts, "legal-aid-outcome", holes)
    assert len(pages) <= 4
    for page in pages:
        assert ("Running total" in page) == ("£999,999,999.99" in page)
    for line in holes["working"]:
        assert str(label_of(line["code"], line["whose"]))[:20] in " ".join(pages)


def test_whatever_is_worked_out_can_be_told_and_its_totals_are_its_last_lines() -> None:
    random = Random(6)
    wording = wording_of("legal-aid-outcome")
    seen = set()
    for _number in range(60):
        worked = as_plain(assess(drawn(random, TODAY), figures_on(TODAY)))
        holes = {
            **SENT_BY,
            **{name: worked[name] for name in ("verdict", "code", "results", "missing")},
            "day": TODAY.isoformat(),
            "working": worked["lines"],
        }
        kept = clean_holes(wording, holes)
        assert kept["working"] == worked["lines"]
        seen.add(worked["verdict"])
        for one in sums_of(kept):
            if one.lines and str(one.closing[0].label) == "Total":
                assert one.lines[-1].amounts[1] == one.closing[0].amounts[1]
        assert parts(text_in(wording, kept, "en")).parts <= 2
        letter = compose(wording, kept, SAMPLE_ENVELOPE, language="en", on=ON)
        assert len(letter.language_pages[0].parts) > 3
    assert seen >= {"yes", "no"}


def test_the_longest_letter_in_both_languages_can_be_printed(fonts: letters.Fonts) -> None:
    wording = wording_of("legal-aid-outcome")
    holes = clean_holes(wording, longest_working())
    letter = compose(wording, holes, SAMPLE_ENVELOPE, language="cy", on=ON)
    assert letters.page_count(letters.render(letter, fonts)) <= 8


@pytest.mark.parametrize("provider", [*PROVIDERS])
def test_who_it_was_passed_on_to_is_named_in_the_letter_only(
    fonts: letters.Fonts, provider: str
) -> None:
    holes = {**wording_of("legal-aid-referred").sample, "reason": provider}
    text = " ".join(pages_of(fonts, "legal-aid-referred", holes))
    assert str(PROVIDERS[provider]) in text
    assert str(PROVIDERS[provider]) not in said("legal-aid-referred", reason=provider)


def test_every_reason_to_close_that_is_told_has_words() -> None:
    told = {closing.slug for closing in CLOSINGS if closing.tells and not closing.worded}
    assert told == CLOSED.keys()
    for slug in told:
        assert parts(said("legal-aid-closed", reason=slug)).parts <= 2
    assert "There is no more" in said("legal-aid-closed", reason="unheard-of")


def test_only_another_reason_passes_on_the_advisers_own_words(fonts: letters.Fonts) -> None:
    holes = {**wording_of("legal-aid-closed").sample, "words": "the file is at the court"}
    other = pages_of(fonts, "legal-aid-closed", {**holes, "reason": "other"})
    kept = pages_of(fonts, "legal-aid-closed", {**holes, "reason": "not-covered"})
    assert "the file is at the court" in other[0]
    assert "the file is at the court" not in kept[0]


def test_a_moved_call_says_both_times_and_a_new_one_only_its_own() -> None:
    moved = said("legal-aid-call-moved")
    assert "We will now call on Tuesday 1 December 2026, 10:30am to 11am." in moved
    assert "We will not call on Monday 30 November 2026, 6:30pm to 7pm." in moved
    new = said("legal-aid-call-moved", old_starts_at=None, old_ends_at=None)
    assert "not call" not in new
    assert wording_of("legal-aid-call-moved").expiry({**CALL}) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_name_and_adviser_do_not_spoil_a_letter(
    fonts: letters.Fonts, language: str
) -> None:
    nasty = "<b>{helpline} {0}</b> \u202e'\"; --" * 40
    for kind in ("legal-aid-referred", "legal-aid-closed", "legal-aid-outcome"):
        wording = wording_of(kind)
        holes = {**wording.sample, "name": nasty, "words": nasty}
        holes |= {"reason": "other"} if "reason" in holes else {}
        letter = compose(
            wording, clean_holes(wording, holes), SAMPLE_ENVELOPE, language=language, on=ON
        )
        reader = PdfReader(BytesIO(letters.render(letter, fonts)))
        assert "<b>{helpline}" in reader.pages[0].extract_text()
