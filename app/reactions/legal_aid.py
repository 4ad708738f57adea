"""What else happens with a question about legal aid: the messages about it, and their holes.

Holes are plain JSON; times are ISO with their zone, money is whole pence, codes are stable slugs
whose words stand in tables by code. Every kind has `helpline` and `sender`. Beside them:

`legal-aid-outcome`, when it is sent
    `verdict`   "yes", "no", "unknown" or "elsewhere" (the problem itself led somewhere else)
    `code`      the verdict's reason ("within", "passported", "under-18", "gross", "disposable",
                "capital", "missing", "figures-not-known") or the slug of the exit step
    `day`       "2026-11-22": by the figures of which day
    `working`   a list of {test, code, whose, amount, running}; empty where nothing was worked out
    `results`   a list of {test, outcome, total, limit}; `total` and `limit` may be None
    `callback`  {starts_at, ends_at}, or None where no call was asked for
    `missing`   a list of the slugs of what was not answered
    `evidence`  a list of codes of papers to gather
    `turn_to`   a list of codes of where to turn
`legal-aid-referred`, when it is passed on
    `reason`    the code of the kind of provider
    `words`     the adviser's own words, or ""
`legal-aid-closed`, when it ends with a code that tells the person
    `reason`    the code
    `words`     the adviser's own words, or ""
`legal-aid-call-moved`, when the call-back is at another time
    `starts_at`, `ends_at`          when we call now
    `old_starts_at`, `old_ends_at`  when we were going to call; None where no call was to come

Only who said in this question how to reply is told. A yes that somebody gave to another service is
not one to this: the problem may be somebody who shares the phone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.applications.held_time import taken_slot
from app.applications.legal_aid_reasons import CLOSING_OF
from app.applications.legal_aid_verdict import Judged, kept_verdict
from app.applications.lifecycle import get_application, load_answers
from app.applications.models import Application
from app.events import Moved
from app.journeys.answers import Answers
from app.journeys.catalogue.legal_aid.next_steps import evidence_for, turn_to
from app.means.keeping import as_plain
from app.reactions.telling import Reaction, slot_of, tell, times_of
from app.settings import Settings


def tell_outcome(session: Session, event: Moved, settings: Settings) -> None:
    """Tell the person what came of it, with the working and when we call."""
    application = get_application(session, event.application_id)
    judged, answers = kept_verdict(application), load_answers(session, application.id)
    if judged is None or not answers.has("reply"):
        return
    callback = times_of(taken_slot(session, application.id)) or None
    holes = _outcome(judged, answers) | {"callback": callback}
    tell(session, "legal-aid-outcome", application, event, settings, holes)


def tell_referred(session: Session, event: Moved, settings: Settings) -> None:
    """Tell the person to what kind of provider the question was passed on."""
    application = get_application(session, event.application_id)
    if _wants_reply(session, application):
        tell(session, "legal-aid-referred", application, event, settings, _reason(application))


def tell_closed(session: Session, event: Moved, settings: Settings) -> None:
    """Tell the person that it is closed and why, where the code is one that tells."""
    application = get_application(session, event.application_id)
    holes = _reason(application)
    if CLOSING_OF[holes["reason"]].tells and _wants_reply(session, application):
        tell(session, "legal-aid-closed", application, event, settings, holes)


def tell_call_moved(session: Session, event: Moved, settings: Settings) -> None:
    """Tell the person the new time of the call, where there is one.

    A letter that would come after that time opens no task to call as well, as one about a visit
    does: nobody has to travel, and our own call at the new time is what such a task would be.
    """
    application = get_application(session, event.application_id)
    if "slot" not in event.details or not _wants_reply(session, application):
        return
    new, old = (event.details[name] for name in ("slot", "old_slot"))
    before = times_of(slot_of(session, old), prefix="old_")
    holes = times_of(slot_of(session, new)) | (
        before or {"old_starts_at": None, "old_ends_at": None}
    )
    turn = event.details["turn"]
    tell(session, "legal-aid-call-moved", application, event, settings, holes, turn=turn)


LEGAL_AID_REACTIONS: Mapping[str, tuple[Reaction, ...]] = {
    "request": (tell_outcome,),
    "follow-up": (tell_call_moved,),
    "move-call": (tell_call_moved,),
    "refer": (tell_referred,),
    "close": (tell_closed,),
}


def _wants_reply(session: Session, application: Application) -> bool:
    return load_answers(session, application.id).has("reply")


def _outcome(judged: Judged, answers: Answers) -> dict[str, Any]:
    worked = as_plain(judged.assessment) if judged.assessment else {}
    papers = evidence_for(answers, judged.assessment) if judged.assessment else ()
    return {
        "verdict": judged.verdict,
        "code": judged.code,
        "day": judged.day.isoformat(),
        "working": worked.get("lines", []),
        "results": worked.get("results", []),
        "missing": worked.get("missing", []),
        "evidence": list(papers),
        "turn_to": list(turn_to(judged.code)),
    }


def _reason(application: Application) -> dict[str, Any]:
    decision = application.decision or {}
    return {"reason": decision["reason"], "words": decision.get("words") or ""}
