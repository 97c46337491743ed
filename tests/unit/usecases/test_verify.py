"""What a number or a file proves, and to whom it is said."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from ordonnance.adapters.openings import MISSES
from ordonnance.domain.actors import Role
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.presented import FileKind, Presented
from ordonnance.domain.verification import Nature, Point, Proof
from ordonnance.usecases.access import TABLE, Act, Relation
from ordonnance.usecases.verify import Verification, Verify, verify
from tests.builders.counter import CLAMOXYL, of, packs
from tests.builders.platform import Platform, a_platform, done, refused
from tests.unit.usecases.test_access import ALLOWED, NATURAL, situation

TODAY = date(2026, 11, 23)


def issued(platform: Platform) -> str:
    return platform.issue(of(CLAMOXYL, days=24)).number


def verified(platform: Platform, by: str | None = None, **shown: object) -> Verification:
    caller = platform.caller(by) if by else None
    return done(verify(Verify("192.0.2.1", caller, **shown), platform.ports))  # type: ignore[arg-type]  # fields


def a_file(platform: Platform, number: str, *, attached: bool = True) -> Presented:
    stored = done(platform.base.read(OrdonnanceNumber(number)))
    assert stored is not None
    kept = (stored.document,) if attached else ()
    return Presented(FileKind.PDF, 1, (f"https://b.test/o#{number}",), ("",), attached=kept)


def points(found: Verification) -> dict[Point, Proof]:
    return {each.about: each.proof for each in found.verified.points}


def test_a_number_alone_says_known_or_unknown_and_nothing_else() -> None:
    platform = a_platform()
    known = verified(platform, number=issued(platform))
    assert points(known) == {Point.KNOWN: Proof.PROVEN, Point.STATE: Proof.NOT_PROVEN}
    assert (known.verified.nature, known.verified.state) == (Nature.KNOWN, None)
    unknown = verified(platform, number=OrdonnanceNumber.from_payload("D", 5).value)
    assert points(unknown) == {Point.KNOWN: Proof.NOT_PROVEN}
    assert unknown.verified.nature is Nature.UNKNOWN
    assert known.opened is unknown.opened is None


def test_a_number_that_was_erased_is_told_as_one_that_never_was() -> None:
    platform = a_platform()
    number = issued(platform)
    del platform.base._held[number]
    spent: list[str] = []
    reader = platform.ports.reader

    class Counting:
        """The same reader, which tells when it spends time for nothing."""

        def __getattr__(self, name: str) -> object:
            return getattr(reader, name)

        def spend(self) -> None:
            spent.append("spent")
            reader.spend()

    platform.ports = replace(platform.ports, reader=Counting())
    never = OrdonnanceNumber.from_payload("D", 5).value
    for shown in ({"established_on": TODAY}, {}):
        told = [verified(platform, number=each, **shown) for each in (number, never)]
        assert told[0] == told[1]
    assert spent == ["spent"] * 4


def test_the_date_of_establishment_opens_the_state() -> None:
    platform = a_platform()
    found = verified(platform, number=issued(platform), established_on=TODAY)
    assert found.verified.state is OrdonnanceState.ISSUED
    assert points(found)[Point.STATE] is Proof.PROVEN
    assert found.opened is None


def test_a_wrong_date_tells_no_state_and_counts_as_a_miss() -> None:
    platform = a_platform()
    number, wrong = issued(platform), TODAY - timedelta(days=1)
    for _ in range(MISSES):
        found = verified(platform, number=number, established_on=wrong)
        assert found.verified.state is None
        assert points(found)[Point.STATE] is Proof.NOT_PROVEN
    with refused("TOO_MANY_ATTEMPTS"):
        verified(platform, number=number, established_on=TODAY)


def test_unknown_numbers_are_capped_for_an_address() -> None:
    platform = a_platform()
    unknown = OrdonnanceNumber.from_payload("D", 5).value
    for _ in range(MISSES):
        verified(platform, number=unknown)
    with refused("TOO_MANY_ATTEMPTS"):
        verified(platform, number=unknown)


def test_the_document_issued_proves_content_and_seal() -> None:
    platform = a_platform()
    found = verified(platform, file=a_file(platform, issued(platform)))
    told = points(found)
    assert told[Point.CONTENT] is told[Point.SEAL] is told[Point.CODE] is Proof.PROVEN
    assert told[Point.SIGNATURE] is Proof.NOT_PROVEN
    assert found.verified.state is OrdonnanceState.ISSUED
    # They show its content: what is printed may be compared, and no detail is told.
    assert found.opened is not None
    assert not found.detailed


def test_another_document_under_a_real_code_is_told_altered() -> None:
    platform = a_platform()
    number = issued(platform)
    forged = replace(a_file(platform, number), attached=(b'{"resourceType":"Bundle"}',))
    found = verified(platform, file=forged)
    assert points(found)[Point.CONTENT] is Proof.CONTRADICTED
    assert found.verified.nature is Nature.ALTERED
    assert found.verified.state is None
    assert found.opened is None


def test_a_photograph_proves_the_number_only() -> None:
    platform = a_platform()
    number = issued(platform)
    photo = Presented(FileKind.JPEG, 1, (f"https://b.test/o#{number}",))
    found = verified(platform, file=photo)
    assert points(found)[Point.CONTENT] is Proof.NOT_PROVEN
    assert found.verified.nature is Nature.KNOWN
    assert found.verified.state is None


def test_a_file_without_a_code_is_no_ordonnance_numerique() -> None:
    platform = a_platform()
    for number in (None, issued(platform)):
        found = verified(platform, number=number, file=Presented(FileKind.PDF, 1, (), ("Dr X",)))
        assert found.verified.nature is Nature.NOT_NUMERIQUE
        assert "dématérialisée" in found.verified.points[0].message


def test_a_seal_that_does_not_hold_is_told() -> None:
    platform = a_platform()
    number = issued(platform)
    file = a_file(platform, number)
    other = a_platform()
    platform.ports = replace(platform.ports, sealer=other.sealer)
    found = verified(platform, file=file)
    assert points(found)[Point.SEAL] is Proof.CONTRADICTED
    assert found.verified.nature is Nature.ALTERED


def test_two_numbers_or_two_that_disagree_are_refused() -> None:
    platform = a_platform()
    first, second = issued(platform), issued(platform)
    both = Presented(FileKind.PDF, 1, (f"https://b.test/o#{first}", f"https://b.test/o#{second}"))
    with refused("FILE_SEVERAL_NUMBERS"):
        verified(platform, file=both)
    with refused("FILE_OTHER_NUMBER"):
        verified(platform, number=second, file=a_file(platform, first))
    with refused("VERIFY_NOTHING"):
        verified(platform)
    with refused("NUMBER_INVALID"):
        verified(platform, number="UD8E")


@pytest.mark.parametrize("by", ["medecin2", "pharmacien", "sage-femme"])
def test_a_professional_learns_the_state_and_leaves_a_trace(by: str) -> None:
    platform = a_platform()
    number = issued(platform)
    assert verified(platform, by, number=number).verified.state is OrdonnanceState.ISSUED
    acts = [each.act for each in platform.journal(number).accesses]
    assert Act.VERIFY.label in acts


def test_somebody_anonymous_leaves_no_trace() -> None:
    platform = a_platform()
    number = issued(platform)
    verified(platform, number=number, established_on=TODAY)
    assert Act.VERIFY.label not in [each.act for each in platform.journal(number).accesses]


def test_a_second_document_beside_the_true_one_contradicts_it() -> None:
    platform = a_platform()
    file = a_file(platform, issued(platform))
    for other in (b'{"resourceType":"Bundle"}', b'\xef\xbb\xbf {"resourceType":"Bundle"}'):
        both = replace(file, attached=(*file.attached, other))
        assert verified(platform, file=both).verified.nature is Nature.ALTERED
    carried = replace(file, attached=(*file.attached, b"<ClinicalDocument/>"))
    assert points(verified(platform, file=carried))[Point.CONTENT] is Proof.PROVEN


def test_a_number_in_print_is_not_told_as_a_code() -> None:
    platform = a_platform()
    number = OrdonnanceNumber(issued(platform))
    page = Presented(FileKind.PDF, 1, (), (f"N° {number.grouped}",))
    assert points(verified(platform, file=page))[Point.CODE] is Proof.NOT_PROVEN


def test_an_expiry_is_not_told_from_what_is_hidden() -> None:
    platform = a_platform()
    number = issued(platform)
    platform.object(number)
    platform.later(days=400)
    found = verified(platform, number=number, established_on=TODAY)
    assert (found.verified.state, points(found)[Point.STATE]) == (None, Proof.NOT_PROVEN)


@pytest.mark.parametrize("by", [None, "medecin", "medecin2"])
def test_while_the_patient_objects_nothing_says_what_was_served(by: str | None) -> None:
    platform = a_platform()
    answers = []
    for served in (False, True):
        number = issued(platform)
        if served:
            platform.dispense(number, packs(1, 1))
        platform.object(number)
        found = verified(platform, by, number=number, established_on=TODAY)
        answers.append(found.verified)
    assert answers[0] == answers[1]
    assert answers[0].state is None


@pytest.mark.parametrize(("by", "state"), [
    ("pharmacien", OrdonnanceState.PARTLY_EXECUTED), ("patient", OrdonnanceState.PARTLY_EXECUTED),
])  # fmt: skip
def test_the_counter_and_the_patient_know_it_all_the_same(by: str, state: OrdonnanceState) -> None:
    platform = a_platform()
    number = issued(platform)
    platform.dispense(number, packs(1, 1))
    platform.object(number)
    assert verified(platform, by, number=number).verified.state is state


def test_an_ending_is_told_whatever_the_objection() -> None:
    platform = a_platform()
    number = issued(platform)
    platform.object(number)
    platform.cancel(number)
    found = verified(platform, number=number, established_on=TODAY)
    assert found.verified.state is OrdonnanceState.CANCELLED


@pytest.mark.parametrize(("role", "relation"), list(product(Role, Relation)), ids=str)
def test_each_difference_is_for_whom_the_table_allows(role: Role, relation: Relation) -> None:
    here = situation(role, relation)
    links = {Relation.HOLDER, relation} if (role, relation) in NATURAL else {Relation.HOLDER}
    asked = Verify("192.0.2.1", here.caller, here.number)
    found = done(verify(asked, here.platform.ports))
    assert found.detailed is bool(ALLOWED[role].get(Act.VERIFY, set()) & links)
    assert (found.opened is not None) is found.detailed


def test_openings_by_verification_count_at_the_counter() -> None:
    platform = a_platform(per_hour=1)
    number = issued(platform)
    verified(platform, "pharmacien", number=number)
    with refused("OPENINGS_CAPPED"):
        verified(platform, "pharmacien", number=number)


def test_what_is_asked_shows_nothing_in_its_repr() -> None:
    assert "UD8E" not in repr(Verify("192.0.2.1", None, "UD8E"))
    assert (Role.PRESCRIBER, Act.VERIFY) in TABLE
