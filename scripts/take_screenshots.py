"""Take pictures of the explorer for docs/explorer.md, in both languages; needs Playwright and a Chromium.

    python scripts/take_screenshots.py actors.html docs/images/

The first has the page as it opens, in Central Kurdish; the second two types chosen, in English and dark.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHOTS = {
    "explorer-ckb.png": "#lang=ckb",
    "explorer-en.png": "#lang=en&theme=dark&type=ASSAULT&type=COERCE&colour=country",
}
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-component-update")


def main() -> None:
    """Take the pictures that the arguments ask for."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    page_path, folder = map(Path, sys.argv[1:])
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        sys.exit(f"no Chromium is installed: none of {', '.join(PROGRAMS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for name, hash in SHOTS.items():
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(page_path.resolve().as_uri() + hash)
            page.wait_for_selector("html[data-ready]", state="attached")
            page.wait_for_timeout(1000)  # until labels and transitions are drawn
            page.screenshot(path=folder / name)
        browser.close()


if __name__ == "__main__":
    main()
