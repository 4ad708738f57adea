"""Texts that arrive, once: 1,000 with three in five answers broken, and the outbox's speed.

Every text must end in the right state and be taken once, whatever the supplier answered. Then, with
no faults, the drain of the outbox stands beside the bare HTTP calls that it needs: the same client
posts the same bodies from the same number of threads.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.db import Database
from app.messages.kinds import text_of
from app.messages.models import Message, State
from app.messages.pace import USUAL_PACE, Pace
from app.messages.sending import drain
from app.messages.sms import TwilioSms
from app.services import Services
from bench.houses import new_house, unread_log
from bench.mail import MOBILES, carried_by, queue_again, queue_texts, twilio_at, waiting
from bench.options import Options
from bench.stand_in import SHARES, FaultyTwilio, apart
from bench.tables import Cell, median, ms, ratio, say, show_table

TEXTS = 1_000
ROUNDS = 5
SEED = 20_261_122
HOPELESS_EVERY = 20  # one number in so many is no mobile
TIMEOUT = 0.3  # seconds; a real one is ten
PACE = Pace(first_wait=1, look_up_after=1)
TURN = timedelta(minutes=35)  # longer than the longest wait
MOST_TURNS = 60

Posting = tuple[str, str, UUID]


@dataclass(frozen=True)
class Verdict:
    """How the texts ended; `wrong`, `lost` and `twice` must be nothing."""

    texts: int
    sent: int
    refused: int
    wrong: int
    lost: int
    twice: int

    @property
    def kept(self) -> bool:
        """Say whether every promise was kept."""
        return not (self.wrong or self.lost or self.twice)


def run(options: Options) -> bool:
    """Print both tables; return False when a text was lost, sent twice or ended wrongly."""
    count = options.size(TEXTS, quick=40)
    with new_house() as house:
        services = house.services()
        kept = _faults(services, count)
        services.database.dispose()
    with new_house() as house:
        services = house.services()
        _rates(services, count, rounds=options.size(ROUNDS, quick=2))
        services.database.dispose()
    return kept


def _faults(services: Services, count: int) -> bool:
    numbers = range(0, MOBILES, HOPELESS_EVERY)
    hopeless = {f"+447700900{number:03d}" for number in numbers}
    at = clock.now()
    ids = queue_texts(services.database, count, at=at)
    started = time.monotonic()
    with FaultyTwilio(seed=SEED, hopeless=hopeless) as supplier:
        carriers, moment = carried_by(services, twilio_at(supplier.url, timeout=TIMEOUT)), at
        for _turn in range(MOST_TURNS):
            with unread_log():
                drain(carriers, at=moment, pace=PACE)
            moment += TURN
            if not waiting(services.database):
                break
    seconds = time.monotonic() - started
    verdict = _judge(services.database, ids, supplier)
    _show_faults(supplier, verdict, seconds)
    return verdict.kept


def _judge(database: Database, ids: Iterable[UUID], supplier: FaultyTwilio) -> Verdict:
    copies = taken_copies(supplier.taken)
    with database.reading() as session:
        found = {message.id: message for message in session.scalars(select(Message))}
    ended = Counter(_ended(found[one], supplier) for one in ids)
    reachable = [one for one in ids if found[one].to not in supplier.hopeless]
    return Verdict(
        texts=ended.total(),
        sent=ended["sent"],
        refused=ended["refused"],
        wrong=ended["wrong"],
        lost=sum(str(one) not in copies for one in reachable),
        twice=sum(times - 1 for times in copies.values()),
    )


def _ended(message: Message, supplier: FaultyTwilio) -> str:
    """Return "sent" or "refused" for a right end, else "wrong"."""
    if message.to in supplier.hopeless:
        right = message.state == State.FAILED and "not a mobile" in str(message.last_error)
        return "refused" if right else "wrong"
    return "sent" if message.state == State.SENT and message.supplier_id else "wrong"


def taken_copies(taken: Iterable[dict[str, str]]) -> Counter[str]:
    """Return {our message's id: how often the supplier took it}, by the address for reports."""
    return Counter(one["status_callback"].rpartition("/")[2] for one in taken)


def _show_faults(supplier: FaultyTwilio, verdict: Verdict, seconds: float) -> None:
    whole, deck = supplier.served.total(), sum(share for share, _answers in SHARES.values())
    rows: list[list[Cell]] = [
        [
            name,
            f"{share / deck:.0%}",
            f"{supplier.served[name] / whole:.1%}",
            supplier.served[name],
            supplier.hidden[name],
        ]
        for name, (share, _answers) in SHARES.items()
    ]
    headings = ["answer to a text", "planned", "served", "times", "taken all the same"]
    show_table(f"Texts: {verdict.texts:,} with broken answers, {seconds:.0f} s", headings, rows)
    ends = ["texts", "sent", "refused for good", "in a wrong state", "lost", "twice", "look-ups"]
    row = [verdict.texts, verdict.sent, verdict.refused, verdict.wrong, verdict.lost]
    show_table("How they ended", ends, [[*row, verdict.twice, supplier.gets]])
    blind = sum(supplier.hidden.values())
    say(f"\nA worker that tries again without asking would have sent {blind} texts twice.")


def _rates(services: Services, count: int, *, rounds: int) -> None:
    at = clock.now()
    queue_texts(services.database, count, at=at)
    postings = _postings(services.database)
    ours: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    with apart() as url:
        sms = twilio_at(url)
        carriers = carried_by(services, sms)
        _post_all(sms, postings[:50])  # opens the connections
        for _round in range(rounds):
            bare.append(_timed(lambda: _post_all(sms, postings)))
            queue_again(services.database, at=at)
            ours.append(_timed(lambda: drain(carriers)))
    rows = [_row("bare HTTP calls", bare, bare, count), _row("the outbox", ours, bare, count)]
    headings = ["way", "texts/s", "ms a text", "CPU ms a text", "time to bare"]
    title = f"Drain rate: {count:,} texts, {USUAL_PACE.together} threads, {rounds} rounds, SQLite"
    show_table(title, headings, rows)


def _postings(database: Database) -> list[Posting]:
    with database.reading() as session:
        return [(one.to, text_of(one), one.id) for one in session.scalars(select(Message))]


def _post_all(sms: TwilioSms, postings: list[Posting]) -> None:
    def post(posting: Posting) -> None:
        to, body, message_id = posting
        sms.send(to=to, body=body, message_id=message_id, valid_for=36_000)

    with ThreadPoolExecutor(USUAL_PACE.together) as pool:
        list(pool.map(post, postings))


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that work takes, by the clock and of our processor time."""
    clock_then, cpu_then = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock_then, time.process_time() - cpu_then


def _row(
    name: str, took: list[tuple[float, float]], beside: list[tuple[float, float]], count: int
) -> list[str]:
    seconds, cpu = (median(column) for column in zip(*took, strict=True))
    usual = median([clocked for clocked, _cpu in beside])
    each = [f"{count / seconds:.0f}", ms(seconds / count), ms(cpu / count)]
    return [name, *each, ratio(seconds, usual)]
