"""The scenes about legal aid: a call with the verdict beside it, a visit that ends at an exit."""

from __future__ import annotations

from app.demo import KIOSK_CODE
from demo.album import shoot
from demo.legal_aid_callers import (
    DEBTOR_ANSWERS,
    TENANT,
    TENANT_ANSWERS,
    TENANT_HOME,
    TENANT_MOBILE,
)
from demo.scenes import AGENT, Walk
from demo.waiting import Missing

SERVICE = "legal-aid"
ADVISER = "femi"
# The sections in which the verdict beside the answers is worth a picture.
SEEN = {"household", "income", "living", "callback"}


def by_telephone(walk: Walk) -> None:
    """Take a call about legal aid: the verdict stands beside the answers as they come in."""
    album, agent = walk.album, walk.console()
    album.chapter("A caller asks about legal aid")
    agent.sign_in(AGENT)
    agent.start_contact("telephone")
    agent.add_person(TENANT, language="en", mobile=TENANT_MOBILE, home=TENANT_HOME)
    agent.talk_to_them()
    agent.agree("text")
    agent.agree("letter")
    agent.start_application(SERVICE)
    verdicts: list[str] = []

    def look(section: str) -> None:
        verdicts.append(agent.verdict)
        if section in SEEN:
            agent.page.evaluate("document.activeElement.blur()")
            name = f"console-legal-aid-{section}"
            shoot(agent.page, album.folder / f"{name}.png", whole=True)
            album.tell(f"She keys the section “{section}”. Beside it: {agent.verdict}.")
            picture = f"![The section {section}, with the verdict so far]({name}.png)"
            if picture not in album.lines:
                album.lines += [picture, ""]

    agent.key_all(TENANT_ANSWERS, {"properties": 0}, look=look)
    if len(set(verdicts)) < 2:
        raise Missing(f"a verdict that changes as answers come in; it was {verdicts[:1]}")
    album.picture(agent.page, "console-legal-aid-check", "She reads it back, and sends.", whole=True)  # fmt: skip
    agent.send()
    walk.made["legal-aid-caller"] = agent.reference
    _expect(agent.status, "To follow up")
    album.picture(agent.page, "console-legal-aid-application", "The page has the verdict, its working and the time of the call.", whole=True)  # fmt: skip
    agent.end_contact()


def at_the_kiosk(walk: Walk) -> None:
    """Let a visitor with debts see where to turn, and have it sent as a text."""
    album, kiosk = walk.album, walk.kiosk()
    album.chapter("A visitor asks about legal aid at a kiosk")
    kiosk.enrol(KIOSK_CODE)
    kiosk.wake("en")
    album.picture(kiosk.page, "kiosk-choose", "The kiosk offers two services.")
    kiosk.begin(SERVICE)

    def look(slug: str) -> None:
        if slug == "debt-not-covered":
            album.picture(kiosk.page, "kiosk-exit", "Legal aid does not cover it. The page says who helps.")  # fmt: skip

    kiosk.answer_all(DEBTOR_ANSWERS, look=look)
    kiosk.send()
    walk.made["legal-aid-visitor"] = kiosk.reference
    album.picture(kiosk.page, "kiosk-legal-aid-finish", "The last page says it again, and what happens next.")  # fmt: skip
    kiosk.leave()


def by_the_adviser(walk: Walk) -> None:
    """Follow up the call and pass the question on."""
    album, adviser = walk.album, walk.console()
    album.chapter("An adviser follows up")
    adviser.sign_in(ADVISER)
    adviser.go("/console/requests")
    album.picture(adviser.page, "console-legal-aid-worklist", "Femi sees what waits for him, what is due first at the top.")  # fmt: skip
    adviser.open_request(walk.made["legal-aid-caller"])
    album.picture(adviser.page, "console-legal-aid-request", "He opens one, with its verdict and how careful the call must be.", whole=True)  # fmt: skip
    adviser.decide("refer", {"who": "specialist-by-phone"})
    _expect(adviser.status, "Referred")
    album.tell("He passes it on to a specialist. She is told by text and by letter.")


def _expect(status: str, wanted: str) -> None:
    if status != wanted:
        raise Missing(f"the status {wanted}; it is {status}")
