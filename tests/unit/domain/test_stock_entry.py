"""One line of the register of secured stock, as logs and errors show it."""

from datetime import UTC, date, datetime

from ordonnance.domain.secured_stock import StockEntry, StockKind


def test_a_line_of_the_register_shows_its_kind_and_no_number_nor_name() -> None:
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    entry = StockEntry(StockKind.RECEIVED, at, date(2026, 1, 5), "EXEMPLE", "Dr EXEMPLE", "LOT-9")
    assert "received" in repr(entry).casefold()
    assert "EXEMPLE" not in repr(entry)
    assert "LOT-9" not in repr(entry)
