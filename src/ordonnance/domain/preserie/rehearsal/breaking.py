"""Scenarios in which something breaks on the way to the base, at each act of the counter."""

from collections.abc import Iterator

from ordonnance.domain.preserie.rehearsal.scenario import Fault, Given, Scenario, Sheet
from ordonnance.domain.preserie.rehearsal.steps import (
    billed,
    broken,
    opened,
    served,
    settled,
    undone,
)

ONCE, AT_LENGTH = 1, 6
"""How many requests meet the fault. At length: more than a software asks again by itself."""

_FIRST = (Given(1), Given(2, decline="NOT_WANTED"))


def openings() -> Iterator[Scenario]:
    """The opening meets a fault once, then lastingly; once over, opening works."""
    for times, letter, while_ in ((ONCE, "A", "une fois"), (None, "B", "tout le temps")):
        for rank, fault in enumerate(Fault, 1):
            yield Scenario(
                f"PO-{letter}{rank}",
                f"Ouvrir quand {fault.label}, {while_}, puis rouvrir et délivrer",
                Sheet.ONE,
                (broken(opened(), fault, times), opened(), served(), billed()),
                kept=(1, 1),
                lines=frozenset({1}),
                scan=False,
                sources=("GEM-Q10",),
            )


def servings() -> Iterator[Scenario]:
    """The dispensing meets a fault once, several times, lastingly."""
    for sheet, letter in ((Sheet.ONE, "A"), (Sheet.TWO, "B"), (Sheet.RENEWABLE, "C")):
        for rank, fault in enumerate(Fault, 1):
            yield _settled(f"PD-{letter}{rank}", sheet, fault, ONCE, "une fois")
    for sheet, letter in ((Sheet.ONE, "D"), (Sheet.FIVE, "E")):
        for rank, fault in enumerate(Fault, 1):
            yield _settled(f"PD-{letter}{rank}", sheet, fault, AT_LENGTH, "six fois de suite")
    for rank, fault in enumerate(Fault, 1):
        yield _settled(f"PD-F{rank}", Sheet.TWO, fault, ONCE, "une fois", _FIRST)
    for sheet, letter in ((Sheet.ONE, "G"), (Sheet.TWO, "H")):
        for rank, fault in enumerate(Fault, 1):
            yield _billed_in_doubt(f"PD-{letter}{rank}", sheet, fault)


def undoings() -> Iterator[Scenario]:
    """Taking back meets a fault."""
    for times, letter, while_ in ((ONCE, "A", "une fois"), (AT_LENGTH, "B", "six fois de suite")):
        for rank, fault in enumerate(Fault, 1):
            yield Scenario(
                f"PA-{letter}{rank}",
                f"Annuler une délivrance quand {fault.label}, {while_}",
                Sheet.TWO,
                (opened(), served(), broken(undone(), fault, times), settled()),
                sources=("GEM-D25",),
            )


def _settled(
    id: str, sheet: Sheet, fault: Fault, times: int, while_: str, given: tuple[Given, ...] = ()
) -> Scenario:
    """Served through a fault, then asked again: once in the base, no scan to the payer."""
    part = ", la première ligne seulement" if given else ""
    lines = {each.line for each in given if each.decline is None} or range(1, sheet.lines + 1)
    return Scenario(
        id,
        f"Délivrer {sheet.label}{part} quand {fault.label}, {while_}\u202f; une seule délivrance",
        sheet,
        (opened(), broken(served(*given), fault, times), settled(), billed()),
        kept=(1, 1),
        lines=frozenset(lines),
        scan=False,
        sources=("GEM-D25",),
    )


def _billed_in_doubt(id: str, sheet: Sheet, fault: Fault) -> Scenario:
    """Billed while nothing answers: the scan goes, unless the software knows it is recorded."""
    known = fault is Fault.SLOW
    kept = (1, 1) if fault.reaches else (0, 0)
    return Scenario(
        id,
        f"Délivrer {sheet.label} quand {fault.label} sans cesse, puis facturer",
        sheet,
        (opened(), broken(served(), fault, None), billed()),
        kept=kept,
        lines=frozenset(range(1, sheet.lines + 1)) if fault.reaches else frozenset(),
        scan=not known,
        sources=("GEM-Q10",),
    )
