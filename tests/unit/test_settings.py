"""Settings: production refuses to start half-set, with one clear line for each fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import SettingsError
from app.settings import new_secrets, read_settings

FULL = {
    "ALONGSIDE_PROFILE": "production",
    "DATABASE_URL": "postgresql+psycopg://localhost/alongside",
    "ALONGSIDE_SMS": "demo",
    "ALONGSIDE_PRISONERS": "demo",
    **new_secrets(),
}


def faults(**changes: str) -> list[str]:
    environment = {name: value for name, value in {**FULL, **changes}.items() if value}
    with pytest.raises(SettingsError) as error:
        read_settings(environment)
    return str(error.value).splitlines()


def test_a_full_set_starts(tmp_path: Path) -> None:
    assert read_settings({**FULL, "ALONGSIDE_VAR": str(tmp_path)}).secure_cookies


def test_every_missing_secret_has_a_line_of_its_own() -> None:
    with pytest.raises(SettingsError) as error:
        read_settings({"ALONGSIDE_PROFILE": "production"})
    lines = str(error.value).splitlines()
    assert len(lines) == 7
    assert sum(line.endswith("Production needs it.") for line in lines) == 5


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ALONGSIDE_PROFILE", "staging", "use demo or production"),
        ("ALONGSIDE_SECRET_KEY", "short", "too short"),
        ("ALONGSIDE_INDEX_KEY", "!!!", "not base64"),
        ("ALONGSIDE_TRAIL_KEY", "c2hvcnQ=", "32 bytes"),
        ("ALONGSIDE_FIELD_KEYS", "x:abc", "NUMBER:KEY"),
        ("ALONGSIDE_SMS", "pigeon", "demo or twilio"),
        ("ALONGSIDE_SMS", "", "texts that reach nobody"),
        ("ALONGSIDE_PRISONERS", "", "invented register"),
        ("ALONGSIDE_PRISONERS", "nomis", "only demo"),
        ("ALONGSIDE_SMS", "twilio", "TWILIO_ACCOUNT_SID"),
        ("ALONGSIDE_HOLD", "ten", "whole number"),
    ],
)
def test_a_bad_value_is_said_plainly(name, value, says) -> None:
    assert says in "\n".join(faults(**{name: value}))


def test_the_demo_makes_its_own_secrets_once(tmp_path: Path) -> None:
    environment = {"ALONGSIDE_PROFILE": "demo", "ALONGSIDE_VAR": str(tmp_path)}
    first, second = read_settings(environment), read_settings(environment)
    assert first.secret_key == second.secret_key
    assert first.vault.keys == second.vault.keys
    assert (tmp_path / "demo-secrets.json").stat().st_mode & 0o077 == 0


def test_no_secret_shows_when_settings_are_printed(tmp_path: Path) -> None:
    queue = {"ALONGSIDE_QUEUE_URL": "redis://:queue-password@localhost"}
    settings = read_settings({**FULL, **queue, "ALONGSIDE_VAR": str(tmp_path)})
    shown = repr(settings)
    assert FULL["ALONGSIDE_SECRET_KEY"] not in shown
    assert str(settings.vault.keys[1]) not in shown
    assert str(settings.vault.trail_key) not in shown
    assert "queue-password" not in shown


TWILIO = {
    "ALONGSIDE_SMS": "twilio",
    "TWILIO_ACCOUNT_SID": "AC0",
    "TWILIO_AUTH_TOKEN": "t",
    "TWILIO_FROM": "+447700900001",
}


def test_numbers_are_confirmed_in_production_where_a_text_can_be_answered(tmp_path: Path) -> None:
    full = {**FULL, "ALONGSIDE_VAR": str(tmp_path)}
    assert not read_settings(full).confirm_numbers
    assert read_settings({**full, **TWILIO}).confirm_numbers
    assert not read_settings({**full, **TWILIO, "TWILIO_FROM": "GOVUK"}).confirm_numbers
    off = {**full, **TWILIO, "ALONGSIDE_CONFIRM_NUMBERS": "no"}
    assert not read_settings(off).confirm_numbers


def test_numbers_cannot_be_confirmed_where_nobody_can_answer() -> None:
    assert "gets no answers" in faults(ALONGSIDE_CONFIRM_NUMBERS="yes")[0]
    assert "use yes or no" in faults(ALONGSIDE_CONFIRM_NUMBERS="maybe")[0]
