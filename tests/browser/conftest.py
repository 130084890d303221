"""A server and a browser for all tests here; a fresh, watched page for each."""

import os

import pytest

from tests.serving import FLAGS, NO_BROWSER, find_browser, serve

# Two busy cores are slow at times, not wrong.
PATIENCE = 60_000


@pytest.fixture(scope="session")
def browser():
    path = find_browser()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    # Imported here: a person without a browser may lack its driver as well.
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(browser):
    with serve() as running:
        yield running


@pytest.fixture
def visit(browser, server):
    """Open the app as a visitor; at the end no script may have failed in any page."""
    contexts, failures = [], []

    def open_page(query="", width=1280, height=720, scheme="light", motion="reduce"):
        # Films that play take half a core from the tests beside this one.
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion=motion
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on(
            "console", lambda message: failures.append(message.text) if wrong(message) else None
        )
        page.goto(f"{server.address}/{query}")
        settle(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not failures
    if server.errors():
        pytest.fail(f"The server failed. {server.errors()}")


def wrong(message):
    """Tell an error from Streamlit's own search for its server below a page's address."""
    return message.type == "error" and "/_stcore/" not in message.location["url"]


def settle(page):
    """Wait until the app has drawn what it was asked for."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.locator(".shapes").wait_for()
