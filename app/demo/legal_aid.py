"""How the demo's questions about legal aid go: what people answer, and what an adviser does then."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.applications.actions import Doing
from app.applications.desks import Desk
from app.applications.lifecycle import load_answers
from app.applications.models import Application
from app.audit import Actor
from app.demo.answering import Scene, name, offered_time, said_of_reply
from app.demo.legal_aid_stories import LEGAL_AID_STORIES, LegalAidStory
from app.demo.telling import Cast, Plot, start_key
from app.journeys.answers import Answers, Values
from app.journeys.catalogue.legal_aid.lookups import HELPLINE
from app.journeys.path import ANOTHER, Place
from app.journeys.questions import Amount, OneOf, Pounds, SomeOf, WholeNumber, YesNo

# Whom the helpline may call in place of the person.
FRIEND = name("Gwen", "Prosser")


class LegalAidPlot(Plot[LegalAidStory]):
    """How a question about legal aid goes. Who leaves early has told of the household."""

    journey = "legal-aid"
    stories = LEGAL_AID_STORIES
    early = 3

    def says(self, scene: Scene[LegalAidStory], place: Place, answers: Answers) -> Values:
        """Return what somebody answers: what the story says, and else the least."""
        slug, form = place.step.slug, place.step.form()
        if place.asks_for_more:
            return {ANOTHER: False}
        least = {question.short_name: _least(question) for question in form}
        return {**least, **_of_person(scene).get(slug, {}), **scene.story.said.get(slug, {})}

    def staff(
        self,
        session: Session,
        application: Application,
        desk: Desk,
        cast: Cast,
        story: LegalAidStory,
        *,
        at: datetime,
    ) -> None:
        """Let an adviser do what the story says, by the desk's own action."""
        slug, values = story.done
        for action in desk.actions if slug else ():
            if action.slug == slug:
                doing = Doing(
                    session=session,
                    application=application,
                    answers=load_answers(session, application.id),
                    at=at,
                    actor=Actor("agent", str(cast.adviser_id), "telephone"),
                    channel="telephone",
                    key=start_key(story.key),
                )
                action.do(doing, values)


def _least(question: Any) -> Any:
    """Return the answer of somebody about whom there is little to say."""
    match question:
        case YesNo():
            # At an exit everybody wants to be sent where to turn; and the result as well.
            return question.short_name == "written"
        case SomeOf():
            return [question.alone] if question.alone else []
        case OneOf():
            return question.choices[0].value if question.choices else None
        case WholeNumber():
            return question.least
        case Amount():
            return {"pence": 0, "every": "month"}
        case Pounds():
            return 0
    return None


def _of_person(scene: Scene[LegalAidStory]) -> dict[str, Values]:
    person = scene.person
    time = offered_time(scene, HELPLINE, scene.story.call) if scene.story.call else None
    return {
        "born": {"born": person.born.isoformat() if person.born else ""},
        "name": {"name": name(person.first_names, person.last_name)},
        "call-name": {"name": FRIEND},
        "call-number": {"number": person.phone},
        "callback-time": {"time": time},
        **said_of_reply(scene),
    }
