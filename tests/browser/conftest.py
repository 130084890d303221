"""A server for all tests here; a fresh, watched page for each."""

import signal
import sys
from contextlib import contextmanager
from functools import cache

import psutil
import pytest

from tests.conftest import PATIENCE
from tests.serving import serve, wait_until


@pytest.fixture(scope="session")
def server(browser):
    """The app; when its server is ended no worker may stay behind."""
    with serve() as running:
        yield running
        family = running.process.children(recursive=True)
        running.process.send_signal(goodbye())
        # Whatever it was, it ends as it does by SIGTERM: in order.
        assert running.process.wait(10) == -signal.SIGTERM or sys.platform == "win32"
        wait_until(lambda: not any(map(alive, family)), 10, "a worker was left behind")


def goodbye():
    """Choose the signal that ends the server: that of a terminal that is closed, if it is heard."""
    hangup = getattr(signal, "SIGHUP", None)
    heard = hangup is not None and signal.getsignal(hangup) is signal.SIG_DFL
    return hangup if heard else signal.SIGTERM


def alive(process):
    """Tell whether a process runs; one that only waits to be buried does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture(scope="session")
def profile(browser):
    """Give a browser's profile for a kind of screen: what it has loaded once it need not again."""

    @cache
    def kept(screen, **options):
        width, height = screen
        return browser.new_context(viewport={"width": width, "height": height}, **options)

    return kept


@pytest.fixture
def visit(profile, server):
    """Open the app as a visitor."""
    with visitors(profile, server) as open_page:
        yield open_page


@pytest.fixture
def touched(profile, server):
    """Open the app on a phone, to be touched."""
    with visitors(profile, server) as open_page:
        yield lambda query: open_page(query, width=390, height=844, touch=True)


@pytest.fixture(scope="module")
def visit_once(profile, server):
    """Open the app for several tests that take turns at one page: opening takes seconds."""
    with visitors(profile, server) as open_page:
        yield open_page


@contextmanager
def visitors(profile, server):
    """Give what opens pages; at the end no script may have failed in any of them."""
    pages, failures = [], []

    def open_page(
        query="?table=sensors",
        width=1280,
        height=720,
        scheme="light",
        motion="reduce",
        touch=False,
    ):
        # Films that play take half a core from the tests beside this one.
        page = profile(
            screen=(width, height), color_scheme=scheme, reduced_motion=motion, has_touch=touch
        ).new_page()
        pages.append(page)
        # A new tab remembers nothing of those before.
        page.add_init_script("if (!sessionStorage.length) localStorage.clear()")
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on(
            "console", lambda message: failures.append(message.text) if wrong(message) else None
        )
        page.goto(f"{server.address}/{query}")
        settle(page)
        # What is touched by its place must have found its place.
        drawn(page)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert not failures
    if server.errors():
        pytest.fail(f"The server failed. {server.errors()}")


def wrong(message):
    """Tell an error from Streamlit's own search for its server below a page's address."""
    return message.type == "error" and "/_stcore/" not in message.location["url"]


def settle(page):
    """Wait until the app has drawn what it was asked for."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.locator(".shapes, .st-key-card, .st-key-after-list").first.wait_for()


def drawn(page):
    """Wait until the browser has laid out and drawn what it knows, and nothing moves any more."""
    page.evaluate(
        """async () => {
          const frame = () => new Promise(requestAnimationFrame);
          const size = () => [...document.querySelectorAll("[data-testid=stMain] *")]
            .map(node => node.getBoundingClientRect())
            .map(box => [box.x, box.y, box.width]).join();
          for (let before, same = 0; same < 5; same += 1) {
            await frame();
            if (size() !== before) { before = size(); same = 0; }
          }
          await Promise.all(document.getAnimations()
            .filter(each => each.effect?.getComputedTiming().endTime < Infinity)
            .map(each => each.finished.catch(() => null)));
        }"""
    )


def barriers(page):
    """Find what keeps people from using the page, by the rules of axe: (rule, places)."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    drawn(page)
    return [
        (each["id"], [node["target"] for node in each["nodes"]][:4])
        for each in axe.Axe().run(page).response["violations"]
        if each["impact"] in ("critical", "serious")
    ]
