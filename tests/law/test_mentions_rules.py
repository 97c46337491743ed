"""Mentions of the ordonnance and of its lines, on the days where what is asked changes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.actors import Profession
from ordonnance.domain.drug import GenericGroup, GroupRole, Medicine
from ordonnance.domain.mentions import (
    NonSubstitutionReason,
    NotSubstitutable,
    SupportingDocument,
)
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import (
    DciSubstance,
    Exoneration,
    Ingredient,
    Preparation,
    Product,
)
from ordonnance.law.check import check
from ordonnance.law.finding import Finding, Outcome
from ordonnance.law.form import Form
from ordonnance.law.narrow_margin import narrow_margin
from ordonnance.law.rule import Severity, Verdict
from tests.builders import PATIENT, PRESCRIBER, OrdonnanceBuilder, a_medicine, an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found, prescribing

MTE = NotSubstitutable(NonSubstitutionReason.NARROW_MARGIN)
LEVOTHYROX = a_medicine(
    "LEVOTHYROX 100 microgrammes, comprimé", "60020001", [("LÉVOTHYROXINE SODIQUE", "0.1")],
    [m.LISTE_II], (30,), atc="H03AA01", group="9001",
)  # fmt: skip
VIMPAT = a_medicine(
    "VIMPAT 100 mg, comprimé", "60020002", [("LACOSAMIDE", "100")], [m.LISTE_I], (56,),
    atc="N03AX18", group="9002",
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


# --- An ordinary day


def test_an_ordinary_ordonnance_of_a_known_patient_shows_nothing() -> None:
    ordinary = (
        an_ordonnance()
        .of(m.PARACETAMOL_1G, days=5)
        .of(m.AMOXICILLINE_1G, days=6)
        .of(m.RAMIPRIL_5, days=30, renewals=2)
        .of(m.KETOPROFENE_100, days=5)
        .of(m.HYDROCORTISONE_CREME, days=7)
        .of(m.CONTRACEPTIF_28, packs=1)
    )
    report = check(prescribing(ordinary, author_authenticated=True))
    assert [finding.rule for finding in report.findings] == []
    assert report.outcome is Outcome.ALLOWED


def test_an_ordonnance_for_oneself_is_judged_like_any_other() -> None:
    oneself = replace(PATIENT, family=PRESCRIBER.family, given=PRESCRIBER.given)
    too_long = an_ordonnance().of(m.TRAMADOL_50, days=90)
    told = check(prescribing(too_long)).all
    assert check(prescribing(too_long.for_(oneself))).all == told


# --- Who signs, where, in which language


@pytest.mark.parametrize(("code", "met"), [("fr", True), ("fr-FR", True), ("en", False)])
def test_a_physician_writes_in_french(code: str, met: bool) -> None:
    builder = an_ordonnance().of(m.RAMIPRIL_5, days=30).having(language=code)
    assert ("RX-GEN-02" not in rules_shown(builder)) is met
    midwife = replace(PRESCRIBER, profession=Profession.MIDWIFE)
    assert "RX-GEN-02" not in rules_shown(builder.by(midwife))


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"phone": None}, ["MI-06"]),
        ({"email": None}, ["MI-07"]),
        ({"postcode": None, "city": None}, ["MI-05"]),
        ({"country": "BE"}, ["MI-05"]),
        ({"country": None}, []),
        ({"phone": "01.99.00.00.01"}, []),
        ({"phone": "0033199000001"}, []),
        ({"phone": "+590 590 00 00 01"}, []),
        ({"phone": "15"}, ["MI-06"]),
        ({"email": "cabinet"}, ["MI-07"]),
    ],
)
def test_what_the_sheet_needs_of_the_practice_is_asked_for_listed_medicines(
    changes: dict[str, Any], rules: list[str]
) -> None:
    assert PRESCRIBER.practice is not None
    author = replace(PRESCRIBER, practice=replace(PRESCRIBER.practice, **changes))
    assert rules_shown(an_ordonnance().by(author).of(m.RAMIPRIL_5, days=30)) == rules
    assert rules_shown(an_ordonnance().by(author).of(m.PARACETAMOL_1G, days=5)) == []


def test_before_2013_12_28_the_address_was_enough() -> None:
    assert PRESCRIBER.practice is not None
    bare = replace(PRESCRIBER.practice, phone=None, email=None, country="BE")
    builder = an_ordonnance().by(replace(PRESCRIBER, practice=bare)).of(m.RAMIPRIL_5, days=30)
    assert rules_shown(builder.written_on("2013-12-27")) == []
    assert rules_shown(builder.written_on("2013-12-28")) == ["MI-05", "MI-06", "MI-07"]
    assert rules_shown(builder.written_on("2013-12-29")) == ["MI-05", "MI-06", "MI-07"]


def test_paper_is_signed_by_hand_and_secured_paper_counts_its_lines() -> None:
    builder = an_ordonnance().of(m.RAMIPRIL_5, days=30)
    assert rules_shown(builder, form=Form.CLASSIQUE) == ["MI-08"]
    assert rules_shown(builder, form=Form.SECURISEE) == ["MI-08", "MD-27"]
    report = check(prescribing(builder, form=Form.SECURISEE))
    assert report.outcome is Outcome.ALLOWED
    served = check(counter(builder, "2026-01-05", ask(days=30), form=Form.CLASSIQUE))
    assert "AM-05" in [finding.rule for finding in served.findings]


# --- Non substituable


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2019-12-31", Verdict.BREACHED),
        ("2020-01-01", Verdict.MET),
        ("2020-01-02", Verdict.MET),
    ],
)
def test_a_typed_mention_is_valid_since_2020(on: str, expected: Verdict) -> None:
    assert judged("MD-11", LEVOTHYROX, on, not_substitutable=MTE).verdict is expected


@pytest.mark.parametrize(
    ("medicine", "on", "listed"),
    [
        (LEVOTHYROX, "2020-01-01", True),
        (VIMPAT, "2022-07-28", False),
        (VIMPAT, "2022-07-29", True),
        (VIMPAT, "2022-07-30", True),
        (m.RAMIPRIL_5, "2026-01-05", False),
    ],
)
def test_the_list_of_narrow_margins_grew_in_july_2022(
    medicine: Medicine, on: str, listed: bool
) -> None:
    finding = judged("MD-13", medicine, on, not_substitutable=MTE)
    assert finding.verdict is (Verdict.MET if listed else Verdict.BREACHED)
    assert narrow_margin(medicine, date.fromisoformat(on)) is listed


def test_a_mention_without_reason_is_corrected_in_one_step() -> None:
    bare = NotSubstitutable(None)
    case = prescribing(an_ordonnance().of(LEVOTHYROX, days=30, not_substitutable=bare))
    finding = found(check(case), "MD-11")
    assert finding is not None
    assert [fix.label for fix in finding.corrections] == [
        "Indiquer le motif MTE", "Retirer « non substituable »",
    ]  # fmt: skip
    for fix in finding.corrections:
        (right,) = fix.applied(case.ordonnance)
        assert check(replace(case, ordonnance=right)).outcome is Outcome.ALLOWED


@given(st.integers(0, 12 * 365))
def test_the_form_for_a_child_stops_at_the_sixth_birthday(days: int) -> None:
    on = date(2026, 3, 1)
    child = replace(PATIENT, birth_date=on - timedelta(days=days))
    flag = NotSubstitutable(NonSubstitutionReason.CHILD_FORM)
    builder = an_ordonnance().for_(child).written_on(on)
    case = prescribing(builder.of(m.RAMIPRIL_5, days=30, not_substitutable=flag))
    finding = found(check(case), "MD-14")
    assert finding is not None
    assert (finding.verdict is Verdict.MET) is (child.birth_date > date(2020, 3, 1))  # type: ignore[operator]


def test_a_biological_medicine_has_its_own_text() -> None:
    lovenox = replace(m.RAMIPRIL_5, biosimilar_group="énoxaparine")
    builder = an_ordonnance().of(lovenox, days=6, not_substitutable=NotSubstitutable(None))
    assert not {"MD-11", "MD-13"} & set(rules_shown(builder))


# --- Names, directions, doses


@pytest.mark.parametrize(
    ("product", "rules"),
    [
        (Product("paracétamol 500 mg comprimé", substances=(DciSubstance("paracétamol"),)), []),
        (Product("paracétamol", substances=(DciSubstance("paracétamol"),)), ["MD-07"]),
        (Product("paracétamol 500 mg", substances=(DciSubstance("paracétamol"),)), ["MD-07"]),
        (Product("vaccin grippal, seringue", substances=(DciSubstance("virus grippal"),)), []),
        (
            Product(
                "amlodipine 5 mg + valsartan 80 mg, comprimé",
                substances=(DciSubstance("amlodipine"), DciSubstance("valsartan")),
            ),
            [],
        ),
        (
            Product(
                "amlodipine valsartan 5/80, comprimé",
                substances=(DciSubstance("amlodipine"), DciSubstance("valsartan")),
            ),
            ["MD-08"],
        ),
    ],
)
def test_a_common_name_is_complete_or_says_what_is_missing(
    product: Product, rules: list[str]
) -> None:
    builder = an_ordonnance().of(m.RAMIPRIL_5, days=5, product=product)
    assert rules_shown(builder) == rules


@pytest.mark.parametrize("label", ["Antibiotique", "Anti-inflammatoire", "traitement habituel"])
def test_a_class_is_no_medicine(label: str) -> None:
    case = prescribing(an_ordonnance().of(m.RAMIPRIL_5, days=5))
    line = replace(case.ordonnance.lines[0], product=Product(label))
    case = replace(case, ordonnance=replace(case.ordonnance, lines=(line,)), medicines={1: None})
    finding = found(check(case), "MD-01")
    assert finding is not None
    assert finding.verdict is Verdict.BREACHED


def test_a_dose_by_weight_in_words_asks_for_the_weight() -> None:
    by_weight = Posology(text="15 mg/kg toutes les 6 heures")
    builder = an_ordonnance().of(m.AMOXICILLINE_1G, days=5, posology=by_weight)
    assert "MP-04" in rules_shown(builder)
    weighed = replace(PATIENT, weight_kg=Decimal("14.5"))
    assert "MP-04" not in rules_shown(builder.for_(weighed))
    free = an_ordonnance().of(m.PARACETAMOL_1G, days=5, posology=by_weight)
    finding = found(check(prescribing(free)), "MP-04")
    assert finding is not None
    assert finding.verdict is Verdict.INFORMS


def test_je_dis_forbids_renewal_in_one_step() -> None:
    case = prescribing(
        an_ordonnance().of(m.RAMIPRIL_5, days=30, renewals=2, i_say="vingt milligrammes")
    )
    finding = found(check(case), "MD-10")
    assert finding is not None
    (right,) = finding.corrections[0].applied(case.ordonnance)
    assert right.lines[0].renewals == 0
    assert check(replace(case, ordonnance=right)).outcome is Outcome.ALLOWED


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
    report = check(counter(builder, on, ask(days=30)))
    finding = found(report, "AM-09")
    assert (finding.verdict if finding else None) is verdict
    assert report.outcome is Outcome.ALLOWED
    if finding:
        assert ("générique le plus cher" in finding.message) is (on >= "2025-12-31")


def test_a_generic_served_says_nothing_of_third_party_payment() -> None:
    builder = an_ordonnance().of(m.RAMIPRIL_5, days=30)
    assert found(check(counter(builder, "2026-01-05", ask(days=30))), "AM-09") is None


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
