"""Keeps what the walk makes: pictures, texts and letters, with an index that tells the story."""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import Error, Page

LETTER_SCALE = 1.4  # pixels for each point of the paper: about 100 dots an inch
EDGE = (177, 180, 182)
TRIES = 3


def shoot(page: Page, path: Path, *, whole: bool) -> None:
    """Take a picture of the screen, or of a screen as high as the page.

    Parts of a page that stick to the screen's edge stand where they belong only on such a screen.
    """
    page.wait_for_load_state()
    size = page.viewport_size
    if whole and size:
        page.wait_for_function("document.documentElement !== null")
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
    _shoot(page, path)
    if whole and size:
        page.set_viewport_size(size)


def _shoot(page: Page, path: Path) -> None:
    """Take the picture; a busy browser sometimes says that it cannot, so it is asked again."""
    for left in reversed(range(TRIES)):
        try:
            page.screenshot(path=path, animations="disabled")
            return
        except Error:
            if not left:
                raise


@dataclass
class Album:
    """A folder of what was made; `began` is the second in which the walk began."""

    folder: Path
    began: float = field(default_factory=time.monotonic)
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def chapter(self, title: str) -> None:
        """Begin a part of the story."""
        sys.stdout.write(f"\n{title}\n")
        self.lines += ["", f"## {title}", ""]

    def tell(self, sentence: str) -> None:
        """Say one step, on the terminal at once."""
        seconds = time.monotonic() - self.began
        sys.stdout.write(f"  {seconds:5.1f} s  {sentence}\n")
        sys.stdout.flush()
        self.lines += [sentence, ""]

    def picture(self, page: Page, name: str, sentence: str, *, whole: bool = False) -> None:
        """Keep a picture of the screen, or of the whole page, under a step of the story."""
        shoot(page, self.folder / f"{name}.png", whole=whole)
        self.tell(sentence)
        self.lines += [f"![{sentence}]({name}.png)", ""]

    def letter(self, pdf: bytes, name: str, sentence: str) -> None:
        """Keep a letter as PDF, and its first page as a picture with a thin edge."""
        self.file(f"{name}.pdf", pdf, sentence)
        document = pypdfium2.PdfDocument(pdf)
        page: Image.Image = document[0].render(scale=LETTER_SCALE).to_pil()
        ImageOps.expand(page.convert("RGB"), border=1, fill=EDGE).save(self.folder / f"{name}.png")
        self.lines += [f"![{sentence}]({name}.png)", ""]

    def file(self, name: str, content: bytes, sentence: str) -> None:
        """Keep a file under a step of the story."""
        (self.folder / name).write_bytes(content)
        self.tell(sentence)
        self.lines += [f"[{name}]({name})", ""]

    def close(self) -> Path:
        """Write the index and return it."""
        index = self.folder / "walk.md"
        head = ["# The main job, walked by itself", "", "Everybody here is invented."]
        index.write_text("\n".join([*head, *self.lines]) + "\n")
        return index
