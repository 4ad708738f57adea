"""Texts through Twilio: the only module that knows its library.

Every answer is sorted into what the outbox understands. An answer that is not plainly a yes or a
no, such as a timeout, a reset, a server error or half a body, is `Unclear`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from ssl import SSLCertVerificationError
from typing import Any
from uuid import UUID

import requests
from twilio.base.exceptions import (
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.twiml.messaging_response import MessagingResponse
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from app import clock
from app.messages.supplier import Receipt, Refused, TryLater, Unclear, Undelivered, is_id
from app.messages.troubles import OUR_SET_UP, OUR_SIDE, SUPPLIER, supplier_words

TIMEOUT_SECONDS = 10
CALLBACK_PATH = "/api/callbacks/texts/{message_id}"
TEXTS_PATH = "/api/callbacks/texts"
# What a text is answered with over HTTP: nothing, in Twilio's own words for it.
NO_ANSWER = str(MessagingResponse())
MESSAGING_SERVICE = "MG"
# Clocks differ; a body names its own reference, so looking too far back finds nothing foreign.
CLOCK_SLACK = timedelta(hours=1)
PAGE = 200
# Seconds that Twilio's ValidityPeriod may say (its API reference, 2026).
SHORTEST_LIFE, LONGEST_LIFE = 1, 36_000
# Our account, key or address is wrong: no fault of the message, so it waits.
_OUR_ACCOUNT = frozenset({401, 403, 404})
_SET_UP_WAIT = 60
# What Twilio's library raises for a body that is not what it should be.
_UNREADABLE = (TwilioException, ValueError, KeyError, TypeError, AttributeError, RecursionError)
_LONGEST_WAIT = 3600


# How Twilio lists a text that it took and will not deliver (its message statuses, 2026).
_LOST = frozenset({"failed", "undelivered", "canceled"})


def is_genuine(token: str, *, url: str, fields: Mapping[str, str], signature: str) -> bool:
    """Say whether Twilio signed these form fields for this address, as the public sees it."""
    return bool(RequestValidator(token).validate(url, dict(fields), signature))


class TwilioSms:
    """A Twilio account. `sender` is a number, a name, or a messaging service ("MG...").

    `public_url` is where Twilio reports deliveries. `api`, when given, stands in for Twilio's own
    address. `name` tells two accounts apart in our own records.
    """

    def __init__(
        self,
        *,
        account: str,
        token: str,
        sender: str,
        public_url: str,
        per_second: int,
        api: str = "",
        timeout: float = TIMEOUT_SECONDS,
        name: str = "twilio",
    ) -> None:
        self.name = name
        self.per_second = per_second
        self._sender = sender
        self._public_url = public_url.rstrip("/")
        self._client = Client(account, token, http_client=_Wire(timeout=timeout))
        if api:
            self._client.api.base_url = api

    def send(self, *, to: str, body: str, message_id: UUID, valid_for: int) -> Receipt:
        """Hand over one text; raise TryLater, Unclear or Refused."""
        sender = "messaging_service_sid" if self._is_service else "from_"
        callback = self._public_url + CALLBACK_PATH.format(message_id=message_id)
        sent = self._ask(
            self._client.messages.create,
            to=to,
            body=body,
            status_callback=callback,
            validity_period=min(max(valid_for, SHORTEST_LIFE), LONGEST_LIFE),
            **{sender: self._sender},
        )
        return Receipt(_id_in(sent.sid))

    def find_sent(
        self,
        *,
        to: str,
        body: str,
        since: datetime,
        message_id: UUID,
        but_not: Collection[str] = (),
    ) -> str | None:
        """Return the id of a text to this number with this body, taken since a moment, or None.

        Raises TryLater, Unclear, or Undelivered where Twilio lists it as failed.
        """
        try:
            listed: list[_Listed] = self._ask(
                self._like, to=to, body=body, oldest=since - CLOCK_SLACK
            )
        except Refused as refused:
            raise Unclear(f"the look-up was refused: {refused.code}") from refused
        found = next((one for one in listed if one.sid not in but_not), None)
        if found is not None and found.failed:
            raise Undelivered(found.sid, found.code, supplier_words(found.code))
        return found.sid if found else None

    def _like(self, *, to: str, body: str, oldest: datetime) -> list[_Listed]:
        """Return the texts like this one, newest first, page by page back to a moment.

        Not by the day of sending: one that still waits at the supplier has none.
        """
        found = []
        for message in self._client.messages.stream(to=to, page_size=PAGE):
            if message.date_created is not None and message.date_created < oldest:
                break
            if message.to == to and _text_in(message.body).endswith(body):
                failed = message.status in _LOST
                found.append(_Listed(_id_in(message.sid), failed, str(message.error_code or "")))
        return found

    @property
    def _is_service(self) -> bool:
        return self._sender.startswith(MESSAGING_SERVICE) and len(self._sender) > len("MG") + 9

    def _ask(self, call: Any, **arguments: Any) -> Any:
        try:
            return call(**arguments)
        except (TwilioRestException, TwilioServiceException) as error:
            raise _sorted(error.status, error.code) from error
        except requests.exceptions.ConnectionError as error:
            raise _connection_failure(error) from error
        except requests.exceptions.RequestException as error:
            raise Unclear(f"no clear answer: {type(error).__name__}") from error
        except _UNREADABLE as error:
            raise Unclear(f"the answer cannot be read: {type(error).__name__}") from error


@dataclass(frozen=True)
class _Listed:
    """A text in Twilio's list, and the code of the error where it failed."""

    sid: str
    failed: bool
    code: str


class _Wire(TwilioHttpClient):
    """Twilio's own HTTP client, but a 429 says how long to wait."""

    def request(self, *arguments: Any, **named: Any) -> Response:
        response = super().request(*arguments, **named)
        if response.status_code == requests.codes.too_many_requests:
            wait = _wait_asked(response.headers or {}, at=clock.now())
            raise TryLater("too many requests", after=wait, busy=True)
        return response


def _id_in(found: Any) -> str:
    """Return the supplier's id of a message; raise Unclear for what cannot be one."""
    if not is_id(found):
        raise Unclear("the answer has no id")
    return found


def _text_in(found: Any) -> str:
    """Return the words of a listed message; raise Unclear where they cannot be words."""
    if found is not None and not isinstance(found, str):
        raise Unclear("the list cannot be read")
    return found or ""


def _wait_asked(headers: Mapping[str, str], *, at: datetime) -> float | None:
    """Return the seconds that Retry-After asks for: a number, or until a date (RFC 9110, 10.2.3)."""
    asked = headers.get("Retry-After", "")
    if asked.isascii() and asked.isdigit():
        return min(float(asked), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(asked)
        return min(max((until - at).total_seconds(), 0), _LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError):
        return None


def _sorted(status: int, code: int | None) -> TryLater | Unclear | Refused:
    """Sort an answer; what is known about a number is final, whichever 4xx status it came with."""
    if not 400 <= status < 500 or status == requests.codes.request_timeout:
        return Unclear(f"status {status}, code {code}")
    ours = code in OUR_SET_UP or status in _OUR_ACCOUNT
    if ours and str(code) not in SUPPLIER:
        return TryLater(OUR_SIDE.source, after=_SET_UP_WAIT)
    return Refused(str(code), supplier_words(str(code)))


def _connection_failure(error: requests.exceptions.ConnectionError) -> TryLater | Unclear:
    """Tell a connection that was never made, so nothing was taken, from one that broke."""
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    if isinstance(error, requests.exceptions.ConnectTimeout) or isinstance(
        reason, NewConnectionError | ConnectTimeoutError
    ):
        return TryLater("the supplier cannot be reached")
    if any(isinstance(one, SSLCertVerificationError) for one in getattr(reason, "args", ())):
        return TryLater("the supplier cannot show who it is")
    return Unclear("the connection broke")
