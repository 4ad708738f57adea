"""The prison visit, version 1: who is visited, who comes, when, what they need, how to reply."""

from __future__ import annotations

from app.i18n import Words, _
from app.journeys.catalogue.prison_visit import forms, rules
from app.journeys.catalogue.prison_visit.life import VISIT_LIFE
from app.journeys.catalogue.replying import reply_steps
from app.journeys.catalogue.timing import show_choice
from app.journeys.definition import Applicant, AskedWhen, Group, Journey, Section, Step
from app.journeys.questions import AnybodyElseForm, StepForm

PRISONER = Section(
    slug="prisoner",
    title=_("The prisoner"),
    script=_("I need the prison and the prisoner’s details. They must match the prison’s records."),
    parts=(
        Step(
            slug="prison",
            title=_("Which prison is the visit at?"),
            form=forms.PrisonForm,
            script=_("Which prison are they in?"),
            said=_("The prison is {text}."),
            prepare=rules.offer_prisons,
            derive=rules.keep_prison,
            shown=rules.show_prison,
        ),
        Step(
            slug="prisoner-number",
            title=_("What is the prisoner’s number?"),
            form=forms.PrisonerNumberForm,
            script=_("What is their prisoner number? It is on letters from them."),
            said=_("The prisoner’s number is {text}."),
            spelt=True,
        ),
        Step(
            slug="prisoner-name",
            title=_("What is the prisoner’s name?"),
            form=forms.PrisonerNameForm,
            script=_("What is their full name? Please spell the last name."),
            said=_("The prisoner’s name is {text}."),
        ),
        Step(
            slug="prisoner-born",
            title=_("What is the prisoner’s date of birth?"),
            form=forms.PrisonerBornForm,
            script=_("What is their date of birth?"),
            said=_("The prisoner was born on {text}."),
            guarded=True,
            check=rules.check_prisoner,
        ),
    ),
)

VISITORS = Section(
    slug="visitors",
    title=_("The visitors"),
    script=_(
        "Now the people who will visit. We start with the main visitor, who must be 18 or over."
    ),
    parts=(
        Step(
            slug="lead-name",
            title=_("What is the main visitor’s name?"),
            form=forms.LeadNameForm,
            script=_("Who is the main visitor? Give the name as it is on their photo ID."),
            said=_("The main visitor is {text}."),
        ),
        Step(
            slug="lead-born",
            title=_("What is the main visitor’s date of birth?"),
            form=forms.LeadBornForm,
            script=_("What is the main visitor’s date of birth?"),
            said=_("The main visitor was born on {text}."),
            check=rules.check_lead_age,
        ),
        Group(
            slug="other-visitors",
            title=_("Will anyone else visit?"),
            title_more=_("Will anyone else visit as well?"),
            member=_("Visitor {number}"),
            add=_("Add another visitor"),
            named_by=("lead-name", "visitor-name"),
            asks=AnybodyElseForm,
            most=rules.most_others,
            counts_from=2,
            script=_("Is anyone else coming? Count babies too."),
            steps=(
                Step(
                    slug="visitor-name",
                    title=_("What is the name of visitor {number}?"),
                    form=forms.VisitorNameForm,
                    script=_("What is the next visitor’s name?"),
                    said=_("Visitor {number} is {text}."),
                    check=rules.check_visitor_name,
                ),
                Step(
                    slug="visitor-born",
                    title=_("What is the date of birth of visitor {number}?"),
                    form=forms.VisitorBornForm,
                    script=_("And their date of birth?"),
                    said=_("Visitor {number} was born on {text}."),
                    check=rules.check_visitor_born,
                ),
            ),
        ),
    ),
)


def _time(
    slug: str,
    *,
    title: Words,
    label: Words,
    form: type[StepForm],
    asked_when: AskedWhen,
    script: Words,
    said: Words,
    help: Words | None = None,
) -> Step:
    """Return a step that offers the prison's times; `label` is for where it is read back."""
    return Step(
        slug=slug,
        title=title,
        form=form,
        asked_when=asked_when,
        script=script,
        said=said,
        help=help,
        prepare=rules.offer_times(slug),
        derive=rules.keep_time,
        shown=show_choice(label),
        changes_often=True,
    )


TIME = Section(
    slug="time",
    title=_("The time"),
    script=_("Let us find a time. I will read out what the prison offers."),
    parts=(
        _time(
            "visit-time",
            title=_("When do you want to visit?"),
            label=_("Time"),
            form=forms.TimeForm,
            asked_when=rules.at_once,
            script=_("Which of these times do you want? I can hold it for ten minutes."),
            said=_("The visit is on {text}."),
        ),
        _time(
            "first-choice",
            title=_("What is your first choice of time?"),
            label=_("First choice"),
            form=forms.FirstChoiceForm,
            asked_when=rules.by_request,
            script=_("Which time would you like best?"),
            said=_("The first choice is {text}."),
        ),
        _time(
            "second-choice",
            title=_("What is your second choice of time?"),
            label=_("Second choice"),
            form=forms.SecondChoiceForm,
            asked_when=rules.by_request,
            script=_("Is there a second time that would suit? You can leave this out."),
            said=_("The second choice: {text}."),
            help=_("You can leave this out. A second choice makes a “yes” more likely."),
        ),
        _time(
            "third-choice",
            title=_("What is your third choice of time?"),
            label=_("Third choice"),
            form=forms.ThirdChoiceForm,
            asked_when=rules.third_wanted,
            script=_("Is there a third time that would suit? You can leave this out."),
            said=_("The third choice: {text}."),
            help=_("You can leave this out."),
        ),
        Step(
            slug="times-by-hand",
            title=_("Which days and times would suit?"),
            form=forms.TimesByHandForm,
            asked_when=rules.by_hand,
            script=_("This prison shows us no free times. Which days and times would suit?"),
            said=_("The days and times that suit: {text}."),
            help=_("This prison shows us no free times. We will pass your request on."),
        ),
    ),
)

NEEDS = Section(
    slug="needs",
    title=_("Support"),
    parts=(
        Step(
            slug="support",
            title=_("Does anyone visiting need support?"),
            form=forms.SupportForm,
            script=_("Does anyone need support at the visit? For example, a wheelchair space."),
            said=_("Does anyone need support? {text}."),
        ),
        Step(
            slug="support-details",
            title=_("What support is needed?"),
            form=forms.SupportDetailsForm,
            asked_when=rules.support_needed,
            script=_("What do they need, and who is it for?"),
            said=_("The support needed: {text}."),
        ),
    ),
)

REPLY = Section(
    slug="reply",
    title=_("How to reply"),
    script=_("I need to know how we can safely tell you what happens."),
    parts=reply_steps(
        title=_("How can we tell you about this visit?"),
        ways=forms.ReplyForm,
        mobile=forms.MobileForm,
    ),
)

PRISON_VISIT = Journey(
    slug="prison-visit",
    version=1,
    prefix="PV",
    title=_("Book a prison visit"),
    name=_("Prison visit"),
    about=_("Here you can book a visit to someone in prison. It takes about 5 minutes."),
    needed=(
        _("the prisoner’s number, name and date of birth"),
        _("the name and date of birth of each visitor"),
        _("a mobile number or an address, so that we can tell you the answer"),
    ),
    sections=(PRISONER, VISITORS, TIME, NEEDS, REPLY),
    declaration=_("The details are right, as far as I know. The visitors agree to give them."),
    life=VISIT_LIFE,
    applicant=Applicant(name="lead-name", born="lead-born"),
    venue=("prison", "prison"),
    times=("visit-time", *rules.CHOICES),
    subject="prison",
)
