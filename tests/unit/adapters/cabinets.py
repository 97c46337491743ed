"""Keys made for the tests."""

from datetime import UTC, datetime

from ordonnance.adapters.keys import (
    KeyCabinet,
)

DAY = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)

LATER = datetime(2027, 3, 12, 9, 30, tzinfo=UTC)

NUMBER, OTHER = "UD0000000000000000", "UD1111111111111111"

CABINET = KeyCabinet.generate(DAY)

KEY = CABINET.new_data_key()
