"""A race in a real browser: started, watched, judged, taken home."""

import csv

from playwright.sync_api import expect

from tests.browser.conftest import drawn
from tests.browser.test_playground import press

TWO = "&".join(
    f"entrant=1.1.1-{rows}-{columns}-lstm.4.1"
    for rows, columns in (("timesteps", "features"), ("features", "timesteps"))
)


def test_a_race_is_run_and_judged_and_its_results_are_taken_home(visit):
    page = visit(f"Race?table=weather&seeds=2&laps=1&lap=results&{TWO}")
    expect(page.locator(".st-key-verdict")).to_contain_text("Nobody has started yet")
    press(page, "Start the race")
    page.get_by_role("button", name="Race again").wait_for(timeout=90_000)
    expect(page.locator(".st-key-race-said")).to_contain_text("always say the mean")
    expect(page.locator(".st-key-section")).to_contain_text("seed 1")
    with page.expect_download() as download:
        page.locator("[data-testid=stDownloadButton] button").click()
    with download.value.path().open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["seed"] for line in lines if line["seed"]] == ["0", "1"] * 2
    assert all(float(line["error"]) > 0 for line in lines)


def test_the_focus_stays_with_those_who_are_left(visit):
    page = visit("Race?table=sensors&lap=entrants")
    leave = page.get_by_role("button", name="Leave out")
    expect(leave).to_have_count(3)
    leave.last.press("Enter")
    expect(leave).to_have_count(2)
    page.locator(".st-key-entrants:focus").wait_for()


def test_the_curves_end_above_the_fold(visit):
    page = visit("Race?table=sensors")
    page.locator(".st-key-race-curves canvas").wait_for()
    drawn(page)
    curves = page.locator(".st-key-race-curves").bounding_box()
    assert curves["y"] + curves["height"] <= 720
