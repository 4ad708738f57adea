"""The stand-in for the supplier of texts: it speaks the supplier's real HTTP and is never killed.

It notes a text first and answers a moment later, as a distant supplier does, so that a worker can
be killed between the two.
"""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from typing import Any

from tests.fakes.twilio_server import ACCOUNT, TOKEN, Answer, FakeTwilio

ANSWERS_IN = (0.05, 0.4)  # seconds


class SlowTwilio(FakeTwilio):
    """The fake of the tests, in less of a hurry."""

    def __init__(self) -> None:
        super().__init__()
        self.taken_at: dict[str, datetime] = {}
        # A worker that was killed does not read its answer: nothing to tell of.
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]

    def next_answer(self, form: dict[str, str]) -> tuple[Answer, dict[str, Any]]:
        """Take a text, and answer after a while."""
        answer, message = super().next_answer(form)
        self.taken_at[message["sid"]] = datetime.now(UTC)
        time.sleep(random.uniform(*ANSWERS_IN))
        return answer, message


def stand_in_settings(supplier: FakeTwilio) -> dict[str, str]:
    """Return the settings that send texts to a stand-in."""
    return {
        "ALONGSIDE_SMS": "twilio",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM": "Alongside",
        "TWILIO_API_URL": supplier.url,
    }
