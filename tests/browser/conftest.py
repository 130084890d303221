"""A server for all tests here; a fresh, watched page for each."""

import signal
import sys
from contextlib import contextmanager

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


class Tabs:
    """Tabs that are lent again: what one has compiled it need not again, which takes seconds.

    Args:
        browser: that they are opened in.
        server: that is visited.
    """

    def __init__(self, browser, server):
        self.server = server
        self.contexts = {touch: browser.new_context(has_touch=touch) for touch in (False, True)}
        self.free = {context: [] for context in self.contexts.values()}
        self.out = []

    @contextmanager
    def lend(self):
        """Give what takes a tab that remembers nothing; at the end no script may have failed."""
        lent, changed, failures = [], [], []

        def note_error(error):
            failures.append(str(error))

        def note_message(message):
            if wrong(message):
                failures.append(message.text)

        def take(width, height, scheme="light", motion="reduce", touch=False, change=False):
            """Take a tab; one that will be changed, by a script of its own, is lent to nobody else.

            Films that play would take half a core from the tests beside this one.
            """
            context = self.contexts[touch]
            free = [] if change else self.free[context]
            page = free.pop() if free else context.new_page()
            (changed if change else lent).append(page)
            page.bring_to_front()  # others draw once a second
            self.leave(page)
            page.evaluate("sessionStorage.clear(); localStorage.clear()")
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme, reduced_motion=motion)
            page.set_default_timeout(PATIENCE)
            page.on("pageerror", note_error)
            page.on("console", note_message)
            return page

        yield take
        for page in lent:
            page.remove_listener("pageerror", note_error)
            page.remove_listener("console", note_message)
            self.leave(page)
            self.free[page.context].append(page)
        for page in changed:
            page.close()
        self.out = [page for page in self.out if page not in (*lent, *changed)]
        if self.out:
            self.out[-1].bring_to_front()
        assert not failures
        if self.server.errors():
            pytest.fail(f"The server failed. {self.server.errors()}")

    def leave(self, page):
        """Leave the app, with the mouse too, for the smallest page that the server has."""
        page.goto(f"{self.server.address}/_stcore/health")
        page.mouse.move(-1, -1)


@pytest.fixture(scope="session")
def tabs(browser, server):
    """The tabs of all tests here."""
    return Tabs(browser, server)


@pytest.fixture
def visit(tabs):
    """Open the app as a visitor."""
    with visitors(tabs) as open_page:
        yield open_page


@pytest.fixture
def touched(tabs):
    """Open the app on a phone, to be touched."""
    with visitors(tabs) as open_page:
        yield lambda query: open_page(query, width=390, height=844, touch=True)


@pytest.fixture(scope="module")
def visit_once(tabs):
    """Open the app for several tests that take turns at one page: opening takes seconds."""
    with visitors(tabs) as open_page:
        yield open_page


@contextmanager
def visitors(tabs):
    """Give what opens the app in a tab of its own."""
    with tabs.lend() as take:

        def open_page(query="?table=sensors", width=1280, height=720, **how):
            page = take(width, height, **how)
            page.goto(f"{tabs.server.address}/{query}")
            settle(page)
            # What is touched by its place must have found its place.
            drawn(page)
            return page

        yield open_page


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
