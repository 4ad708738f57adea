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
    return TwilioSms(
        account=settings.twilio_account,
        token=settings.twilio_token,
        sender=settings.twilio_from,
        public_url=settings.public_url,
        per_second=settings.sms_per_second,
        api=settings.twilio_api,
    )
