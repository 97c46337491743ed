"""The derogation of the SAMU-SAS: who, what, by which circuit, from which day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ordonnance.domain.actors import Profession
from ordonnance.domain.drug import Medicine
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.counter import CounterFacts, Seen, SeenDocument
from ordonnance.law.finding import Outcome
from ordonnance.law.form import Form
from ordonnance.law.regulation import Box, Circuit, Regulation
from ordonnance.law.rule import Verdict
from tests.builders import an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found, prescribing

SENT = Regulation(
    regulator=True, circuit=Circuit.PHARMACY, box=Box.ORGANISATION, organisation_box=True,
    given_by_recipient=True, space_active=True, others_impossible=True, reason="douleur aiguë",
    software_capable=False,
)  # fmt: skip


def sent(medicine: Medicine = m.TRAMADOL_50, on: str = "2025-03-01", **changes: Any) -> Case:
    builder = an_ordonnance().of(medicine, days=3).written_on(on)
    told = replace(SENT, **changes)
    return prescribing(builder, form=Form.DEROGATION_SAMU, regulation=told)


def verdicts(case: Case) -> dict[str, Verdict]:
    return {each.rule: each.verdict for each in check(case).all if each.rule.startswith("SA-")}


@pytest.mark.parametrize(
    ("circuit", "box", "rule"),
    [
        (Circuit.PHARMACY, Box.ORGANISATION, "SA-02"),
        (Circuit.CARE_HOME, Box.ORGANISATION, "SA-03"),
        (Circuit.PATIENT, Box.PATIENT_SPACE, "SA-04"),
    ],
)
def test_each_circuit_rightly_followed_meets_its_rule_and_no_other(
    circuit: Circuit, box: Box, rule: str
) -> None:
    found_ = verdicts(sent(circuit=circuit, box=box, address_elsewhere=False))
    assert set(found_.values()) == {Verdict.MET, Verdict.INFORMS}
    assert found_["SA-09"] is Verdict.INFORMS
    assert {"SA-02", "SA-03", "SA-04"} & set(found_) == {rule}


def test_the_derogation_begins_on_1_march_2025_and_concerns_no_other_form() -> None:
    assert verdicts(sent(on="2025-02-28")) == {}
    assert "SA-01" in verdicts(sent(on="2025-03-01"))
    assert verdicts(prescribing(an_ordonnance().of(m.TRAMADOL_50, days=3))) == {}


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("SA-01", {"regulator": False}),
        ("SA-02", {"box": Box.PATIENT_SPACE}),
        ("SA-02", {"given_by_recipient": False}),
        ("SA-03", {"circuit": Circuit.CARE_HOME, "box": Box.ORDINARY}),
        ("SA-03", {"circuit": Circuit.CARE_HOME, "given_by_recipient": False}),
        ("SA-04", {"circuit": Circuit.PATIENT, "box": Box.ORGANISATION}),
        ("SA-04", {"circuit": Circuit.PATIENT, "box": Box.PATIENT_SPACE, "space_active": False}),
        (
            "SA-04",
            {"circuit": Circuit.PATIENT, "box": Box.PATIENT_SPACE, "others_impossible": False},
        ),
        ("SA-06", {"box": Box.ORDINARY}),
        ("SA-07", {"box": Box.PERSON}),
        ("SA-08", {"circuit": None}),
        ("SA-08", {"reason": " "}),
        ("SA-10", {"software_capable": True}),
        ("SA-12", {"circuit": Circuit.CARE_HOME, "address_elsewhere": True}),
    ],
)
def test_what_is_done_otherwise_is_told(rule: str, changes: dict[str, Any]) -> None:
    assert verdicts(sent(**changes))[rule] is Verdict.BREACHED


def test_what_nobody_said_is_never_supposed() -> None:
    builder = an_ordonnance().of(m.TRAMADOL_50, days=3)
    for told in (None, Regulation()):
        silent = verdicts(prescribing(builder, form=Form.DEROGATION_SAMU, regulation=told))
        assert {rule: silent[rule] for rule in ("SA-01", "SA-06", "SA-10")} == {
            "SA-01": Verdict.CANNOT_TELL,
            "SA-06": Verdict.CANNOT_TELL,
            "SA-10": Verdict.CANNOT_TELL,
        }
        assert silent["SA-08"] is Verdict.BREACHED
    for circuit in Circuit:
        unsaid = verdicts(sent(circuit=circuit, box=None))
        assert Verdict.CANNOT_TELL in {unsaid.get(rule) for rule in ("SA-02", "SA-03", "SA-04")}
    assert verdicts(sent(box=Box.PERSON, organisation_box=None))["SA-07"] is Verdict.CANNOT_TELL
    assert verdicts(sent(box=Box.PERSON, organisation_box=False))["SA-07"] is Verdict.MET


@pytest.mark.parametrize(
    ("medicine", "expected"),
    [
        (m.TRAMADOL_50, Verdict.MET),
        (m.CODEINE_PARACETAMOL, Verdict.MET),
        (m.DIHYDROCODEINE_60, Verdict.MET),
        (m.PARACETAMOL_1G, Verdict.MET),
        (m.MORPHINE_LP_30, Verdict.BREACHED),
        (m.ZOLPIDEM_10, Verdict.BREACHED),
        (m.PREGABALINE_75, Verdict.BREACHED),
    ],
)
def test_the_derogation_spares_three_substances_from_the_secured_form(
    medicine: Medicine, expected: Verdict
) -> None:
    finding = found(check(sent(medicine)), "SA-11")
    assert finding is not None
    assert finding.verdict is expected


def test_an_address_that_the_directory_does_not_publish_informs_and_asks_nothing() -> None:
    case = sent(circuit=Circuit.CARE_HOME)
    assert verdicts(case)["SA-12"] is Verdict.CANNOT_TELL
    assert check(case).outcome is Outcome.ALLOWED
    elsewhere = check(sent(circuit=Circuit.CARE_HOME, address_elsewhere=True))
    assert elsewhere.outcome is Outcome.WARNING


def test_a_prescribing_pharmacist_dates_a_protocol_or_says_what_allows_it() -> None:
    dated = an_ordonnance().of(m.TRAMADOL_50, days=3, care_protocol=date(2025, 3, 3))
    bare = an_ordonnance().of(m.TRAMADOL_50, days=3)
    for builder, expected in ((dated, Verdict.MET), (bare, Verdict.CANNOT_TELL)):
        author = replace(builder.prescriber, profession=Profession.PHARMACIST)
        by = builder.by(author).written_on("2025-03-01")
        told = replace(SENT, pharmacist=True)
        case = prescribing(by, form=Form.DEROGATION_SAMU, regulation=told)
        assert verdicts(case)["SA-13"] is expected
        # What vaccines and correspondent pharmacists are asked is not asked of a regulator.
        assert not {"WH-13", "WH-14"} & {each.rule for each in check(case).all}
    assert "SA-13" not in verdicts(sent())


def test_what_nobody_should_have_sent_only_informs_when_the_software_is_ready() -> None:
    finding = found(check(sent(software_capable=True)), "SA-10", None)
    assert finding is not None
    assert finding.outcome is Outcome.ALLOWED


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ((), Verdict.BREACHED),
        ((Seen(SeenDocument.BOOKLET),), Verdict.BREACHED),
        ((Seen(SeenDocument.DOSSIER_PHARMACEUTIQUE),), Verdict.MET),
    ],
)
def test_in_the_third_circuit_the_pharmacist_looks_at_the_history(
    seen: tuple[Seen, ...], expected: Verdict
) -> None:
    builder = an_ordonnance().of(m.TRAMADOL_50, days=3).written_on("2025-03-01")
    asked = ask(days=3, facts=CounterFacts(seen=seen))
    for circuit in Circuit:
        told = replace(SENT, circuit=circuit)
        case = counter(builder, "2025-03-02", asked, form=Form.DEROGATION_SAMU, regulation=told)
        finding = found(check(case), "SA-05")
        assert (finding.verdict if finding else None) is (
            expected if circuit is Circuit.PATIENT else None
        )
