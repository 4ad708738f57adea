"""One frozen Settings, read from the environment once, which refuses to start half-set.

The demo profile invents and keeps its own keys, in `var/`; production must be given every secret.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import SettingsError
from app.vault import Vault

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "var" / "assets"
FONTS = ROOT / "var" / "fonts"
PROFILES = ("demo", "production")
ANSWERED = ("+", "MG")  # a number, or a messaging service
PRINT_KINDS = ("folder", "printer", "sftp")
SECRETS = ("ALONGSIDE_SECRET_KEY", "ALONGSIDE_FIELD_KEYS", "ALONGSIDE_INDEX_KEY", "ALONGSIDE_TRAIL_KEY")  # fmt: skip


# In production nobody gets a stand-in by leaving something out.
CHOSEN = {
    "ALONGSIDE_SMS": "Use twilio, or demo for texts that reach nobody.",
    "ALONGSIDE_PRISONERS": "Use demo, the invented register; no other is built yet.",
}
DEMO_ADDRESS = "Alongside, Reply slips, 1 Sample Street, Anytown, CF10 1AA"
TEXTS = {
    "queue_url": "ALONGSIDE_QUEUE_URL",
    "sms_supplier": "ALONGSIDE_SMS",
    "twilio_account": "TWILIO_ACCOUNT_SID",
    "twilio_token": "TWILIO_AUTH_TOKEN",
    "twilio_from": "TWILIO_FROM",
    "twilio_api": "TWILIO_API_URL",
    "spare_account": "TWILIO_SPARE_ACCOUNT_SID",
    "spare_token": "TWILIO_SPARE_AUTH_TOKEN",
    "spare_from": "TWILIO_SPARE_FROM",
    "spare_api": "TWILIO_SPARE_API_URL",
    "print_route": "ALONGSIDE_PRINT",
    "helpline": "ALONGSIDE_HELPLINE",
    "sender_name": "ALONGSIDE_SENDER_NAME",
    "reply_address": "ALONGSIDE_REPLY_ADDRESS",
    "brand": "ALONGSIDE_BRAND",
}
NUMBERS = {
    "sms_per_second": "ALONGSIDE_SMS_PER_SECOND",
    "sign_in_idle": "ALONGSIDE_SIGN_IN_IDLE",
    "sign_in_longest": "ALONGSIDE_SIGN_IN_LONGEST",
    "kiosk_idle": "ALONGSIDE_KIOSK_IDLE",
    "kiosk_warning": "ALONGSIDE_KIOSK_WARNING",
    "hold": "ALONGSIDE_HOLD",
    "trusted_proxies": "ALONGSIDE_TRUSTED_PROXIES",
}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an installation may choose. Times are in seconds unless the name says otherwise."""

    profile: str
    database_url: str = field(repr=False)
    var: Path
    secret_key: str = field(repr=False)
    vault: Vault
    public_url: str = "http://127.0.0.1:8000"
    queue_url: str = field(default="", repr=False)
    sms_supplier: str = "demo"
    twilio_account: str = ""
    twilio_token: str = field(default="", repr=False)
    twilio_from: str = ""
    twilio_api: str = ""
    spare_account: str = ""
    spare_token: str = field(default="", repr=False)
    spare_from: str = ""
    spare_api: str = ""
    sms_per_second: int = 10
    confirm_numbers: bool = False
    print_route: str = ""
    helpline: str = "0808 157 0100"
    sender_name: str = "Alongside"
    reply_address: str = ""
    brand: str = "generic"
    sign_in_idle: int = 30 * 60
    sign_in_longest: int = 10 * 60 * 60
    kiosk_idle: int = 120
    kiosk_warning: int = 30
    hold: int = 10 * 60
    trusted_proxies: int = 0
    secure_cookies: bool = True

    @property
    def demo(self) -> bool:
        """Say whether this installation shows invented people and one-click sign-in."""
        return self.profile == "demo"

    @property
    def reply_lines(self) -> list[str]:
        """The lines of the address for reply slips; without one, letters have no slip."""
        return [line.strip() for line in self.reply_address.split(",") if line.strip()]

    @property
    def can_be_answered(self) -> bool:
        """Say whether somebody can answer our texts: a number can be answered, a name cannot."""
        return self.sms_supplier == "demo" or self.twilio_from.startswith(ANSWERED)

    @property
    def assets(self) -> Path:
        """The folder of front-end files that the set-up copies from npm."""
        return ASSETS

    @property
    def fonts(self) -> Path:
        """The folder of fonts that letters embed."""
        return FONTS


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read Settings from the environment.

    Raises SettingsError, with every fault on a line of its own, when a value is missing or wrong.
    """
    env = dict(os.environ if environment is None else environment)
    profile = env.get("ALONGSIDE_PROFILE", "production")
    if profile not in PROFILES:
        raise SettingsError(f"ALONGSIDE_PROFILE is {profile!r}; use demo or production.")
    var = Path(env.get("ALONGSIDE_VAR", ROOT / "var"))
    if profile == "demo":
        var.mkdir(parents=True, exist_ok=True)
        env = {**_demo_secrets(var), "ALONGSIDE_REPLY_ADDRESS": DEMO_ADDRESS, **env}
    faults = [f"{name} is not set. Production needs it." for name in SECRETS if not env.get(name)]
    if profile == "production" and not env.get("DATABASE_URL"):
        faults.append("DATABASE_URL is not set. Production needs it.")
    if profile == "production":
        faults += [f"{name} is not set. {why}" for name, why in CHOSEN.items() if not env.get(name)]
    faults += _supplier_faults(env)
    faults += _print_faults(env)
    if faults:
        raise SettingsError("\n".join(faults))
    return Settings(
        profile=profile,
        database_url=env.get("DATABASE_URL") or f"sqlite:///{var / 'alongside.db'}",
        var=var,
        secret_key=_long_enough("ALONGSIDE_SECRET_KEY", env),
        vault=_vault(env),
        public_url=env.get("ALONGSIDE_PUBLIC_URL", "http://127.0.0.1:" + env.get("PORT", "8000")),
        secure_cookies=profile == "production",
        confirm_numbers=_confirms(env, profile),
        **_chosen(env),
    )


def _confirms(env: Mapping[str, str], profile: str) -> bool:
    """Read whether numbers are confirmed: in production, where a text can be answered at all.

    A sender that is a name, and the demo phone, get no answers: everybody would wait in vain.
    """
    answered = env.get("ALONGSIDE_SMS") == "twilio" and env["TWILIO_FROM"].startswith(ANSWERED)
    said = env.get("ALONGSIDE_CONFIRM_NUMBERS")
    if said not in (None, "", "yes", "no"):
        raise SettingsError(f"ALONGSIDE_CONFIRM_NUMBERS is {said!r}; use yes or no.")
    if said == "yes" and not answered:
        raise SettingsError("ALONGSIDE_CONFIRM_NUMBERS is yes, but TWILIO_FROM gets no answers.")
    return said == "yes" if said else profile == "production" and answered


def _chosen(env: Mapping[str, str]) -> dict[str, Any]:
    """Return {field: value} of the settings that have defaults and were set."""
    numbers = {f: _whole(name, env[name]) for f, name in NUMBERS.items() if env.get(name)}
    return numbers | {field: env[name] for field, name in TEXTS.items() if env.get(name)}


def _supplier_faults(env: Mapping[str, str]) -> list[str]:
    supplier = env.get("ALONGSIDE_SMS", "demo")
    if env.get("ALONGSIDE_PRISONERS", "demo") != "demo":
        return [f"ALONGSIDE_PRISONERS is {env['ALONGSIDE_PRISONERS']!r}; only demo is built."]
    if supplier not in ("demo", "twilio"):
        return [f"ALONGSIDE_SMS is {supplier!r}; use demo or twilio."]
    if supplier == "demo":
        return []
    names = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM")
    faults = [f"{name} is not set. ALONGSIDE_SMS=twilio needs it." for name in names if not env.get(name)]  # fmt: skip
    spare = [name.replace("TWILIO_", "TWILIO_SPARE_") for name in names]
    if any(env.get(name) for name in spare):
        faults += [f"{name} is not set. A spare supplier needs it." for name in spare if not env.get(name)]  # fmt: skip
    return faults


def _print_faults(env: Mapping[str, str]) -> list[str]:
    wanted = env.get("ALONGSIDE_PRINT", "")
    kind, _colon, rest = wanted.partition(":")
    if not wanted or (kind in PRINT_KINDS and rest and not rest.startswith("-")):
        return []
    words = "use folder:PATH, printer:NAME or sftp:USER@HOST:FOLDER."
    return [f"ALONGSIDE_PRINT is {wanted!r}; {words}"]


def _whole(name: str, text: str) -> Any:
    if not (text.isascii() and text.isdigit()):
        raise SettingsError(f"{name} is {text!r}; use a whole number.")
    return int(text)


def _long_enough(name: str, env: Mapping[str, str]) -> str:
    if len(env[name]) < 32:
        raise SettingsError(f"{name} is too short. Use 32 characters or more.")
    return env[name]


def _key(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise SettingsError(f"{name} is not base64.") from error
    if len(key) != 32:
        raise SettingsError(f"{name} must be 32 bytes in base64; it is {len(key)}.")
    return key


def _vault(env: Mapping[str, str]) -> Vault:
    """Read `ALONGSIDE_FIELD_KEYS`: "2:base64,1:base64", the first of which seals new fields."""
    keys: dict[int, bytes] = {}
    for part in env["ALONGSIDE_FIELD_KEYS"].split(","):
        number, _, text = part.strip().partition(":")
        if not number.isdigit() or not 1 <= int(number) <= 255:
            raise SettingsError("ALONGSIDE_FIELD_KEYS must read NUMBER:KEY, numbers 1 to 255.")
        keys[int(number)] = _key("ALONGSIDE_FIELD_KEYS", text)
    return Vault(
        keys=keys,
        current=next(iter(keys)),
        index_key=_key("ALONGSIDE_INDEX_KEY", env["ALONGSIDE_INDEX_KEY"]),
        trail_key=_key("ALONGSIDE_TRAIL_KEY", env["ALONGSIDE_TRAIL_KEY"]),
    )


def new_secrets() -> dict[str, str]:
    """Return a fresh set of the secrets that production must be given."""

    def key() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    return dict(zip(SECRETS, (key(), "1:" + key(), key(), key()), strict=True))


def _demo_secrets(var: Path) -> dict[str, str]:
    """Return the demo's own secrets, made once; two processes starting together agree on one."""
    path = var / "demo-secrets.json"
    fresh = var / f"demo-secrets.{os.getpid()}.new"
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(new_secrets()))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    loaded: dict[str, str] = json.loads(path.read_text())
    return loaded
