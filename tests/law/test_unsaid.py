"""Figures that nobody says, groups that nobody shares: what the law answers without supposing."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from ordonnance.domain.counter import CounterFacts, Exceptional
from ordonnance.domain.dispensing import Served, Substitution, SubstitutionKind
from ordonnance.domain.drug import HybridGroup
from ordonnance.domain.ids import Cis
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Product
from ordonnance.law.case import Asked, Case, ServingRequest
from ordonnance.law.check import check
from ordonnance.law.examples import RAMIPRIL, WRITTEN, ZOLPIDEM, a_case, at_counter, days, tablets
from ordonnance.law.hybrids import CLASSES
from ordonnance.law.replacing import NotReplaced, Replacing

OPEN, SINCE = CLASSES[0]


@pytest.mark.parametrize(("mine", "its", "allowed"), [
    ("901", "901", True), ("901", "902", False), ("901", None, False), (None, "901", False),
])  # fmt: skip
def test_a_hybrid_is_handed_over_within_its_group_only(
    mine: str | None, its: str | None, allowed: bool
) -> None:
    prescribed, served = (
        replace(
            RAMIPRIL, cis=Cis(f"6000009{rank}"), atc=OPEN,
            hybrid_group=None if group is None else HybridGroup(group, "EXEMPLE", False),
        )
        for rank, group in enumerate((mine, its))
    )  # fmt: skip
    line = a_case(prescribed).ordonnance.lines[0]
    asked = Substitution(SubstitutionKind.HYBRID)
    answer = Replacing(line, prescribed, served, asked, SINCE, SINCE).answer()
    if allowed:
        assert answer == asked
    else:
        assert isinstance(answer, NotReplaced)
        assert answer.reason == "les deux médicaments ne sont pas du même groupe hybride"


def test_a_hybrid_of_a_class_that_no_text_opens_is_not_handed_over() -> None:
    group = HybridGroup("901", "EXEMPLE", False)
    closed = replace(RAMIPRIL, cis=Cis("60000091"), atc="Z99", hybrid_group=group)
    line = a_case(closed).ordonnance.lines[0]
    served = replace(closed, cis=Cis("60000092"))
    asked = Substitution(SubstitutionKind.HYBRID)
    answer = Replacing(line, closed, served, asked, SINCE, SINCE).answer()
    assert isinstance(answer, NotReplaced)
    assert "n’est pas de la liste lue" in answer.reason


def test_a_line_of_no_length_adds_nothing_to_the_next_one() -> None:
    first = a_case(ZOLPIDEM, on=WRITTEN)
    begins = WRITTEN + timedelta(28)
    for length, stops in ((28, False), (29, True)):
        later = replace(first.ordonnance.lines[0], number=2, id="2", product=Product("ZOLPIDEM"),
                        duration=days(length), not_before=begins)  # fmt: skip
        lines = (*first.ordonnance.lines, later)
        case = replace(first, ordonnance=replace(first.ordonnance, lines=lines),
                       medicines={1: ZOLPIDEM, 2: ZOLPIDEM})  # fmt: skip
        stopped = {(each.rule, each.line) for each in check(case).blocking()}
        assert (("RX-DUR-03", 2) in stopped) is stops


def beyond(case: Case, kind: Exceptional, length: int, asked: Asked) -> set[str]:
    """What stops a serving beyond what is written, asked once that many days were served."""
    served = Served(1, "servi", Decimal(1), Decimal(length), length, WRITTEN)
    on = WRITTEN + timedelta(length)
    facts = CounterFacts(exceptional=kind)
    request = ServingRequest("pharmacien", "pharmacie", (replace(asked, facts=facts),))
    counter = replace(at_counter(case, on, served=(served,)), serving=request)
    return {each.rule for each in check(counter).blocking()}


@pytest.mark.parametrize(("packs", "stops"), [(1, False), (2, True)])
def test_a_large_box_that_nobody_names_is_one_month(packs: int, stops: bool) -> None:
    large = tablets("ramipril", "liste I", pack=90)
    found = beyond(a_case(large, duration=days(90)), Exceptional.RENEWAL, 90,
                   Asked(1, packs=Decimal(packs)))  # fmt: skip
    assert ("DI-REN-01" in found) is stops


def test_a_contraceptive_whose_takes_nobody_counts_is_served_for_three_months() -> None:
    pill = tablets("lévonorgestrel + éthinylestradiol", "liste I", pack=84, atc="G03AA07")
    worded = a_case(pill, duration=days(84), posology=Posology((), "selon le schéma remis"))
    asked = Asked(1, units=Decimal(84), medicine=pill)
    assert "DI-CON-02" not in beyond(worded, Exceptional.CONTRACEPTIVE, 84, asked)
    twice = replace(asked, units=None, days=168)
    assert "DI-CON-02" in beyond(worded, Exceptional.CONTRACEPTIVE, 84, twice)
