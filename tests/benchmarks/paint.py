"""How long a visitor looks at white, on a fast line and on a slow one, and what moves meanwhile."""

from collections.abc import Iterator

from lstmviz.ui.chapters import CHAPTERS
from tests.serving import FLAGS, NO_BROWSER, Server, find_browser, serve
from tests.table import world

Line = tuple[str, str, str]

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
SHOWN = """() => document.querySelector("#early")?.shadowRoot?.querySelector("h2")
  ? performance.now() : null"""
TAKEN_OVER = """() => document.querySelector("#early") ? null : performance.now()"""
# The largest sum of layout shifts within 5 s of one another, as browsers count them.
WATCH = """window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries()))
  .observe({ type: "layout-shift", buffered: true });"""
MOVED = """() => {
  let most = 0, sum = 0, first = -Infinity, last = -Infinity;
  for (const { startTime, value } of window.shifts.splice(0)) {
    if (startTime - last > 1000 || startTime - first > 5000) { sum = 0; first = startTime; }
    last = startTime;
    sum += value;
    most = Math.max(most, sum);
  }
  return most;
}"""
DRAWN = "[data-testid=stApp][data-test-script-state=notRunning]"
OPEN_MENU = "document.querySelector('[data-testid=stExpandSidebarButton]')?.click()"
SETTLED = 2_500  # ms after a page is drawn: what came late has come


def lines() -> Iterator[Line]:
    """Measure everything here: what, aim, measurement."""
    path = find_browser()
    if path is None:
        yield ("first paint", "", NO_BROWSER)
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver, serve() as server:
        chromium = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield from painted(chromium, server)
        for width, height in ((1280, 720), (390, 844)):
            yield from moved(chromium, server, width, height)
        chromium.close()


def moved(chromium, server: Server, width: int, height: int) -> Iterator[Line]:
    """Open every page anew, then go through all by the menu; what follows an input counts too."""
    context = chromium.new_context(viewport={"width": width, "height": height})
    opened, turned = {}, {}
    for name, chapter in CHAPTERS.items():
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(f"{server.address}/{chapter.path}?table=sensors")
        opened[name] = settled(page)
        page.close()
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"{server.address}/?table=sensors")
    settled(page)
    for name, chapter in [*CHAPTERS.items()][::-1]:
        page.evaluate(OPEN_MENU)
        page.get_by_role("link", name=chapter.task, exact=True).click()
        page.wait_for_timeout(SETTLED)
        turned[name] = settled(page)
    bring(page)
    settled(page)
    page.reload()
    yield (
        f"layout shift while a page with one's own table is reloaded, {width} × {height}",
        "< 0.1",
        f"{settled(page):.3f}",
    )
    context.close()
    for how, found in (("loads", opened), ("is turned to", turned)):
        worst = max(found, key=found.__getitem__)
        yield (
            f"layout shift while a page {how}, {width} × {height}, the worst of {len(found)}",
            "< 0.1",
            f"{found[worst]:.3f} ({CHAPTERS[worst].title})",
        )


def bring(page) -> None:
    """Bring a table of one's own to the Playground, with the review that it opens."""
    page.evaluate(OPEN_MENU)
    page.get_by_role("button", name="Upload").first.click()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "store.csv", "mimeType": "text/csv", "buffer": world.activities().encode()}
    )
    page.locator(".st-key-review").wait_for()


def settled(page) -> float:
    """Wait until a page stands; tell how much has moved since this was asked last."""
    page.wait_for_selector(DRAWN)
    page.wait_for_timeout(SETTLED)
    return page.evaluate(MOVED)


def painted(chromium, server: Server) -> Iterator[Line]:
    """Open the bare address anew, with nothing in the browser's store."""
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
