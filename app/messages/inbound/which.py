"""Which of several requests a text means: the only one, or the one whose reference it ends with."""

from __future__ import annotations

from collections.abc import Sequence

from app.messages.inbound.requests import Request
from app.messages.inbound.situation import Answered, Situation, to_agent


def pick(found: Situation, requests: Sequence[Request]) -> Request | Answered:
    """Return the one request that is meant, or what came of asking which.

    Where several people share the number, only a reference says whose request is meant.
    """
    tail, meaning = found.understood.tail, found.understood.command
    if not requests:
        return to_agent(found, meaning)
    if tail:
        named = [one for one in requests if one.application.reference.endswith(tail)]
        return named[0] if len(named) == 1 else to_agent(found, meaning)
    if len(found.people) > 1:
        return to_agent(found, meaning)
    if len(requests) == 1:
        return requests[0]
    person = requests[0].person
    return Answered(
        meaning=meaning, person_id=person.id, answer_id=found.reply("text-which", person)
    )
