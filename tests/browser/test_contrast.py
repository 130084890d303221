"""The numbers in the drawings can be read on the colours that they stand on."""

import pytest

from tests.browser.conftest import drawn

pytestmark = pytest.mark.browser

# Of every number of a drawing: its contrast to the canvas behind its left edge, in its middle and
# at its right edge, where these are of one colour.
FAINT = """() => {
    const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const light = (rgb) => [0.2126, 0.7152, 0.0722]
        .reduce((sum, part, n) => sum + part * linear(rgb[n] / 255), 0.05);
    const numbers = (css) => css.match(/[\\d.]+/g).map(Number);
    const over = (top, part, below) => below.map((v, n) => v + part * (top[n] - v));
    const host = [...document.querySelectorAll(".st-key-stage *")].find((node) => node.shadowRoot);
    const root = host.shadowRoot, canvas = root.querySelector(".stage canvas");
    const ctx = canvas.getContext("2d"), area = canvas.getBoundingClientRect();
    const dots = canvas.width / area.width;
    const page = numbers(getComputedStyle(root.querySelector("section")).backgroundColor);
    return [...root.querySelectorAll("text")].flatMap((node) => {
        const { left, width, top, height } = node.getBoundingClientRect();
        if (!/^(−?[\\d.,]+|X\\[.*)$/.test(node.textContent)) return [];
        if (!width || !node.checkVisibility({ visibilityProperty: true })) return [];
        const behind = [left - 1, left + width / 2, left + width + 1].map((x) => {
            const spot = [x - area.left, top + height / 2 - area.top].map((v) => v * dots);
            const [r, g, b, a] = ctx.getImageData(...spot.map(Math.round), 1, 1).data;
            return over([r, g, b], a / 255, page.slice(0, 3)).map(Math.round);
        });
        if (new Set(behind.map(String)).size > 1) return [];
        const [ground] = behind, { fill, opacity } = getComputedStyle(node);
        const ink = over(numbers(fill), Number(opacity), ground);
        const [dim, bright] = [light(ground), light(ink)].sort((a, b) => a - b);
        return bright / dim < 4.5 ? [`${node.textContent}: ${(bright / dim).toFixed(2)}`] : [];
    });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["", "Input_layouts", "Inside_the_cell"])
def test_numbers_of_a_drawing_can_be_read(visit, place, scheme):
    page = visit(f"{place}?table=sensors", scheme=scheme)
    page.locator(".st-key-stage text").first.wait_for()
    drawn(page)
    assert page.evaluate(FAINT) == []
