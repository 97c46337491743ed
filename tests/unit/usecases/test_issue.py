"""Issue: what may enter the base, under which number, and what a retry answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Rpps
from ordonnance.domain.mentions import OverlapMention
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import ReplacedPrescriber
from ordonnance.domain.prescription import Line
from ordonnance.usecases.issue import issue
from ordonnance.usecases.judging import Acknowledgement, LawRefusal
from ordonnance.usecases.results import Issued
from tests.builders.counter import (
    CLAMOXYL,
    DUROGESIC,
    ESCITALOPRAM,
    PATIENT,
    PROGRAF,
    SKENAN,
    STILNOX,
    acknowledged,
    of,
)
from tests.builders.platform import Platform, a_platform, done, refused
from tools.examples import prescriber

PLAIN = of(CLAMOXYL, days=12)
PATIENT_INS = PATIENT.ins
assert PATIENT_INS is not None
ATTESTED = (acknowledged("PR-PIH-01"),)


def issued(platform: Platform, document: bytes, by: str = "medecin", **more: object) -> Issued:
    return done(issue(platform.issuing(document, by, **more), platform.ports))


def findings(refusal: pytest.ExceptionInfo[Refusal]) -> set[str]:
    assert isinstance(refusal.value, LawRefusal)
    return {each.rule for each in refusal.value.findings}


def test_an_ordonnance_gets_a_number_a_seal_and_stands_as_received() -> None:
    platform = a_platform()
    document = platform.document(PLAIN)
    answer = issued(platform, document)
    assert answer.version == 1
    assert answer.issued_at == platform.clock.now()
    assert OrdonnanceNumber(answer.number).is_demo
    verdict = platform.sealer.verify(answer.seal)
    assert verdict.covers(document, answer.number)
    opened = platform.consult(answer.number)
    assert opened.document == document
    assert opened.seal == answer.seal
    assert (opened.state, opened.version, opened.signed) == ("issued", 1, False)


def test_a_base_that_is_no_demonstration_gives_numbers_of_its_own_scheme() -> None:
    answer = a_platform(scheme="A").issue(PLAIN)
    assert not OrdonnanceNumber(answer.number).is_demo
    assert OrdonnanceNumber(answer.number).scheme == "A"


def test_the_number_depends_on_who_asks_and_on_the_key() -> None:
    platform = a_platform()
    mine, other = platform.document(PLAIN), platform.document(PLAIN, by="medecin2")
    numbers = {
        issued(platform, mine, key="cle-1").number,
        issued(platform, mine, key="cle-2").number,
        issued(platform, other, "medecin2", key="cle-1").number,
    }
    assert len(numbers) == 3


def test_the_same_key_answers_the_same_and_writes_once() -> None:
    platform = a_platform()
    document = platform.document(PLAIN)
    first = issued(platform, document, key="cle")
    platform.later(hours=3)
    assert issued(platform, document, key="cle") == first
    assert [each.number for each in platform.list().ordonnances] == [first.number]
    assert [each.code for each in platform.journal(first.number).accesses] == ["issue", "journal"]


def test_a_retry_answers_the_same_although_its_own_first_success_now_overlaps() -> None:
    platform = a_platform()
    document = platform.document(of(STILNOX, days=14))
    first = issued(platform, document, key="cle")
    with refused("LAW_BLOCKED") as refusal:
        issued(platform, document, key="autre")
    assert findings(refusal) == {"RX-STUP-07"}
    assert issued(platform, document, key="cle") == first


def test_a_refusal_that_tells_of_a_former_ordonnance_leaves_its_trace_on_it() -> None:
    platform = a_platform()
    former = issued(platform, platform.document(of(STILNOX, days=14)))
    other = issued(platform, platform.document(PLAIN))
    with refused("LAW_BLOCKED"):
        issued(platform, platform.document(of(STILNOX, days=14)))
    last = platform.journal(former.number).accesses[1]
    assert (last.code, last.role) == ("check", "Prescripteur")
    assert last.details == (
        "vos délivrances ou ordonnances antérieures consultées (ordonnances qui se suivent, "
        "R.5132-33)"
    )
    assert [each.code for each in platform.journal(other.number).accesses] == ["issue", "journal"]


def test_a_refusal_that_owes_nothing_to_former_ordonnances_leaves_no_trace_on_them() -> None:
    platform = a_platform()
    former = issued(platform, platform.document(of(STILNOX, days=14)))
    platform.later(days=20)
    with refused("LAW_BLOCKED") as refusal:
        issued(platform, platform.document(of(STILNOX, days=40)))
    assert "RX-STUP-07" not in findings(refusal)
    assert [each.code for each in platform.journal(former.number).accesses] == ["issue", "journal"]


def test_a_retry_answers_the_same_once_the_document_is_no_longer_admissible() -> None:
    platform = a_platform()
    document = platform.document(PLAIN)
    first = issued(platform, document, key="cle")
    platform.later(days=-1)
    assert issued(platform, document, key="cle") == first


def test_the_same_key_with_another_body_is_refused() -> None:
    platform = a_platform()
    issued(platform, platform.document(PLAIN), key="cle")
    for other in (of(ESCITALOPRAM, days=28), of(SKENAN, days=29)):
        with refused("IDEMPOTENCY_KEY_REUSED"):
            issued(platform, platform.document(other), key="cle")


def test_the_acknowledgements_are_part_of_the_body() -> None:
    platform = a_platform()
    document = platform.document(PLAIN)
    issued(platform, document, key="cle", body=document + b"1")
    with refused("IDEMPOTENCY_KEY_REUSED"):
        issued(platform, document, key="cle", body=document + b"2")


@pytest.mark.parametrize("by", ["medecin2", "remplacant", "sage-femme"])
def test_nobody_issues_in_the_name_of_somebody_else(by: str) -> None:
    platform = a_platform()
    with refused("AUTHOR_MISMATCH"):
        issued(platform, platform.document(PLAIN, by="medecin"), by)


def test_a_remplacant_writes_in_their_own_name_for_the_practice() -> None:
    platform = a_platform()
    replaced = ReplacedPrescriber(Rpps("99900000011"), "EXEMPLE", ("Claire",))
    author = replace(prescriber("remplacant"), replaces=replaced)
    answer = platform.issue(PLAIN, by="remplacant", prescriber=author)
    assert [each.number for each in platform.list("medecin").ordonnances] == [answer.number]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (of(SKENAN, days=29), "RX-STUP-03"),
        (of(SKENAN, days=7, renewals=1), "RX-STUP-11"),
        (of(CLAMOXYL), "MD-05"),
        (of(STILNOX, days=29), "RX-DUR-03"),
        (of(ESCITALOPRAM, duration=Duration(13, TimeUnit.MONTH)), "RX-DUR-01"),
        (of(DUROGESIC, days=28, fraction=Duration(28, TimeUnit.DAY)), "RX-STUP-04"),
    ],
)  # fmt: skip
def test_what_the_law_blocks_is_not_issued_and_the_findings_say_why(line: Line, rule: str) -> None:
    platform = a_platform()
    with refused("LAW_BLOCKED") as refusal:
        platform.issue(line)
    assert rule in findings(refusal)
    assert platform.list().ordonnances == ()
    assert platform.messages() == ()


def test_an_ordonnance_of_tomorrow_is_blocked() -> None:
    platform = a_platform()
    document = platform.document(PLAIN)
    platform.later(days=-1)
    with refused("LAW_BLOCKED") as refusal:
        issued(platform, document)
    assert findings(refusal) == {"MI-09"}


def test_a_blocking_finding_cannot_be_acknowledged() -> None:
    platform = a_platform()
    with refused("ACKNOWLEDGEMENT_NOT_POSSIBLE") as refusal:
        platform.issue(of(SKENAN, days=29), given=(acknowledged("RX-STUP-03"),))
    assert findings(refusal) == {"RX-STUP-03"}


def test_what_nobody_can_tell_waits_for_an_attestation() -> None:
    platform = a_platform()
    document = platform.document(of(PROGRAF, days=30))
    with refused("ACKNOWLEDGEMENT_REQUIRED") as refusal:
        issued(platform, document, key="cle")
    assert findings(refusal) == {"PR-PIH-01"}
    answer = issued(platform, document, key="cle", acknowledgements=ATTESTED)
    kept = platform.progress(answer.number)
    assert [(each.rule, each.line, each.reason) for each in kept.issue_acknowledged] == [
        ("PR-PIH-01", 1, "vérifié")
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        acknowledged("PR-PIH-01", line=2),
        acknowledged("RX-INCONNUE-01"),
        acknowledged("PR-PIH-01", reason=""),
    ],
)
def test_an_answer_to_another_finding_or_without_reason_is_none(wrong: Acknowledgement) -> None:
    platform = a_platform()
    with pytest.raises(Refusal) as refusal:
        platform.issue(of(PROGRAF, days=30), given=(wrong,))
    assert refusal.value.code in ("ACKNOWLEDGEMENT_UNKNOWN", "ACKNOWLEDGEMENT_REQUIRED")
    assert platform.list().ordonnances == ()


def test_an_attestation_for_one_line_does_not_answer_for_another() -> None:
    platform = a_platform()
    lines = (of(PROGRAF, days=30), of(PROGRAF, days=30))
    with refused("ACKNOWLEDGEMENT_REQUIRED"):
        platform.issue(*lines, given=(acknowledged("PR-PIH-01", line=1),))
    both = tuple(acknowledged("PR-PIH-01", line=n) for n in (1, 2))
    assert platform.issue(*lines, given=both).number


def test_the_express_mention_allows_a_period_already_covered() -> None:
    platform = a_platform()
    platform.issue(of(STILNOX, days=14))
    mention = OverlapMention("en complément de l’ordonnance du 23/11/2026")
    assert platform.issue(of(STILNOX, days=14, overlap=mention)).number


def test_a_period_covered_by_another_prescriber_is_not_told() -> None:
    platform = a_platform()
    platform.issue(of(STILNOX, days=14))
    assert platform.issue(of(STILNOX, days=14), by="medecin2").findings == ()


def test_a_beginning_before_the_establishment_neither_evades_the_rule_nor_makes_twins() -> None:
    platform = a_platform()
    past = platform.clock.now().date() - timedelta(days=250)
    mention = OverlapMention("Chevauchement justifié par une dose augmentée", past)
    for key in range(3):
        written = replace(of(SKENAN, days=28), not_before=past, overlap=mention)
        issued(platform, platform.document(written), key=f"cle-{key}")
    with refused("LAW_BLOCKED") as refusal:
        platform.issue(replace(of(SKENAN, days=28), not_before=past))
    assert findings(refusal) == {"RX-STUP-07"}
    assert "alert.overlap" not in platform.messages()
