"""Two people of the walk who ask about legal aid, and what they answer; all of it is invented.

One is a mother on the telephone who may get it, the other stands at a kiosk with debts that legal
aid does not cover.
"""

from __future__ import annotations

from datetime import date

from demo.booking import Answers, Home, Nth, Somebody, Value

TENANT = Somebody("Roisin", "Carver", date(1987, 2, 8))
TENANT_MOBILE = "07700 900462"
TENANT_HOME = Home("7 Priory Court", "Leeds", "LS9 7AB")


def _each(question: str, pounds: int, every: str = "month") -> dict[str, Value]:
    return {f"{question}-pounds": str(pounds), f"{question}-every": every}


TENANT_ANSWERS: Answers = {
    "problem": {"problem": "housing"},
    "born": {"born-day": "8", "born-month": "2", "born-year": "1987"},
    "partner": {"has": "no"},
    "dependants": {"children": "2", "older": "0"},
    "benefits": {"benefits": ("child-benefit",)},
    "savings": {"savings": "350", "investments": "0", "valuables": "0"},
    "scheme-payments": {"schemes": ("none",)},
    "disputed-savings": {"disputed": "0"},
    "work": {"works": "yes"},
    "earnings": {
        **_each("earnings", 1_650),
        **_each("self_employment", 0),
        **_each("national_insurance", 48),
    },
    "child-benefit": _each("amount", 42, "week"),
    "other-income": {
        **_each("tax_credits", 0),
        **_each("maintenance", 0),
        **_each("pension", 0),
        **_each("rent_received", 0),
        **_each("other", 0),
    },
    "payments": {
        **_each("tax", 120),
        **_each("maintenance", 0),
        **_each("criminal_contribution", 0),
    },
    "housing": {
        **_each("rent", 95, "week"),
        **_each("housing_benefit", 0),
        **_each("mortgage", 0),
    },
    "childcare": _each("amount", 60, "week"),
    "name": {"name-first": "Roisin", "name-last": "Carver"},
    "send-result": {"written": "yes"},
    "reply": {"ways": ("text", "letter")},
    "mobile": {"mobile": TENANT_MOBILE},
    "address": {
        "address-line1": TENANT_HOME.line1,
        "address-town": TENANT_HOME.town,
        "address-postcode": TENANT_HOME.postcode,
    },
    "call": {"who": "we-call-you"},
    "call-number": {"number": TENANT_MOBILE},
    "call-care": {"say_who": "yes", "message": "no"},
    "callback-time": {"time": Nth(1)},
}

DEBTOR_ANSWERS: Answers = {
    "problem": {"problem": "debt"},
    "home-at-risk": {"so": "no"},
    "debt-not-covered": {"written": "yes"},
    "name": {"name-first": "Gethin", "name-last": "Moss"},
    "reply": {"ways": ("text",)},
    "mobile": {"mobile": "07700 900578"},
}
