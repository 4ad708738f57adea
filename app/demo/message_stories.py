"""The demo's stories about messages: people who must be reached in ways of their own.

One shares a phone, two need another kind of letter, three collect their letters: at a prison, at a
day centre, at a kiosk; texts and a letter do not arrive, and somebody texts us.
`app.demo.post_and_texts` tells what came of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.demo.stories import LETTER, TELEPHONE, TEXT, hours
from app.demo.visit_stories import VisitStory
from app.journeys.life import Status
from app.people import LetterFormat, PersonDetails
from app.people.contact_rules import CollectHow

MORNINGS = {"from": "09:00", "to": "12:00", "days": [0, 1, 2, 3, 4]}
LAST_WEEK, YESTERDAY = 6, 1
# Whoever asked last week asked for a time that is still to come: so far down the list.
_LATER = 12
ASKED = "Can I bring my mother’s birthday cards in with me?"


@dataclass(frozen=True, kw_only=True)
class MessageStory(VisitStory):
    """One request by somebody with rules about safe contact.

    `days` is how many working days ago it was sent, at ten in the morning; `ago` follows from it.
    """

    person: PersonDetails
    days: int
    rules: Mapping[str, Any] = field(default_factory=dict)


def _story(  # one line of the table below
    key: str,
    prison: str,
    person: PersonDetails,
    *,
    days: int,
    ways: tuple[str, ...],
    **rules: Any,
) -> MessageStory:
    return MessageStory(
        key=key,
        prison=prison,
        channel=TELEPHONE,
        ends=Status.REQUESTED,
        ago=hours(0),
        ways=ways,
        choice=_LATER if days == LAST_WEEK else 0,
        person=person,
        days=days,
        rules=rules,
    )


def _person(first: str, last: str, born: date, number: str, home: str) -> PersonDetails:
    """Return somebody with a home ("line, town, postcode") and the end of a drama number."""
    line1, town, postcode = home.split(", ")
    return PersonDetails(
        first_names=first,
        last_name=last,
        born=born,
        phone=f"+447700900{number}",
        address={"line1": line1, "line2": "", "town": town, "county": "", "postcode": postcode},
    )


LARGE_PRINT = _story(
    "reads-large-print",
    "LEI",
    _person("Winifred", "Oakes", date(1941, 5, 9), "811", "14 Canal Street, Leeds, LS10 4BQ"),
    days=LAST_WEEK,
    ways=LETTER,
    letter_format=LetterFormat.LARGE_24.value,
    may_call=True,
    may_voicemail=False,
    may_name=True,
    shared_phone=False,
    hours=MORNINGS,
)
EASY_READ = _story(
    "reads-easy-read",
    "SWI",
    _person("Jordan", "Tideswell", date(1994, 1, 17), "812", "3 Ferry Road, Swansea, SA1 7RT"),
    days=LAST_WEEK,
    ways=LETTER,
    letter_format=LetterFormat.EASY_READ.value,
)
GONE_AWAY = _story(
    "gone-away",
    "NHI",
    _person("Maxine", "Farraday", date(1979, 8, 2), "813", "88 Quarry Lane, Wakefield, WF4 2GH"),
    days=LAST_WEEK,
    ways=LETTER,
)
TO_LETTER = _story(
    "text-becomes-letter",
    "LEI",
    _person("Curtis", "Bellweather", date(1986, 3, 30), "814", "7 Larch Close, Bradford, BD8 9LA"),
    days=YESTERDAY,
    ways=TEXT,
)
TO_CALL = _story(
    "text-becomes-call",
    "NHI",
    _person("Rosalind", "Thackray", date(1968, 11, 21), "815", "2 Mill Court, Barnsley, S70 2EN"),
    days=YESTERDAY,
    ways=TEXT,
    may_call=True,
    may_voicemail=False,
    hours=MORNINGS,
)
SHARED_PHONE = _story(
    "shares-a-phone",
    "LEI",
    _person("Danuta", "Greenhalgh", date(1999, 6, 5), "816", "31 Priory Road, York, YO10 3PW"),
    days=YESTERDAY,
    ways=TEXT,
    shared_phone=True,
    may_name=False,
)
AT_A_PRISON = _story(
    "collects-post",
    "SWI",
    _person("Leon", "Pascoe", date(1990, 9, 14), "817", "19 Harbour Street, Swansea, SA1 2DL"),
    days=YESTERDAY,
    ways=LETTER,
    collect_at="LEI",
)
AT_A_DAY_CENTRE = _story(
    "collects-at-a-day-centre",
    "LEI",
    _person("Marlon", "Whitbread", date(1977, 2, 26), "819", "Hostel, Leeds, LS2 7ZZ"),
    days=YESTERDAY,
    ways=LETTER,
    collect_at="DMILLBK",
    collect_how=CollectHow.CARE_OF.value,
)
AT_A_KIOSK = _story(
    "reads-at-a-kiosk",
    "SWI",
    _person("Ffion", "Maddock", date(1992, 7, 19), "820", "Hostel, Cardiff, CF10 4ZZ"),
    days=YESTERDAY,
    ways=LETTER,
    collect_at="CFI",
    collect_how=CollectHow.KIOSK.value,
)
TEXTS_US = _story(
    "texts-us",
    "LEI",
    _person("Priya", "Nambiar", date(1983, 12, 8), "818", "Flat 5, Leeds, LS6 1HN"),
    days=YESTERDAY,
    ways=TEXT,
    may_call=True,
    shared_phone=False,
    may_name=True,
)
MESSAGE_STORIES: tuple[MessageStory, ...] = (
    LARGE_PRINT,
    EASY_READ,
    GONE_AWAY,
    TO_LETTER,
    TO_CALL,
    SHARED_PHONE,
    AT_A_PRISON,
    AT_A_DAY_CENTRE,
    AT_A_KIOSK,
    TEXTS_US,
)
