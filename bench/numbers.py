"""The number of an ordonnance: derived when it is issued, read again when it is typed."""

import hmac

from bench.table import Table
from bench.timing import COLUMNS, compared, row
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.bootstrap.numbering import CabinetNumbering
from ordonnance.domain.number import OrdonnanceNumber


def numbers() -> Table:
    """Deriving and reading."""
    numbering = CabinetNumbering(KeyCabinet.generate(SystemClock().now()), "D")
    typed = numbering.number_for("bench", "key", 0).grouped.lower()
    secret, message = b"k" * 32, b"prescriber|8EXEMPLE|F990000001|key|0"
    copied = str.maketrans("abc", "ABC")
    return Table(
        "numbers — numéro d'ordonnance",
        COLUMNS,
        (
            row(
                "donner",
                compared(
                    lambda: numbering.number_for("bench", "key", 0),
                    lambda: hmac.digest(secret, message, "sha256"),
                ),
            ),
            row(
                "relire (saisi)",
                compared(lambda: OrdonnanceNumber.parse(typed), lambda: typed.translate(copied)),
            ),
        ),
        ("Planchers\u202f: un HMAC-SHA-256\u202f; une traduction des caractères.",),
    )
