"""A Twilio that speaks the real HTTP of its Messages resource, and fails in every way it is told.

Answers are planned one a request for POST; without a plan every message is taken. What was taken
is in `taken`, and a GET lists it as Twilio does, so a look-up finds what a broken answer hid.
"""

from __future__ import annotations

import base64
import json
import ssl
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

ACCOUNT = "AC" + "0" * 32
TOKEN = "fake-twilio-token"  # noqa: S105


@dataclass(frozen=True)
class Answer:
    """One planned answer: whether the message is taken, and what the caller gets to see.

    `body` None means Twilio's own JSON. `hang` answers nothing; `reset` breaks the connection.
    """

    taken: bool = False
    status: int = 201
    code: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    hang: bool = False
    reset: bool = False


OK = Answer(taken=True)
HANG = Answer(hang=True)
TAKEN_THEN_HANG = Answer(taken=True, hang=True)
RESET = Answer(reset=True)
TAKEN_THEN_RESET = Answer(taken=True, reset=True)
SERVER_ERROR = Answer(status=500, body=b"<html><h1>Internal Server Error</h1></html>")
TAKEN_THEN_ERROR = Answer(taken=True, status=503, code=20503)
HTML = Answer(taken=True, body=b"<html>It worked</html>")
HALF = Answer(taken=True, body=b'{"sid": "SM0123')
EMPTY = Answer(taken=True, body=b"")


def refused(code: int) -> Answer:
    """Return a 400 with one of Twilio's codes."""
    return Answer(status=400, code=code)


def too_many(seconds: int | None = None) -> Answer:
    """Return a 429, with the wait it asks for."""
    headers = {} if seconds is None else {"Retry-After": str(seconds)}
    return Answer(status=429, code=20429, headers=headers)


class FakeTwilio:
    """The server, on a free local port while its `with` block lasts."""

    def __init__(self, plan: Iterable[Answer] = ()) -> None:
        self.plan = deque(plan)
        self.listing = deque[Answer]()
        self.taken: list[dict[str, str]] = []
        self.posts = 0
        self.gets = 0
        self.lock = threading.Lock()
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.fake = self  # type: ignore[attr-defined]
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def speak_tls(self, certificate: str) -> None:
        """Show this certificate, a PEM file with its key, from now on."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def next_answer(self, form: dict[str, str]) -> tuple[Answer, dict[str, Any]]:
        """Take the next planned answer, and the message if the answer says it is taken."""
        with self.lock:
            self.posts += 1
            answer = self.plan.popleft() if self.plan else OK
            message = _resource(form, number=self.posts)
            if answer.taken:
                self.taken.append(message)
            return answer, message

    def listed(self, to: str) -> list[dict[str, Any]]:
        """Return what was taken for a number, newest first."""
        with self.lock:
            self.gets += 1
            return [message for message in reversed(self.taken) if message["to"] == to]


def _resource(form: dict[str, str], *, number: int) -> dict[str, Any]:
    now = format_datetime(datetime.now(UTC))
    sid = f"SM{number:032x}"
    return {
        "account_sid": ACCOUNT,
        "api_version": "2010-04-01",
        "body": form.get("Body", ""),
        "date_created": now,
        "date_sent": None,
        "date_updated": now,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": form.get("From"),
        "messaging_service_sid": form.get("MessagingServiceSid"),
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": "USD",
        "sid": sid,
        "status": "queued",
        "subresource_uris": {},
        "to": form.get("To", ""),
        "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{sid}.json",
        "status_callback": form.get("StatusCallback"),
    }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or head and body of an answer come 40 ms apart

    @property
    def fake(self) -> FakeTwilio:
        return self.server.fake  # type: ignore[attr-defined, no-any-return]

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if len(body) < length:  # the caller died half-way: that is no request
            self.close_connection = True
            return
        posted = parse_qs(body.decode(), keep_blank_values=True)
        if not self._known():
            return
        answer, message = self.fake.next_answer(
            {name: values[0] for name, values in posted.items()}
        )
        self._give(answer, message)

    def do_GET(self) -> None:
        if not self._known():
            return
        with self.fake.lock:
            planned = self.fake.listing.popleft() if self.fake.listing else Answer(status=200)
        query = parse_qs(urlsplit(self.path).query)
        size, page = (int(query.get(name, [other])[0]) for name, other in (("PageSize", "50"), ("Page", "0")))  # fmt: skip
        to = query.get("To", [""])[0]
        found = self.fake.listed(to)
        here = found[page * size : (page + 1) * size]
        onward = urlencode({"To": to, "PageSize": size, "Page": page + 1})
        uri = f"{urlsplit(self.path).path}?{onward}" if len(found) > (page + 1) * size else None
        self._give(planned, {"messages": here, "next_page_uri": uri, "page": page, "page_size": size})  # fmt: skip

    def _known(self) -> bool:
        pair = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
        if self.headers.get("Authorization") != f"Basic {pair}":
            self._give(Answer(status=401, code=20003), {})
            return False
        if urlsplit(self.path).path != path:
            self._give(Answer(status=404, code=20404), {})
            return False
        return True

    def _give(self, answer: Answer, found: dict[str, Any]) -> None:
        if answer.hang:
            self.fake.released.wait(30)
        if answer.hang or answer.reset:
            self.close_connection = True
            return
        body = answer.body
        if body is None:
            error = {"code": answer.code, "message": "no", "status": answer.status}
            body = json.dumps(found if answer.status < 300 else error).encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
