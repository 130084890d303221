"""Names in a stranger's file or link are text on every page, whatever they look like."""

import random
import re
from urllib.parse import quote

import pytest

from lstmviz.ui.chapters import CHAPTERS
from tests.browser.conftest import drawn
from tests.browser.test_clicks import choose
from tests.browser.test_home import make, take
from tests.browser.test_playground import bring

HIT = "onerror=document.title='hit'"
# What Streamlit's markdown, a chart or a drawing could make something of; "evil" marks the spot.
NAMES = (
    f"<img src=x {HIT}> <b>evil</b> :red[evil] <i>evil</i>",
    "**evil** `evil` $evil$ ~~evil~~ :material/evil: :smile:",
    "\u202eab\u2067 \u05e9\u05dc\u05d5\u05dd 12 34 \u05e2\u05d5\u05dc\u05dd",
    "http://evil.io www.evil.io me@evil.io [evil](//evil.io) :streamlit:",
)
LABELS = ("https://evil.io", "<b>evil</b>", "\u05e9\u05dc\u05d5\u05dd", ":streamlit:", "a@evil.io")
FILE = "<script>document.title='hit'</script> www.evil.io \u202e\u05e9.csv"

# Elements that a name has made, and texts in which letters or digits do not run to the right.
MADE = r"""() => {
    const all = root => [...root.querySelectorAll("*")].flatMap(
        node => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
    const nodes = all(document), words = node => node.textContent.trim();
    const found = nodes.filter(node => node.matches("a") ? node.origin !== location.origin
        : node.matches("img") ? /x$|evil|streamlit logo/i.test(node.src + node.alt)
        : node.matches("iframe") || (node.matches("script, style")
            && words(node).startsWith("document.title")))
        .map(node => node.outerHTML.slice(0, 120));
    found.push(...nodes.filter(node => words(node) === "evil" || node.matches(".katex"))
        .map(node => node.outerHTML.slice(0, 120)));
    for (const node of nodes.filter(node => node.matches("text, p, li, td, th, label, h1, h4")
        && /[\u0590-\u05ff]/.test(node.textContent) && node.checkVisibility())) {
        const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), range = new Range();
        let before = null;
        while (walk.nextNode()) for (let place = 0; place < walk.currentNode.length; place++) {
            range.setStart(walk.currentNode, place);
            range.setEnd(walk.currentNode, place + 1);
            const box = range.getBoundingClientRect();
            if (!/[a-z0-9]/i.test(`${range}`) || !box.width) continue;
            if (before && Math.abs(box.top - before.top) < 3 && box.left < before.left - 1)
                found.push(`turned: ${node.textContent}`);
            before = box;
        }
    }
    if (document.title === "hit" || document.body.innerText.includes("\u{1f604}"))
        found.push("a script ran, or a picture came");
    return [...new Set(found)];
}"""


def table():
    """Write a table whose names and labels are all hostile."""
    draw = random.Random(0)
    quoted = ",".join(f'"{name}"' for name in ("label", *NAMES))
    rows = (f"{LABELS[n % 5]} {n},{n % 7},{n % 5},{n % 3},{draw.random():.3f}" for n in range(90))
    return "\n".join([quoted, *rows]).encode()


def test_names_are_text_on_every_page_and_in_what_is_taken_home(visit, browser, tmp_path):
    page = visit()
    bring(page, FILE, table())
    found = []
    for title in [each.task for each in CHAPTERS.values()]:
        choose(page, title)
        drawn(page)
        found += [f"{title}: {each}" for each in page.evaluate(MADE)]
    made = page.get_by_role("button", name=re.compile(r"Make .*\.html")).all_inner_texts()
    names = [words.split()[-1] for words in made]
    assert len(names) == 2
    for name in names:
        make(page, name)
    alone = browser.new_context(offline=True).new_page()
    for name in names:
        take(page, name, tmp_path)
        alone.goto((tmp_path / name).as_uri())
        alone.locator(".caption, .plot-container").first.wait_for()
        found += [f"{name}: {each}" for each in alone.evaluate(MADE)]
    alone.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "query",
    [
        "https://evil.io=1",
        "me@evil.io=1&www.evil.io=2",
        f"table={quote('http://evil.io :streamlit:')}",
        f"units={quote('<b>evil</b> www.evil.io')}",
        f"own=9x3-0f3a5b7c9d1e-{quote('http://evil.io me@evil.io')}&table=own",
        f"target={quote('http://evil.io')}&group={quote('www.evil.io')}",
        f"row_word={quote('http://evil.io/' + 'a' * 60)}",
    ],
)
def test_a_link_puts_no_address_into_what_the_app_says(link_reader, query):
    assert not link_reader(query)


@pytest.fixture(scope="module")
def link_reader(visit_once):
    """Follow a link, and tell what its words have made of the page."""
    page = visit_once()

    def read(query):
        page.goto(f"{page.url.partition('?')[0]}?{query}")
        page.get_by_test_id("stMain").get_by_test_id("stAlert").first.wait_for()
        return page.evaluate(MADE)

    return read
