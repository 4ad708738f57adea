"""Asking one place of a path: its form with choices and stored answers, checked as a whole.

Both faces, the API and the tests' walker ask through here, so a rule is kept on every channel.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from app.journeys.answers import Answers, Values
from app.journeys.findings import Finding
from app.journeys.path import Path, Place
from app.journeys.questions import StepForm


@dataclass
class Asked:
    """One place with its form.

    After `check`, `found` holds all that the step's own check found, and `warnings` what of it is
    odd but allowed.
    """

    place: Place
    form: StepForm
    answers: Answers
    lookups: Any
    warnings: tuple[Finding, ...] = ()
    found: tuple[Finding, ...] = ()

    def check(self, accepted: Collection[str] = ()) -> bool:
        """Check what was posted. Errors land beside their questions.

        Return True when the answer can be saved: no error, and every warning's code accepted.
        """
        self.warnings = self.found = ()
        if not self.form.validate():
            return False
        step, item = self.place.step, self.place.item
        found = list(step.check(self.form.values(), self.answers, self.lookups, item)) if step.check else []  # fmt: skip
        self.found = tuple(found)
        for finding in found:
            if not finding.warning:
                self.form.refuse(finding.question, finding.words)
        self.warnings = tuple(f for f in found if f.warning and f.code not in accepted)
        return not self.warnings and not any(field.errors for field in self.form)

    def values(self) -> Values:
        """Return what to store: the answers and the facts that the step derives from them."""
        values = self.form.values()
        if self.place.step.derive:
            values |= self.place.step.derive(values, self.answers, self.lookups)
        return values


def ask(
    place: Place, answers: Answers, lookups: Any, *, posted: Any = None, prefix: str = ""
) -> Asked:
    """Return a place's form, holding what was posted or else what is stored.

    `posted` is a multi-dict of the request, or None for a first view; `prefix` keeps several
    forms on one screen apart.
    """
    form = place.step.form(posted, data=dict(answers.at(*place.key)), prefix=prefix)
    for question in form:
        question.today = getattr(lookups, "today", None)
    if place.step.prepare:
        place.step.prepare(form, answers, lookups, place.item)
    return Asked(place, form, answers, lookups)


def first_refused(path: Path, lookups: Any) -> Asked | None:
    """Return the first stored answer that would be refused now, checked, or None.

    A later answer may have made it wrong: another prison has other times, limits and prisoners.
    What was odd was confirmed when it was given, so warnings do not count.
    """
    for place in path.places:
        if place.asks_for_more or not path.answers.has(*place.key):
            continue
        asked = ask(place, path.answers, lookups)
        if not asked.check() and any(field.errors for field in asked.form):
            return asked
    return None
