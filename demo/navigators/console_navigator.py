"""An agent at the console: signs in, talks to somebody, keys, checks and sends; clerks decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import Page

from demo.booking import Answers, Booking, Home, Somebody, Value, answers_of
from demo.navigators.boxes import fill, press

Look = Callable[[str], None]
MOST_SCREENS = 30
VISIT = "prison-visit"


def look_away(_slug: str) -> None:
    """Do nothing before a screen is saved."""


class ConsoleNavigator:
    """An agent, and the page before them."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    @property
    def path(self) -> str:
        """Return the address of the page without the host."""
        return self.page.url.removeprefix(self.url)

    @property
    def section(self) -> str:
        """Return the section on the screen, or "" when this is not one."""
        _, found, slug = self.path.partition("#")[0].partition("/sections/")
        return slug if found else ""

    @property
    def reference(self) -> str:
        """Return the reference of the application on the screen."""
        return self.page.locator(".app-identity").locator("h1, span").first.inner_text().strip()

    @property
    def status(self) -> str:
        """Return the words of the status tag."""
        return self.page.locator(".app-identity .app-tag").inner_text().strip()

    def go(self, path: str = "/console/") -> None:
        """Open a page of the console."""
        self.page.goto(self.url + path)

    def sign_in(self, username: str) -> None:
        """Sign in as one of the demo's people, with one click."""
        self.go("/console/sign-in")
        self.press(f"button[name=username][value={username}]")

    def sign_out(self) -> None:
        """Sign out."""
        self.press("form[action$='/sign-out'] button")

    def start_contact(self, channel: str = "telephone") -> None:
        """Start a call, or a talk in person."""
        self.go()
        self.press(f"button[name=channel][value={channel}]")

    def add_person(self, person: Somebody, *, language: str, mobile: str, home: Home) -> None:
        """Keep a new person; one with the same name and birth date is added all the same."""
        self.go("/console/people/new")
        for name, value in _details(person, language, mobile, home).items():
            fill(self.page, name, value)
        self.press("form[data-unsaved] .govuk-button-group button")
        if self.page.locator("button[name=anyway]").count():
            self.press("button[name=anyway]")

    def agree(self, channel: str, *, given: bool = True) -> None:
        """Note on the person's page what they said to texts or to letters."""
        answer = "yes" if given else "no"
        self.press(f"form:has(input[name=channel][value={channel}]) button[value={answer}]")

    def talk_to_them(self) -> None:
        """Say that the person on the screen is the one in the contact."""
        self.press("form[action*='/contacts/person/'] button")

    def start_application(self, service: str = VISIT) -> None:
        """Begin a service for the person on the screen."""
        self.press(f"form:has([name=journey][value='{service}']) button")

    def key(self, booking: Booking, *, until: str = "", look: Look = look_away) -> None:
        """Key every section as the booking says, up to the check page or a given section."""
        members = {"other-visitors": len(booking.others)}
        self.key_all(answers_of(booking), members, until=until, look=look)

    def key_all(
        self,
        answers: Answers,
        members: Mapping[str, int] | None = None,
        *,
        until: str = "",
        look: Look = look_away,
    ) -> None:
        """Key every section of a service, up to the check page or a given section.

        `members` says how many each group has; a question without an answer is left empty. `look`
        is called with each section's slug once its boxes are filled.
        """
        for _ in range(MOST_SCREENS):
            if not self.section or self.section == until:
                return
            more = self._fill_screen(answers, members or {})
            look(self.section)
            if more:
                self.press(f"button[name=do][value='add:{more}']")
            else:
                self.save()
        raise AssertionError(f"the sections do not end; the last was {self.section}")

    def save(self) -> None:
        """Press Save and continue."""
        self.press(".app-save button")

    def send(self) -> None:
        """Tick that the declaration was read out, and send."""
        self.page.locator("label[for=agreed]").click()
        self.press("form:has(#agreed) button[type=submit]")

    def end_contact(self, outcome: str = "application-sent") -> None:
        """End the open contact."""
        self.press("a.app-contact__end")
        fill(self.page, "outcome", outcome)
        self.press("main form button[type=submit]")

    def find(self, words: str) -> None:
        """Look for a reference, a name, a postcode, a phone number or a birth date at the desk."""
        self.go()
        self.page.fill("#words", words)
        self.press("form:has(#words) button")

    def open_request(self, reference: str) -> None:
        """Open a request from the worklist."""
        self.go("/console/requests")
        press(self.page, self.page.get_by_role("link", name=reference))

    def confirm(self, choice: int = 0) -> None:
        """Book one of the times that the visitor chose."""
        self.page.locator("[name=confirm-slot]").nth(choice).check()
        self.press("form[action$='/do/confirm'] button[type=submit]")

    def reject(self, reason: str, *, until: str = "") -> None:
        """Reject the request; `until` is a date as a clerk may type it into one box."""
        fill(self.page, "reject-reason", reason)
        if until:
            self.page.fill("[name=reject-until-day]", until)
        self.press("form[action$='/do/reject'] button[type=submit]")

    def decide(self, action: str, answers: Mapping[str, Value]) -> None:
        """Fill the form of an action on the page of decisions, and carry it out."""
        for name, value in answers.items():
            fill(self.page, f"{action}-{name}", value)
        self.press(f"form[action$='/do/{action}'] button[type=submit]")

    @property
    def verdict(self) -> str:
        """Return the title of the verdict so far, or "" where the service gives none."""
        title = self.page.locator(".app-standing__title")
        return title.inner_text().strip() if title.count() else ""

    def press(self, selector: str) -> None:
        """Press a button or a link that leads to a page, and wait for that page."""
        press(self.page, self.page.locator(selector).first)

    def _fill_screen(self, answers: Answers, members: Mapping[str, int]) -> str:
        """Fill every place on the screen; return the group that needs one more member, or ""."""
        filled: set[str] = set()
        while places := [place for place in self._places() if place not in filled]:
            for place in places:
                if place in members and self._members(place) < members[place]:
                    return place
                for name, value in self._wanted(place, answers, members).items():
                    fill(self.page, f"{place}-{name}", value)
                # What was typed counts once its box is left, and may change what is asked next.
                self.page.evaluate("document.activeElement.blur()")
            filled |= set(places)
            # While the page asks what follows from an answer, its form says so.
            self.page.locator("form[data-asking]").wait_for(state="detached")
        return ""

    def _places(self) -> list[str]:
        """Return the places that the screen asks now."""
        shown = self.page.locator(".app-place:visible input[name=asked]")
        return [str(box.get_attribute("value")) for box in shown.all()]

    def _members(self, group: str) -> int:
        return self.page.locator(f"button[name=do][value^='remove:{group}:']").count()

    def _wanted(
        self, place: str, answers: Answers, members: Mapping[str, int]
    ) -> Mapping[str, Value]:
        if self.page.locator(f"[name='{place}-another']").count():
            return {"another": "no"}
        return answers.get(place, {})


def _details(person: Somebody, language: str, mobile: str, home: Home) -> dict[str, str]:
    return {
        "name-first": person.first,
        "name-last": person.last,
        "born-day": str(person.born.day),
        "born-month": str(person.born.month),
        "born-year": str(person.born.year),
        "phone": mobile,
        "address-line1": home.line1,
        "address-town": home.town,
        "address-postcode": home.postcode,
        "language": language,
    }
