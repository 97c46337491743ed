"""Take the pictures again, and write their page."""

import sys
import time
from collections.abc import Sequence
from io import BytesIO
from operator import itemgetter
from pathlib import Path
from typing import cast

from PIL import Image
from playwright.sync_api import Page

from tools.screens.album import FOLDER, PAGE, SHOTS, WIDTHS, file_of, page_of
from tools.screens.base import chromium, demonstration
from tools.screens.walk import WALK, Story

HEIGHT = 768
TALLEST = 1600
"""Pixels of a picture: what follows is cut, and seen in the demonstration itself."""
Colour = tuple[int, int, int]
SURFACES, STEP = 16, 51
"""Colours kept exact, and how far apart the others are: flat pages stay small without any blur."""
PATIENCE = 30_000
"""Milliseconds that a page may take: the machine may be busy."""


def main(arguments: Sequence[str]) -> None:
    """Walk through the screens: into the gallery, with its page; or into a folder, to look at.

    `[FOLDER [WIDTH...]]`: elsewhere than in the gallery, at those widths. Raises NoBrowser.
    """
    begun = time.monotonic()
    folder = Path(arguments[0]) if arguments else FOLDER
    widths = [int(each) for each in arguments[1:]]
    folder.mkdir(parents=True, exist_ok=True)
    kept: set[str] = set()
    with demonstration() as address, chromium() as browser:

        def come() -> Page:
            context = browser.new_context(
                base_url=address, locale="fr-FR", timezone_id="Europe/Paris",
                viewport={"width": max(WIDTHS), "height": HEIGHT}, reduced_motion="reduce",
            )  # fmt: skip
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            return page

        story = Story(come)
        for part in WALK:
            for name, page in part(story):
                wanted = [(each, False) for each in widths] or SHOTS[name].wanted()
                kept |= {_picture(folder, name, page, *each) for each in wanted}
                page.emulate_media(color_scheme="light")
                page.set_viewport_size({"width": max(WIDTHS), "height": HEIGHT})
    if not arguments:
        _alone(kept)
        PAGE.write_text(page_of(), encoding="utf-8")
    size = sum((folder / each).stat().st_size for each in kept)
    print(
        f"{len(kept)} pictures in {folder}, {size / 1_000_000:.1f} MB,"
        f" {(time.monotonic() - begun) / 60:.1f} minutes",
        file=sys.stderr,
    )


def _alone(kept: set[str]) -> None:
    """The gallery holds what this walk saw, and nothing else."""
    for old in FOLDER.glob("*.webp"):
        if old.name not in kept:
            old.unlink()


def _picture(folder: Path, name: str, page: Page, width: int, dark: bool) -> str:
    """The page as it stands, at that width, in the light or in the dark: the name of its file."""
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.wait_for_load_state("networkidle")
    file = file_of(name, width, dark)
    drawn = Image.open(BytesIO(page.screenshot(full_page=True)))
    cut = drawn.crop((0, 0, drawn.width, min(drawn.height, TALLEST))).convert("RGB")
    _flat(cut).save(folder / file, "WEBP", lossless=True, method=6)
    return file


def _flat(drawn: Image.Image) -> Image.Image:
    """The same with few shades at the edges of letters: what fills a surface stays exact."""
    counted = drawn.getcolors(drawn.width * drawn.height) or []
    filling = sorted(counted, key=itemgetter(0), reverse=True)[:SURFACES]
    table: list[int] = []
    for channel in range(3):
        exact = {cast(Colour, colour)[channel] for _, colour in filling}
        kept = sorted({*range(0, 256, STEP), 255, *exact})
        table += [min(kept, key=lambda each: abs(each - value)) for value in range(256)]
    return drawn.point(table)


if __name__ == "__main__":
    main(sys.argv[1:])
