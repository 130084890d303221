"""Make the README's moving pictures from the app: `python -m tests.browser.picture`.

The Playground while it trains, and the film of the layouts with one layout after another: a few
seconds each, as an animated WebP.
"""

import io
import sys
import time
from collections.abc import Mapping

from PIL import Image

from tests.serving import FLAGS, NO_BROWSER, ROOT, find_browser, serve

FOLDER = ROOT / "lstmviz/data"
SIZE = (960, 540)
FRAMES = 48
PAUSE = 0.16  # seconds from one frame to the next
LARGEST = 1_500_000  # bytes


def film(page, clicks: Mapping[int, str]) -> list[Image.Image]:
    """Take frames of the page at even times; at some of them a card is clicked."""
    frames, start = [], time.monotonic()
    for number in range(FRAMES):
        time.sleep(max(0.0, start + number * PAUSE - time.monotonic()))
        if number in clicks:
            page.locator(".card", has_text=clicks[number]).click()
        shot = Image.open(io.BytesIO(page.screenshot(type="png"))).convert("RGB")
        frames.append(shot.resize(SIZE, Image.Resampling.LANCZOS))
    return frames


def write(name: str, frames: list[Image.Image]) -> None:
    """Write a picture, as good as the size allows."""
    path = FOLDER / name
    for quality in (60, 40, 20):
        options = {"quality": quality, "method": 2, "duration": int(1e3 * PAUSE), "loop": 0}
        frames[0].save(path, save_all=True, append_images=frames[1:], **options)
        if path.stat().st_size <= LARGEST:
            break
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes, quality {quality}")


def main() -> int:
    """Film the app."""
    path = find_browser()
    if path is None:
        print(NO_BROWSER)
        return 1
    from playwright.sync_api import sync_playwright

    with serve() as server, sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        page = chromium.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"{server.address}/?table=sensors")
        page.locator(".st-key-stage .caption").wait_for()
        page.locator(".st-key-primary button").click()
        page.locator(".st-key-live", has_text="updates/s").wait_for(timeout=60_000)
        write("playground.webp", film(page, {}))
        page.goto(f"{server.address}/Input_layouts?window=6")
        page.locator(".st-key-stage .ink text").first.wait_for()
        write("layouts.webp", film(page, {24: "columns, lags inside", 36: "columns as steps"}))
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
