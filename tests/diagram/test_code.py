import re
from pathlib import Path

import pytest

import lstmviz.diagram
from lstmviz.diagram.code import code, source
from lstmviz.diagram.colours import FILLS, NAMES, TOKENS, diverging, palette
from lstmviz.diagram.squeeze import squeeze_js

HERE = Path(lstmviz.diagram.__file__).parent
FILES = ("pen.js", "flow.js", "pen.css", "flow.css", "flow.html")
PARTS = (("flow.js",), ("pen.css", "flow.css"), ("flow.html",))
LIMIT = 30_000


def test_the_code_sent_to_the_browser_is_small():
    sizes = {names: len(code(*names).encode()) for names in PARTS}
    assert sum(sizes.values()) < LIMIT, sizes


@pytest.mark.parametrize("name", FILES)
def test_strangers_text_can_only_be_text(name):
    text = (HERE / name).read_text(encoding="utf-8")
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
    ):
        assert way not in text


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_fetched_from_elsewhere(name):
    text = (HERE / name).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|//cdn|@import|\bimport\b|fetch\(", text)


def test_squeezing_shortens_variables_and_keeps_properties_and_texts():
    long = """
    // A comment.
    const wanted = { length: 1, other: 2 };
    function count(things, length) {
      return things.length + wanted.other + length + "a // text of things";
    }
    export default count;
    """
    short = squeeze_js(long)
    assert "comment" not in short
    assert "wanted" not in short
    assert ".length" in short
    assert ".other" in short
    assert '"a // text of things"' in short
    assert "things" not in short.replace("text of things", "")


def test_squeezing_keeps_signs_apart_and_together():
    assert squeeze_js("a - -b; a++; c = a + +b;") == "a- -b;a++;c=a+ +b;"
    assert squeeze_js('x.replace(/a "b" c/g, "d e");') == 'x.replace(/a "b" c/g,"d e");'


def test_every_token_of_the_style_sheet_is_given_a_colour():
    css = "".join((HERE / name).read_text(encoding="utf-8") for name in ("pen.css", "flow.css"))
    used = set(re.findall(r"var\(--([\w]+)", css)) - {
        "a",
        "st",
        "size",
        "least",
        "number",
        "letter",
    }
    for theme in ("light", "dark"):
        declared = set(re.findall(r"--(\w+):", palette(0)[theme]["css"]))
        assert used <= declared, used - declared
    assert set(re.findall(r"\btok\.(\w+)", source("flow.js"))) <= set(TOKENS["light"])


def luminance(colour):
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    bright, dim = sorted((luminance(a), luminance(b)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["carriage", "lane"])
def test_words_can_be_read(theme, ground):
    tokens = TOKENS[theme]
    inks = (
        "ink",
        "text",
        "muted",
        "samples",
        "timesteps",
        "features",
        "units",
        "i",
        "c_tilde",
        "o",
    )
    for ink in inks:
        assert contrast(tokens[ink], tokens[ground]) >= 4.5, ink
    assert contrast(tokens["faint"], tokens[ground]) >= 4
    for name in NAMES[theme]:
        assert contrast(name, tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_scale_runs_from_pole_to_pole_through_zero(theme):
    scale = diverging(theme)
    assert len(scale) == 129
    poles = {"light": ("1f5fbf", "eceef2", "c8401b"), "dark": ("5aa8ff", "2a2f3b", "ff8050")}
    assert [bytes(scale[n]).hex() for n in (0, 64, 128)] == list(poles[theme])


def test_columns_have_as_many_names_as_fills():
    assert {len(FILLS)} == {len(names) for names in NAMES.values()}
