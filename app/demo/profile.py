"""The one rule about where the demonstration may be: never among real people."""

from __future__ import annotations

from app.errors import AlongsideError
from app.settings import Settings


class NotInProduction(AlongsideError):
    """Invented people have no place among real ones."""


def refuse_in_production(settings: Settings) -> None:
    """Raise NotInProduction unless these are the settings of a demonstration."""
    if not settings.demo:
        raise NotInProduction("Demo data is not for production. Set ALONGSIDE_PROFILE=demo.")
