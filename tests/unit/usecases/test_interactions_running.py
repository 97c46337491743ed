"""Interactions with what else the patient takes: who is told what, and never which medicine."""

import json
from dataclasses import replace

import pytest

from ordonnance.domain.ids import Cis
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line, Product
from ordonnance.usecases.acting import opened_by_the_base
from ordonnance.usecases.coverage import (
    history_at_counter,
    record_execution,
    record_stored_establishment,
)
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.results import FindingView
from ordonnance.usecases.running import SERVED, read, written
from tests.builders.counter import (
    ESCITALOPRAM,
    MIFEGYNE,
    MOPRAL,
    PATIENT,
    acknowledged,
    of,
    speciality,
)
from tests.builders.interactions import KnownInteractions, couple, thesaurus
from tests.builders.platform import Platform, a_platform, done, refused

RULE = "interaction.running"
KNOWN = thesaurus(couple("escitalopram", "oméprazole", mechanism="Risque avec l’escitalopram."))


def a_base(*, running: bool = True) -> Platform:
    return a_platform(interactions=KnownInteractions(KNOWN), running=running)


def indexed(platform: Platform, number: str) -> None:
    """What the worker does after an issue."""
    done(record_stored_establishment(OrdonnanceNumber(number), platform.ports))


def served(platform: Platform, number: str, **more: object) -> None:
    """Everything is handed over, and the worker enters it."""
    given = platform.dispense(number, everything=True, **more)
    done(record_execution(OrdonnanceNumber(number), given.reference, platform.ports))


def told(found: tuple[FindingView, ...]) -> list[FindingView]:
    return [each for each in found if each.rule == RULE]


def kinds(platform: Platform) -> set[str]:
    assert PATIENT.ins is not None
    return {each.kind for each in done(platform.coverage.of(PATIENT.ins))}


def test_a_prescriber_is_told_of_their_own_treatments_without_the_medicine() -> None:
    platform = a_base()
    indexed(platform, platform.issue(of(ESCITALOPRAM, days=28)).number)
    with refused("ACKNOWLEDGEMENT_REQUIRED") as refusal:
        platform.issue(of(MOPRAL, days=28))
    assert isinstance(refusal.value, LawRefusal)
    (finding,) = told(refusal.value.findings)
    assert "23/11/2026 au 20/12/2026" in finding.message
    assert "escitalopram" not in finding.message.lower()
    issued = platform.issue(of(MOPRAL, days=28), given=(acknowledged(RULE, line=1),))
    entries = platform.journal(issued.number).accesses
    assert any("interactions" in each.details for each in entries)


def test_another_prescriber_learns_nothing_of_it() -> None:
    platform = a_base()
    indexed(platform, platform.issue(of(ESCITALOPRAM, days=28)).number)
    assert told(platform.issue(of(MOPRAL, days=28), by="medecin2").findings) == []


def test_what_was_served_is_told_at_the_counter_and_never_to_the_author() -> None:
    platform = a_base()
    other = platform.issue(of(ESCITALOPRAM, days=28), by="medecin2").number
    served(platform, other)
    number = platform.issue(of(MOPRAL, days=28)).number
    with refused("ACKNOWLEDGEMENT_REQUIRED") as refusal:
        platform.dispense(number, everything=True)
    assert isinstance(refusal.value, LawRefusal)
    (finding,) = told(refusal.value.findings)
    assert "escitalopram" not in (finding.message + finding.remedy).lower()
    given = (acknowledged(RULE, line=1),)
    assert told(platform.dispense(number, everything=True, given=given).findings)


def test_a_treatment_undone_or_cancelled_is_forgotten() -> None:
    platform = a_base()
    first = platform.issue(of(ESCITALOPRAM, days=28)).number
    indexed(platform, first)
    platform.cancel(first)
    assert told(platform.issue(of(MOPRAL, days=28)).findings) == []
    second = platform.issue(of(ESCITALOPRAM, days=28), by="medecin2").number
    served(platform, second)
    assert SERVED in kinds(platform)
    platform.undo(second)
    assert SERVED not in kinds(platform)


def test_a_treatment_that_is_over_is_not_told() -> None:
    platform = a_base()
    indexed(platform, platform.issue(of(ESCITALOPRAM, days=7)).number)
    platform.later(days=8)
    assert told(platform.issue(of(MOPRAL, days=28)).findings) == []


def test_a_treatment_of_unknown_length_is_compared_and_said_to_be_so() -> None:
    platform = a_base()
    indexed(platform, platform.issue(uncounted()).number)
    with refused("ACKNOWLEDGEMENT_REQUIRED") as refusal:
        platform.issue(of(MOPRAL, days=28))
    assert isinstance(refusal.value, LawRefusal)
    (finding,) = told(refusal.value.findings)
    assert "commencé le 23/11/2026, de durée inconnue. Source" in finding.message


@pytest.mark.parametrize(
    ("days", "severity", "says"),
    [
        (27, "warning", "de durée inconnue. "),
        (28, "info", "de durée inconnue (peut-être terminé)"),
        (364, "info", "peut-être terminé"),
    ],
)
def test_a_treatment_of_unknown_length_asks_for_a_month_and_informs_for_a_year(
    days: int, severity: str, says: str
) -> None:
    platform = a_base()
    indexed(platform, platform.issue(uncounted()).number)
    platform.later(days=days)
    given = (acknowledged(RULE, line=1),) if severity == "warning" else ()
    found = told(platform.issue(of(MOPRAL, days=28), given=given).findings)
    assert [each.severity for each in found] == [severity]
    assert all(says in each.message for each in found)


def test_a_medicine_of_unknown_composition_elsewhere_is_said_not_compared() -> None:
    platform = a_base()
    unknown = Product("MÉDICAMENT INCONNU EXEMPLE", cis=Cis.parse("69999999"))
    line = of(ESCITALOPRAM, days=28, product=unknown)
    given = (acknowledged("medicine.unknown"),)
    indexed(platform, platform.issue(line, given=given).number)
    found = platform.issue(of(MOPRAL, days=28)).findings
    (finding,) = [each for each in found if each.rule == "interaction.not_checked"]
    assert "un traitement du 23/11/2026 au 20/12/2026, composition inconnue" in finding.message
    assert "INCONNU EXEMPLE" not in finding.message


def uncounted() -> Line:
    """A pack and words: nobody can count how long it lasts."""
    return replace(of(ESCITALOPRAM, packs=1), posology=Posology(text="selon le schéma remis"))


def same(found: tuple[FindingView, ...]) -> list[FindingView]:
    return [each for each in found if each.rule == "substance.running"]


def test_the_same_substance_by_another_ordonnance_is_told_to_its_author_and_at_the_counter() -> (
    None
):
    platform = a_base()
    first = platform.issue(of(ESCITALOPRAM, days=28)).number
    indexed(platform, first)
    served(platform, first)
    again = platform.issue(of(ESCITALOPRAM, days=28))
    (finding,) = same(again.findings)
    assert finding.severity == "info"
    assert "du 23/11/2026 au 20/12/2026" in finding.message
    other = platform.issue(of(ESCITALOPRAM, days=28), by="medecin2")
    assert same(other.findings) == []
    (finding,) = same(platform.dispense(other.number, everything=True).findings)
    assert "escitalopram" not in finding.message.lower()


@pytest.mark.parametrize(("days", "count"), [(17, 1), (18, 0), (19, 0)])
def test_a_renewal_written_in_the_last_ten_days_is_no_second_treatment(
    days: int, count: int
) -> None:
    platform = a_base()
    indexed(platform, platform.issue(of(ESCITALOPRAM, days=28)).number)
    platform.later(days=days)
    assert len(same(platform.issue(of(ESCITALOPRAM, days=28)).findings)) == count


def test_an_objection_hides_nothing_that_the_author_wrote_and_tells_nothing_served() -> None:
    platform = a_base()
    by_another = platform.issue(of(ESCITALOPRAM, days=28), by="medecin2").number
    served(platform, by_another)
    platform.object(by_another)
    assert same(platform.issue(of(ESCITALOPRAM, days=28)).findings) == []


def test_an_anonymous_ordonnance_neither_enters_nor_is_compared() -> None:
    platform = a_base()
    ivg = of(MIFEGYNE, days=1, renewals=0)
    number = platform.issue(ivg, by="sage-femme", anonymous=True).number
    indexed(platform, number)
    served(platform, number)
    assert kinds(platform) == set()
    assert not {"coverage.established", "coverage.executed"} & set(platform.messages())
    stored = done(platform.base.read(OrdonnanceNumber(number)))
    assert stored is not None
    opened = opened_by_the_base(stored, platform.ports)
    asked = history_at_counter(opened, OrdonnanceNumber(number), "", platform.ports)
    assert done(asked) is None


def test_a_base_not_set_to_compares_nothing_and_keeps_nothing() -> None:
    platform = a_base(running=False)
    indexed(platform, platform.issue(of(ESCITALOPRAM, days=28)).number)
    assert kinds(platform) == set()
    assert told(platform.issue(of(MOPRAL, days=28)).findings) == []
    assert "coverage.established" not in platform.messages()


def test_what_is_kept_reads_back_as_the_same_substances_and_routes() -> None:
    medicine = speciality(ESCITALOPRAM)
    again = read(written(medicine))
    assert [each.name for each in again.substances] == [s.name for s in medicine.substances]
    assert again.routes == medicine.routes
    assert medicine.name not in json.dumps(written(medicine))
