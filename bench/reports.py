"""10,000 delivery reports, each sent three times, shuffled, and one in a hundred calls forged.

They come through the real callback, four at once as in a web worker. A trigger in the database
notes every move of a message, so that one that goes back is seen even if it is undone. The bare
signature check in a hello page stands beside, fed with the same calls.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from flask import Flask, request
from sqlalchemy import select, text, update
from twilio.request_validator import RequestValidator
from werkzeug.test import run_wsgi_app

from app import clock
from app.backend import create_app
from app.db import Database
from app.messages.models import Channel, Message, State
from app.messages.sms import CALLBACK_PATH, is_genuine
from app.services import Services
from bench.houses import new_house, unread_log
from bench.mail import PUBLIC, queue_texts
from bench.options import Options
from bench.tables import Cell, median, ms, p95, ratio, show_table
from tests.fakes.twilio_server import TOKEN

REPORTS = 10_000
TIMES = 3
FORGED_SHARE = 100  # one call in so many
A_MESSAGE = 4  # reports of one text: queued, sending, sent, then a verdict
ROUNDS = 10
THREADS = 4
SEED = 20_261_122
FORWARD = {
    (State.ATTEMPTING, State.SENT),
    (State.ATTEMPTING, State.DELIVERED),
    (State.ATTEMPTING, State.FAILED),
    (State.SENT, State.DELIVERED),
    (State.SENT, State.FAILED),
}
VERDICTS = {"delivered": State.DELIVERED, "undelivered": State.FAILED}
WATCH = """CREATE TRIGGER watch_moves AFTER UPDATE OF state ON messages
WHEN old.state <> new.state BEGIN INSERT INTO moves VALUES (old.id, old.state, new.state); END"""


@dataclass(frozen=True)
class Call:
    """One POST of a report: where, what, with which signature; `forged` ones must be refused."""

    path: str
    body: bytes
    signature: str
    forged: bool


@dataclass(frozen=True)
class Story:
    """What the supplier says of one text. `known` False: we have no such text."""

    message_id: UUID
    supplier_id: str
    verdict: str
    known: bool = True


def run(options: Options) -> bool:
    """Print the table; return False when a message moved back, or a forged report was taken."""
    count = options.size(REPORTS, quick=200)
    with new_house() as house:
        services = house.services()
        settings = replace(
            services.settings, sms_supplier="twilio", twilio_token=TOKEN, public_url=PUBLIC
        )
        services = replace(services, settings=settings)
        stories = _stories(services, count // A_MESSAGE)
        _watch(services.database)
        calls = _calls(stories)
        with unread_log():
            ours, bare, answers = _send(services, calls, rounds=options.size(ROUNDS, quick=2))
        kept = _show_verdict(services.database, stories, calls, answers)
        services.database.dispose()
    rows = [_row("signature check and hello", bare, bare), _row("the callback", ours, bare)]
    title = f"Reports: {len(calls):,} calls, {THREADS} threads, medians of {len(ours)} rounds"
    show_table(title, ["way", "calls/s", "ms a call", "p95 of rounds", "time to bare"], rows)
    return kept


def _stories(services: Services, count: int) -> list[Story]:
    """Have so many texts sent, one in ten still being attempted; one in fifty is not ours."""
    ids = queue_texts(services.database, count, at=clock.now())
    verdicts = ("undelivered", *["delivered"] * 9)
    told = [Story(one, f"SM{one.hex}", verdicts[n % 10]) for n, one in enumerate(ids)]
    with services.database.unit_of_work() as session:
        for number, one in enumerate(told):
            sent = number % 10 != 1
            values: dict[str, object] = {
                "state": State.SENT if sent else State.ATTEMPTING,
                "attempts": 1,
            }
            if sent:
                values |= {"supplier_id": one.supplier_id, "sent_at": clock.now()}
            session.execute(update(Message).where(Message.id == one.message_id).values(**values))
    foreign = (uuid4() for _number in range(count // 50 or 1))
    return told + [Story(one, f"SM{one.hex}", "delivered", known=False) for one in foreign]


def _watch(database: Database) -> None:
    with database.unit_of_work() as session:
        session.execute(text("CREATE TABLE moves (id TEXT, old TEXT, new TEXT)"))
        session.execute(text(WATCH))


def _calls(stories: Sequence[Story]) -> list[Call]:
    """Return every report three times, and the forged ones, in random order."""
    chance, signer = Random(SEED), RequestValidator(TOKEN)
    once = [
        _call(signer, story, status)
        for story in stories
        for status in ("queued", "sending", "sent", story.verdict)
    ]
    calls = once * TIMES
    forged = [_forged(signer, story, chance) for story in _chosen(stories, len(calls), chance)]
    calls += forged
    chance.shuffle(calls)
    return calls


def _chosen(stories: Sequence[Story], calls: int, chance: Random) -> list[Story]:
    return [chance.choice(stories) for _number in range(calls // (FORGED_SHARE - 1) or 1)]


def _call(signer: RequestValidator, story: Story, status: str) -> Call:
    path = CALLBACK_PATH.format(message_id=story.message_id)
    fields = {"MessageSid": story.supplier_id, "MessageStatus": status, "To": "+447700900123"}
    if status == "undelivered":
        fields["ErrorCode"] = "30003"
    signature = signer.compute_signature(PUBLIC + path, fields)
    return Call(path, urlencode(fields).encode(), signature, forged=False)


def _forged(signer: RequestValidator, story: Story, chance: Random) -> Call:
    """Return a report that was signed and then changed: its verdict, its text, or its signature."""
    true = _call(signer, story, "delivered")
    kind = chance.randrange(4)
    if kind == 0:
        return replace(true, body=true.body.replace(b"delivered", b"failed"), forged=True)
    if kind == 1:
        return replace(true, path=CALLBACK_PATH.format(message_id=uuid4()), forged=True)
    if kind == 2:
        last = "B" if true.signature[-2] != "B" else "C"
        return replace(true, signature=true.signature[:-2] + last + "=", forged=True)
    return replace(true, signature="", forged=True)


def _send(
    services: Services, calls: Sequence[Call], *, rounds: int
) -> tuple[list[float], list[float], list[int]]:
    """Send the calls in rounds to both in turns; return seconds a call of each, and our answers."""
    real, least = create_app(services), _hello()
    size = -(-len(calls) // rounds)
    ours: list[float] = []
    bare: list[float] = []
    answers: list[int] = []
    with ThreadPoolExecutor(THREADS) as pool:
        for start in range(0, len(calls), size):
            some = calls[start : start + size]
            for app, took in ((least, bare), (real, ours)):
                begun = time.perf_counter()
                given = list(pool.map(lambda call, app=app: _answer(app, call), some))
                took.append((time.perf_counter() - begun) / len(some))
            answers += given
    return ours, bare, answers


def _hello() -> Flask:
    app = Flask("hello")

    @app.post("/api/callbacks/texts/<uuid:message_id>")
    def hello(message_id: UUID) -> tuple[str, int]:
        fields, signature = request.form.to_dict(), request.headers.get("X-Twilio-Signature", "")
        url = PUBLIC + request.path
        genuine = is_genuine(TOKEN, url=url, fields=fields, signature=signature)
        return ("hello", 200) if genuine else ("", 403)

    return app


def _answer(app: Flask, call: Call) -> int:
    """Make one call in the process and return the status of its answer."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": call.path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(call.body)),
        "HTTP_HOST": "127.0.0.1",
        "HTTP_X_TWILIO_SIGNATURE": call.signature,
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(call.body),
        "wsgi.errors": BytesIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    body, status, _headers = run_wsgi_app(app.wsgi_app, environ, buffered=True)
    b"".join(body)
    return int(status.partition(" ")[0])


def _show_verdict(
    database: Database, stories: Sequence[Story], calls: Sequence[Call], answers: Sequence[int]
) -> bool:
    with database.reading() as session:
        moves = Counter((State(old), State(new)) for old, new in session.execute(text("SELECT old, new FROM moves")))  # fmt: skip
        texts = select(Message.id, Message.state).where(Message.channel == Channel.TEXT)
        states = dict(session.execute(texts).all())
        copies = select(Message.fallback_of).where(Message.fallback_of.is_not(None))
        twice = _extra(session.scalars(copies))
    back = sum(times for move, times in moves.items() if move not in FORWARD)
    ends = [(states[one.message_id], VERDICTS[one.verdict]) for one in stories if one.known]
    wrong = sum(found != due for found, due in ends)
    given = Counter((call.forged, status) for call, status in zip(calls, answers, strict=True))
    forged = sum(times for (was_forged, _), times in given.items() if was_forged)
    genuine = len(calls) - forged
    row: list[Cell] = [genuine, forged, given[True, 403], genuine - given[False, 204], back]
    headings = ["genuine calls", "forged", "forged and refused", "genuine, not taken"]
    more = ["moves back", "wrong at the end", "told again twice"]
    title = f"Reports: {genuine // TIMES:,}, each sent {TIMES} times, shuffled"
    show_table(title, [*headings, *more], [[*row, wrong, twice]])
    sound = given[True, 403] == forged and given[False, 204] == genuine
    return sound and not (back or wrong or twice)


def _extra(failed: Iterable[UUID | None]) -> int:
    """Count how many more messages than one took the place of a text that failed."""
    return sum(times - 1 for times in Counter(failed).values())


def _row(name: str, took: Sequence[float], beside: Sequence[float]) -> list[str]:
    usual = median(took)
    return [name, f"{1 / usual:.0f}", ms(usual), ms(p95(took)), ratio(usual, median(beside))]
