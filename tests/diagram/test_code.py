"""The code that draws: small, safe, typed, and the same that is sent."""

import gzip
import os
import re
import shutil
import subprocess
from functools import reduce

import numpy as np
import pytest

from lstmviz.colours import COLOURS, FILLS, NAMES
from lstmviz.diagram.browser.declare import FILE, declarations
from lstmviz.diagram.code import BROWSER, markup, script, style
from lstmviz.diagram.scenes.palette import diverging, palette

DRAWINGS = ("flow", "cell", "film", "maps", "wiring")
SOURCES = [path for path in BROWSER.rglob("*.*") if path.suffix in (".js", ".css", ".html")]
SOURCES = [path for path in SOURCES if not {"node_modules", "dist"} & {*path.parts}]
LIMIT = 60_000  # bytes, compressed


def test_all_drawings_together_are_small_on_the_wire():
    sizes = {name: len(gzip.compress(script(name).encode(), 9)) for name in DRAWINGS}
    assert sum(sizes.values()) < LIMIT, sizes


@pytest.mark.skipif(
    not (BROWSER / "node_modules").exists() and not os.environ.get("CI"),
    reason="Node's packages are not installed: `python -m tests` does.",
)
def test_what_is_sent_is_what_is_written(tmp_path):
    copy = tmp_path / "browser"
    shutil.copytree(BROWSER, copy, ignore=shutil.ignore_patterns("node_modules"))
    (copy / "node_modules").symlink_to(BROWSER / "node_modules", target_is_directory=True)
    npm = shutil.which("npm") or pytest.fail("npm is missing.")
    subprocess.run([npm, "run", "--silent", "build"], cwd=copy, check=True)
    for built in (copy / "dist").iterdir():
        same = built.read_bytes() == (BROWSER / "dist" / built.name).read_bytes()
        assert same, f"{built.name} is stale: run `npm run build` in {BROWSER.name}/."


def test_the_types_of_scenes_are_those_of_python():
    assert FILE.read_text("utf-8") == declarations(), f"run `python -m {declarations.__module__}`"


def test_the_drawings_need_no_node():
    for name in DRAWINGS:
        # Streamlit takes a text without a line break inside for the path of a file.
        for text in (script(name), style(name), markup(name)):
            assert "\n" in text.strip()
        assert "as default" in script(name)
        assert not re.search(r"\bimport\b", script(name))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_strangers_text_can_only_be_text_and_nothing_is_fetched(path):
    text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(", text
    )
    assert not re.search(r"https?:|//cdn|fetch\(|\bimport\(\"", re.sub(r"@\w+ .*", "", text))


def test_every_token_of_the_style_sheets_is_given_a_colour():
    css = "".join(path.read_text("utf-8") for path in SOURCES if path.suffix == ".css")
    used = set(re.findall(r"var\(--(\w+)", css))
    used -= {
        "a",
        "st",
        "size",
        "least",
        "number",
        "letter",
        "height",
        "level",
        "tallest",
        "beside",
        "corner",
    }
    used -= {"fill", "name", "clock", "slot", "n", "wide", "tall"}  # of the way in
    for theme in ("light", "dark"):
        declared = set(re.findall(r"--(\w+):", palette(0)[theme]["css"]))
        assert used <= declared, used - declared
    code = "".join(path.read_text("utf-8") for path in SOURCES if path.suffix == ".js")
    assert set(re.findall(r"\bink\.(\w+)", code)) <= set(COLOURS["light"])


def test_a_colour_of_the_app_stands_in_one_file():
    """Beside it only Streamlit's own configuration, which cannot read it."""
    root = BROWSER.parents[2]
    found = reduce(set.union, (set(colours.values()) for colours in COLOURS.values()), set())
    plain = {"#ffffff", "#000000"}  # of any printed thing
    for path in (*root.glob("lstmviz/**/*.py"), *root.glob("pages/*.py"), *SOURCES):
        if "node_modules" in path.parts or path == root / "lstmviz" / "colours.py":
            continue
        stated = set(re.findall(r"#[0-9a-f]{6}\b", path.read_text("utf-8")))
        assert not stated & (found | {*FILLS}) - plain, path


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
    tokens = COLOURS[theme]
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
@pytest.mark.parametrize("fill", FILLS)
def test_numbers_on_a_column_s_colour_can_be_read(theme, fill):
    white = palette(0)[theme]["white"][fill]
    ground = bytes.fromhex(COLOURS[theme]["carriage"][1:])
    for strength in np.linspace(0, 1, 51):
        pairs = zip(ground, bytes.fromhex(fill[1:]), strict=True)
        cell = "#" + bytes(round(a + strength * (b - a)) for a, b in pairs).hex()
        ink = "#ffffff" if strength < white else "#000000"
        assert contrast(ink, cell) >= 4.5, strength


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_scale_runs_from_pole_to_pole_through_zero(theme):
    scale = diverging(theme)
    assert len(scale) == 129
    poles = {"light": ("1f5fbf", "eceef2", "c8401b"), "dark": ("5aa8ff", "2a2f3b", "ff8050")}
    assert [bytes(scale[n]).hex() for n in (0, 64, 128)] == list(poles[theme])


def test_columns_have_as_many_names_as_fills():
    assert {len(FILLS)} == {len(names) for names in NAMES.values()}
