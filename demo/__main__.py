"""Walks the main job in a real browser: calls, kiosk, clerk, adviser, post room, texts and letters.

What it makes is in var/demo; `--pictures` also renews the README's pictures in docs/pictures.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from bootstrap.browsers import QUIET_FLAGS, find_browser
from demo import legal_aid_scenes, message_scenes, outcome, scenes
from demo.album import Album
from demo.house import ROOT, HouseDown, open_house
from demo.pictures import publish
from demo.scenes import Walk
from demo.waiting import Missing

KEPT = ROOT / "var" / "demo"
PICTURES = ROOT / "docs" / "pictures"
SCENES = (
    scenes.by_telephone,
    scenes.at_the_kiosk,
    scenes.by_the_clerk,
    legal_aid_scenes.by_telephone,
    legal_aid_scenes.at_the_kiosk,
    legal_aid_scenes.by_the_adviser,
    outcome.wait_for_all,
    scenes.back_at_the_desk,
    message_scenes.safe_contact,
    message_scenes.by_text,
    scenes.in_the_post_room,
    message_scenes.checks_in,
    outcome.keep,
)


def main(words: list[str]) -> int:
    """Walk, and return 0 when all that was expected came."""
    parser = argparse.ArgumentParser(prog="demo", description=__doc__)
    parser.add_argument("--pictures", action="store_true", help="renew the README's pictures")
    chosen = parser.parse_args(words)
    album = Album(KEPT)
    try:
        _walk(album)
        if chosen.pictures:
            for picture in publish(album.folder, PICTURES):
                album.tell(f"{picture.relative_to(ROOT)}, {picture.stat().st_size // 1000} kB")
    except (Missing, HouseDown, Error, ValueError, AssertionError) as fault:
        sys.stderr.write(f"demo: {type(fault).__name__}: {fault}\n")
        return 1
    sys.stdout.write(f"\nAll of it is in {album.close()}\n")
    return 0


def _walk(album: Album) -> None:
    with tempfile.TemporaryDirectory(prefix="alongside-demo-") as folder:
        album.tell("A house is built: database, demo people, web server and worker.")
        with open_house(Path(folder)) as house, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=str(find_browser()), args=QUIET_FLAGS
            )
            try:
                _play(Walk(browser, house.url, album))
            finally:
                browser.close()


def _play(walk: Walk) -> None:
    """Play every scene; when one fails, keep a picture of each screen that is open."""
    browser: Browser = walk.browser
    try:
        for scene in SCENES:
            scene(walk)
    except (Missing, Error, AssertionError):
        pages = [page for context in browser.contexts for page in context.pages]
        for number, page in enumerate(pages, start=1):
            page.screenshot(path=walk.album.folder / f"failed-{number}.png", full_page=True)
        raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
