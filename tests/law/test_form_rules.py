"""Rules on paper, long illness, exception and kinds of prescription, on the days they change."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ordonnance.domain.actors import Profession
from ordonnance.domain.ids import Adeli
from ordonnance.domain.prescription import Category, Exoneration, Ordonnance, Product
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.finding import Finding, Outcome
from ordonnance.law.form import Form, PaperGround
from ordonnance.law.rule import Severity, Verdict
from tests.builders import PRESCRIBER, OrdonnanceBuilder, a_line, a_medicine, an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found, prescribing

GROUND = PaperGround.INSUFFICIENT_CONNECTION
PLAIN = an_ordonnance().of(m.RAMIPRIL_5, days=30)
ADALIMUMAB = a_medicine("ADALIMUMAB EXEMPLE", "60000991", [("ADALIMUMAB", "40")], ["liste I"])


def told(case: Case, rule: str, line: int | None = None) -> Finding | None:
    return found(check(case), rule, line)


def on_paper(builder: OrdonnanceBuilder, form: Form = Form.CLASSIQUE, **facts: Any) -> Case:
    return prescribing(builder, form=form, **{"paper_ground": GROUND, **facts})


@pytest.mark.parametrize(
    ("on", "verdict", "severity"),
    [
        ("2023-12-22", Verdict.INFORMS, Severity.INFO),
        ("2024-12-31", Verdict.INFORMS, Severity.INFO),
        ("2025-01-01", Verdict.BREACHED, Severity.WARNING),
    ],
)
def test_paper_asks_for_a_ground_from_1_january_2025(
    on: str, verdict: Verdict, severity: Severity
) -> None:
    finding = told(on_paper(PLAIN.written_on(on), paper_ground=None), "ON-01")
    assert finding is not None
    assert (finding.verdict, finding.severity) == (verdict, severity)
    grounded = told(on_paper(PLAIN.written_on(on)), "ON-01")
    assert grounded is not None
    assert grounded.verdict is Verdict.MET


def test_before_the_decree_and_in_digital_form_no_ground_is_asked() -> None:
    assert told(on_paper(PLAIN.written_on("2023-12-21"), paper_ground=None), "ON-01") is None
    assert told(prescribing(PLAIN), "ON-01") is None


@pytest.mark.parametrize(
    ("ground", "verdict"),
    [
        *((each, Verdict.INFORMS) for each in PaperGround if each.of_the_decree),
        (PaperGround.RETROCESSION, Verdict.MET),
        (None, Verdict.CANNOT_TELL),
    ],
)
def test_the_pharmacist_transmits_paper_that_rests_on_the_decree(
    ground: PaperGround | None, verdict: Verdict
) -> None:
    facts = {"form": Form.CLASSIQUE, "paper_ground": ground}
    finding = told(counter(PLAIN, "2026-01-06", ask(days=30), **facts), "ON-21")
    assert finding is not None
    assert (finding.verdict, finding.outcome) == (verdict, Outcome.ALLOWED)


def test_the_transmission_by_the_pharmacist_begins_with_the_decree() -> None:
    old = PLAIN.written_on("2023-12-20")
    facts = {"form": Form.CLASSIQUE, "paper_ground": GROUND}
    assert told(counter(old, "2023-12-21", ask(days=30), **facts), "ON-21") is None
    assert told(counter(old, "2023-12-22", ask(days=30), **facts), "ON-21") is not None
    assert told(counter(old, "2023-12-22", ask(days=30)), "ON-21") is None


# --- Long illness --------------------------------------------------------------------------------

ALD = an_ordonnance().of(m.METFORMINE_1000, days=30, exoneration=Exoneration.ALD)


@pytest.mark.parametrize("form", list(Form))
def test_care_of_a_long_illness_stands_on_paper_with_two_zones(form: Form) -> None:
    finding = told(on_paper(ALD, form), "TY-10")
    if not form.paper:
        assert finding is None
        return
    assert finding is not None
    zones = form in (Form.BIZONE, Form.SECURISEE_BIZONE, Form.EXCEPTION)
    assert finding.verdict is (Verdict.MET if zones else Verdict.BREACHED)
    assert told(on_paper(PLAIN, form), "TY-10") is None


def test_two_zones_are_asked_since_11_january_1994() -> None:
    assert told(on_paper(ALD.written_on("1994-01-10")), "TY-10") is None
    assert told(on_paper(ALD.written_on("1994-01-11")), "TY-10") is not None


@pytest.mark.parametrize(
    ("protocol", "verdict"),
    [(date(2026, 1, 5), Verdict.MET), (date(2026, 1, 6), Verdict.BREACHED)],
)
def test_a_protocol_is_not_later_than_the_ordonnance(protocol: date, verdict: Verdict) -> None:
    builder = ALD.of(m.RAMIPRIL_5, days=30, exoneration=Exoneration.ALD, care_protocol=protocol)
    finding = told(prescribing(builder), "TY-11")
    assert finding is not None
    assert finding.verdict is verdict
    blocked = verdict is Verdict.BREACHED
    assert finding.outcome is (Outcome.BLOCKED if blocked else Outcome.ALLOWED)
    assert ("ligne 2" in finding.message) is blocked


def test_using_the_zone_attests_the_protocol_and_asks_for_nothing_on_an_ordinary_day() -> None:
    assert told(prescribing(ALD), "TY-11") is None
    other = an_ordonnance().of(m.RAMIPRIL_5, days=30, care_protocol=date(2026, 1, 6))
    assert told(prescribing(other), "TY-11") is None


def a_biology(*mentions: str, on: str = "2026-01-05") -> Case:
    line = a_line(
        None, category=Category.BIOLOGY, product=Product("TSH"), other_mentions=mentions,
        exoneration=Exoneration.POST_ALD,
    )  # fmt: skip
    return prescribing(an_ordonnance().with_line(line).written_on(on))


def test_follow_up_after_a_long_illness_carries_its_mention_which_one_step_adds() -> None:
    case = a_biology()
    finding = told(case, "TY-14", 1)
    assert finding is not None
    assert finding.outcome is Outcome.BLOCKED
    (correction,) = finding.corrections
    (corrected,) = correction.applied(case.ordonnance)
    again = told(replace(case, ordonnance=corrected), "TY-14", 1)
    assert again is not None
    assert again.verdict is Verdict.MET
    assert told(a_biology(on="2019-08-13"), "TY-14", 1) is None
    assert told(a_biology(on="2019-08-14"), "TY-14", 1) is not None


# --- Exception -----------------------------------------------------------------------------------


def test_a_medicine_of_exception_on_plain_paper_only_warns_since_the_list_is_remembered() -> None:
    builder = an_ordonnance().of(ADALIMUMAB, days=28)
    finding = told(on_paper(builder), "TY-20", 1)
    assert finding is not None
    assert (finding.verdict, finding.outcome) == (Verdict.BREACHED, Outcome.WARNING)
    assert told(prescribing(builder), "TY-20", 1) is None
    assert told(on_paper(PLAIN), "TY-20", 1) is None
    unpaid = an_ordonnance().of(ADALIMUMAB, days=28, not_reimbursable=True)
    assert told(on_paper(unpaid), "TY-20", 1) is None
    assert told(on_paper(builder.written_on("2012-07-16")), "TY-20", 1) is None
    assert told(on_paper(builder.written_on("2012-07-17")), "TY-20", 1) is not None


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"form": ""}, "forme"),
        ({"routes": ()}, "voie d’administration"),
        ({"substances": ()}, "dosage"),
    ],
)
def test_the_form_of_exception_says_what_it_lacks(changes: dict[str, Any], missing: str) -> None:
    medicine = replace(ADALIMUMAB, **changes)
    builder = an_ordonnance().of(medicine, days=28)
    finding = told(on_paper(builder, Form.EXCEPTION), "TY-22", 1)
    assert finding is not None
    assert missing in finding.message


# --- Kinds, and who signs ------------------------------------------------------------------------

KINE = a_line(None, number=2, category=Category.PHYSIOTHERAPY, product=Product("Rééducation"))
BLOOD = a_line(None, number=3, category=Category.BIOLOGY, product=Product("NFS"))


def test_each_kind_is_set_apart_by_one_correction() -> None:
    case = prescribing(PLAIN.with_line(KINE).with_line(BLOOD))
    finding = told(case, "TY-01")
    assert finding is not None
    assert (finding.verdict, finding.outcome) == (Verdict.BREACHED, Outcome.WARNING)
    assert [each.apart for each in finding.corrections] == [(2,), (3,)]
    rest: tuple[Ordonnance, ...] = (case.ordonnance,)
    for correction in finding.corrections:
        rest = tuple(each for part in rest for each in correction.applied(part))
    assert [[line.number for line in part.lines] for part in rest] == [[1], [3], [2]]
    for part in rest:
        assert told(replace(case, ordonnance=part), "TY-01") is None


def test_the_convention_of_physicians_binds_no_other_profession() -> None:
    both = PLAIN.with_line(KINE)
    for profession, bound in ((None, True), (Profession.MIDWIFE, False)):
        author = replace(PRESCRIBER, profession=profession)
        assert (told(prescribing(both.by(author)), "TY-01") is not None) is bound
    assert told(prescribing(both.written_on("2005-02-10")), "TY-01") is None
    assert told(prescribing(both.written_on("2005-02-11")), "TY-01") is not None


def test_an_adeli_number_alone_warns_in_2026() -> None:
    author = replace(PRESCRIBER, rpps=None, adeli=Adeli("991086265"))
    finding = told(prescribing(PLAIN.by(author).written_on("2026-01-01")), "BC-07")
    assert finding is not None
    assert finding.outcome is Outcome.WARNING
    assert told(prescribing(PLAIN.by(author).written_on("2025-12-31")), "BC-07") is None
    assert told(prescribing(PLAIN), "BC-07") is None


@pytest.mark.parametrize("form", list(Form))
def test_every_paper_that_is_not_secured_is_plain_for_a_stupefiant(form: Form) -> None:
    finding = told(on_paper(an_ordonnance().of(m.MORPHINE_LP_30, days=7), form), "RX-SEC-01", 1)
    assert finding is not None
    plain = form in (Form.CLASSIQUE, Form.BIZONE, Form.EXCEPTION)
    assert finding.verdict is (Verdict.BREACHED if plain else Verdict.MET)
