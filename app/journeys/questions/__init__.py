"""The questions a journey can ask. Every one keeps what was typed and gives plain JSON."""

from app.journeys.questions.amounts import Amount, WholeNumber
from app.journeys.questions.boxes import BirthDate, Date, FullNameBoxes, PostalAddress
from app.journeys.questions.choices import (
    AddAnotherForm,
    AnybodyElseForm,
    Choice,
    OneOf,
    SomeOf,
    YesNo,
)
from app.journeys.questions.question import Question, StepForm
from app.journeys.questions.times import TimeOfDay
from app.journeys.questions.typed import (
    Email,
    LongText,
    NationalInsuranceNumber,
    PhoneNumber,
    Pounds,
    PrisonerNumber,
    Text,
)

__all__ = [
    "AddAnotherForm",
    "Amount",
    "AnybodyElseForm",
    "BirthDate",
    "Choice",
    "Date",
    "Email",
    "FullNameBoxes",
    "LongText",
    "NationalInsuranceNumber",
    "OneOf",
    "PhoneNumber",
    "PostalAddress",
    "Pounds",
    "PrisonerNumber",
    "Question",
    "SomeOf",
    "StepForm",
    "Text",
    "TimeOfDay",
    "WholeNumber",
    "YesNo",
]
