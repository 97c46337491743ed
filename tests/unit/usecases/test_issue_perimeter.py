"""Issue: what stays on paper, anonymity, identities, and what leaves the base afterwards."""

from dataclasses import replace

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.memory import MemoryCoverage
from ordonnance.domain.ids import Cip7, Cip13, Ins
from ordonnance.domain.people import IdentityStatus
from ordonnance.usecases.ports import Covered
from tests.builders.counter import (
    CLAMOXYL,
    HOSPITAL,
    MIFEGYNE,
    PATIENT,
    RETROCEDED,
    SKENAN,
    STILNOX,
    acknowledged,
    of,
    units,
)
from tests.builders.platform import a_platform, done, refused

PLAIN = of(CLAMOXYL, days=12)
PATIENT_INS = PATIENT.ins
assert PATIENT_INS is not None


def test_hospital_use_and_retrocession_are_refused_together_naming_the_paper_form() -> None:
    platform = a_platform()
    with refused("HOSPITAL_USE_ONLY") as refusal:
        platform.issue(of(HOSPITAL, days=1), of(RETROCEDED, days=1), PLAIN)
    issues = [(each.code, each.at) for each in refusal.value.issues]
    assert issues == [("HOSPITAL_USE_ONLY", "line[1]"), ("RETROCESSION_ON_PAPER", "line[2]")]
    assert "papier" in refusal.value.issues[1].do


def test_a_pack_of_another_speciality_than_the_one_named_is_refused() -> None:
    platform = a_platform()
    known = load_demonstration().by_cis
    other = known[SKENAN].presentations[0].cip13
    assert PLAIN.product is not None
    with refused("IDENTIFIER_INVALID") as refusal:
        platform.issue(PLAIN, replace(PLAIN, product=replace(PLAIN.product, cip13=other)))
    assert [each.at for each in refusal.value.issues] == ["line[2]"]
    own = known[CLAMOXYL].presentations[0].cip13
    unlisted = Cip13.of(Cip7("3001234"))
    for pack in (own, unlisted):
        platform.issue(replace(PLAIN, product=replace(PLAIN.product, cip13=pack)))


def test_an_anonymous_ordonnance_holds_the_medicines_of_an_abortion_alone() -> None:
    platform = a_platform()
    ivg = of(MIFEGYNE, packs=1, daily=3)
    answer = platform.issue(ivg, by="sage-femme", anonymous=True)
    assert platform.consult(answer.number).state == "issued"
    assert platform.messages() == ()
    for lines in ((ivg, PLAIN), (PLAIN,), (of(SKENAN, days=7),)):
        with refused("ANONYMOUS_NOT_ALLOWED"):
            platform.issue(*lines, by="sage-femme", anonymous=True)


def test_an_ins_that_is_not_qualified_needs_its_coded_reason_and_deposits_nothing() -> None:
    platform = a_platform()
    known = replace(PATIENT, ins=None, identity=IdentityStatus.VALIDATED)
    for given in ((), (acknowledged("MP-05", "je ne sais pas"),)):
        with refused("ACKNOWLEDGEMENT_REQUIRED"):
            platform.issue(PLAIN, patient=known, given=given)
    given = (acknowledged("MP-05", "PATIENT_NOT_IDENTIFIABLE"),)
    number = platform.issue(of(STILNOX, days=7), patient=known, given=given).number
    platform.dispense(number, units(1, 5))
    platform.cancel(number)
    assert platform.messages() == ()


def test_a_deposit_and_the_coverage_are_enqueued_with_the_issue() -> None:
    platform = a_platform()
    platform.issue(PLAIN)
    assert platform.messages() == ("record.deposit",)
    platform.issue(of(STILNOX, days=7))
    assert sorted(platform.messages()) == ["coverage.established", "record.deposit"]


def test_the_objection_of_the_document_stands_from_the_start() -> None:
    platform = a_platform()
    number = platform.issue(PLAIN, objection=True).number
    platform.dispense(number, everything=True)
    opened = platform.consult(number, "medecin")
    assert (opened.objection, opened.executions_hidden, opened.state) == (True, True, "issued")
    assert platform.executions(number).hidden
    assert platform.executions(number).executions == ()
    assert len(platform.executions(number, "patient").executions) == 1


class LateIndex(MemoryCoverage):
    """Shows nothing the first time: a twin is being written meanwhile."""

    looked = False

    async def of(self, patient: Ins) -> tuple[Covered, ...]:
        known = await super().of(patient)
        first, self.looked = not self.looked, True
        return () if first else known


def test_two_twins_written_at_the_same_moment_are_both_marked_and_reported() -> None:
    platform = a_platform()
    late = LateIndex()
    first = platform.issue(of(STILNOX, days=14)).number
    done(late.add(PATIENT_INS, done(platform.coverage.of(PATIENT_INS))))
    second = (
        replace(platform, ports=replace(platform.ports, coverage=late))
        .issue(of(STILNOX, days=14))
        .number
    )
    for number in (first, second):
        assert [each.rule for each in platform.consult(number).findings] == ["RX-STUP-07"]
        assert platform.journal(number).accesses[1].role == "La base"
    assert platform.messages().count("alert.overlap") == 2
    assert platform.consult(first, "medecin").version == 1
