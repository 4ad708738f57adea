"""Every table, named in one place, for migrations and for tests that build a database.

A part that is added names its models here, and nowhere else.
"""

from __future__ import annotations

import app.applications.models
import app.appointments
import app.audit
import app.consent
import app.contacts
import app.identity.models
import app.messages.inbound.models
import app.messages.models
import app.messages.returned_models
import app.people
import app.places
import app.tasks  # noqa: F401
