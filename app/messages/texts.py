"""One attempt at one text: look it up when that is doubtful, send it, and say how it went.

No transaction is open while the supplier is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from app.clock import today
from app.messages.claims import Claim
from app.messages.kinds import text_of, wording_of
from app.messages.models import Message, State
from app.messages.outcomes import Ended, Outcome, Rest
from app.messages.pace import Pace
from app.messages.prices import text_cost
from app.messages.supplier import Refused, SmsSupplier, TryLater, Unclear, Undelivered
from app.messages.troubles import NO_ANSWER, NO_CLEAR_ANSWER
from app.values.sms_text import parts

# How long a text is worth delivering when its wording names no end; GOV.UK Notify's networks try
# for 72 hours, which is too late for most of ours.
USUAL_LIFE = timedelta(hours=10)
LONGEST_ERROR = 300


def look_up(
    message: Message,
    claim: Claim,
    sms: SmsSupplier,
    *,
    pace: Pace,
    at: datetime,
    is_anothers: Callable[[str], bool],
) -> Outcome | None:
    """Ask the supplier about a doubtful text; None means it surely has not got this try's.

    A text that was sent, failed and was started again still has the id of that earlier try. What
    the supplier found by number and words may be another message: `is_anothers` says so of its id.
    """
    passed = {message.supplier_id} if message.supplier_id else set()
    while True:
        try:
            supplier_id = sms.find_sent(
                to=message.to,
                body=text_of(message),
                since=message.attempted_at or message.created_at,
                message_id=message.id,
                but_not=passed,
            )
        except (TryLater, Unclear) as unclear:
            return _unknown(message, claim, unclear, sms, pace)
        except Undelivered as failed:
            supplier_id, outcome = failed.supplier_id, _undelivered(failed, message, at, sms)
        else:
            if supplier_id is None:
                return None
            outcome = _sent(supplier_id, text_of(message), at, sms)
        if supplier_id in passed:
            return None
        if not is_anothers(supplier_id):
            return outcome
        passed.add(supplier_id)


def send_text(
    message: Message, claim: Claim, sms: SmsSupplier, *, pace: Pace, at: datetime
) -> Outcome:
    """Send one text; every answer of the supplier is an outcome.

    An unclear last try is looked up once more, and not sent again.
    """
    if claim.attempt > _tries(message):
        return Ended(State.FAILED, error=NO_ANSWER.source)
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
        return Ended(State.FAILED, error=refused.words.source, asked=sms.name)
    except TryLater as later:
        return _not_taken(message, claim, later, sms, pace)
    except Unclear as unclear:
        return _rest(claim, unclear, sms, pace, doubtful=True)
    return _sent(receipt.supplier_id, body, at, sms)


def _tries(message: Message) -> int:
    return wording_of(message.kind, message.wording_version).tries


def _sent(supplier_id: str, body: str, at: datetime, sms: SmsSupplier) -> Ended:
    count = parts(body).parts
    cost = text_cost(count, on=today(at))
    return Ended(State.SENT, supplier_id=supplier_id, parts=count, cost=cost, asked=sms.name)


def _undelivered(failed: Undelivered, message: Message, at: datetime, sms: SmsSupplier) -> Ended:
    """A text that the supplier took and could not deliver has its price, and goes another way."""
    taken = _sent(failed.supplier_id, text_of(message), at, sms)
    return replace(taken, state=State.FAILED, error=failed.words.source)


def _not_taken(
    message: Message, claim: Claim, later: TryLater, sms: SmsSupplier, pace: Pace
) -> Outcome:
    """Try again, or give up after as many tries as the kind of message is worth."""
    if claim.attempt >= _tries(message):
        return Ended(State.FAILED, error=NO_ANSWER.source, asked=sms.name)
    return _rest(claim, later, sms, pace, doubtful=False)


def _unknown(
    message: Message, claim: Claim, why: TryLater | Unclear, sms: SmsSupplier, pace: Pace
) -> Outcome:
    """Ask again later, or give up not knowing whether the text arrived."""
    if claim.attempt > _tries(message):
        return Ended(State.FAILED, error=NO_CLEAR_ANSWER.source, doubtful=True, asked=sms.name)
    return _rest(claim, why, sms, pace, doubtful=True)


def _rest(
    claim: Claim, why: TryLater | Unclear, sms: SmsSupplier, pace: Pace, *, doubtful: bool
) -> Rest:
    wait = pace.wait(claim.attempt)
    if isinstance(why, TryLater):
        wait += timedelta(seconds=why.after or 0)
    elif doubtful:
        wait = max(wait, pace.look_up_wait())
    failed = not (isinstance(why, TryLater) and why.busy)
    said = str(why)[:LONGEST_ERROR]
    return Rest(wait, error=said, doubtful=doubtful, failed=failed, asked=sms.name)
