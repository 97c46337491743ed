"""What links people to an ordonnance, told by what they may open."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ordonnance.bootstrap.reader import FhirReader
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Rpps
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import IdentityStatus, ReplacedPrescriber
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from ordonnance.usecases.issue import issue
from ordonnance.usecases.ports import OpenedDocument
from tests.builders.counter import CHILD, CLAMOXYL, MIFEGYNE, PATIENT, acknowledged, of, packs
from tests.builders.platform import MORNING, Platform, a_platform, done, refused
from tools.examples import prescriber

NOWHERE = OrdonnanceNumber.from_payload("D", 7).value
REPLACED = ReplacedPrescriber(Rpps("99900000011"), "EXEMPLE", ("Claire",))
BY_REPLACING = replace(prescriber("remplacant"), replaces=REPLACED)


class ProtectingReader(FhirReader):
    """Reads every document as a protected one of a minor (L.1111-5)."""

    def reopen(self, document: bytes, content_type: str) -> OpenedDocument:
        opened = super().reopen(document, content_type)
        protected = replace(opened.ordonnance, hidden_from_representative=True)
        return replace(opened, ordonnance=protected)


class CountingReader(FhirReader):
    """Counts the documents read again: what takes longest before access is refused."""

    readings = 0

    def _reopen(self, document: bytes, content_type: str) -> OpenedDocument:
        self.readings += 1
        return super()._reopen(document, content_type)


def told(act: Callable[[], object]) -> list[tuple[str, str | None, str, str]]:
    """Everything that a refusal says."""
    with pytest.raises(Refusal) as refusal:
        act()
    return [(each.code, each.at, each.message, each.do) for each in refusal.value.issues]


STRANGERS: list[tuple[str, Callable[[Platform, str], object]]] = [
    ("medecin2", lambda p, n: p.consult(n, "medecin2")),
    ("medecin2", lambda p, n: p.executions(n, "medecin2")),
    ("medecin2", lambda p, n: p.cancel(n, by="medecin2")),
    ("medecin2", lambda p, n: p.replace(n, of(CLAMOXYL, days=6), by="medecin2")),
    ("representant", lambda p, n: p.consult(n, "representant")),
    ("representant", lambda p, n: p.object(n, by="representant")),
    ("representant", lambda p, n: p.journal(n, "representant")),
]


@pytest.mark.parametrize(("who", "act"), STRANGERS, ids=[str(n) for n in range(len(STRANGERS))])
def test_holding_a_number_without_a_link_answers_as_an_unknown_number(
    who: str, act: Callable[[Platform, str], object]
) -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    platform.dispense(number, everything=True)
    assert told(lambda: act(platform, number)) == told(lambda: act(platform, NOWHERE)), who
    assert [each.role for each in platform.journal(number).accesses] == [
        "Prescripteur", "Pharmacien", "Patient",
    ], "a stranger leaves no trace that the number exists"  # fmt: skip


def test_a_number_that_opens_nothing_costs_one_reading_whether_it_exists_or_not() -> None:
    reader = CountingReader(DEFAULT_SYSTEMS, None, a_platform().clock)
    platform = a_platform(reader=reader)
    first = platform.issue(of(CLAMOXYL, days=12)).number
    other = platform.issue(of(CLAMOXYL, days=10)).number
    platform.consult(first)
    for tried in (NOWHERE, other, other, first, NOWHERE):
        before = reader.readings
        with refused("NUMBER_UNKNOWN"):
            platform.consult(tried, "medecin2")
        assert reader.readings - before == 1
    before = reader.readings
    platform.consult(first)
    assert reader.readings == before, "whoever may open it waits for nothing"


def test_looking_for_numbers_ends_in_a_pause_whether_they_exist_or_not() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    for tried in (number, NOWHERE) * 10:
        with refused("NUMBER_UNKNOWN"):
            platform.consult(tried, "medecin2")
    with refused("TOO_MANY_ATTEMPTS"):
        platform.consult(number, "medecin2")
    platform.later(hours=1)
    with refused("NUMBER_UNKNOWN"):
        platform.consult(number, "medecin2")


def test_a_pharmacy_that_served_nothing_asks_honestly_and_is_never_locked_out() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    theirs = platform.dispense(number, everything=True).reference
    for _ in range(21):
        assert platform.executions(number, "pharmacien2").executions == ()
        for reference in (None, theirs, "EX-00-001"):
            with refused("DISPENSE_UNKNOWN"):
                platform.undo(number, reference, by="pharmacien2")
    assert platform.consult(number, "pharmacien2").state == "executed"


def test_trying_what_remains_counts_as_opening() -> None:
    platform = a_platform(per_hour=3)
    number = platform.issue(of(CLAMOXYL, days=12)).number
    for _ in range(2):
        with refused("LINE_UNKNOWN"):
            platform.dispense(number, packs(9))
    with refused("DISPENSE_UNKNOWN"):
        platform.undo(number)
    for probe in (lambda: platform.dispense(number, packs(1, 1)), lambda: platform.undo(number)):
        with refused("OPENINGS_CAPPED"):
            probe()
    assert platform.alerts == [platform.caller("pharmacien").actor.place.key]


def test_a_pharmacy_that_harvests_is_capped_and_reported() -> None:
    platform = a_platform(per_hour=3)
    number = platform.issue(of(CLAMOXYL, days=12)).number
    for _ in range(3):
        platform.consult(number)
    with refused("OPENINGS_CAPPED"):
        platform.consult(number)
    assert platform.alerts == [platform.caller("pharmacien").actor.place.key]
    platform.consult(number, "pharmacien2")


def test_the_representative_sees_the_child_s_ordonnances() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12), patient=CHILD).number
    assert platform.consult(number, "representant").number == number
    assert [each.number for each in platform.list("representant").ordonnances] == [number]
    with refused("NUMBER_UNKNOWN"):
        platform.consult(number, "patient")


def test_the_representative_never_sees_a_protected_ordonnance_of_the_child() -> None:
    plain = a_platform()
    platform = a_platform(reader=ProtectingReader(DEFAULT_SYSTEMS, None, plain.clock))
    number = platform.issue(of(CLAMOXYL, days=12), patient=CHILD).number
    for act in (platform.consult, platform.executions, platform.journal):
        with refused("NUMBER_UNKNOWN"):
            act(number, "representant")
    with refused("NUMBER_UNKNOWN"):
        platform.object(number, by="representant")
    assert platform.list("representant").ordonnances == ()
    assert platform.dispense(number, everything=True).served


def test_no_patient_has_access_to_an_anonymous_ordonnance() -> None:
    platform = a_platform()
    line = of(MIFEGYNE, packs=1, daily=3)
    number = platform.issue(line, by="sage-femme", anonymous=True).number
    assert platform.list("patient").ordonnances == ()
    for act in (platform.consult, platform.executions, platform.journal):
        with refused("NUMBER_UNKNOWN"):
            act(number, "patient")
    assert platform.consult(number, "sage-femme").number == number
    assert platform.dispense(number, everything=True).served


def test_a_patient_whose_ins_is_not_qualified_opens_nothing_with_it() -> None:
    platform = a_platform()
    known = replace(PATIENT, ins=None, identity=IdentityStatus.VALIDATED)
    given = (acknowledged("MP-05", "PATIENT_NOT_IDENTIFIABLE"),)
    number = platform.issue(of(CLAMOXYL, days=12), patient=known, given=given).number
    with refused("NUMBER_UNKNOWN"):
        platform.consult(number, "patient")
    assert platform.list("patient").ordonnances == ()


def test_the_replaced_colleague_answers_for_what_the_remplacant_wrote() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12), by="remplacant", prescriber=BY_REPLACING).number
    platform.dispense(number, packs(1, 1))
    for who in ("medecin", "remplacant"):
        assert platform.consult(number, who).number == number
        assert len(platform.executions(number, who).executions) == 1
        assert [each.number for each in platform.list(who).ordonnances] == [number]
    with refused("NUMBER_UNKNOWN"):
        platform.consult(number, "medecin2")
    assert platform.list("medecin2").ordonnances == ()


def test_the_remplacant_acts_on_what_the_replaced_prescriber_wrote() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    assert [each.number for each in platform.list("remplacant").ordonnances] == [number]
    assert platform.cancel(number, by="remplacant").state == "cancelled"


def test_what_a_remplacant_writes_in_their_own_name_stays_in_their_list() -> None:
    platform = a_platform()
    caller = platform.caller("remplacant")
    alone = replace(caller, actor=replace(caller.actor, replaces=None))
    document = platform.document(of(CLAMOXYL, days=12), by="remplacant")
    number = done(issue(platform.issuing(document, alone), platform.ports)).number
    assert [each.number for each in platform.list("remplacant").ordonnances] == [number]
    assert platform.list("medecin").ordonnances == ()


def test_a_session_that_replaces_one_colleague_does_not_write_for_another() -> None:
    platform = a_platform()
    other = replace(BY_REPLACING, replaces=replace(REPLACED, rpps=Rpps("99900000029")))
    with refused("AUTHOR_MISMATCH"):
        platform.issue(of(CLAMOXYL, days=12), by="remplacant", prescriber=other)


def test_a_list_is_newest_first_and_no_longer_than_asked() -> None:
    platform = a_platform(MORNING)
    numbers = []
    for _ in range(3):
        numbers.insert(0, platform.issue(of(CLAMOXYL, days=12)).number)
        platform.later(hours=1)
    assert [each.number for each in platform.list().ordonnances] == numbers
    assert [each.number for each in platform.list(limit=2).ordonnances] == numbers[:2]
