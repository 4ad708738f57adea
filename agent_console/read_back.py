"""The read-back: a section's answers as plain sentences that an agent reads out.

Numbers are grouped as people say them. A question without a sentence of its own is read as asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.i18n import Words, _
from app.journeys.summary import Part, Row

SENTENCES: dict[str, Words] = {
    "prison": _("The prison is {text}."),
    "prisoner-number": _("The prisoner’s number is {text}."),
    "prisoner-name": _("The prisoner’s name is {text}."),
    "prisoner-born": _("The prisoner was born on {text}."),
    "lead-name": _("The main visitor is {text}."),
    "lead-born": _("The main visitor was born on {text}."),
    "visitor-name": _("Visitor {number} is {text}."),
    "visitor-born": _("Visitor {number} was born on {text}."),
    "visit-time": _("The visit is on {text}."),
    "first-choice": _("The first choice is {text}."),
    "second-choice": _("The second choice: {text}."),
    "third-choice": _("The third choice: {text}."),
    "times-by-hand": _("The days and times that suit: {text}."),
    "support": _("Does anyone need support? {text}."),
    "support-details": _("The support needed: {text}."),
    "reply": _("We may send: {text}."),
    "mobile": _("We will text {text}."),
    "address": _("We will write to {text}."),
}
LONGEST_GROUP = 5
SPELT = frozenset({"mobile", "prisoner-number"})


def read_back(part: Part) -> list[Words]:
    """Return the sentences of one section."""
    return [_sentence(row) for row in part.rows]


def _sentence(row: Row) -> Words:
    step = row.place.step.slug
    text = ", ".join(line for line in str(row.text).splitlines() if line)
    if step in SPELT:
        text = one_by_one(text)
    words = SENTENCES.get(step)
    if words is None:
        return Words("{label} {text}.", {"label": row.label, "text": text})
    return words.filled(text=text.rstrip("."), number=row.place.number)


def one_by_one(text: str) -> str:
    """Return a number said one character at a time, in small groups: "0 7 7 0 0, 9 0 0, 1 2 3"."""
    return ", ".join(" ".join(group) for group in _groups(text))


def _groups(text: str) -> Iterable[str]:
    """Split at spaces and between letters and digits; then long groups into threes."""
    for run in re.findall(r"\d+|[^\W\d]+", text):
        if len(run) <= LONGEST_GROUP:
            yield run
        else:
            yield from (run[start : start + 3] for start in range(0, len(run), 3))
