"""The pictures of the gallery are those of the layouts as they are drawn now."""

from itertools import combinations, groupby

import pytest
from PIL import Image, ImageChops

from tools.gallery import FOLDER, PICTURES, page

TILE = 16
INK = 140
SLACK = 9
"""Largest mean difference of greys in one tile, out of 255: another rasteriser stays under it.

The two nearest layouts differ by 31 in one tile; a line of text that is missing, by 16 or more.
"""


def kept(name: str) -> Image.Image:
    return Image.open(FOLDER / f"{name}.png").convert("L")


def difference(one: Image.Image, other: Image.Image) -> int:
    """The mean difference of the tile that differs most: a mean over the page hides a line."""
    across, down = (-(-side // TILE) * TILE for side in one.size)
    whole = Image.new("L", (across, down))
    whole.paste(ImageChops.difference(one, other), (0, 0))
    return max(whole.reduce(TILE).tobytes())


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_shows_its_layout_as_it_is_drawn_now(name: str) -> None:
    now = PICTURES[name].drawn().convert("L")
    assert now.size == kept(name).size, "./dev gallery"
    found = difference(kept(name), now)
    assert found < SLACK, f"./dev gallery ({found})"


def test_every_picture_has_its_place_on_the_page_and_none_is_left_over() -> None:
    assert (FOLDER / "index.md").read_text("utf-8") == page()
    assert {path.stem for path in FOLDER.glob("*.png")} == set(PICTURES)


def test_no_two_layouts_have_the_same_picture() -> None:
    pictures = {name: kept(name) for name in PICTURES}
    near = [
        (one, other)
        for one, other in combinations(pictures, 2)
        if pictures[one].size == pictures[other].size
        and difference(pictures[one], pictures[other]) < SLACK
    ]
    assert near == []


def test_a_line_that_moves_is_noticed() -> None:
    picture = kept("classique")
    moved = Image.new("L", picture.size, 255)
    moved.paste(picture, (0, 12))
    assert difference(picture, moved) > SLACK


def lines(picture: Image.Image) -> list[tuple[int, int]]:
    """The rows of the lines of text: some dark points, at least five rows high."""
    rows = [picture.crop((0, top, picture.width, top + 1)) for top in range(picture.height)]
    dark = groupby(range(picture.height), lambda top: min(rows[top].tobytes()) < INK)
    bands = [list(band) for inked, band in dark if inked]
    return [(band[0], band[-1]) for band in bands if len(band) >= 5]


@pytest.mark.parametrize("name", ["numerique", "classique", "bizone", "biologie", "traduction-en"])
def test_any_line_that_is_blanked_is_noticed(name: str) -> None:
    picture = kept(name)
    found = lines(picture)
    assert len(found) >= 10
    for top, bottom in found:
        blanked = picture.copy()
        blanked.paste(255, (0, top, picture.width, bottom + 1))
        assert difference(picture, blanked) > SLACK, (top, bottom)
