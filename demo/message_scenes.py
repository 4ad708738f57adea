"""The scenes about messages: a text that comes in and is answered, a letter that came back.

Priya and Winifred are in the demo already, with their rules of safe contact (`app.demo`).
"""

from __future__ import annotations

import pypdfium2
import zxingcpp

from app.demo.message_stories import LARGE_PRINT, TEXTS_US, MessageStory
from demo.navigators import ConsoleNavigator, InboxNavigator
from demo.scenes import AGENT, POST_ROOM, Walk
from demo.waiting import Missing, wait_for

QUESTION = "Is there somewhere to park near the prison for a blue badge?"
ANSWER = "Yes, bring the cards: staff look at them first. There are blue badge spaces by the visitor centre."
GONE_AWAY = "gone-away"


def safe_contact(walk: Walk) -> None:
    """Look at how somebody who reads large print may be reached."""
    album, agent = walk.album, walk.console()
    album.chapter("Everybody is reached in their own way")
    agent.sign_in(AGENT)
    _open_person(agent, LARGE_PRINT)
    agent.press("a[href$='/safe-contact']")
    album.picture(agent.page, "console-safe-contact", "Amina asks how Winifred may be reached, and reads each question out.", whole=True)  # fmt: skip
    walk.made["large-print"] = _reference(agent, LARGE_PRINT)


def by_text(walk: Walk) -> None:
    """Ask by text how a visit stands, then ask what only a person can answer."""
    album, agent = walk.album, walk.console()
    album.chapter("Somebody answers a text")
    phone, number = walk.outside(), TEXTS_US.person.phone or ""
    agent.sign_in(AGENT)
    reference = _reference(agent, TEXTS_US)
    before = len(phone.texts_to(number))
    phone.text_us("STATUS", sender=number)
    wait_for("an answer to STATUS", lambda: len(phone.texts_to(number)) > before)
    if reference not in phone.texts_to(number)[0]:
        raise Missing(f"an answer about {reference}")
    album.picture(phone.page, "demo-phone-status", "Priya texts STATUS and is told at once how her visit stands.")  # fmt: skip
    phone.text_us(QUESTION, sender=number)
    inbox = InboxNavigator(agent)
    inbox.open_thread(number)
    inbox.write(ANSWER)
    album.picture(agent.page, "console-inbox", "She asks something else. Amina sees the answer exactly as it is sent.", whole=True)  # fmt: skip
    inbox.send()
    wait_for("the agent’s answer", lambda: any(ANSWER in text for text in phone.texts_to(number)))
    album.tell("The answer is on the phone.")


def checks_in(walk: Walk) -> None:
    """Scan a letter that came back, say why, and see the task that it leaves."""
    album, porter = walk.album, walk.console()
    album.chapter("A letter comes back")
    outside = walk.outside()
    pdf = outside.open_letter(outside.letters(walk.made["large-print"])[0])
    porter.sign_in(POST_ROOM)
    porter.go("/console/check-in")
    porter.page.keyboard.type(_code_of(pdf))
    porter.page.keyboard.press("Enter")
    porter.page.locator("#letter-title").wait_for()
    album.picture(porter.page, "check-in", "Dev scans the code of a letter. The page asks what came back.", whole=True)  # fmt: skip
    porter.press(f"button[name=why][value={GONE_AWAY}]")
    porter.page.locator(".govuk-notification-banner").wait_for()
    album.picture(porter.page, "check-in-done", "Nothing more goes to that address, and somebody has a task.")  # fmt: skip


def _open_person(agent: ConsoleNavigator, story: MessageStory) -> None:
    person = story.person
    agent.find(f"{person.first_names} {person.last_name}")
    agent.press("main tbody th a[href*='/console/people/']")


def _reference(agent: ConsoleNavigator, story: MessageStory) -> str:
    """Return the reference of somebody's only request, as their page names it."""
    _open_person(agent, story)
    return agent.page.locator("main a[href*='/applications/']").first.inner_text().strip()


def _code_of(pdf: bytes) -> str:
    """Read the code off the letter's first page, as a scanner does."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil()
    return str(zxingcpp.read_barcodes(page)[0].text)
