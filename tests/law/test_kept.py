"""What is kept for lines of the same terms never shows one patient what another one said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

from ordonnance.domain.dispensing import Served
from ordonnance.law.serving import due
from tests.builders import a_line
from tests.builders import medicines as m

TODAY = date(2026, 1, 5)


def served(packs: str) -> tuple[Served, ...]:
    return (Served(1, "RAMIPRIL EXEMPLE", Decimal(packs), None, 0, TODAY),)


def test_lines_of_the_same_terms_are_due_the_same_whoever_they_are_for() -> None:
    line = a_line(m.RAMIPRIL_5, packs=3)
    other = replace(line, id=str(uuid4()), motive="EXEMPLE", advice="EXEMPLE")
    one = due(line, m.RAMIPRIL_5, TODAY, (), TODAY)
    assert due(other, m.RAMIPRIL_5, TODAY, (), TODAY) is one


def test_terms_that_differ_are_judged_apart() -> None:
    line = a_line(m.RAMIPRIL_5, packs=3)
    later = replace(line, not_before=date(TODAY.year + 1, 1, 1))
    assert due(line, m.RAMIPRIL_5, TODAY, (), TODAY).is_due
    assert not due(later, m.RAMIPRIL_5, TODAY, (), TODAY).is_due
    assert not due(replace(line, number=2), m.RAMIPRIL_5, TODAY, (), TODAY).findings


def test_packs_are_told_as_they_were_written() -> None:
    line = replace(a_line(m.RAMIPRIL_5, packs=3), duration=None)
    told = [
        str(due(line, None, TODAY, served(packs), TODAY).remaining_packs)
        for packs in ("1", "1.0", "1")
    ]
    assert told == ["2", "2.0", "2"]
