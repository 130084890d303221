"""The server's end: whichever way it goes, no worker stays behind."""

import signal

import psutil

from tests.browser.conftest import settle
from tests.serving import serve, wait_until


# With a page in view. That a worker in the middle of training goes too, whichever way its server
# ends, is shown without a browser in tests/training/test_worker.py.
def test_no_worker_outlives_its_server(browser):
    with serve() as server:
        page = browser.new_page(reduced_motion="reduce")
        page.goto(server.address)
        settle(page)
        page.locator(".st-key-primary button").click()
        wait_until(lambda: server.process.children(recursive=True), 10, "no worker was started")
        family = server.process.children(recursive=True)
        server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: not alive(server.process), 10, "the server goes on")
        wait_until(lambda: not any(map(alive, family)), 10, "a worker was left behind")
        page.close()


def alive(process: psutil.Process) -> bool:
    """Tell whether a process runs; one that only waits to be buried does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
