"""Mentions of the ordonnance and of its lines, on the days where what is asked changes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.actors import Profession
from ordonnance.domain.drug import Medicine
from ordonnance.domain.mentions import (
    NonSubstitutionReason,
    NotSubstitutable,
)
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import (
    DciSubstance,
    Product,
)
from ordonnance.law.check import check
from ordonnance.law.finding import Finding, Outcome
from ordonnance.law.form import Form
from ordonnance.law.narrow_margin import narrow_margin
from ordonnance.law.rule import Verdict
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
    assert {"MI-08", "MD-27"} & set(rules_shown(builder, form=Form.CLASSIQUE)) == {"MI-08"}
    assert {"MI-08", "MD-27"} <= set(rules_shown(builder, form=Form.SECURISEE))
    report = check(prescribing(builder, form=Form.SECURISEE))
    assert {f.verdict for f in report.findings if f.rule in ("MI-08", "MD-27")} == {Verdict.INFORMS}
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
    assert (finding.verdict is Verdict.MET) is (child.birth_date > date(2020, 3, 1))  # type: ignore[operator]  # born on a day


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
        (Product("paracétamol 500 mg", substances=(DciSubstance("paracétamol"),)), []),
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


def test_a_posology_that_counts_no_form_leaves_it_missing() -> None:
    product = Product("paracétamol 500 mg", substances=(DciSubstance("paracétamol"),))
    worded = Posology(text="une prise matin et soir")
    builder = an_ordonnance().of(m.RAMIPRIL_5, days=5, product=product, posology=worded)
    finding = found(check(prescribing(builder)), "MD-07")
    assert finding is not None
    assert "la forme et la voie" in finding.message


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
