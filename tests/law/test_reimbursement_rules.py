"""Preparations, reimbursement and what is told at the counter, on the days where they change."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ordonnance.domain.counter import CounterFacts
from ordonnance.domain.drug import GenericGroup, GroupRole, Medicine
from ordonnance.domain.mentions import SupportingDocument
from ordonnance.domain.prescription import Exoneration, Ingredient, Preparation
from ordonnance.law.check import check
from ordonnance.law.finding import Finding, Outcome
from ordonnance.law.form import Form
from ordonnance.law.rule import Severity, Verdict
from tests.builders import OrdonnanceBuilder, a_medicine, an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found, prescribing

REFUSED = CounterFacts(generic_refused=True)
LEVOTHYROX = a_medicine(
    "LEVOTHYROX 100 microgrammes, comprimé", "60020001", [("LÉVOTHYROXINE SODIQUE", "0.1")],
    [m.LISTE_II], (30,), atc="H03AA01", group="9001",
)  # fmt: skip
OZEMPIC = a_medicine(
    "OZEMPIC 1 mg, solution injectable en stylo prérempli", "60020003", [("SÉMAGLUTIDE", "1")],
    [m.LISTE_I], (4,), form="solution injectable", route="sous-cutanée", atc="A10BJ06",
)  # fmt: skip
WEGOVY = replace(OZEMPIC, name="WEGOVY 1 mg, solution injectable en stylo prérempli")


def judged(rule: str, medicine: Medicine, on: str | date = "2026-01-05", **line: Any) -> Finding:
    case = prescribing(an_ordonnance().written_on(on).of(medicine, **{"days": 30, **line}))
    finding = found(check(case), rule)
    assert finding is not None
    return finding


def rules_shown(builder: OrdonnanceBuilder, **facts: Any) -> list[str]:
    return [finding.rule for finding in check(prescribing(builder, **facts)).findings]


# --- Preparations


def a_preparation(*names: str, mention: bool = False) -> Preparation:
    formula = tuple(Ingredient(name, qsp=True) for name in names)
    return Preparation("Gélules EXEMPLE", formula, therapeutic_mention=mention)


@pytest.mark.parametrize(
    ("names", "barred"),
    [
        (("Furosémide", "Lévothyroxine sodique"), True),
        (("Extrait thyroïdien", "Chlorhydrate de fluoxétine"), True),
        (("Diazépam", "Amidon"), False),
        (("Minoxidil", "Alcool"), False),
    ],
)
def test_a_preparation_does_not_associate_the_groups_of_the_law(
    names: tuple[str, ...], barred: bool
) -> None:
    builder = an_ordonnance().of_preparation(a_preparation(*names, mention=True))
    finding = found(check(prescribing(builder)), "RX-GEN-08")
    assert finding is not None
    assert (finding.verdict is Verdict.BREACHED) is barred


@pytest.mark.parametrize(
    ("on", "form", "expected"),
    [
        ("2023-12-21", Form.CLASSIQUE, Verdict.CANNOT_TELL),
        ("2023-12-22", Form.CLASSIQUE, Verdict.MET),
        ("2023-12-23", Form.NUMERIQUE, Verdict.MET),
    ],
)
def test_the_therapeutic_mention_may_be_a_field_since_22_december_2023(
    on: str, form: Form, expected: Verdict
) -> None:
    made = an_ordonnance().written_on(on).of_preparation(a_preparation("Urée", mention=True))
    finding = found(check(prescribing(made, form=form)), "MD-20")
    assert finding is not None
    assert finding.verdict is expected


def test_a_preparation_under_an_exoneration_needs_its_mention() -> None:
    made = an_ordonnance().of_preparation(a_preparation("Urée"), exoneration=Exoneration.ALD)
    case = prescribing(made)
    finding = found(check(case), "MD-20")
    assert finding is not None
    assert finding.outcome is Outcome.BLOCKED
    for fix in finding.corrections:
        (right,) = fix.applied(case.ordonnance)
        corrected = found(check(replace(case, ordonnance=right)), "MD-20")
        assert corrected is not None
        assert corrected.verdict is Verdict.MET


# --- Insurance


@pytest.mark.parametrize(
    ("on", "asked"), [("2025-12-31", False), ("2026-01-01", True), ("2026-01-02", True)]
)
def test_the_supporting_document_stands_with_the_ordonnance_since_2026(
    on: str, asked: bool
) -> None:
    builder = an_ordonnance().written_on(on).of(OZEMPIC, days=28)
    assert ("MD-24" in rules_shown(builder)) is asked
    held = SupportingDocument("EXEMPLE-1", reimbursable=True)
    assert "MD-24" not in rules_shown(
        an_ordonnance().written_on(on).of(OZEMPIC, days=28, supporting_document=held)
    )


@pytest.mark.parametrize(
    ("on", "asked"), [("2025-01-31", False), ("2025-02-01", True), ("2025-02-02", True)]
)
def test_the_supporting_document_is_asked_at_the_counter_since_february_2025(
    on: str, asked: bool
) -> None:
    builder = an_ordonnance().written_on("2025-01-30").of(OZEMPIC, days=28)
    report = check(counter(builder, on, ask(days=28)))
    assert (found(report, "AM-13") is not None) is asked
    obesity = an_ordonnance().written_on("2025-01-30").of(WEGOVY, days=28)
    assert found(check(counter(obesity, on, ask(days=28))), "AM-13") is None


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        ("2022-12-24", None),
        ("2022-12-25", Verdict.INFORMS),
        ("2025-12-30", Verdict.INFORMS),
        ("2025-12-31", Verdict.INFORMS),
        ("2026-08-31", Verdict.INFORMS),
        ("2026-09-01", Verdict.CANNOT_TELL),
        ("2026-09-02", Verdict.CANNOT_TELL),
    ],
)
def test_third_party_payment_and_generics_until_the_text_ends(
    on: str, verdict: Verdict | None
) -> None:
    group = GenericGroup("510", "RAMIPRIL", GroupRole.REFERENCE)
    builder = an_ordonnance().written_on(on).of(replace(m.RAMIPRIL_5, generic_group=group), days=30)
    report = check(counter(builder, on, ask(days=30, facts=REFUSED)))
    finding = found(report, "AM-09")
    assert (finding.verdict if finding else None) is verdict
    assert report.outcome is Outcome.ALLOWED
    if finding:
        assert ("générique le plus cher" in finding.message) is (on >= "2025-12-31")


def test_third_party_payment_is_told_only_when_the_generic_is_refused() -> None:
    builder = an_ordonnance().of(m.RAMIPRIL_5, days=30)
    assert found(check(counter(builder, "2026-01-05", ask(days=30))), "AM-09") is None
    alone = an_ordonnance().of(m.METFORMINE_1000, days=30)
    report = check(counter(alone, "2026-01-05", ask(days=30, facts=REFUSED)))
    assert found(report, "AM-09") is None


@pytest.mark.parametrize(
    ("on", "told"), [("2020-02-06", False), ("2020-02-07", True), ("2020-02-08", True)]
)
def test_the_pharmacist_may_keep_a_narrow_margin_since_february_2020(on: str, told: bool) -> None:
    group = GenericGroup("9001", "LEVOTHYROXINE", GroupRole.REFERENCE)
    kept = replace(LEVOTHYROX, generic_group=group)
    builder = an_ordonnance().written_on("2020-02-01").of(kept, days=30)
    finding = found(check(counter(builder, on, ask(days=30))), "MD-16")
    assert (finding is not None) is told


@pytest.mark.parametrize(("packs", "told"), [(1, False), (2, True), (6, True)])
def test_packs_for_more_than_a_month_ask_for_the_duration(packs: int, told: bool) -> None:
    one_size = replace(m.RAMIPRIL_5, presentations=m.RAMIPRIL_5.presentations[:1])
    finding = judged("RX-DUR-14", one_size, days=None, packs=packs)
    assert (finding.verdict is Verdict.BREACHED) is told
    if told:
        case = prescribing(an_ordonnance().of(one_size, packs=packs))
        (right,) = finding.corrections[0].applied(case.ordonnance)
        assert check(replace(case, ordonnance=right)).outcome is Outcome.ALLOWED


def test_the_insurance_pays_for_twelve_months_of_what_is_not_listed() -> None:
    finding = judged("RX-DUR-02", m.PARACETAMOL_1G, days=400)
    assert finding.severity is Severity.BLOCKING
    assert "12 mois" in finding.message
    assert judged("RX-DUR-02", m.PARACETAMOL_1G, days=365).verdict is Verdict.MET
    unpaid = an_ordonnance().of(m.PARACETAMOL_1G, days=400, not_reimbursable=True)
    assert "RX-DUR-02" not in rules_shown(unpaid)
    listed = an_ordonnance().of(m.RAMIPRIL_5, days=400)
    assert rules_shown(listed) == ["RX-DUR-01"]
