"""The read-back: a section's answers as plain sentences that an agent reads out.

Each step brings its sentence. Numbers are grouped as people say them. A question without a sentence
of its own is read as asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.i18n import Words
from app.journeys.summary import Part, Row

LONGEST_GROUP = 5


def read_back(part: Part) -> list[Words]:
    """Return the sentences of one section."""
    return [_sentence(row) for row in part.rows]


def _sentence(row: Row) -> Words:
    step = row.place.step
    text = ", ".join(line for line in str(row.text).splitlines() if line)
    if step.spelt:
        text = one_by_one(text)
    if step.said is None:
        return Words("{label}: {text}.", {"label": row.label, "text": text.rstrip(".")})
    return step.said.filled(text=text.rstrip("."), number=row.place.number, label=row.label)


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
