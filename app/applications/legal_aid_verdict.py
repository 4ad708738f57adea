"""The verdict on a question about legal aid, as it is while it is keyed and as it was when sent.

A problem that leads somewhere else has the slug of that exit for its reason. On a day whose figures
are not known nothing is worked out: it is left to an adviser, and nobody is refused for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.applications.models import Application
from app.applications.standing import Sheet, SheetLine, Standing, Tone
from app.i18n import Words, _
from app.journeys.answers import Answers
from app.journeys.catalogue.legal_aid.household import verdict_of
from app.journeys.catalogue.legal_aid.scope import EXIT_REASONS, EXITS, in_scope
from app.journeys.definition import Step
from app.means.assessment import Assessment, Outcome, Result, Verdict
from app.means.figures import FiguresNotKnown
from app.means.keeping import as_plain, from_plain
from app.means.telling import TESTS, VERDICTS, figures_of, missing_parts, outcome_of

ELSEWHERE = "elsewhere"
NO_FIGURES = "figures-not-known"
_NO_FIGURES = _("We do not have the amounts for this day yet. An adviser will check.")
_SENT_ELSEWHERE = _("Somebody else can help with this")
_EXITS: dict[str, Step] = {step.slug: step for step in EXITS}
_TONES = {Verdict.YES: Tone.GOOD, Verdict.NO: Tone.BAD, Verdict.UNKNOWN: Tone.OPEN}
_OUTCOMES = {Outcome.FAILED: Tone.BAD, Outcome.UNKNOWN: Tone.OPEN}


@dataclass(frozen=True)
class Judged:
    """A verdict ("yes", "no", "unknown" or "elsewhere"), why, and by the figures of which day."""

    verdict: str
    code: str
    day: date
    assessment: Assessment | None = None

    def stored(self) -> dict[str, Any]:
        """Return it as plain JSON, by codes."""
        worked = as_plain(self.assessment) if self.assessment else None
        return {
            "verdict": self.verdict,
            "code": self.code,
            "day": self.day.isoformat(),
            "assessment": worked,
        }

    @property
    def needs_us(self) -> bool:
        """Say whether somebody of ours must look at it: a yes, or what is not certain."""
        return self.verdict in (Verdict.YES, Verdict.UNKNOWN)

    @property
    def title(self) -> Words:
        """What came of it, in one plain sentence."""
        if self.verdict != ELSEWHERE:
            return VERDICTS[Verdict(self.verdict)]
        return _EXITS[self.code].title if self.code in _EXITS else _SENT_ELSEWHERE

    @property
    def reason(self) -> Words:
        """Why, in words for the person."""
        if self.assessment is not None:
            return self.assessment.reason
        if self.verdict == ELSEWHERE:
            return EXIT_REASONS.get(self.code, _SENT_ELSEWHERE)
        return _NO_FIGURES

    @property
    def tone(self) -> Tone:
        """How a page colours it."""
        return Tone.OPEN if self.verdict == ELSEWHERE else _TONES[Verdict(self.verdict)]


def judge(answers: Answers, day: date) -> Judged | None:
    """Return the verdict on the answers so far; None until it is known what the problem is."""
    for step in EXITS:
        if step.asked_when(answers, 0):
            return Judged(ELSEWHERE, step.slug, day)
    if not in_scope(answers):
        return None
    try:
        assessment = verdict_of(answers, day)
    except FiguresNotKnown:
        return Judged(Verdict.UNKNOWN.value, NO_FIGURES, day)
    return Judged(assessment.verdict.value, assessment.code, day, assessment)


def kept_verdict(application: Application) -> Judged | None:
    """Return the verdict as it was when the application was sent; None before that."""
    return read_verdict(application.result) if application.result else None


def read_verdict(kept: Mapping[str, Any]) -> Judged:
    """Return a verdict from what was stored of it."""
    worked = from_plain(kept["assessment"]) if kept["assessment"] else None
    return Judged(kept["verdict"], kept["code"], date.fromisoformat(kept["day"]), worked)


def standing_of(judged: Judged) -> Standing:
    """Return a verdict as a page shows it, with its working, cautions and gaps in words."""
    worked = judged.assessment
    if worked is None:
        return Standing(judged.title, judged.reason, judged.tone)
    return Standing(
        judged.title,
        judged.reason,
        judged.tone,
        sheets=tuple(
            _sheet(worked, result)
            for result in worked.results
            if result.outcome is not Outcome.UNKNOWN or _lines(worked, result)
        ),
        warnings=tuple(caution.words for caution in worked.warnings),
        missing=missing_parts(worked.missing),
        basis=figures_of(worked.basis),
    )


def _sheet(worked: Assessment, result: Result) -> Sheet:
    tone = _OUTCOMES.get(result.outcome, Tone.GOOD)
    return Sheet(TESTS[result.test], _lines(worked, result), outcome_of(result), tone)


def _lines(worked: Assessment, result: Result) -> tuple[SheetLine, ...]:
    return tuple(
        SheetLine(line.label, line.amount_pence, line.running_pence, line.rule)
        for line in worked.lines
        if line.test is result.test
    )
