"""Looking at a page as a whole: what axe finds, and whether anything is wider than the screen."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
AXE = Axe()


def faults_of(page: Page, sizes: tuple[dict[str, int], ...]) -> list[str]:
    """Return what is wrong with the page at the first size, and at which sizes it is too wide."""
    where = f"{page.url.split('/', 3)[-1]} [{page.get_attribute('html', 'lang')}]"
    found = [f"{where}: {fault}" for fault in _axe(page)]
    for size in sizes:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        if page.evaluate(WIDER):
            found.append(f"{where}: wider than the screen at {size['width']}x{size['height']}")
    page.set_viewport_size(sizes[0])  # type: ignore[arg-type]
    return found


def _axe(page: Page) -> list[str]:
    violations = AXE.run(page, options=RULES).response["violations"]
    return [
        f"{one['id']} ({one['impact']}) at {', '.join(str(node['target']) for node in one['nodes'][:3])}"
        for one in violations
    ]
