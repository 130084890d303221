import base64
import re
from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from lstmviz.choices.experiments import choose, start_experiment
from lstmviz.choices.links import from_query, to_query
from lstmviz.export.link import QUIET, is_local, page_address, qr_image


@given(st.text("aZ9 é°%&?=#+/;:<>“😀", min_size=1, max_size=60), st.integers(1, 64))
@settings(max_examples=20)
def test_the_address_opens_the_same_experiment(target: str, units: int):
    asked = choose(start_experiment("weather"), "task.target", target)
    asked = choose(choose(asked, "spec.units", units), "hide", ("data", "model"))
    address = page_address("https://example.org/app/", "Race", to_query(asked))
    assert address.isascii()
    assert urlsplit(address).path == "/app/Race"
    opened, notices = from_query(parse_qs(urlsplit(address).query))
    assert (opened, notices) == (asked, ())


def test_the_usual_experiment_is_a_short_address():
    assert page_address("http://localhost:8501", "", to_query(start_experiment("sensors"))) == (
        "http://localhost:8501/?table=sensors"
    )


def test_who_else_can_open_it():
    assert all(
        map(is_local, ("http://localhost:1/", "http://127.0.0.1/Race", "http://[::1]:8501/"))
    )
    assert not any(map(is_local, ("https://localhost.example.org/", "http://192.168.0.7:8501/")))


def test_the_code_is_black_on_white_with_a_quiet_zone():
    kind, _, content = qr_image("https://example.org/").partition(",")
    assert kind.startswith("data:image/svg+xml")
    svg = base64.b64decode(content).decode() if ";base64" in kind else unquote(content)
    size = int(re.search(r"viewBox=[\"']0 0 (\d+) \1[\"']", svg)[1])
    # Version 2: 25 modules on each side.
    assert size == 25 + 2 * QUIET
    ground, ink = re.findall(r"(?:fill|stroke)=[\"'](#\w+)[\"']", svg)
    assert (ground, ink) == ("#fff", "#000")
    # The first row of modules begins with a finder pattern, seven wide, inside the quiet zone.
    assert f"M{QUIET} {QUIET}.5h7" in svg


def test_a_link_too_long_for_a_code_gets_none():
    assert qr_image("https://example.org/?" + "a" * 2_900) is not None
    assert qr_image("https://example.org/?" + "a" * 3_000) is None
