"""Codes from the agent's app: the window, and what a typed code may look like."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.identity.second_factor import enrolment_uri, new_secret, timestep_of
from tests.codes import code_at

# RFC 6238 appendix B (May 2011) gives 94287082 for this secret and moment; six digits are its tail.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_MOMENT = datetime.fromtimestamp(59, tz=UTC)


def test_the_rfc_s_own_example() -> None:
    assert code_at(RFC_SECRET, RFC_MOMENT) == "287082"
    assert timestep_of("287082", secret=RFC_SECRET, at=RFC_MOMENT) == 1


@pytest.mark.parametrize(("seconds", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])  # fmt: skip
def test_one_step_either_side_is_accepted(at: datetime, seconds: int, accepted: bool) -> None:
    code = code_at(RFC_SECRET, at + timedelta(seconds=seconds))
    assert (timestep_of(code, secret=RFC_SECRET, at=at) is not None) is accepted


def test_spaces_in_a_code_are_allowed() -> None:
    assert timestep_of(" 287 082 ", secret=RFC_SECRET, at=RFC_MOMENT) == 1


@pytest.mark.parametrize("odd", ["", "28708", "2870820", "٢٨٧٠٨٢", "28708\x00", "\ud800" * 6, "9" * 10_000])  # fmt: skip
def test_odd_text_is_a_wrong_code(odd: str) -> None:
    assert timestep_of(odd, secret=RFC_SECRET, at=RFC_MOMENT) is None


def test_the_address_for_the_app_names_the_agent_and_us() -> None:
    secret = new_secret()
    uri = enrolment_uri(secret, username="marged")
    assert uri.startswith("otpauth://totp/Alongside:marged?")
    assert f"secret={secret}" in uri
    assert len(secret) == 32
