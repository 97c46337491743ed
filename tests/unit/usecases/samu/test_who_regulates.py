"""What a regulator must explain: what allows a pharmacist, an address of another structure."""

import pytest

from ordonnance.domain.census import Regulator
from ordonnance.domain.circuits import Circuit
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.ids import Finess
from ordonnance.usecases.issue import issue
from ordonnance.usecases.judging import Acknowledgement, LawRefusal
from ordonnance.usecases.samu.prescribing import asked_of_sending
from ordonnance.usecases.samu.proposing import propose
from tests.builders.counter import of, packs
from tests.builders.platform import MORNING, a_platform, done, refused
from tests.builders.samu import TRAMADOL, Centre


@pytest.fixture
def centre() -> Centre:
    """A regulation centre in memory."""
    return Centre(a_platform())


def test_a_prescribing_pharmacist_says_what_allows_it_and_is_counted_as_one(
    centre: Centre,
) -> None:
    with refused("ACKNOWLEDGEMENT_REQUIRED") as refusal:
        centre.prescribe(by="regulateur-pharmacien")
    assert isinstance(refusal.value, LawRefusal)
    assert [each.rule for each in refusal.value.findings] == ["SA-13"]
    why = (Acknowledgement("SA-13", None, "protocole EXEMPLE du SAMU Démo"),)
    given = centre.prescribe(by="regulateur-pharmacien", given=why)
    # No pharmacist issues an ordonnance numérique: nothing says that the derogation should end.
    assert "SA-10" not in {each.rule for each in given.findings}
    (row,) = done(centre.platform.base.census.between(MORNING.date(), MORNING.date()))
    assert row.entry.regulator is Regulator.PHARMACIST
    with refused("CODE_UNKNOWN"):
        told = {"regulator": Regulator.SAMU}
        centre.prescribe(by="regulateur-pharmacien", given=why, sending=told)


def test_a_prescribing_pharmacist_issues_nothing_else_and_serves_nothing(centre: Centre) -> None:
    platform, caller = centre.platform, centre.platform.caller("regulateur-pharmacien")
    document = platform.document(of(TRAMADOL, days=3, daily=3), by="regulateur-pharmacien")
    with refused("NOT_ALLOWED"):
        done(issue(platform.issuing(document, caller), platform.ports))
    number = centre.prescribe().number
    with refused("NOT_ALLOWED"):
        platform.dispense(number, packs(1, 1), by=caller)
    assert done(propose(centre.propose("regulateur-pharmacien"), centre.needs)).digital == ""


def test_an_address_of_another_structure_is_explained_and_its_reason_kept(centre: Centre) -> None:
    away = Derogation(Circuit.CARE_HOME, Named("EHPAD Démo", Finess("990000176")))
    with refused("ACKNOWLEDGEMENT_REQUIRED") as refusal:
        centre.prescribe(said=away)
    assert isinstance(refusal.value, LawRefusal)
    assert [each.rule for each in refusal.value.findings] == ["SA-12"]
    assert centre.platform.messages() == ()
    foreseen = asked_of_sending(centre.command(said=away), centre.needs)
    assert [each.rule for each in foreseen] == ["SA-12"]
    assert asked_of_sending(centre.command(), centre.needs) == ()
    why = (Acknowledgement("SA-12", None, "l’infirmière travaille dans les deux"),)
    progress = centre.platform.progress(centre.prescribe(said=away, given=why).number)
    assert progress.sent is not None
    assert "ADDRESS_ELSEWHERE" in progress.sent.stated
    kept = [(each.rule, each.reason) for each in progress.issue_acknowledged]
    assert kept == [("SA-12", "l’infirmière travaille dans les deux")]
