"""A visitor: a very small browser that keeps its connection and its cookies, and reads forms.

It does not fetch style sheets or scripts: only the pages themselves are measured.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

TIMEOUT = 30  # seconds
KEPT_OPEN = 3  # seconds of idleness; the server closes after 5
REDIRECTS = (301, 302, 303, 307, 308)

Pairs = list[tuple[str, str]]
Typed = Mapping[str, str | list[str]]


@dataclass
class Form:
    """One form of a page: where it goes, what it holds now, and the names of its choices."""

    action: str
    method: str = "get"
    held: Pairs = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)

    def filled(self, typed: Typed) -> Pairs:
        """Return what would be sent with these boxes filled and choices chosen."""
        pairs = [pair for pair in self.held if pair[0] not in typed]
        for name, value in typed.items():
            pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
        return pairs


@dataclass
class Page:
    """One answer: its status, address, text and forms; `seconds` from the first byte sent."""

    status: int
    path: str
    text: str
    seconds: float

    @property
    def forms(self) -> list[Form]:
        """Return the forms of the page, in order."""
        reader = _Reader(self.path)
        reader.feed(self.text)
        return reader.forms

    def form(self, action: str) -> Form:
        """Return the first form that posts to a path; raise WrongPage when there is none."""
        for one in self.forms:
            if one.method == "post" and urlsplit(one.action).path == action:
                return one
        raise WrongPage(f"{self.status} {self.path} has no form that goes to {action}")


class WrongPage(Exception):
    """A page is not the one that this visitor knows how to go on from."""


class Visitor:
    """One person with one browser. `requests` counts them, redirects followed included."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self._origin = f"http://127.0.0.1:{port}"
        self.cookies: dict[str, str] = {}
        self.requests = 0
        self._used = 0.0

    def get(self, path: str) -> Page:
        """Fetch a page, following redirects."""
        return self._followed(self._ask("GET", path, None))

    def post(self, path: str, pairs: Pairs) -> Page:
        """Send a form and fetch the page that it leads to."""
        return self._followed(self._ask("POST", path, urlencode(pairs)))

    def press(self, page: Page, action: str, typed: Typed | None = None) -> Page:
        """Fill the form of a page that goes to a path, send it, and return the page it leads to."""
        answer = self.post(action, page.form(action).filled(typed or {}))
        if answer.status >= 500:
            raise WrongPage(f"{answer.status} after {action}")
        return answer

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _followed(self, answer: tuple[Page, str]) -> Page:
        page, where = answer
        seconds = page.seconds
        for _ in range(5):
            if page.status not in REDIRECTS:
                break
            parts = urlsplit(urljoin(page.path, where))
            page, where = self._ask(
                "GET", parts.path + ("?" + parts.query) * bool(parts.query), None
            )
            seconds += page.seconds
        return Page(page.status, page.path, page.text, seconds)

    def _ask(self, method: str, path: str, body: str | None) -> tuple[Page, str]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = self._origin
        started = time.perf_counter()
        if started - self._used > KEPT_OPEN:
            self._connection.close()  # The next request opens it again.
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode(errors="replace")
        self._used = time.perf_counter()
        seconds = self._used - started
        self.requests += 1
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            self.cookies[name.strip()] = rest.partition(";")[0]
        return Page(answer.status, path, text, seconds), answer.headers.get("Location") or ""


class _Reader(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select = ""
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form and what stands in it."""
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.path, has.get("action") or self.path)
            self._open = Form(action, has.get("method", "get").lower())
            self.forms.append(self._open)
        if self._open is None or "disabled" in has:
            return
        if tag == "input":
            self._note_input(self._open, has)
        elif tag == "textarea":
            self._area = has.get("name", "")
            self._open.boxes.append(self._area)
        elif tag == "select":
            self._select = has.get("name", "")
            self._open.choices[self._select] = []
        elif tag == "option":
            self._open.choices[self._select].append(has.get("value", ""))
            if "selected" in has:
                self._open.held.append((self._select, has.get("value", "")))
        elif tag == "button" and has.get("name"):
            self._open.choices.setdefault(has["name"], []).append(has.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Note that a form or a box ended."""
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        """Note what a large box holds."""
        if self._area and self._open is not None:
            self._open.held.append((self._area, data.strip()))

    @staticmethod
    def _note_input(form: Form, has: dict[str, str]) -> None:
        name, kind = has.get("name", ""), has.get("type", "text")
        if not name or kind in ("submit", "button", "image"):
            return
        if kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(has.get("value", "on"))
        elif kind != "hidden":
            form.boxes.append(name)
        if kind not in ("radio", "checkbox") or "checked" in has:
            form.held.append((name, has.get("value", "")))
