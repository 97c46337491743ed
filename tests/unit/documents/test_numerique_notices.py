"""What the sheet tells the patient about their data."""

from tests.unit.documents.sheets import plain
from tests.unit.documents.situations import a_sheet


def test_the_notice_tells_both_ways_to_object_and_how_long_data_are_kept() -> None:
    notice = plain(a_sheet().notice)
    assert "vous opposer" in notice
    assert "auprès de lui ou de votre caisse" in notice
    assert "conservées cinq ans" in notice
