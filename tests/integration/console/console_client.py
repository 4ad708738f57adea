"""An agent at the console without a browser: opens pages, fills the forms on them, presses buttons.

Every page it gets is looked over: one h1, a title, a language, no inline script, labelled fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

ROOT = "http://localhost/console"
Fields = list[tuple[str, str]]


@dataclass
class Form:
    """One form of a page: where it goes, the fields as they stand, and its buttons."""

    action: str
    fields: Fields = field(default_factory=list)
    buttons: Fields = field(default_factory=list)


class Page(HTMLParser):
    """A page, read the way that a browser would."""

    def __init__(self, text: str, path: str) -> None:
        super().__init__()
        self.path, self.text = path, text
        self.forms: list[Form] = []
        self.ids: set[str] = set()
        self.labelled: set[str] = set()
        self.faults: list[str] = []
        self.headings = 0
        self.language, self.links = "", []
        self._form: Form | None = None
        self._select = ""
        self._area: str | None = None
        self._told = ""
        self.feed(text)
        self.told = " ".join(self._told.split())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attributes}
        if "id" in has:
            if has["id"] in self.ids:
                self.faults.append(f"id {has['id']} twice")
            self.ids.add(has["id"])
        if tag == "html":
            self.language = has.get("lang", "")
        self.headings += tag == "h1"
        if tag == "a" and "href" in has:
            self.links.append(has["href"])
        if tag == "label":
            self.labelled.add(has.get("for", ""))
        if (tag == "script" and "src" not in has) or "style" in has or "onclick" in has:
            self.faults.append(f"inline {tag}")
        if tag == "form":
            self._form = Form(has.get("action") or self.path)
            self.forms.append(self._form)
        if self._form is not None:
            self._field(tag, has)

    def _field(self, tag: str, has: dict[str, str]) -> None:
        assert self._form is not None
        kind, name = has.get("type", "text"), has.get("name", "")
        if tag == "input" and name and kind in ("checkbox", "radio"):
            if "checked" in has:
                self._form.fields.append((name, has.get("value", "on")))
        elif tag == "input" and name:
            self._form.fields.append((name, has.get("value", "")))
        elif tag == "button" and name:
            self._form.buttons.append((name, has.get("value", "")))
        elif tag == "textarea":
            self._form.fields.append((name, ""))
            self._area = name
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in has:
            self._form.fields.append((self._select, has.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        self._told += data + " "
        if self._area and self._form:
            name, before = self._form.fields[-1]
            self._form.fields[-1] = (name, before + data)

    def form_to(self, action: str) -> Form:
        """Return the first form whose address ends so."""
        return next(form for form in self.forms if form.action.endswith(action))

    def main_form(self) -> Form:
        """Return the form of the page itself: the one that goes where the page is."""
        return next(form for form in self.forms if form.action == self.path)


class ConsoleClient:
    """One browser at the console."""

    def __init__(self, app: Flask) -> None:
        self.http = app.test_client()
        self.answer: TestResponse | None = None
        self.page = Page("", "")

    @property
    def status(self) -> int:
        assert self.answer is not None
        return self.answer.status_code

    def open(self, path: str) -> Page:
        """Open a path of the console ("/people") and follow where it leads."""
        return self._keep(self.http.get(path, base_url=ROOT, follow_redirects=True))

    def post(self, path: str, fields: Fields | Mapping[str, Any]) -> Page:
        """Post fields with the form token of the page that is open."""
        token = next((v for f in self.page.forms for n, v in f.fields if n == "csrf_token"), "")
        pairs = list(fields.items()) if isinstance(fields, Mapping) else list(fields)
        if not any(name == "csrf_token" for name, _value in pairs):
            pairs.append(("csrf_token", token))
        data: dict[str, list[Any]] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        path = path.removeprefix("/console")
        return self._keep(self.http.post(path, data=data, base_url=ROOT, follow_redirects=True))

    def fill(self, form: Form, changes: Mapping[str, Any], *, press: tuple[str, str] | None = None) -> Page:  # fmt: skip
        """Send a form with some fields changed, as if typed."""
        kept = [(name, value) for name, value in form.fields if name not in changes]
        typed = [
            (name, value)
            for name, values in changes.items()
            for value in (values if isinstance(values, list) else [values])
        ]
        return self.post(form.action, [*kept, *typed, *([press] if press else [])])

    def sign_in_as(self, username: str) -> Page:
        """Sign in with one click, as the demo allows."""
        self.open("/sign-in")
        return self.post("/sign-in/demo", {"username": username})

    def _keep(self, answer: TestResponse) -> Page:
        self.answer = answer
        if not (answer.content_type or "").startswith("text/html"):
            return self.page
        path = answer.request.script_root + answer.request.path
        self.page = Page(answer.get_data(as_text=True), path)
        assert answer.status_code < 500, self.page.told
        assert self.page.headings == 1, f"{path}: {self.page.headings} h1"
        assert self.page.language in ("en", "cy"), path
        assert not self.page.faults, f"{path}: {self.page.faults}"
        assert "<title>" in self.page.text
        return self.page
