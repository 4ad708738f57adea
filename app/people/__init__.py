"""People: whom the service is for, kept encrypted, and found again by a blind index.

`models` are the tables, `details` what callers hand in, `records` the verbs that write and view,
`search` finds people, `bulk` adds many at once, `contact_rules` says how they may be reached. Take everything from here.
"""

from app.people.bulk import add_people
from app.people.contact_rules import (
    ContactRules,
    LetterFormat,
    bad_addresses,
    no_rules,
    rules_of,
    set_rules,
)
from app.people.details import PersonDetails, PersonQuery, details_of
from app.people.matching import WHY_WORDS, Found, Why
from app.people.models import Person, PersonToken
from app.people.records import (
    PersonChanged,
    PersonNotFound,
    change_person,
    create_person,
    get_person,
    record_search,
    view_person,
)
from app.people.search import find_people, likely_same

__all__ = [
    "WHY_WORDS",
    "ContactRules",
    "Found",
    "LetterFormat",
    "Person",
    "PersonChanged",
    "PersonDetails",
    "PersonNotFound",
    "PersonQuery",
    "PersonToken",
    "Why",
    "add_people",
    "bad_addresses",
    "change_person",
    "create_person",
    "details_of",
    "find_people",
    "get_person",
    "likely_same",
    "no_rules",
    "record_search",
    "rules_of",
    "set_rules",
    "view_person",
]
