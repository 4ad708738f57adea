"""Filling one question's boxes, whatever kind they are, and pressing what leads to a page."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from demo.booking import Nth, Value


def fill(page: Page, name: str, value: Value) -> None:
    """Type into the box of a name, or choose among its choices."""
    boxes = page.locator(f'[name="{name}"]:not([type=hidden])')
    kind = boxes.first.evaluate("box => box.type")
    if isinstance(value, Nth):
        choose(page, boxes.and_(page.locator(":visible")).nth(value.index))
    elif isinstance(value, tuple):
        for one in value:
            choose(page, page.locator(f'[name="{name}"][value="{one}"]'))
    elif kind in ("radio", "checkbox"):
        choose(page, page.locator(f'[name="{name}"][value="{value}"]'))
    elif kind == "select-one":
        boxes.select_option(value)
    else:
        boxes.fill(value)


def press(page: Page, thing: Locator) -> None:
    """Press a button or a link that leads to a page, and wait until that page stands.

    A click alone may come back before the browser has begun to leave: what is read next would
    then still be the old page.
    """
    with page.expect_navigation():
        thing.click()


def choose(page: Page, box: Locator) -> None:
    """Press the label of a choice, as a finger or a mouse would; one that is chosen stays so."""
    if not box.is_checked():
        page.locator(f'label[for="{box.get_attribute("id")}"]').click()
