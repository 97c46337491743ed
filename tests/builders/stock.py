"""Secured paper for tests: a delivery of 100 sheets, and what happens to them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ordonnance.domain.secured_stock import LossKind, StockKind
from ordonnance.usecases.record_stock import RecordStock, StockGiven, record_stock
from ordonnance.usecases.stock_views import StockRecorded
from tests.builders.platform import Platform, a_fresh_key, done

LOT = "EX-2026-A"
DELIVERED = date(2026, 1, 5)
_FACTS: Mapping[StockKind, Mapping[str, Any]] = {
    StockKind.RECEIVED: {"sheets": "1-100", "supplier": "Imprimerie EXEMPLE", "on": DELIVERED},
    StockKind.USED: {"sheets": "12"},
    StockKind.SPOILED: {"sheets": "12", "reason": "bourrage"},
    StockKind.DECLARED: {
        "sheets": "40-59", "loss": LossKind.STOLEN, "on": date(2026, 3, 1),
        "where": "Cabinet Exemple", "circumstances": "Porte forcée pendant la nuit.",
    },
    StockKind.FOUND: {"sheets": "40-59", "reason": "retrouvées dans un tiroir"},
    StockKind.REVOKED: {"lot": "", "reason": "ordinateur volé"},
    StockKind.POLICE: {"declaration": 1, "police": "PV 2026/EXEMPLE/12", "on": date(2026, 3, 2)},
}  # fmt: skip


def told(kind: StockKind, **changes: Any) -> StockGiven:
    """What is told of an act of that kind."""
    return StockGiven(kind=kind, **{"lot": LOT, **_FACTS[kind], **changes})


def asked(
    platform: Platform, kind: StockKind, by: str = "medecin", key: str = "", **changes: Any
) -> RecordStock:
    """The act, by somebody of the demonstration."""
    given = told(kind, **changes)
    return RecordStock(platform.caller(by), given, key or a_fresh_key(), repr(changes).encode())


def recorded(
    platform: Platform, kind: StockKind, by: str = "medecin", **changes: Any
) -> StockRecorded:
    """The act done."""
    return done(record_stock(asked(platform, kind, by, **changes), platform.ports))


def with_delivery(platform: Platform) -> Platform:
    """The same, 100 sheets delivered."""
    recorded(platform, StockKind.RECEIVED)
    return platform
