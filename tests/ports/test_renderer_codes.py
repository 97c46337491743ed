"""The QR and the Code 128 of a sheet, read as a phone and a scanner do."""

import pytest
import zxingcpp
from PIL import Image

from tests.ports.drawn import EXPECTED, pdf_of, photographed, scanned
from tests.unit.documents.situations import (
    SITUATIONS,
    a_sheet,
    sheet_of,
)

# --- Codes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_qr_and_both_code_128_are_read_from_every_situation(situation: str) -> None:
    assert scanned(photographed(pdf_of(sheet_of(situation)), dpi=150)) == EXPECTED


@pytest.mark.parametrize("turned", [0, 7, 90, 180, 270])
@pytest.mark.parametrize("scale", [1, 0.7])
@pytest.mark.parametrize("dpi", [150, 300])
def test_every_code_is_read_turned_grey_and_reduced(dpi: int, scale: float, turned: int) -> None:
    pdf = pdf_of(sheet_of("ald", objection=True))
    assert scanned(photographed(pdf, dpi=dpi, scale=scale, turned=turned)) == EXPECTED


def test_the_qr_keeps_error_correction_m_and_its_quiet_zone() -> None:
    image = photographed(pdf_of(a_sheet()), dpi=300)
    (found,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    assert found.ec_level == "M"
    left, top = found.position.top_left.x, found.position.top_left.y
    side = found.position.top_right.x - left
    modules = 33
    quiet = round(4 * side / modules)
    assert 29 < side / 300 * 25.4 < 31
    around = image.crop((left - quiet, top - quiet, left + side + quiet, top + side + quiet))
    inside = Image.new("L", (side + 4, side + 4), 255)
    around.paste(inside, (quiet - 2, quiet - 2))
    assert around.getextrema()[0] > 240
