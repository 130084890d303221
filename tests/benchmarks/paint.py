"""How long a visitor looks at white, on a fast line and on a slow one."""

from collections.abc import Iterator

from tests.serving import FLAGS, NO_BROWSER, find_browser, serve

Line = tuple[str, str, str]

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
SHOWN = """() => document.querySelector("#early")?.shadowRoot?.querySelector("h2")
  ? performance.now() : null"""
TAKEN_OVER = """() => document.querySelector("#early") ? null : performance.now()"""


def lines() -> Iterator[Line]:
    """Open the bare address anew, with nothing in the browser's store."""
    path = find_browser()
    if path is None:
        yield ("first paint", "", NO_BROWSER)
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver, serve() as server:
        chromium = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        for name, line, aim in (
            ("a fast line", None, "< 1 s"),
            ("1.6 Mbit/s and 150 ms", SLOW, "< 4 s"),
        ):
            context = chromium.new_context()
            page = context.new_page()
            if line is not None:
                network = context.new_cdp_session(page)
                network.send("Network.enable")
                network.send("Network.emulateNetworkConditions", line)
            page.goto(server.address, wait_until="commit")
            works = page.wait_for_function(SHOWN, polling=20).json_value()
            taken = page.wait_for_function(TAKEN_OVER, timeout=120_000).json_value()
            yield (
                f"first paint, {name}",
                aim,
                f"{page.evaluate(PAINT) / 1e3:.2f} s; it answers after {works / 1e3:.2f} s, "
                f"the app takes over after {taken / 1e3:.1f} s",
            )
            context.close()
        chromium.close()
