"""Looking at a page as a whole: what axe finds, and whether anything is wider than the screen."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES: dict[str, Any] = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# Only faults come back, as a page's passes are ten times as much to carry.
RUN = """rules => axe.run(rules).then(({violations}) => violations.map(one =>
  `${one.id} (${one.impact}) at ${one.nodes.slice(0, 3).map(node => node.target).join(', ')}`))"""
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def axe_faults(page: Page, *, colours: bool = True) -> list[str]:
    """Return what axe finds. Comparing `colours` takes longer than all its other rules together.

    They are the style sheet's and do not change with the words, so a page that is looked at in
    English and in Welsh needs them once.
    """
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(
        RUN, RULES | {"rules": {"color-contrast": {"enabled": colours}}}
    )
    return found


def faults_of(page: Page, sizes: tuple[dict[str, int], ...], *, colours: bool = True) -> list[str]:
    """Return what is wrong with the page at the first size, and at which sizes it is too wide."""
    where = f"{page.url.split('/', 3)[-1]} [{page.get_attribute('html', 'lang')}]"
    found = [f"{where}: {fault}" for fault in axe_faults(page, colours=colours)]
    for size in sizes:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        if page.evaluate(WIDER):
            found.append(f"{where}: wider than the screen at {size['width']}x{size['height']}")
    if len(sizes) > 1:
        page.set_viewport_size(sizes[0])  # type: ignore[arg-type]
    return found
