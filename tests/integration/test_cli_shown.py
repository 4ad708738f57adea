"""What the command shows without a database: the services, and every text as it is sent here."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.messages.kinds import samples_of_all_kinds
from tests.integration.test_cli import Run, runner


@pytest.fixture
def run_empty(tmp_path: Path) -> Run:
    """Run the command on an installation that has nothing yet."""
    return runner(tmp_path / "var")


def test_sms_samples_json_has_the_promised_shape(run_empty: Run) -> None:
    samples = json.loads(run_empty("sms", "samples", "--json").stdout)
    assert len(samples) == 2 * len(list(samples_of_all_kinds()))
    promised = ["kind", "language", "text", "encoding", "parts", "cost"]
    assert all(list(one) == promised for one in samples)
    assert {one["cost"] % one["parts"] for one in samples} == {0}
    shown = run_empty("sms", "samples").stdout
    assert re.search(r"^visit-booked \(en\), GSM-7, 2 parts, \d+(\.\d+)?p before VAT$", shown, re.M)
    assert "legal-aid-outcome (cy), " in shown


def test_sms_samples_say_and_count_what_this_installation_sends(run_empty: Run) -> None:
    twilio = {"ALONGSIDE_SMS": "twilio", "TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t"}
    twilio["ALONGSIDE_SENDER_NAME"] = "Alongside in Wales"
    asked = {}
    for sender in ("+447700900001", "Alongside"):
        shown = run_empty("sms", "samples", "--json", **twilio, TWILIO_FROM=sender).stdout
        asked[sender] = next(
            one
            for one in json.loads(shown)
            if (one["kind"], one["language"]) == ("visit-requested", "cy")
        )
    answered, named = asked["+447700900001"], asked["Alongside"]
    assert answered["text"].endswith("Atebwch HELP am gymorth.")
    assert named["text"].endswith("Peidiwch ag ateb.")
    assert (answered["parts"], named["parts"]) == (3, 2)
    called = run_empty("sms", "samples", ALONGSIDE_HELPLINE="0808 157 0199").stdout
    assert "0808 157 0100" not in called


def test_journeys_list_json_has_the_promised_shape(run_empty: Run) -> None:
    visit, *others = json.loads(run_empty("journeys", "list", "--json").stdout)
    assert [one["slug"] for one in others] == ["legal-aid"]
    assert list(visit) == ["slug", "title", "version", "sections"]
    assert (visit["slug"], visit["title"], visit["version"]) == (
        "prison-visit",
        "Book a prison visit",
        1,
    )
    assert [section["slug"] for section in visit["sections"]][:2] == ["prisoner", "visitors"]
    assert visit["sections"][0] == {
        "slug": "prisoner",
        "steps": ["prison", "prisoner-number", "prisoner-name", "prisoner-born"],
    }
    assert "prisoner: prison, prisoner-number" in run_empty("journeys", "list").stdout
