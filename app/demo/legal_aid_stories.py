"""The demo's questions about legal aid: what the problem is, what people have, and how it ends.

Every verdict and every status is there, in English and Welsh and on each channel. A story says only
what is out of the ordinary: where it says nothing there is no partner, no benefit and no money.
Amounts are in pence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.demo.stories import BOTH, IN_PERSON, KIOSK, LETTER, TELEPHONE, Story, hours
from app.journeys.catalogue.legal_aid.calling import CALL_OTHER, CALL_YOU, YOU_CALL
from app.journeys.catalogue.legal_aid.life import LegalAidStatus
from app.journeys.life import Status
from app.means.household import Benefit

Said = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class LegalAidStory(Story):
    """One question about legal aid: `said` is {step: {question: value}}.

    `call` is the number, in the list of half hours on offer, of the one that is chosen. `done` is
    what an adviser does in the end: the slug of an action, and what is filled in.
    """

    said: Said = field(default_factory=dict)
    call: int = 0
    done: tuple[str, Mapping[str, Any]] = ("", {})


def _monthly(pounds: int) -> dict[str, Any]:
    return {"pence": pounds * 100, "every": "month"}


def _weekly(pounds: int) -> dict[str, Any]:
    return {"pence": pounds * 100, "every": "week"}


def _wage(pounds: int, insurance: int) -> Said:
    """Return the answers of somebody with a wage, in pounds a month, before tax."""
    return {
        "work": {"works": True},
        "earnings": {"earnings": _monthly(pounds), "national_insurance": _monthly(insurance)},
    }


def _problem(problem: str) -> Said:
    return {"problem": {"problem": problem}}


_PASSPORTED: Said = {"benefits": {"benefits": [Benefit.UNIVERSAL_CREDIT]}}
_CALL_ME: Said = {"call": {"who": CALL_YOU}, "call-care": {"say_who": True, "message": False}}

LEGAL_AID_STORIES: tuple[LegalAidStory, ...] = (
    LegalAidStory(
        key="la-housing-wage",
        channel=TELEPHONE,
        ends=Status.REQUESTED,
        ago=hours(4),
        ways=BOTH,
        said={
            **_problem("housing"),
            **_wage(1_250, 20),
            **_CALL_ME,
            "dependants": {"children": 2},
            "benefits": {"benefits": [Benefit.CHILD_BENEFIT]},
            "child-benefit": {"amount": _weekly(42)},
            "payments": {"tax": _monthly(40)},
            "housing": {"rent": _weekly(140)},
            "childcare": {"amount": _weekly(60)},
        },
        call=2,
    ),
    LegalAidStory(
        key="la-abuse-passported",
        channel=TELEPHONE,
        ends=Status.REQUESTED,
        ago=hours(22),
        ways=LETTER,
        said={
            **_problem("abuse"),
            **_PASSPORTED,
            "partner": {"has": True},
            "dispute": {"dispute": True},
            "call": {"who": CALL_OTHER},
            "call-care": {"say_who": False, "message": False},
        },
        call=5,
    ),
    LegalAidStory(
        key="la-education-young",
        channel=KIOSK,
        ends=Status.REQUESTED,
        ago=hours(9),
        age=16,
        said={**_problem("education"), **_CALL_ME, "young-owned": {"owned": 12_000}},
        call=9,
    ),
    LegalAidStory(
        key="la-care-welsh",
        channel=IN_PERSON,
        ends=Status.REQUESTED,
        ago=hours(28),
        ways=BOTH,
        language="cy",
        said={**_problem("care"), **_PASSPORTED, **_CALL_ME, "dependants": {"children": 3}},
        call=7,
    ),
    LegalAidStory(
        key="la-debt-income",
        channel=TELEPHONE,
        ends=LegalAidStatus.TOLD,
        ago=hours(31),
        ways=BOTH,
        said={
            **_problem("debt"),
            "home-at-risk": {"so": True},
            **_wage(3_400, 210),
            "payments": {"tax": _monthly(430)},
            "housing": {"mortgage": _monthly(880)},
        },
    ),
    LegalAidStory(
        key="la-discrimination-capital",
        channel=KIOSK,
        ends=LegalAidStatus.TOLD,
        ago=hours(52),
        ways=LETTER,
        language="cy",
        said={
            **_problem("discrimination"),
            "savings": {"savings": 2_150_000, "investments": 300_000},
            "other-income": {"pension": _monthly(640)},
        },
    ),
    LegalAidStory(
        key="la-home-loss",
        channel=TELEPHONE,
        ends=LegalAidStatus.TOLD,
        ago=hours(6),
        ways=BOTH,
        said=_problem("home-loss"),
    ),
    LegalAidStory(
        key="la-debt-elsewhere",
        channel=KIOSK,
        ends=LegalAidStatus.TOLD,
        ago=hours(33),
        said=_problem("debt"),
    ),
    LegalAidStory(
        key="la-housing-calls-us",
        channel=KIOSK,
        ends=Status.REQUESTED,
        ago=hours(14),
        ways=LETTER,
        said={**_problem("housing"), **_PASSPORTED, "call": {"who": YOU_CALL}},
    ),
    LegalAidStory(
        key="la-family-referred",
        channel=TELEPHONE,
        ends=LegalAidStatus.REFERRED,
        ago=hours(75),
        ways=BOTH,
        said={**_problem("family"), "family-risk": {"so": True}, **_PASSPORTED, **_CALL_ME},
        call=3,
        done=("refer", {"who": "domestic-abuse-service", "words": None}),
    ),
    LegalAidStory(
        key="la-discrimination-in-hand",
        channel=TELEPHONE,
        ends=LegalAidStatus.IN_HAND,
        ago=hours(47),
        said={**_problem("discrimination"), **_PASSPORTED, **_CALL_ME},
        call=4,
        done=("follow-up", {"outcome": "no-answer", "time": None, "words": None}),
    ),
    LegalAidStory(
        key="la-housing-closed",
        channel=TELEPHONE,
        ends=LegalAidStatus.CLOSED,
        ago=hours(96),
        ways=BOTH,
        said={**_problem("housing"), **_PASSPORTED, **_CALL_ME},
        call=1,
        done=("close", {"reason": "not-reached", "words": None}),
    ),
    LegalAidStory(
        key="la-benefits-draft",
        channel=TELEPHONE,
        ends=Status.DRAFT,
        ago=hours(1),
        said={**_problem("benefits"), "point-of-law": {"so": True}, "partner": {"has": True}},
    ),
    LegalAidStory(
        key="la-immigration-left",
        channel=KIOSK,
        ends=Status.ABANDONED,
        ago=hours(26),
        said={**_problem("immigration"), "asylum": {"so": True}},
    ),
)
