"""The browser that the tests find is real: it opens a page, runs its script and shows our languages' letters."""

from playwright.sync_api import Playwright

from bootstrap.browsers import QUIET_FLAGS, find_browser

PAGE = "data:text/html;charset=utf-8,<title>Croeso</title><h1>Tŷ</h1><script>document.title+='!'</script>"


def test_the_found_browser_opens_a_page(playwright: Playwright) -> None:
    browser = playwright.chromium.launch(executable_path=str(find_browser()), args=QUIET_FLAGS)
    try:
        page = browser.new_page()
        page.goto(PAGE)
        assert page.title() == "Croeso!"
        assert page.get_by_role("heading", level=1).inner_text() == "Tŷ"
    finally:
        browser.close()
