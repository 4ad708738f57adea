"""The demo's visits: who asks for what, on which channel, and how far each one has come.

Every status is there, in English and Welsh, at prisons of each way of working, so that worklists,
timelines, the phone and the print tray have something to show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.life import Status

TELEPHONE, IN_PERSON, KIOSK = "telephone", "in-person", "kiosk"
TEXT, LETTER = ("text",), ("letter",)
BOTH = ("text", "letter")


@dataclass(frozen=True, kw_only=True)
class Story:
    """One application. It was sent `ago` before the demo was loaded, and answered half-way since.

    `ends` is the status it comes to; `reason` and `weeks` explain a refusal or a cancellation.
    `others` are the ages of the other visitors, and `choice` the first of the offered times that
    is asked for. `changes` names the story whose booked visit this one would change.
    """

    key: str
    prison: str
    channel: str
    ends: str
    ago: timedelta
    ways: tuple[str, ...] = TEXT
    language: str = "en"
    others: tuple[int, ...] = ()
    choice: int = 0
    support: str = ""
    reason: str = ""
    weeks: int = 0
    changes: str = ""


def _hours(count: float) -> timedelta:
    return timedelta(hours=count)


STORIES: tuple[Story, ...] = (
    Story(
        key="leeds-family",
        prison="LEI",
        channel=TELEPHONE,
        ends=Status.REQUESTED,
        ago=_hours(50),
        others=(36, 7, 4),
        support="A space for a wheelchair, for the main visitor.",
    ),
    Story(
        key="leeds-kiosk",
        prison="LEI",
        channel=KIOSK,
        ends=Status.REQUESTED,
        ago=_hours(20),
        ways=LETTER,
        choice=2,
    ),
    Story(
        key="swansea-welsh",
        prison="SWI",
        channel=KIOSK,
        ends=Status.REQUESTED,
        ago=_hours(30),
        ways=BOTH,
        language="cy",
        others=(12,),
    ),
    Story(
        key="usk-welsh",
        prison="UKI",
        channel=TELEPHONE,
        ends=Status.REQUESTED,
        ago=_hours(3),
        ways=LETTER,
        language="cy",
    ),
    Story(
        key="new-hall",
        prison="NHI",
        channel=IN_PERSON,
        ends=Status.REQUESTED,
        ago=_hours(26),
        others=(9,),
        support="A British Sign Language interpreter, for the main visitor.",
    ),
    Story(
        key="berwyn-by-hand",
        prison="BWI",
        channel=TELEPHONE,
        ends=Status.REQUESTED,
        ago=_hours(7),
        ways=BOTH,
    ),
    Story(
        key="leeds-booked",
        prison="LEI",
        channel=TELEPHONE,
        ends=VisitStatus.BOOKED,
        ago=_hours(70),
        ways=BOTH,
        others=(40,),
        choice=4,
    ),
    Story(
        key="cardiff-instant",
        prison="CFI",
        channel=KIOSK,
        ends=VisitStatus.BOOKED,
        ago=_hours(5),
        ways=BOTH,
        language="cy",
        others=(3,),
    ),
    Story(
        key="pentonville-instant",
        prison="PVI",
        channel=TELEPHONE,
        ends=VisitStatus.BOOKED,
        ago=_hours(11),
        ways=LETTER,
    ),
    Story(
        key="leeds-no-allowance",
        prison="LEI",
        channel=IN_PERSON,
        ends=VisitStatus.REJECTED,
        ago=_hours(90),
        ways=BOTH,
        reason="no-allowance",
        weeks=3,
    ),
    Story(
        key="swansea-no-slot",
        prison="SWI",
        channel=TELEPHONE,
        ends=VisitStatus.REJECTED,
        ago=_hours(60),
        ways=LETTER,
        language="cy",
        reason="no-slot",
    ),
    Story(
        key="bristol-cancelled",
        prison="BLI",
        channel=TELEPHONE,
        ends=VisitStatus.CANCELLED,
        ago=_hours(80),
        ways=BOTH,
        reason="prison",
    ),
    Story(
        key="exeter-withdrawn",
        prison="EXI",
        channel=TELEPHONE,
        ends=Status.WITHDRAWN,
        ago=_hours(44),
    ),
    Story(
        key="leeds-replaced",
        prison="LEI",
        channel=TELEPHONE,
        ends=VisitStatus.BOOKED,
        ago=_hours(100),
        ways=BOTH,
        choice=1,
    ),
    Story(
        key="leeds-replacing",
        prison="LEI",
        channel=TELEPHONE,
        ends=VisitStatus.BOOKED,
        ago=_hours(40),
        choice=6,
        changes="leeds-replaced",
    ),
    Story(
        key="leeds-change-asked",
        prison="LEI",
        channel=TELEPHONE,
        ends=Status.REQUESTED,
        ago=_hours(2),
        choice=5,
        changes="leeds-booked",
    ),
    Story(
        key="wandsworth-draft",
        prison="WWI",
        channel=TELEPHONE,
        ends=Status.DRAFT,
        ago=_hours(1),
        others=(15,),
    ),
    Story(
        key="cardiff-left",
        prison="CFI",
        channel=KIOSK,
        ends=Status.ABANDONED,
        ago=_hours(28),
    ),
)
