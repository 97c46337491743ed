"""Devices to CDA and back: lines keep their order among medicines, and their codes."""

import pytest

from ordonnance.adapters.cda.parsing import parse
from ordonnance.documents.cda.read_prescription import read_prescription
from ordonnance.domain.prescription import Category, Exoneration
from tests.conformance.cda.official import example
from tests.conformance.cda.written import OF_DEVICES
from tests.unit.documents.cda.differing import differences
from tests.unit.documents.cda.test_round_trip import TOLERATED, back, outside


@pytest.mark.parametrize("situation", OF_DEVICES)
def test_an_ordonnance_with_devices_comes_back(situation: str) -> None:
    given = OF_DEVICES[situation]().build()
    read = back(given).ordonnance
    assert outside({*differences(given, read)}, TOLERATED) == set()


def test_a_device_between_two_medicines_keeps_its_place_and_its_fields() -> None:
    given = OF_DEVICES["devices"]().build()
    read = back(given).ordonnance
    kinds = [Category.MEDICINE, Category.DEVICE, Category.MEDICINE]
    assert [line.category for line in read.lines] == kinds
    assert read.lines[1] == given.lines[1]


def test_a_device_that_other_software_wrote_is_read() -> None:
    read = read_prescription(parse(example("eP-MED-DM_2024.01_PosoStruct.xml")))
    device = next(line for line in read.ordonnance.lines if line.category is Category.DEVICE)
    assert device.product is not None
    assert [each.code for each in device.product.other_codes] == ["V0806", "1215702"]
    assert device.packs == 1
    assert device.renewals == 0
    assert device.exoneration is not Exoneration.ALD
    assert "46264-8" not in read.unread
