"""What reached people: the texts on the demo phone and the letters in the demo print tray."""

from __future__ import annotations

from demo.scenes import Walk

# The least that each person must get, as texts and letters that name their reference.
EXPECTED = {
    "english-caller": (2, 1),
    "welsh-caller": (2, 1),
    "english-visitor": (1, 0),
    "welsh-visitor": (1, 0),
    "legal-aid-caller": (2, 2),
    "legal-aid-visitor": (1, 0),
}


def wait_for_all(walk: Walk) -> None:
    """Wait until everybody has at least what they must get."""
    outside = walk.outside()
    for who, (texts, letters) in EXPECTED.items():
        outside.wait_for(walk.made[who], texts=texts, letters=letters)


def keep(walk: Walk) -> None:
    """Keep the texts, the letters and pictures of both demo pages."""
    album, outside = walk.album, walk.outside()
    album.chapter("What reaches people")
    texts = [text for reference in walk.made.values() for text in outside.texts(reference)]
    album.picture(outside.page, "demo-phone", "The demo phone shows the texts.")
    album.file("texts.txt", ("\n\n".join(texts) + "\n").encode(), "Their words are kept.")
    posted = {who: outside.letters(reference) for who, reference in walk.made.items()}
    album.picture(outside.page, "demo-post", "The demo print tray shows the letters.")
    for who, letters in posted.items():
        for number, letter in enumerate(letters, start=1):
            pdf = outside.open_letter(letter)
            album.letter(pdf, f"letter-{who}-{number}", f"{who}: {letter.title}.")
