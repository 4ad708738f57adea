"""Civil legal aid eligibility, version 1: is it covered, who is asking, and what means they have.

The order is that of the helpline's operators, but for the dependants: Child Benefit is offered only
to those with children, so they come before the benefits. The sections stand in their own modules.
"""

from __future__ import annotations

from app.i18n import _
from app.journeys.catalogue.legal_aid.about_you import HOUSEHOLD, YOU
from app.journeys.catalogue.legal_aid.life import LEGAL_AID_LIFE
from app.journeys.catalogue.legal_aid.owned import CAPITAL
from app.journeys.catalogue.legal_aid.reaching import CALLBACK, REPLY
from app.journeys.catalogue.legal_aid.regular import INCOME, LIVING, PARTNER_INCOME
from app.journeys.catalogue.legal_aid.scope import SCOPE
from app.journeys.definition import Applicant, Journey

LEGAL_AID = Journey(
    slug="legal-aid",
    version=1,
    prefix="LA",
    title=_("Check if you can get legal aid"),
    name=_("Legal aid"),
    about=_("Here you can check if legal aid can pay for help with a problem."),
    needed=(
        _("how much money comes in and goes out, such as wages, benefits and rent"),
        _("what you have in savings, and what your home is worth"),
        _("a mobile number or an address, so that we can tell you the result"),
    ),
    sections=(SCOPE, YOU, HOUSEHOLD, CAPITAL, INCOME, PARTNER_INCOME, LIVING, REPLY, CALLBACK),
    declaration=_("The answers are right, as far as I know. I will say if something changes."),
    life=LEGAL_AID_LIFE,
    applicant=Applicant(name="name", born="born"),
    times=("callback-time",),
    books=True,
    subject="problem",
)
