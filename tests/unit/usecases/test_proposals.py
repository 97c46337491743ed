"""What the counter may hand over: packs for what is due, and the substitutes allowed."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.domain.dispensing import Substitution, SubstitutionKind
from ordonnance.domain.drug import Catalogue, Presentation
from ordonnance.domain.ids import Cip7, Cip13
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.domain.prescription import DciSubstance, Line, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.usecases import proposals as module
from ordonnance.usecases.consult import consult
from ordonnance.usecases.drug_views import Proposal
from ordonnance.usecases.packs import in_town
from ordonnance.usecases.results import Consulted
from tests.builders.counter import AMLOR, CLAMOXYL, LOVENOX, SKENAN, of, pack_of, packs, units
from tests.builders.medicines import GELULE, per_day
from tests.builders.platform import Platform, a_platform, done, refused

XALATAN, LIFOG, HUMIRA, LANTUS = "60047271", "69504547", "69847318", "65979151"
BARRED = NotSubstitutable(NonSubstitutionReason.CONTRAINDICATION, "lactose")


def asked(platform: Platform, number: str, by: str = "pharmacien") -> Consulted:
    return done(consult(platform.asked(number, by), platform.ports, proposals=True))


def proposed(line: Line) -> tuple[Proposal, ...]:
    platform = a_platform()
    return asked(platform, platform.issue(line).number).proposals


def in_drops(**changes: Any) -> Line:
    """Eye drops as they are prescribed: one drop a day, which no pack is counted in."""
    line = of(XALATAN, **changes)
    return replace(line, posology=per_day(1, Unit("goutte")))


def kinds(found: tuple[Proposal, ...]) -> list[str]:
    return [each.kind for each in found]


def test_what_is_prescribed_comes_first_then_its_generics() -> None:
    found = proposed(of(CLAMOXYL, days=12, daily=2))
    assert kinds(found) == ["PRESCRIBED", "GENERIC", "GENERIC"]
    first = found[0]
    (pack,) = first.packs
    assert (pack.cip13, pack.count, pack.units) == (pack_of(CLAMOXYL).value, 2, 24)
    assert (first.days, first.surplus) == (12, 0)


def test_a_pack_for_hospitals_is_not_proposed_beside_one_that_is_reimbursed() -> None:
    town = Presentation(Cip13.of(Cip7("3001111")), "boîte de 60", Decimal(60), GELULE, True, "65 %")
    hospital = replace(
        town, cip13=Cip13.of(Cip7("3001112")), units=Decimal(100), reimbursement=None
    )
    assert in_town((hospital, town)) == [town]
    assert in_town((hospital,)) == [hospital]
    assert in_town((replace(town, marketed=False), hospital)) == [hospital]


def test_what_is_proposed_is_accepted_as_it_is() -> None:
    for line in (of(CLAMOXYL, days=12, daily=2), of(AMLOR, days=60), of(SKENAN, days=14, daily=2)):
        for rank in range(len(proposed(line))):
            platform = a_platform()
            number = platform.issue(line).number
            chosen = asked(platform, number).proposals[rank]
            requests = [
                packs(1, None, cip13=pack_of(chosen.cis)) if pack.count is None
                else units(1, pack.units or 0, cip13=pack_of(chosen.cis))
                if pack.count % 1
                else packs(1, str(pack.count), cip13=pack_of(chosen.cis))
                for pack in chosen.packs
            ]  # fmt: skip
            served = platform.dispense(number, *requests).served
            assert [each.days for each in served] == [chosen.days]


def test_a_narcotic_is_proposed_exactly_to_the_unit() -> None:
    (first, *_) = proposed(of(SKENAN, days=10, daily=2))
    (pack,) = first.packs
    assert (pack.units, first.surplus, first.price) == (20, 0, None)
    assert pack.count == Decimal("1.429")


def test_not_substitutable_leaves_only_what_is_prescribed_and_says_why() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12, not_substitutable=BARRED)).number
    answer = asked(platform, number)
    assert kinds(answer.proposals) == ["PRESCRIBED"]
    assert "non substituable" in answer.unproposed[0].reason


def test_the_hybrid_of_the_register_is_proposed_and_served() -> None:
    platform = a_platform()
    number = platform.issue(in_drops(packs=1, days=28)).number
    found = asked(platform, number).proposals
    assert [(each.kind, each.cis) for each in found] == [
        ("PRESCRIBED", XALATAN), ("HYBRID", LIFOG)
    ]  # fmt: skip
    assert found[1].note is not None
    assert "informer le patient" in found[1].note
    box = packs(1, 1, cip13=pack_of(LIFOG))
    with refused("SUBSTITUTION_REASON_REQUIRED"):
        platform.dispense(number, box)
    hybrid = Substitution(SubstitutionKind.HYBRID)
    assert platform.dispense(number, replace(box, substitution=hybrid)).served[0].substitution == (
        "HYBRID"
    )


def test_a_hybrid_is_refused_outside_its_group_and_where_it_is_excluded() -> None:
    hybrid = Substitution(SubstitutionKind.HYBRID)
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    with refused("SUBSTITUTION_NOT_ALLOWED"):
        platform.dispense(number, packs(1, 1, cip13=pack_of(AMLOR), substitution=hybrid))
    barred = platform.issue(in_drops(packs=1, days=28, not_substitutable=BARRED)).number
    with refused("SUBSTITUTION_NOT_ALLOWED"):
        platform.dispense(barred, packs(1, 1, cip13=pack_of(LIFOG), substitution=hybrid))


def test_biosimilars_of_the_same_strength_are_proposed_with_what_they_ask_for() -> None:
    found = proposed(of(LOVENOX, days=6))
    assert "BIOSIMILAR" in kinds(found)
    note = next(each.note for each in found if each.kind == "BIOSIMILAR")
    assert note is not None
    assert "relever le lot" in note


def test_a_biological_group_that_is_not_open_gives_no_substitute() -> None:
    found = proposed(of(LANTUS, days=28))
    assert kinds(found) == ["PRESCRIBED"]
    assert found[0].shortage is not None
    assert "tension d’approvisionnement" in found[0].shortage


def test_a_line_in_dci_is_proposed_every_speciality_that_matches() -> None:
    strength = Quantity(Decimal(500), Unit("mg", "mg", "http://unitsofmeasure.org"))
    dci = Product("AMOXICILLINE 500 mg, gélule",
                  substances=(DciSubstance("amoxicilline", None, strength),))  # fmt: skip
    found = proposed(of(CLAMOXYL, days=6, product=dci))
    assert kinds(found) == ["DCI", "DCI", "DCI"]
    assert {each.cis for each in found} == {CLAMOXYL, "69118175", "66916798"}


def test_a_line_that_is_not_due_or_over_has_no_proposal() -> None:
    platform = a_platform()
    number = platform.issue(of(AMLOR, days=60)).number
    platform.dispense(number, everything=True)
    assert asked(platform, number).proposals == ()
    platform.later(28)
    assert asked(platform, number).proposals != ()
    platform.cancel(number)
    assert asked(platform, number).proposals == ()


@pytest.mark.parametrize("who", ["medecin", "patient"])
def test_nobody_but_a_dispenser_gets_proposals(who: str) -> None:
    platform = a_platform()
    number = platform.issue(of(AMLOR, days=60)).number
    answer = asked(platform, number, who)
    assert (answer.proposals, answer.unproposed) == ((), ())


def test_proposals_are_given_only_when_asked_for() -> None:
    platform = a_platform()
    number = platform.issue(of(AMLOR, days=60)).number
    assert platform.consult(number).proposals == ()


def test_what_is_left_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    platform = a_platform()
    answer = asked(platform, platform.issue(of(CLAMOXYL, days=12, daily=2)).number)
    assert len(answer.proposals) == 2
    assert answer.unproposed[0].reason == "1 autre spécialité n’est pas montrée"


def test_what_is_left_of_a_box_is_counted_from_what_is_needed() -> None:
    (first, *_) = proposed(of(CLAMOXYL, days=6))
    assert [(each.count, each.units) for each in first.packs] == [(1, 12)]
    assert (first.days, first.surplus) == (6, 6)
    (first, *_) = proposed(of(AMLOR, days=10))
    assert [(each.count, each.units) for each in first.packs] == [(1, 30)]
    assert (first.days, first.surplus) == (10, 20)


def test_a_month_of_a_longer_treatment_leaves_nothing_over() -> None:
    (first, *_) = proposed(of(AMLOR, days=60))
    assert [(each.count, each.units) for each in first.packs] == [(1, 30)]
    assert (first.days, first.surplus) == (30, 0)


class _Sized:
    """The demonstration, where one speciality is sold by these sizes."""

    def __init__(self, *sizes: int) -> None:
        known = load_demonstration()
        medicine = known.by_cis[CLAMOXYL]
        packs_ = tuple(
            replace(
                medicine.presentations[0],
                cip13=Cip13.of(Cip7(f"30000{size:02}")),
                units=Decimal(size),
            )
            for size in sizes
        )
        changed = {**known.by_cis, CLAMOXYL: replace(medicine, presentations=packs_)}
        self.catalogue = Catalogue.of(known.version, changed.values())

    def current(self) -> Catalogue:
        return self.catalogue


@pytest.mark.parametrize(
    ("days", "boxes", "left"),
    [(6, [(6, 1)], 0), (10, [(10, 1)], 0), (15, [(10, 1), (6, 1)], 1), (25, [(10, 2), (6, 1)], 1)],
)
def test_two_sizes_are_mixed_for_the_units_needed_and_accepted(
    days: int, boxes: list[tuple[int, int]], left: int
) -> None:
    platform = a_platform()
    platform.ports = replace(platform.ports, drugs=_Sized(10, 6))
    line = of(CLAMOXYL, days=days, not_substitutable=BARRED)
    number = platform.issue(line).number
    (chosen,) = asked(platform, number).proposals
    assert [(each.units, each.count) for each in chosen.packs] == [
        (size * count, count) for size, count in boxes
    ]
    assert (chosen.days, chosen.surplus) == (days, left)
    requests = [packs(1, str(each.count), cip13=Cip13(each.cip13)) for each in chosen.packs]
    assert platform.dispense(number, *requests).lines[0].state == "executed"
