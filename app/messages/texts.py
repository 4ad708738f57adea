"""One attempt at one text: look it up when that is doubtful, send it, and say how it went.

No transaction is open while the supplier is asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from app.clock import today
from app.messages.claims import Claim
from app.messages.kinds import text_of, wording_of
from app.messages.models import Message, State
from app.messages.outcomes import Ended, Outcome, Rest
from app.messages.pace import Pace
from app.messages.prices import text_cost
from app.messages.supplier import Refused, SmsSupplier, TryLater, Unclear
from app.messages.troubles import NO_ANSWER, NO_CLEAR_ANSWER
from app.values.sms_text import parts

# How long a text is worth delivering when its wording names no end; GOV.UK Notify's networks try
# for 72 hours, which is too late for most of ours.
USUAL_LIFE = timedelta(hours=10)


def look_up(
    message: Message, claim: Claim, sms: SmsSupplier, *, pace: Pace, at: datetime
) -> Outcome | None:
    """Ask the supplier about a doubtful text; None means it surely has not got this try's.

    A text that was sent, failed and was started again still has the id of that earlier try.
    """
    try:
        supplier_id = sms.find_sent(
            to=message.to,
            body=text_of(message),
            since=message.attempted_at or message.created_at,
            message_id=message.id,
        )
    except (TryLater, Unclear) as unclear:
        return _again(message, claim, unclear, doubtful=True, pace=pace)
    if supplier_id is None or supplier_id == message.supplier_id:
        return None
    return _sent(supplier_id, text_of(message), at)


def send_text(
    message: Message, claim: Claim, sms: SmsSupplier, *, pace: Pace, at: datetime
) -> Outcome:
    """Send one text; every answer of the supplier is an outcome."""
    body = text_of(message)
    life = message.expires_at - at if message.expires_at else USUAL_LIFE
    try:
        receipt = sms.send(
            to=message.to,
            body=body,
            message_id=message.id,
            valid_for=int(min(life, USUAL_LIFE).total_seconds()),
        )
    except Refused as refused:
        return Ended(State.FAILED, error=refused.words.source)
    except TryLater as later:
        return _again(message, claim, later, doubtful=False, pace=pace)
    except Unclear as unclear:
        return _again(message, claim, unclear, doubtful=True, pace=pace)
    return _sent(receipt.supplier_id, body, at)


def _sent(supplier_id: str, body: str, at: datetime) -> Ended:
    count = parts(body).parts
    cost = text_cost(count, on=today(at))
    return Ended(State.SENT, supplier_id=supplier_id, parts=count, cost=cost)


def _again(
    message: Message, claim: Claim, why: TryLater | Unclear, *, doubtful: bool, pace: Pace
) -> Outcome:
    """Rest before another try, or give up after as many as the kind of message is worth."""
    if claim.attempt >= wording_of(message.kind, message.wording_version).tries:
        words = NO_CLEAR_ANSWER if doubtful else NO_ANSWER
        return Ended(State.FAILED, error=words.source, doubtful=doubtful)
    wait = pace.wait(claim.attempt)
    if isinstance(why, TryLater):
        wait += timedelta(seconds=why.after or 0)
    elif doubtful:
        wait = max(wait, pace.look_up_wait())
    failed = not (isinstance(why, TryLater) and why.busy)
    return Rest(wait, error=str(why), doubtful=doubtful, failed=failed)
