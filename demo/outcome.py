"""What reached people: the texts on the demo phone and the letters in the demo print tray."""

from __future__ import annotations

from dataclasses import dataclass

from demo.scenes import Missing, Walk, wait_for

PHONE = {"width": 760, "height": 1000}
TEXT, LETTER = ".app-phone__text", "tbody tr"

# The least that each person must get: the texts and the letters that name their reference.
EXPECTED = {
    "welsh-caller": (2, 1),
    "english-caller": (2, 1),
    "english-visitor": (1, 0),
    "welsh-visitor": (1, 0),
}


@dataclass(frozen=True)
class Reached:
    """The texts and the addresses of the letters of one reference, the newest first."""

    texts: list[str]
    letters: list[str]


def wait_for_all(walk: Walk) -> None:
    """Wait until everybody has at least what they must get."""
    page = walk.browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    for who, (texts, letters) in EXPECTED.items():
        reference = walk.made[who]

        def ready(reference: str = reference, texts: int = texts, letters: int = letters) -> bool:
            page.goto(f"{walk.url}/demo/phone")
            here = page.locator(TEXT).filter(has_text=reference).count()
            page.goto(f"{walk.url}/demo/post")
            return here >= texts and page.locator(LETTER).filter(has_text=reference).count() >= letters  # fmt: skip

        wait_for(f"{texts} texts and {letters} letters for {who}, {reference}", ready)
    page.close()


def keep(walk: Walk) -> None:
    """Keep the texts, the letters and pictures of both demo pages."""
    album = walk.album
    album.chapter("What reaches people")
    page = walk.browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    page.goto(f"{walk.url}/demo/phone")
    album.picture(page, "demo-phone", "The demo phone shows the texts.")
    references = list(walk.made.values())
    said = [one for one in page.locator(TEXT).all_inner_texts() if _names(one, references)]
    album.file("texts.txt", ("\n\n".join(said) + "\n").encode(), "Their words are kept.")
    page.goto(f"{walk.url}/demo/post")
    album.picture(page, "demo-post", "The demo print tray shows the letters.")
    rows = page.locator(LETTER)
    links = [
        (rows.nth(n).inner_text(), str(rows.nth(n).locator("a").get_attribute("href")))
        for n in range(rows.count())
    ]
    for words, link in links:
        if _names(words, references):
            answer = page.request.get(walk.url + link)
            if not answer.ok or not answer.body().startswith(b"%PDF"):
                raise Missing(f"a letter at {link}")
            album.letter(answer.body(), _file_name(walk, words), words.split("\n")[0].strip())
    page.close()


def _names(words: str, references: list[str]) -> bool:
    return any(reference in words for reference in references)


def _file_name(walk: Walk, words: str) -> str:
    """Return "letter-welsh-caller-2" for the second letter kept of the Welsh caller."""
    who = next(who for who, reference in walk.made.items() if reference in words)
    number = len(list(walk.album.folder.glob(f"letter-{who}-*.pdf"))) + 1
    return f"letter-{who}-{number}"
