"""Which carrier of texts the settings ask for."""

from __future__ import annotations

from app.db import Database
from app.messages.demo_phone import DemoPhone
from app.messages.sms import TwilioSms
from app.messages.supplier import SmsSupplier
from app.settings import Settings


def make_sms(settings: Settings, database: Database) -> SmsSupplier:
    """Return Twilio when the settings name it, else the demo phone."""
    if settings.sms_supplier != "twilio":
        return DemoPhone(database)
    return _first_account(settings)


def make_spare_sms(settings: Settings) -> SmsSupplier | None:
    """Return the spare account when the settings name one. It may be another vendor's address
    that speaks the same interface.
    """
    if settings.sms_supplier != "twilio" or not settings.spare_account:
        return None
    return TwilioSms(
        name="twilio-spare",
        account=settings.spare_account,
        token=settings.spare_token,
        sender=settings.spare_from,
        public_url=settings.public_url,
        per_second=settings.sms_per_second,
        api=settings.spare_api,
    )


def _first_account(settings: Settings) -> TwilioSms:
    return TwilioSms(
        account=settings.twilio_account,
        token=settings.twilio_token,
        sender=settings.twilio_from,
        public_url=settings.public_url,
        per_second=settings.sms_per_second,
        api=settings.twilio_api,
    )
