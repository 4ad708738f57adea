"""A desk that no service has: its actions ask, press at once, warn, and find a choice gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.applications.actions import Action, Deciding, Doing
from app.applications.desks import Gone
from app.applications.lifecycle import move
from app.applications.models import Application
from app.applications.standing import Fact, Sheet, SheetLine, Standing, Tone
from app.applications.visit_desk import VisitDesk
from app.i18n import Words
from app.identity.permissions import Permission
from app.journeys.answers import Answers, Values
from app.journeys.life import Status
from app.journeys.questions import Choice, LongText, OneOf, StepForm

WAITING = frozenset({Status.REQUESTED})
ODD = Words("The hat is odd.")


class HatForm(StepForm):
    hat = OneOf(Words("Which hat?"), empty=Words("Choose a hat"))
    words = LongText(Words("Why that one?"), optional=True)


def _offer_hats(form: StepForm, deciding: Deciding) -> None:
    form["hat"].choices = [Choice("felt", Words("Felt")), Choice("straw", Words("Straw"))]


def _give_hat(doing: Doing, values: Values) -> None:
    if values["hat"] == "straw":
        raise Gone("", "hat", Words("The straw hat is gone."))
    _withdraw(doing, values)


def _says_why(form: StepForm, _deciding: Deciding) -> bool:
    if form["hat"].data == "straw" and form["words"].data == "no":
        form.refuse("words", Words("Say more than no."))
    return True


def _withdraw(doing: Doing, _values: Values) -> None:
    move(doing.session, doing.application, "withdraw", actor=doing.actor, at=doing.at)


def _never(_deciding: Deciding) -> bool:
    return False


def action(slug: str, *, title: str, **more: object) -> Action:
    """Return an action that withdraws, unless told otherwise."""
    given = {"needs": Permission.VISIT_DECIDE, "leaves": WAITING, "do": _withdraw, **more}
    words = {"button": Words(f"Do {slug}"), "done": Words(f"Did {slug}.")}
    return Action(slug=slug, title=Words(title), **words, **given)  # type: ignore[arg-type]


ACTIONS = (
    action("hat", title="Give a hat", form=HatForm, prepare=_offer_hats, check=_says_why,
           do=_give_hat, on_page=True),
    action("nod", title="Nod"),
    action("stop", title="Stop it all", warns=True, words=Words("This cannot be undone.")),
    action("never", title="Never offered", offered=_never, on_page=True),
    action("help", title="Help them", needs=Permission.VISIT_CANCEL_FOR_VISITOR, warns=True),
)  # fmt: skip


@dataclass(frozen=True)
class OddDesk(VisitDesk):
    """Visits as before, with other things to do and a verdict."""

    @property
    def actions(self) -> Sequence[Action]:
        return ACTIONS

    def facts(
        self, session: Session, application: Application, answers: Answers, *, at: datetime
    ) -> Sequence[Fact]:
        return (Fact(Words("Hat"), ODD), Fact(Words("Size"), "Seven"))

    def standing(
        self, application: Application, answers: Answers, *, at: datetime
    ) -> Standing | None:
        support = answers.value("support", "needed")
        if support is None:
            return None
        lines = (SheetLine(Words("Felt"), 12_345, 12_345), SheetLine(Words("Rebate"), -45, 12_300))
        return Standing(
            Words("A hat is due" if support else "No hat is due"),
            Words("Because of the support."),
            Tone.GOOD if support else Tone.BAD,
            sheets=(Sheet(Words("Hats"), lines, Words("Within the limit."), Tone.GOOD),),
            warnings=(ODD,),
            missing=tuple(Words(f"Part {number}") for number in range(9)),
        )
