"""An address of several lines that is pasted into the first of its boxes lands in all of them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from demo.navigators import ConsoleNavigator

pytestmark = pytest.mark.browser

BOXES = ("line1", "line2", "town", "county", "postcode")
PASTE = """(box, text) => {
  const data = new DataTransfer()
  data.setData('text/plain', text)
  const told = { clipboardData: data, bubbles: true, cancelable: true }
  return box.dispatchEvent(new ClipboardEvent('paste', told))
}"""
STREET = ("2 Chapel Street", "", "Bangor", "", "LL57 1AA")
LANDS = (
    ("2 Chapel Street\nBangor\nLL57 1AA", STREET),
    (
        "2 Chapel Street,\r\n\r\nBangor,\r\nll57 1aa\r\nUnited Kingdom\r\n",
        (*STREET[:4], "ll57 1aa"),
    ),
    ("2 Chapel Street\nBangor LL57 1AA", STREET),
    ("2 Chapel Street\nBangor", (*STREET[:4], "")),
    ("Flat 2\n9 Mill Lane\nBangor\nLL57 1AA", ("Flat 2", "9 Mill Lane", "Bangor", "", "LL57 1AA")),
    (
        "Flat 2\n9 Mill Lane\nBangor\nGwynedd\nLL57 1AA",
        ("Flat 2", "9 Mill Lane", "Bangor", "Gwynedd", "LL57 1AA"),
    ),
    (
        "Flat 2\nThe Mill\n9 Mill Lane\nBangor\nGwynedd\nLL57 1AA",
        ("Flat 2, The Mill", "9 Mill Lane", "Bangor", "Gwynedd", "LL57 1AA"),
    ),
)
NINE = "\n".join(
    (
        "Flat 2, second staircase",
        "Second floor of the east wing",
        "The Old Woollen Mill",
        "North Yard Industrial Estate",
        "Mill Lane",
        "Riverside Village",
        "Bangor",
        "Gwynedd",
        "LL57 1AA",
    )
)


def paste(page: Page, text: str) -> tuple[str, ...]:
    """Paste into the first box as a browser tells of it; return what stands in all of them."""
    page.locator("#address-line1").evaluate(PASTE, text)
    return tuple(page.input_value(f"#address-{box}") for box in BOXES)


def test_pasted_lines_land_in_their_boxes(console: ConsoleNavigator) -> None:
    page = console.page
    console.sign_in("amina")
    console.go("/console/people/new")
    for text, boxes in LANDS:
        page.fill("#address-postcode", "")
        assert paste(page, text) == boxes, text
    assert page.locator("#address-line1").evaluate(PASTE, "one line"), "left to the browser"

    said = paste(page, NINE)
    assert all(line in ", ".join(said) for line in NINE.splitlines()), "nothing is thrown away"
    console.press("form[data-unsaved] .govuk-button-group button")
    assert "50 characters or fewer" in page.inner_text("#address-line2-error")
