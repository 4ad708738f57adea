"""The services that most commands work with, opened and closed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.cli import Failure
from app.cli.opening import told_plainly
from app.jobs import NoJobs
from app.services import Services, make_services
from app.settings import FONTS, read_settings
from letters import Fonts, LetterError


@contextmanager
def opened_services(*, with_jobs: bool = False) -> Iterator[Services]:
    """Give the services; only what sends needs the queue, so others go without it."""
    settings = read_settings()
    load_fonts()
    with told_plainly():
        services = make_services(settings, jobs=None if with_jobs else NoJobs())
        try:
            yield services
        finally:
            services.database.dispose()


def load_fonts() -> Fonts:
    """Return the letters' fonts; when they are missing, say how to get them."""
    try:
        return Fonts.load(FONTS)
    except LetterError as error:
        raise Failure(f"The letters' fonts: {error}. Run: python3 dev.py setup") from error
