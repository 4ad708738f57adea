"""The templates' surroundings: where they lie, the words, filters and names they may use."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import date as Day
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    Undefined,
)
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from app.clock import today
from app.i18n import LANGUAGES, Words, _, current_language
from app.values import date_words
from app.values.money import show_pounds
from app.values.phones import show_phone
from app.web.assets import AssetAddresses
from app.web.drawn_questions import DrawnQuestions

TEMPLATES = Path(__file__).parent / "templates"
GOVUK = "govuk_frontend_jinja"
_MISSING = Undefined()._undefined_obj


class NamedOrNothing(Undefined):
    """A name that no one gave is an error when printed; a missing part of a dict is nothing.

    The GOV.UK macros lean on missing parts, and say `undefined` for nothing.
    """

    def __str__(self) -> str:
        if self._undefined_obj is _MISSING and self._undefined_name != "undefined":
            self._fail_with_undefined_error()
        return ""

    def __html__(self) -> str:
        return str(self)


class FlatEnvironment(Environment):
    """Gives each template its names in one dictionary.

    Jinja's own chain of two is walked, name by name, at every import of every page. So names are
    added to the environment before its first template is asked for.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names that a template sees without being given them."""
        return {**self.globals, **(d or {})}


class CompiledOnce(BytecodeCache):
    """Keeps compiled templates in memory, so that the faces of one process compile each once."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket when its template was compiled before."""
        if code := self._code.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._code[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = CompiledOnce()


def show_day(value: Day | datetime) -> str:
    """Return "5 December 2026"; a moment is shown by its London day."""
    day = today(value) if isinstance(value, datetime) else value
    return date_words.show_day(day, current_language())


def show_date(value: Day | datetime) -> str:
    """Return "Saturday 5 December 2026"."""
    return date_words.show_date(value, current_language())


def show_time(at: datetime) -> str:
    """Return "2:15pm"."""
    return date_words.show_time(at, current_language())


def show_times(starts_at: datetime, ends_at: datetime) -> str:
    """Return "2:15pm to 4:15pm"."""
    return date_words.show_times(starts_at, ends_at, current_language())


def show_moment(at: datetime) -> str:
    """Return "Saturday 5 December 2026 at 2:15pm"."""
    return date_words.show_moment(at, current_language())


def show_reference(reference: str) -> Markup:
    """Return a reference that does not break over two lines."""
    return Markup('<span class="app-reference">{}</span>').format(reference)


def show_lines(text: str | Words) -> Markup:
    """Return a text of several lines with its line breaks."""
    return Markup("<br>").join(escape(line) for line in str(text).splitlines())


FILTERS = {
    "date": show_date,
    "day": show_day,
    "time": show_time,
    "times": show_times,
    "moment": show_moment,
    "money": show_pounds,
    "phone": show_phone,
    "reference": show_reference,
    "lines": show_lines,
}


def set_templates(app: Flask, *, folder: Path | None, brand: str) -> None:
    """Give an app its templates: its own folder first, then ours, then the GOV.UK macros."""
    folders = [path for path in (folder, TEMPLATES) if path is not None]
    app.jinja_environment = FlatEnvironment
    app.jinja_options = {
        "undefined": NamedOrNothing,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "auto_reload": False,
        "cache_size": -1,
        "bytecode_cache": _COMPILED,
    }
    app.jinja_loader = ChoiceLoader(
        [*(FileSystemLoader(path) for path in folders), PrefixLoader({GOVUK: PackageLoader(GOVUK)})]
    )
    names: dict[str, Any] = {
        "_": _,
        "asset_url": AssetAddresses(),
        "brand": brand,
        "language": current_language,
        "languages": LANGUAGES,
    }
    app.jinja_env.globals.update(names, drawn_question=DrawnQuestions(app.jinja_env))
    app.jinja_env.filters.update(FILTERS)


def warm_templates(app: Flask) -> None:
    """Compile every template, so that no person waits for it and no fault hides in one."""
    loader = app.jinja_loader
    assert isinstance(loader, BaseLoader)  # noqa: S101 - for the type check only.
    for name in loader.list_templates():
        if name.endswith(".html"):
            app.jinja_env.get_template(name)
