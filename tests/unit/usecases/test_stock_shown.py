"""A sheet of secured paper shown: to print an ordonnance on it, or to know if it was stolen."""

from datetime import date

import pytest

from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.secured_stock import LossKind, StockKind, lot_key, sheet_named
from ordonnance.domain.verification import Nature, Point, Proof
from ordonnance.usecases.print_on_stock import print_on_stock
from ordonnance.usecases.read_stock import read_stock
from ordonnance.usecases.verify_stock import NOT_DECLARED, stock_told, with_stock
from ordonnance.usecases.verifying_views import Verified
from ordonnance.usecases.verifying_words import KNOWN
from tests.builders.platform import Platform, a_platform, done, refused
from tests.builders.stock import LOT, recorded, with_delivery

USED, DECLARED, FOUND = StockKind.USED, StockKind.DECLARED, StockKind.FOUND
NUMBER = OrdonnanceNumber.from_payload("D", 2026)
OTHER = OrdonnanceNumber.from_payload("D", 2027)


def told(platform: Platform, text: str) -> str | None:
    """The warning, None when nothing is declared."""
    found = done(stock_told(text, platform.ports))
    return None if found == NOT_DECLARED else found.message


def test_a_sheet_declared_stolen_says_when_and_never_by_whom_nor_where() -> None:
    platform = with_delivery(a_platform())
    recorded(platform, DECLARED)
    message = told(platform, f"{LOT}/40")
    assert message is not None
    assert "23/11/2026" in message
    for secret in ("EXEMPLE", "Exemple", "Porte", "Cabinet"):
        assert secret not in message


@pytest.mark.parametrize(
    ("text", "warned"),
    [("EX-2026-A/39", False), ("EX-2026-A/40", True), ("ex2026a/0059", True),
     ("EX-2026-A/60", False), ("EX-2026-A", True), ("EX-2026-B", False), ("EX-2026-B/40", False)],
)  # fmt: skip
def test_the_numbers_declared_are_warned_of_and_their_neighbours_are_not(
    text: str, warned: bool
) -> None:
    platform = with_delivery(a_platform())
    recorded(platform, DECLARED)
    assert (told(platform, text) is not None) is warned


def test_sheets_found_again_are_no_longer_warned_of_and_the_others_are() -> None:
    platform = with_delivery(a_platform())
    recorded(platform, DECLARED)
    recorded(platform, FOUND, sheets="40-49")
    assert told(platform, f"{LOT}/40") is None
    assert told(platform, f"{LOT}/50") is not None
    recorded(platform, FOUND, sheets="50-59")
    assert told(platform, LOT) is None
    platform.later(days=3)
    recorded(platform, DECLARED, sheets="40", loss=LossKind.LOST)
    assert "26/11/2026" in (told(platform, f"{LOT}/40") or "")


def test_what_one_structure_finds_says_nothing_of_the_same_lot_elsewhere() -> None:
    platform = with_delivery(a_platform())
    recorded(platform, DECLARED, sheets="40")
    recorded(platform, StockKind.RECEIVED, by="sage-femme")
    recorded(platform, DECLARED, by="sage-femme", sheets="40")
    recorded(platform, FOUND, sheets="40")
    assert told(platform, f"{LOT}/40") is not None


@pytest.mark.parametrize("text", ["", "/12", "EX/", "EX/A", "EX/1-2", "X" * 41])
def test_what_names_no_sheet_is_refused(text: str) -> None:
    with refused("STOCK_NUMBER_INVALID"):
        done(stock_told(text, a_platform().ports))


def test_a_lot_with_bars_keeps_its_last_part_for_the_sheet() -> None:
    assert sheet_named("A/2026/12") == (lot_key("A 2026"), 12)


def test_a_declared_sheet_comes_before_what_a_true_number_proves() -> None:
    platform = with_delivery(a_platform())
    recorded(platform, DECLARED)
    stolen = done(stock_told(f"{LOT}/40", platform.ports))
    known = Verified(Nature.KNOWN, (KNOWN,))
    both = with_stock(stolen, known)
    assert (both.nature, both.points[0].about) == (Nature.DECLARED, Point.STOCK)
    assert both.points[0].proof is Proof.CONTRADICTED
    beside = with_stock(NOT_DECLARED, known)
    assert (beside.nature, beside.points[-1]) == (Nature.KNOWN, KNOWN)
    assert with_stock(NOT_DECLARED).nature is Nature.UNDECLARED
    assert with_stock(stolen).nature is Nature.DECLARED


def printed(platform: Platform, sheet: str, number: OrdonnanceNumber = NUMBER,
            by: str = "medecin") -> None:  # fmt: skip
    done(print_on_stock(platform.caller(by), sheet, number, platform.ports))


def used(platform: Platform) -> int:
    (lot,) = done(read_stock(platform.caller("medecin"), platform.ports)).lots
    return lot.used


def test_a_sheet_printed_is_used_once_for_its_ordonnance() -> None:
    platform = with_delivery(a_platform())
    printed(platform, f"{LOT}/1-2")
    printed(platform, f"{LOT}/1-2")
    assert used(platform) == 2
    with refused("STOCK_SPENT") as spent:
        printed(platform, f"{LOT}/2", OTHER)
    assert spent.value.first.at == "Parameters.parameter.where(name='sheet').value"
    line = done(read_stock(platform.caller("medecin"), platform.ports)).lines[-1]
    assert (line.kind, line.ordonnance, line.by_hand) == (USED, NUMBER.value, False)


def test_a_sheet_declared_is_not_printed_even_for_the_ordonnance_that_used_it() -> None:
    platform = with_delivery(a_platform())
    printed(platform, f"{LOT}/40")
    recorded(platform, DECLARED, on=date(2026, 11, 1))
    for sheet in ("40", "41"):
        with refused("STOCK_DECLARED"):
            printed(platform, f"{LOT}/{sheet}")
    assert used(platform) == 0


@pytest.mark.parametrize("sheet", ["12", f"{LOT}/", f"{LOT}/x", f"{LOT}/200"])
def test_a_sheet_that_is_not_in_the_register_is_not_printed_on(sheet: str) -> None:
    platform = with_delivery(a_platform())
    with pytest.raises(Exception, match=r"STOCK_(NUMBER_INVALID|UNKNOWN)"):
        printed(platform, sheet)
    assert used(platform) == 0


def test_the_sheet_is_for_prescribers() -> None:
    platform = with_delivery(a_platform())
    for who in ("patient", "pharmacien"):
        with refused("NOT_ALLOWED"):
            printed(platform, f"{LOT}/1", by=who)
