"""What a lesson costs the server, and how soon its drawing answers."""

import math
import statistics
from collections.abc import Iterator

from lstmviz.lessons import LESSONS
from tests.benchmarks.pages import browsing, milliseconds
from tests.browser.conftest import settle
from tests.browser.learner import Learner
from tests.serving import NO_BROWSER, Server, find_browser

Line = tuple[str, str, str]
TAKEN = ("row", "units", "state", "window", "count", "code")  # those that nothing is trained in
# A question that each drawing answers: lesson, step.
REVEALS = (("row", "1"), ("row", "6"), ("units", "3"), ("state", "5"), ("window", "1"))
ROUNDS = 8
# From the press of an answer to the drawing that has taken the rows' place, as the page counts it.
# A task that a frame asks for comes when that frame has been drawn.
REVEAL = """button => new Promise(resolve => {
  const begun = performance.now();
  const look = () => {
    const inks = [...document.querySelectorAll(".st-key-scene *")]
      .map(node => (node.shadowRoot ?? node).querySelector(".ink"));
    const drawn = inks.some(ink => ink?.childElementCount);
    if (drawn) resolve(performance.now() - begun);
    else watch();
  };
  const watch = () => requestAnimationFrame(() => setTimeout(look));
  button.click();
  watch();
})"""


def opened(chromium, server: Server, lesson: str, step: str):
    """Open a step in a tab that remembers nothing."""
    page = chromium.new_page(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page.set_default_timeout(60_000)
    page.goto(f"{server.address}/Lessons?table=sensors&lesson={lesson}&step={step}")
    page.locator(".st-key-card").wait_for()
    settle(page)
    return page


def lines() -> Iterator[Line]:
    """Measure everything here: what, aim, measurement."""
    path = find_browser()
    if path is None:
        yield ("lessons", "", NO_BROWSER)
        return
    found = []
    with browsing(path) as (chromium, server, times):
        opened(chromium, server, "row", "1").close()
        times.write_text("")
        for lesson in TAKEN:
            page = opened(chromium, server, lesson, LESSONS[lesson].steps[0].id)
            Learner(page).take(lesson)
            page.close()
        yield ("CPU of a page run of a lesson, median", "≤ 150 ms", milliseconds(times, "run"))
        for lesson, step in REVEALS * ROUNDS:
            page = opened(chromium, server, lesson, step)
            answer = page.locator(".st-key-card [class*=st-key-answer] button").first
            found.append(answer.evaluate(REVEAL))
            page.close()
    found.sort()
    high = found[math.ceil(0.95 * len(found)) - 1]
    yield (
        f"from an answer to its drawing on the screen, 95 % of {len(found)}",
        "≤ 300 ms",
        f"{high:.0f} ms (median {statistics.median(found):.0f} ms)",
    )
