"""A phone whose texts Twilio hands on: the fields it posts, signed as it signs, or wrongly."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from uuid import uuid4

from twilio.request_validator import RequestValidator

from tests.fakes.twilio_server import ACCOUNT, TOKEN

PATH = "/api/callbacks/texts"
OUR_NUMBER = "+447700900001"


@dataclass(frozen=True)
class Post:
    """One request as Twilio makes it: form fields and headers."""

    fields: dict[str, str]
    headers: dict[str, str]


def inbound_text(
    body: str,
    *,
    sender: str,
    public_url: str,
    token: str = TOKEN,
    sid: str | None = None,
    opt_out: str = "",
    pictures: int = 0,
) -> Post:
    """Return the request that tells us of one text; another `token` signs it wrongly."""
    sid = sid or f"SM{uuid4().hex}"
    fields = {
        "ToCountry": "GB",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "SmsSid": sid,
        "SmsStatus": "received",
        "Body": body,
        "FromCountry": "GB",
        "To": OUR_NUMBER,
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": ACCOUNT,
        "From": sender,
        "ApiVersion": "2010-04-01",
    }
    fields["NumMedia"] = str(pictures)
    for number in range(pictures):
        fields[f"MediaUrl{number}"] = f"https://media.example/{sid}/{number}"
        fields[f"MediaContentType{number}"] = "image/jpeg"
    if opt_out:
        fields["OptOutType"] = opt_out
    signature = RequestValidator(token).compute_signature(public_url + PATH, fields)
    return Post(fields, {"X-Twilio-Signature": signature})


def send_text(base: str, post: Post) -> int:
    """Post a text to a running server at an address and return the status of its answer."""
    data = urllib.parse.urlencode(post.fields).encode()
    request = urllib.request.Request(base + PATH, data=data, headers=post.headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
