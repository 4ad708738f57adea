"""What a service asks: a Journey of Sections, of Steps and of Groups that repeat.

One definition serves every channel: the console keys a Section on one screen, the kiosk asks one
Step a page. There are no endpoints, templates, SQL or web sessions here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from app.i18n import Words
from app.journeys.answers import Answers, Values
from app.journeys.findings import Finding
from app.journeys.life import Life
from app.journeys.questions import AddAnotherForm, StepForm

AskedWhen = Callable[[Answers, int], bool]
Prepare = Callable[[StepForm, Answers, Any, int], None]
Check = Callable[[Values, Answers, Any, int], Iterable[Finding]]
Derive = Callable[[Values, Answers, Any], Values]
Shown = Callable[[Values], Iterable[tuple[str, Words, "str | Words"]]]


def always(_answers: Answers, _item: int) -> bool:
    """Ask the step of everybody."""
    return True


def never(_answers: Answers, _item: int) -> bool:
    """End the path of nobody."""
    return False


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question page: a stable slug, a form, and what surrounds it.

    `prepare` gives the form its choices, `check` looks at the answer beside the others and the
    outside world, `derive` adds facts to keep with the answer (the prison's own limits, the times
    of a slot), and `shown` replaces the ordinary summary rows (question slug, label, text).
    `changes_often` marks a page whose choices may differ from one minute to the next.
    Where `ends_when` holds once the step is answered, nothing after it is asked.
    `said` is the sentence in which an agent reads the answer back, with the holes {text} and
    {number}; where `spelt`, the text is said one character at a time. `guarded` marks a question
    whose answer is compared with a record that strangers must not explore by guessing.
    """

    slug: str
    title: Words
    form: type[StepForm]
    asked_when: AskedWhen = always
    script: Words | None = None
    help: Words | None = None
    prepare: Prepare | None = None
    check: Check | None = None
    derive: Derive | None = None
    shown: Shown | None = None
    changes_often: bool = False
    ends_when: AskedWhen = never
    said: Words | None = None
    spelt: bool = False
    guarded: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """Steps that repeat for each member: "add another visitor".

    `slug` is also the slug of the page that asks whether there is one more; `most` says how many
    members there may be; `member` names one in a heading, with the hole {number}. Members are
    numbered from `counts_from`: the visitor after the main one is visitor 2. `add` is on the button
    that adds one more, and `asks` is the form of that page. `named_by` are the steps that name those who are there so far, each by its
    question "name"; a person at a kiosk sees the names before they are asked for one more.
    """

    slug: str
    title: Words
    title_more: Words
    member: Words
    add: Words
    steps: tuple[Step, ...]
    most: Callable[[Answers], int]
    asked_when: AskedWhen = always
    script: Words | None = None
    counts_from: int = 1
    named_by: tuple[str, ...] = ()
    asks: type[StepForm] = AddAnotherForm
    asking: Step = field(init=False)

    def __post_init__(self) -> None:
        step = Step(slug=self.slug, title=self.title, form=self.asks, script=self.script)
        object.__setattr__(self, "asking", step)

    def items(self, answers: Answers) -> list[int]:
        """Return the members that exist."""
        return answers.items(self.steps[0].slug)


@dataclass(frozen=True, kw_only=True)
class Section:
    """What an agent keys on one screen. One whose `asked_when` does not hold asks nothing."""

    slug: str
    title: Words
    parts: tuple[Step | Group, ...]
    script: Words | None = None
    asked_when: AskedWhen = always

    def steps(self) -> Iterator[Step]:
        """Yield every step, also the asking step of a group."""
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.steps
                yield part.asking
            else:
                yield part


@dataclass(frozen=True)
class Applicant:
    """The steps that say for whom the application is: their name, and their date of birth.

    The questions are "name" and "born". What their record knows already is not asked again.
    """

    name: str
    born: str


@dataclass(frozen=True, kw_only=True)
class Journey:
    """One version of one service. A published version never changes; a new one is added.

    `prefix` begins its references. `title` is what a person wants done, `name` what a list calls
    it. `about` says in a sentence what can be done here, and `needed` what to have at hand.
    `declaration` is read out or shown before submitting. `life` has the statuses. `applicant` says
    where the answers name the person. `venue` is the step and question that hold the code of the
    place that decides; `times` are the steps that may hold a time, in order of weight, and `books`
    says that sending books it: one that was given back since is no longer asked for. `subject` is
    the step whose answer tells applications apart in a list.
    """

    slug: str
    version: int
    prefix: str
    title: Words
    name: Words
    about: Words
    needed: tuple[Words, ...]
    sections: tuple[Section, ...]
    declaration: Words
    life: Life
    applicant: Applicant
    venue: tuple[str, str] | None = None
    times: tuple[str, ...] = ()
    books: bool = False
    subject: str = ""

    def section(self, slug: str) -> Section:
        """Return a section; raise KeyError when there is none of that slug."""
        return {section.slug: section for section in self.sections}[slug]

    def step(self, slug: str) -> Step:
        """Return a step; raise KeyError when there is none of that slug."""
        return next(step for step in self.steps() if step.slug == slug)

    def steps(self) -> Iterator[Step]:
        """Yield every step of every section."""
        for section in self.sections:
            yield from section.steps()
