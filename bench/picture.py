"""Draws docs/case.webp, the picture in README.md: a page of the record as a browser shows it.

    .venv/bin/python bench/picture.py HOME [PATH]

HOME is a home with the catalog (`./run --once` makes ./data), PATH the address of another page. Needs Chromium.
"""

import base64
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.worlds.browsing import opened_browser, served  # of this tree, from wherever the script is called

PICTURE = ROOT / "docs" / "case.webp"
_WIDTH, _HEIGHT = 1120, 1030


def draw(home: Path, path: str = "/case/anderson-v-tiktok") -> None:
    """Write the picture of a page."""
    with served(home / "docket.db") as address, opened_browser() as browser:
        page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
        page.goto(address + path)
        asked = {"format": "webp", "quality": 75}  # sharp enough for text, at a tenth of the size of a PNG
        answer = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    PICTURE.write_bytes(base64.b64decode(answer["data"]))


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit((__doc__ or "").strip())
    draw(Path(sys.argv[1]), *sys.argv[2:])
