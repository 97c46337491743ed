"""The pictures of the gallery are those of the layouts as they are drawn now."""

import pytest
from PIL import Image, ImageChops, ImageStat

from tools.gallery import FOLDER, PICTURES, page

SLACK = 1.5
"""Mean difference of greys, out of 255: a moved line makes far more, another rasteriser less."""


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_shows_its_layout_as_it_is_drawn_now(name: str) -> None:
    kept = Image.open(FOLDER / f"{name}.png").convert("L")
    now = PICTURES[name].drawn().convert("L")
    assert now.size == kept.size, "./dev gallery"
    difference = ImageStat.Stat(ImageChops.difference(kept, now)).mean[0]
    assert difference < SLACK, f"./dev gallery ({difference:.2f})"


def test_every_picture_has_its_place_on_the_page_and_none_is_left_over() -> None:
    assert (FOLDER / "index.md").read_text("utf-8") == page()
    assert {path.stem for path in FOLDER.glob("*.png")} == set(PICTURES)


def test_a_line_that_moves_is_noticed() -> None:
    kept = Image.open(FOLDER / "classique.png").convert("L")
    moved = Image.new("L", kept.size, 255)
    moved.paste(kept, (0, 12))
    assert ImageStat.Stat(ImageChops.difference(kept, moved)).mean[0] > SLACK
