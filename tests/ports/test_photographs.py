"""Photographs and scans as people take them: the code is read whatever happened to the sheet."""

import time

import pytest
from PIL import Image

from bench.codes import Face, faces
from bench.distortions import Kind, distorted
from ordonnance.adapters.scans import reading
from tests.builders.shown_files import pictured


@pytest.fixture(scope="module")
def face() -> Face:
    (found,) = faces(1)
    return found


def codes(image: Image.Image, kind: str = "JPEG", **saving: object) -> list[str]:
    found: list[str] = reading.read(pictured(image, kind, **saving))["codes"]
    return found


@pytest.mark.parametrize("kind", Kind)
def test_a_sheet_mistreated_as_usual_is_still_read(face: Face, kind: Kind) -> None:
    """Level 2: photocopied, reduced, faxed, crumpled, under a lamp, on a telephone."""
    assert face.qr in codes(distorted(face.page, kind, 2, 3), quality=75)


@pytest.mark.parametrize("turned", [0, 12, 45, 90, 180, 271])
def test_a_photograph_turned_or_askew_is_read(face: Face, turned: int) -> None:
    photo = face.page.rotate(turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert face.qr in codes(photo)


@pytest.mark.parametrize(("darkest", "lightest"), [(0, 60), (40, 110), (150, 235)])
def test_a_photograph_in_a_poor_light_is_read(face: Face, darkest: int, lightest: int) -> None:
    span = lightest - darkest
    photo = face.page.convert("L").point([darkest + span * grey // 255 for grey in range(256)])
    assert face.qr in codes(photo)


def test_a_photograph_seen_from_the_side_is_read(face: Face) -> None:
    page = face.page
    width, height = page.size
    slanted = page.transform(
        page.size, Image.Transform.QUAD,
        (-width // 10, 0, width // 20, height, width, height, width * 11 // 10, height // 15),
        resample=Image.Resampling.BICUBIC, fillcolor=255,
    )  # fmt: skip
    assert face.qr in codes(slanted)


def test_the_largest_photograph_of_a_telephone_is_read_well_within_its_limits(face: Face) -> None:
    photo = face.page.resize((3000, 4243))
    began = time.process_time()
    assert face.qr in codes(photo, quality=70)
    assert time.process_time() - began < 10


def test_the_sheet_may_be_the_third_page_of_a_scan(face: Face) -> None:
    blank = Image.new("L", (600, 800), 255)
    page = face.page.convert("L")
    found = codes(blank, "TIFF", save_all=True, append_images=[blank, page, blank])
    assert found == [face.qr]


def test_every_code_of_a_file_is_told_so_that_two_sheets_are_seen(face: Face) -> None:
    other = next(each for each in faces(2) if each.qr != face.qr)
    pages = [each.page.convert("L") for each in (face, other)]
    found = codes(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert set(found) == {face.qr, other.qr}
