"""The stand-ins for the supplier of texts: they speak its real HTTP and are never killed.

The slow one notes a text first and answers a moment later, as a distant supplier does, so that a
worker can be killed between the two. The faulty one deals out broken answers in fixed shares. The
one apart runs in a process of its own, so that its work is not counted as ours.
"""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter, deque
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

from tests.fakes import twilio_server as fake
from tests.fakes.twilio_server import ACCOUNT, TOKEN, Answer, FakeTwilio

ANSWERS_IN = (0.05, 0.4)  # seconds
NOT_A_MOBILE = 21614
PATIENCE = 60  # seconds
BACKLOG = 256  # connections that may wait

# Of twenty answers: eight as they should be, twelve broken. Each name has the answers it stands
# for; where there are several, the text is taken behind some of the broken ones.
GOOD = "as it should be"
SHARES: dict[str, tuple[int, tuple[Answer, ...]]] = {
    "5xx": (3, (fake.SERVER_ERROR, fake.TAKEN_THEN_ERROR)),
    "accepted, then hung": (4, (fake.TAKEN_THEN_HANG,)),
    "hung": (2, (fake.HANG,)),
    "429": (2, (fake.too_many(1),)),
    "reset": (1, (fake.RESET, fake.TAKEN_THEN_RESET)),
    GOOD: (8, (fake.OK,)),
}
LOOK_UPS = (fake.SERVER_ERROR, fake.HANG, fake.RESET, *[Answer(status=200)] * 7)


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


class FaultyTwilio(FakeTwilio):
    """Breaks its answers in the shares above, three in ten look-ups too; `served` counts them.

    What it would have taken it refuses for the `hopeless` numbers.
    """

    def __init__(self, *, seed: int, hopeless: Collection[str] = ()) -> None:
        super().__init__()
        self.hopeless = frozenset(hopeless)
        self.served: Counter[str] = Counter()
        self.hidden: Counter[str] = Counter()
        self._chance = random.Random(seed)
        self._deck: list[str] = []
        self._one = Lock()
        self.listing = _Endless(LOOK_UPS, self._chance)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self._server.socket.listen(BACKLOG)

    def next_answer(self, form: dict[str, str]) -> tuple[Answer, dict[str, Any]]:
        """Deal the next answer from the deck, which is shuffled anew when it is empty."""
        with self._one:
            if not self._deck:
                self._deck = [name for name, (share, _) in SHARES.items() for _ in range(share)]
                self._chance.shuffle(self._deck)
            name = self._deck.pop()
            answer = self._chance.choice(SHARES[name][1])
            if form.get("To") in self.hopeless and answer.taken:
                name, answer = GOOD, fake.refused(NOT_A_MOBILE)
            self.served[name] += 1
            self.hidden[name] += answer.taken and name != GOOD
            self.plan.append(answer)
            return super().next_answer(form)


class _Endless(deque[Answer]):
    """A plan that never ends: each answer is drawn from these."""

    def __init__(self, answers: Collection[Answer], chance: random.Random) -> None:
        super().__init__()
        self._answers, self._chance = tuple(answers), chance

    def __bool__(self) -> bool:
        return True

    def popleft(self) -> Answer:
        """Draw the next answer."""
        return self._chance.choice(self._answers)


@contextmanager
def apart() -> Iterator[str]:
    """Give the address of a fake that takes every text, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        if not ours.poll(PATIENCE):
            raise TimeoutError("the stand-in did not start")
        yield ours.recv()
    finally:
        ours.send(None)
        process.join(PATIENCE)


def _serve(pipe: Connection) -> None:
    with FakeTwilio() as running:
        running._server.socket.listen(BACKLOG)
        pipe.send(running.url)
        pipe.recv()


def stand_in_settings(supplier: FakeTwilio) -> dict[str, str]:
    """Return the settings that send texts to a stand-in."""
    return {
        "ALONGSIDE_SMS": "twilio",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM": "Alongside",
        "TWILIO_API_URL": supplier.url,
    }
