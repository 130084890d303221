"""Make the README's moving picture from the app: `python -m tests.browser.picture`.

The page as it comes up, then training: the film of a few seconds, as an animated WebP.
"""

import io
import sys
import time

from PIL import Image

from tests.serving import FLAGS, NO_BROWSER, ROOT, find_browser, serve

PICTURE = ROOT / "lstmviz/data/playground.webp"
SIZE = (960, 540)
FRAMES = 48
PAUSE = 0.16  # seconds from one frame to the next
LARGEST = 1_500_000  # bytes


def film(page) -> list[Image.Image]:
    """Take frames of the page at even times."""
    frames, start = [], time.monotonic()
    for number in range(FRAMES):
        time.sleep(max(0.0, start + number * PAUSE - time.monotonic()))
        shot = Image.open(io.BytesIO(page.screenshot(type="png"))).convert("RGB")
        frames.append(shot.resize(SIZE, Image.Resampling.LANCZOS))
    return frames


def main() -> int:
    """Film the app and write the picture, as good as the size allows."""
    path = find_browser()
    if path is None:
        print(NO_BROWSER)
        return 1
    from playwright.sync_api import sync_playwright

    with serve() as server, sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        page = chromium.new_page(viewport={"width": 1280, "height": 720})
        page.goto(server.address)
        page.locator(".st-key-stage .caption").wait_for()
        page.locator(".st-key-primary button").click()
        page.locator(".st-key-live", has_text="updates/s").wait_for(timeout=60_000)
        frames = film(page)
        chromium.close()
    for quality in (60, 40, 20):
        options = {"quality": quality, "method": 2, "duration": int(1e3 * PAUSE), "loop": 0}
        frames[0].save(PICTURE, save_all=True, append_images=frames[1:], **options)
        if PICTURE.stat().st_size <= LARGEST:
            break
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size:,} bytes, quality {quality}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
