"""What the problem is, and where it leads: to the means test, to another body, or to an end.

Scope as the public pages of the helpline have it (facts of cla_public, read in 2026; services.md
section 8 and domain.md C5). In scope is what C5 lists as read in the source (confidence C): debt
with the home at risk, housing, domestic abuse, family with abuse or risk, special educational
needs, discrimination, a child in care, immigration and asylum. Care from the council, the police
and public law, and mental health are named only in the list of section 8, which does not say that
this line itself deals with them. Nobody is told that they are not covered: they are sent to an
adviser in person. Benefits are in that list too, and covered for an appeal on a point of law only.
"""

from __future__ import annotations

from app.i18n import Words, _
from app.journeys.answers import Answers
from app.journeys.definition import AskedWhen, Section, Step
from app.journeys.questions import Choice, OneOf, StepForm, YesNo
from app.journeys.questions.yes_or_no import COULD_YOU, DO_YOU, IS_IT, IS_THERE

PROBLEMS = (
    Choice("home-loss", _("Losing your home"), _("Eviction, repossession or homelessness.")),
    Choice("housing", _("A rented home in bad repair"), _("Or harassment by a landlord.")),
    Choice("debt", _("Debt")),
    Choice("abuse", _("Domestic abuse")),
    Choice("family", _("Family"), _("For example, divorce, or where children live.")),
    Choice("care", _("A child who may be taken into care")),
    Choice("education", _("Special educational needs")),
    Choice("discrimination", _("Discrimination")),
    Choice("benefits", _("Benefits")),
    Choice("community-care", _("Care from the council")),
    Choice("mental-health", _("Mental health or mental capacity")),
    Choice("police", _("The police or another public body")),
    Choice("immigration", _("Asylum or immigration")),
    Choice("other", _("Something else")),
)
COVERED = frozenset({"housing", "abuse", "care", "education", "discrimination"})
FACE_TO_FACE = frozenset({"community-care", "mental-health", "police"})
# A covered problem of which one more thing decides the capital limit: the step that asks for it.
DECIDED_BY = {"immigration": "asylum"}
# A problem that is covered only if one more thing is so: the step that asks for it.
ONLY_IF = {"debt": "home-at-risk", "family": "family-risk", "benefits": "point-of-law"}


class ProblemForm(StepForm):
    problem = OneOf(
        _("What do you need help with?"),
        brief=_("Problem"),
        hint=_("Choose the one that is most urgent."),
        choices=PROBLEMS,
    )


class HomeAtRiskForm(StepForm):
    so = YesNo(
        _("Could you lose your home because of the debt?"),
        answers=COULD_YOU,
        brief=_("Home at risk"),
    )


class FamilyRiskForm(StepForm):
    so = YesNo(
        _("Is there abuse, or is a child at risk of harm?"),
        answers=IS_THERE,
        brief=_("Abuse or risk"),
        hint=_("Abuse can be violence, threats, control or money being kept from you."),
    )


class PointOfLawForm(StepForm):
    so = YesNo(
        _("Do you want to appeal to the Upper Tribunal?"),
        answers=DO_YOU,
        brief=_("Appeal to the Upper Tribunal"),
        hint=_("Only if a tribunal has already decided, and got the law wrong."),
    )


class AsylumForm(StepForm):
    so = YesNo(
        _("Is it about asylum?"),
        answers=IS_IT,
        brief=_("About asylum"),
        hint=_("You need protection, because it is not safe to go back."),
    )


class ElsewhereForm(StepForm):
    written = YesNo(
        _("Do you want us to send you where to turn?"),
        answers=DO_YOU,
        brief=_("Send where to turn"),
        hint=_("We can send a text or a letter."),
    )


def problem_is(*problems: str) -> AskedWhen:
    """Return a condition that asks a step only for these problems."""

    def asked(answers: Answers, _item: int) -> bool:
        return answers.value("problem", "problem") in problems

    return asked


def in_scope(answers: Answers, _item: int = 0) -> bool:
    """Ask what the means test needs only where the problem is covered."""
    problem = answers.value("problem", "problem")
    if problem in DECIDED_BY:
        return answers.has(DECIDED_BY[problem])
    return problem in COVERED or (
        problem in ONLY_IF and answers.value(ONLY_IF[problem], "so") is True
    )


def lower_capital_limit(answers: Answers) -> bool:
    """Return whether the lower capital limit goes with the matter: immigration, but not asylum.

    SI 2013/480 regulation 8 has it for some immigration matters. Which ones is not confirmed
    (confidence S), so it is taken for all that are not asylum, and an adviser can look again.
    """
    immigration = answers.value("problem", "problem") == "immigration"
    return immigration and answers.value("asylum", "so") is False


def is_not_so(problem: str) -> AskedWhen:
    """Return a condition that holds where the one more thing that a problem needs is not so."""

    def asked(answers: Answers, _item: int) -> bool:
        given = answers.value("problem", "problem")
        return given == problem and answers.value(ONLY_IF[problem], "so") is False

    return asked


def _exit(slug: str, *, title: Words, why: Words, asked_when: AskedWhen) -> Step:
    """Return a step that explains where to turn; it ends the path of whoever wants no reply."""

    def nothing_to_send(answers: Answers, _item: int) -> bool:
        return answers.value(slug, "written") is False

    return Step(
        slug=slug,
        title=title,
        form=ElsewhereForm,
        said=_("Shall we send you where to turn? {text}."),
        asked_when=asked_when,
        script=why,
        help=why,
        ends_when=nothing_to_send,
    )


NOT_COVERED = _("Legal aid does not cover this")
EXITS = (
    _exit(
        "home-loss-scheme",
        title=_("You can get free help at once"),
        why=_(
            "The Housing Loss Prevention Advice Service gives free legal help to anyone who may lose "
            "their home. Your income does not matter. Ask for it soon."
        ),
        asked_when=problem_is("home-loss"),
    ),
    _exit(
        "face-to-face",
        title=_("You need an adviser in person"),
        why=_(
            "Legal aid may cover this, but not through this line. A legal aid adviser near you will "
            "check whether you can get it."
        ),
        asked_when=problem_is(*sorted(FACE_TO_FACE)),
    ),
    _exit(
        "debt-not-covered",
        title=NOT_COVERED,
        why=_(
            "Legal aid covers debt only where you could lose your home. MoneyHelper gives free advice "
            "on debt."
        ),
        asked_when=is_not_so("debt"),
    ),
    _exit(
        "family-not-covered",
        title=NOT_COVERED,
        why=_(
            "Legal aid covers family problems only where there is abuse or risk to a child. A family "
            "mediator or Citizens Advice can help."
        ),
        asked_when=is_not_so("family"),
    ),
    _exit(
        "benefits-not-covered",
        title=NOT_COVERED,
        why=_(
            "Legal aid covers benefits only for an appeal to the Upper Tribunal or a higher court. "
            "Citizens Advice can help."
        ),
        asked_when=is_not_so("benefits"),
    ),
    _exit(
        "other-not-covered",
        title=NOT_COVERED,
        why=_(
            "Legal aid covers some kinds of problem only, and this is not one of them. Citizens Advice "
            "or a law centre may help."
        ),
        asked_when=problem_is("other"),
    ),
)

# Why each exit was taken, by its step's slug.
EXIT_REASONS: dict[str, Words] = {step.slug: step.help for step in EXITS if step.help}

SCOPE = Section(
    slug="scope",
    title=_("The problem"),
    script=_("First I need to know what the problem is. Legal aid covers some kinds only."),
    parts=(
        Step(
            slug="problem",
            title=_("What do you need help with?"),
            form=ProblemForm,
            said=_("You need help with: {text}."),
            script=_("What do you need help with? Take your time."),
        ),
        Step(
            slug="home-at-risk",
            title=_("Could you lose your home because of the debt?"),
            form=HomeAtRiskForm,
            said=_("Could you lose your home because of the debt? {text}."),
            asked_when=problem_is("debt"),
            script=_("Could you lose your home because of the debt?"),
        ),
        Step(
            slug="family-risk",
            title=_("Is there abuse, or is a child at risk of harm?"),
            form=FamilyRiskForm,
            said=_("Is there abuse, or is a child at risk? {text}."),
            asked_when=problem_is("family"),
            script=_("Are you safe to talk? Is there abuse, or is a child at risk of harm?"),
        ),
        Step(
            slug="point-of-law",
            title=_("Do you want to appeal to the Upper Tribunal?"),
            form=PointOfLawForm,
            said=_("Do you want to appeal to the Upper Tribunal? {text}."),
            asked_when=problem_is("benefits"),
            script=_(
                "Has a tribunal already decided? Do you want to appeal to the Upper Tribunal?"
            ),
        ),
        Step(
            slug="asylum",
            title=_("Is it about asylum?"),
            form=AsylumForm,
            said=_("Is it about asylum? {text}."),
            asked_when=problem_is("immigration"),
            script=_("Is it about asylum? That means you need protection here."),
        ),
        *EXITS,
    ),
)
