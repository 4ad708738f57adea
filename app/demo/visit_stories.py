"""The demo's visits: who asks for what, on which channel, and how far each one has come.

Every status is there, in English and Welsh, at prisons of each way of working, so that worklists,
timelines, the phone and the print tray have something to show.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.demo.stories import BOTH, IN_PERSON, KIOSK, LETTER, TELEPHONE, Story, hours
from app.journeys.catalogue.prison_visit.life import VisitStatus
from app.journeys.life import Status


@dataclass(frozen=True, kw_only=True)
class VisitStory(Story):
    """One request for a visit.

    `reason` and `weeks` explain a refusal or a cancellation. `others` are the ages of the other
    visitors, and `choice` the first of the offered times that is asked for. `changes` names the
    story whose booked visit this one would change.
    """

    prison: str
    others: tuple[int, ...] = ()
    choice: int = 0
    support: str = ""
    reason: str = ""
    weeks: int = 0
    changes: str = ""


VISIT_STORIES: tuple[VisitStory, ...] = (
    VisitStory(
        key="leeds-family",
        prison="LEI",
        channel=TELEPHONE,
        ends=Status.REQUESTED,
        ago=hours(50),
        others=(36, 7, 4),
        support="A space for a wheelchair, for the main visitor.",
    ),
    VisitStory(
        key="leeds-kiosk",
        prison="LEI",
        channel=KIOSK,
        ends=Status.REQUESTED,
        ago=hours(20),
        ways=LETTER,
        choice=2,
    ),
    VisitStory(
        key="swansea-welsh",
        prison="SWI",
        channel=KIOSK,
        ends=Status.REQUESTED,
        ago=hours(30),
        ways=BOTH,
        language="cy",
        others=(12,),
    ),
    VisitStory(
        key="usk-welsh",
        prison="UKI",
        channel=TELEPHONE,
        ends=Status.REQUESTED,
        ago=hours(3),
        ways=LETTER,
        language="cy",
    ),
    VisitStory(
        key="new-hall",
        prison="NHI",
        channel=IN_PERSON,
        ends=Status.REQUESTED,
        ago=hours(26),
        others=(9,),
        support="A British Sign Language interpreter, for the main visitor.",
    ),
    VisitStory(
        key="berwyn-by-hand",
        prison="BWI",
        channel=TELEPHONE,
        ends=Status.REQUESTED,
        ago=hours(7),
        ways=BOTH,
    ),
    VisitStory(
        key="leeds-booked",
        prison="LEI",
        channel=TELEPHONE,
        ends=VisitStatus.BOOKED,
        ago=hours(70),
        ways=BOTH,
        others=(40,),
        choice=4,
    ),
    VisitStory(
        key="cardiff-instant",
        prison="CFI",
        channel=KIOSK,
        ends=VisitStatus.BOOKED,
        ago=hours(5),
        ways=BOTH,
        language="cy",
        others=(3,),
    ),
    VisitStory(
        key="pentonville-instant",
        prison="PVI",
        channel=TELEPHONE,
        ends=VisitStatus.BOOKED,
        ago=hours(11),
        ways=LETTER,
    ),
    VisitStory(
        key="leeds-no-allowance",
        prison="LEI",
        channel=IN_PERSON,
        ends=VisitStatus.REJECTED,
        ago=hours(90),
        ways=BOTH,
        reason="no-allowance",
        weeks=3,
    ),
    VisitStory(
        key="swansea-no-slot",
        prison="SWI",
        channel=TELEPHONE,
        ends=VisitStatus.REJECTED,
        ago=hours(60),
        ways=LETTER,
        language="cy",
        reason="no-slot",
    ),
    VisitStory(
        key="bristol-cancelled",
        prison="BLI",
        channel=TELEPHONE,
        ends=VisitStatus.CANCELLED,
        ago=hours(80),
        ways=BOTH,
        reason="prison",
    ),
    VisitStory(
        key="exeter-withdrawn",
        prison="EXI",
        channel=TELEPHONE,
        ends=Status.WITHDRAWN,
        ago=hours(44),
    ),
    VisitStory(
        key="leeds-replaced",
        prison="LEI",
        channel=TELEPHONE,
        ends=VisitStatus.BOOKED,
        ago=hours(100),
        ways=BOTH,
        choice=1,
    ),
    VisitStory(
        key="leeds-replacing",
        prison="LEI",
        channel=TELEPHONE,
        ends=VisitStatus.BOOKED,
        ago=hours(40),
        choice=6,
        changes="leeds-replaced",
    ),
    VisitStory(
        key="leeds-change-asked",
        prison="LEI",
        channel=TELEPHONE,
        ends=Status.REQUESTED,
        ago=hours(2),
        choice=5,
        changes="leeds-booked",
    ),
    VisitStory(
        key="wandsworth-draft",
        prison="WWI",
        channel=TELEPHONE,
        ends=Status.DRAFT,
        ago=hours(1),
        others=(15,),
    ),
    VisitStory(
        key="cardiff-left",
        prison="CFI",
        channel=KIOSK,
        ends=Status.ABANDONED,
        ago=hours(28),
    ),
)
