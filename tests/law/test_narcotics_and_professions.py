"""Stupéfiants, assimilés, documents and professions at their edges."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ordonnance.domain.actors import Profession
from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import Medicine
from ordonnance.domain.ids import Finess
from ordonnance.domain.mentions import NamedPharmacy, ScheduledIntervention
from ordonnance.domain.people import Sex
from ordonnance.law.case import Asked
from ordonnance.law.check import check
from ordonnance.law.counter import CounterFacts, Seen, SeenDocument
from ordonnance.law.finding import Outcome
from ordonnance.law.form import Form, Setting
from ordonnance.law.rule import Verdict
from tests.builders import an_ordonnance
from tests.builders import medicines as m
from tests.builders.prescriptions import PATIENT, PRESCRIBER, day
from tests.law.cases import ask, counter, found, prescribing

TODAY = date(2026, 1, 5)
NEUROLOGY = "spécialistes et services NEUROLOGIE"
HOSPITAL_YEARLY = "prescription initiale hospitalière annuelle"
MONITORED = "médicament nécessitant une surveillance particulière pendant le traitement"
SPECIALIST_YEARLY = "prescription initiale annuelle réservée à certains spécialistes"
FOR_GIRLS = (
    "pour enfants et adolescents de sexe féminin, femmes susceptibles de procréer et femmes "
    "enceintes : prescription initiale annuelle réservée à certains spécialistes"
)
GP = replace(PRESCRIBER, specialty=Coding("urn:r38", "SM54"))
NEUROLOGIST = replace(PRESCRIBER, specialty=Coding("urn:r38", "SM32"))


def labelled(*conditions: str) -> Medicine:
    """An ordinary speciality of liste I with these labels."""
    return replace(m.RAMIPRIL_5, conditions=(m.LISTE_I, *conditions))


# --- Stupéfiants and assimilés ------------------------------------------------------------------


@pytest.mark.parametrize("medicine", [m.TRAMADOL_50, m.CODEINE_PARACETAMOL, m.DIHYDROCODEINE_60])
def test_a_second_step_opioid_has_neither_cap_nor_three_days_nor_overlap_ban(
    medicine: Medicine,
) -> None:
    line = an_ordonnance().written_on(TODAY).of(medicine, days=84)
    assert check(prescribing(line)).outcome is Outcome.ALLOWED
    late = check(counter(line, TODAY + timedelta(days=10), ask(packs=1)))
    assert not {"RX-STUP-03", "RX-STUP-06", "RX-STUP-07"} & {f.rule for f in late.all}


@pytest.mark.parametrize(
    ("written", "outcome"),
    [("2025-02-28", Outcome.ALLOWED), ("2025-03-01", Outcome.WARNING),
     ("2025-03-31", Outcome.WARNING), ("2025-04-01", Outcome.BLOCKED)],
)  # fmt: skip
def test_the_tolerance_of_march_2025_is_judged_at_establishment(
    written: str, outcome: Outcome
) -> None:
    line = an_ordonnance().written_on(written).of(m.TRAMADOL_50, days=28)
    report = check(prescribing(line, form=Form.CLASSIQUE))
    finding = found(report, "RX-SEC-01")
    assert (finding.outcome if finding else Outcome.ALLOWED) is outcome
    served = check(counter(line, day(written) + timedelta(days=30), form=Form.CLASSIQUE))
    honoured = found(served, "RX-SEC-01")
    blocked = honoured is not None and honoured.outcome is Outcome.BLOCKED
    assert blocked is (outcome is Outcome.BLOCKED)


@pytest.mark.parametrize(
    ("on", "told"), [("2025-02-28", False), ("2025-03-01", True), ("2025-06-02", True)]
)
def test_paper_of_before_the_duty_is_told_as_honoured(on: str, told: bool) -> None:
    line = an_ordonnance().written_on("2025-02-20").of(m.TRAMADOL_50, days=84, renewals=1)
    report = check(counter(line, on, form=Form.CLASSIQUE))
    assert bool([f for f in report.findings if f.rule == "RX-SEC-09"]) is told


def test_words_are_ready_to_be_written_on_paper() -> None:
    line = an_ordonnance().of(m.MORPHINE_LP_30, days=14)
    report = check(prescribing(line, form=Form.SECURISEE))
    finding = found(report, "RX-STUP-02")
    assert finding is not None
    (fix,) = finding.corrections
    (right,) = fix.applied(line.build())
    text = right.lines[0].in_words or ""
    assert "trente milligrammes" in text
    assert not any(c.isdigit() for c in text)
    case = replace(prescribing(line, form=Form.SECURISEE), ordonnance=right)
    mended = found(check(case), "RX-STUP-02")
    assert mended is not None
    assert mended.verdict is Verdict.MET


def test_words_in_figures_are_not_words_and_pregabaline_owes_none() -> None:
    text = m.worded("1 gélule de 50 mg 2 fois par jour")
    zolpidem = check(prescribing(an_ordonnance().of(m.ZOLPIDEM_10, days=14, posology=text)))
    assert "RX-SEC-05" in {f.rule for f in zolpidem.to_acknowledge()}
    pregabaline = check(prescribing(an_ordonnance().of(m.PREGABALINE_75, days=28, posology=text)))
    assert found(pregabaline, "RX-SEC-05") is None


@pytest.mark.parametrize(
    ("on", "blocked"),
    [("2026-01-16", True), ("2026-01-17", False), ("2026-01-25", False), ("2026-01-26", False)],
)
def test_before_an_intervention_serving_begins_on_the_third_day_before(
    on: str, blocked: bool
) -> None:
    planned = ScheduledIntervention(date(2026, 1, 20), date(2026, 1, 22))
    line = an_ordonnance().written_on("2026-01-15").of(m.MORPHINE_LP_30, days=7,
                                                       intervention=planned)  # fmt: skip
    report = check(counter(line, on, ask(units=1)))
    assert ("RX-STUP-09" in {f.rule for f in report.blocking()}) is blocked


@pytest.mark.parametrize(
    ("written", "judged"), [("2022-07-02", False), ("2022-07-03", True), ("2022-07-04", True)]
)
def test_the_dates_of_an_intervention_are_owed_since_july_2022(written: str, judged: bool) -> None:
    planned = ScheduledIntervention(day(written) + timedelta(days=20))
    line = an_ordonnance().written_on(written).of(m.MORPHINE_LP_30, days=7, intervention=planned)
    report = check(prescribing(line))
    assert ("RX-STUP-08" in {f.rule for f in report.blocking()}) is judged


def test_another_pharmacy_than_the_one_named_is_warned_about() -> None:
    named = NamedPharmacy("Pharmacie Exemple", Finess("990000077"))
    line = an_ordonnance().written_on(TODAY).of(m.BUPRENORPHINE_8, days=28, named_pharmacy=named)
    elsewhere = found(check(counter(line, TODAY, ask(days=7))), "RX-PHA-01")
    assert elsewhere is not None
    assert (elsewhere.verdict, elsewhere.outcome) == (Verdict.BREACHED, Outcome.WARNING)
    here = replace(named, finess=Finess("990000069"))
    line = an_ordonnance().written_on(TODAY).of(m.BUPRENORPHINE_8, days=28, named_pharmacy=here)
    same = found(check(counter(line, TODAY, ask(days=7))), "RX-PHA-01")
    assert same is not None
    assert same.verdict is Verdict.MET


# --- Documents and professions ------------------------------------------------------------------


def test_a_retinoid_is_served_late_to_a_man_but_not_to_a_young_woman() -> None:
    retinoid = replace(m.ISOTRETINOINE_20, conditions=(m.LISTE_I,))
    line = an_ordonnance().written_on(TODAY).of(retinoid, days=28)
    days = (7, 8)
    woman = [found(check(counter(line, TODAY + timedelta(days=n))), "PR-RET-01") for n in days]
    assert [f.verdict for f in woman if f] == [Verdict.MET, Verdict.BREACHED]
    man = line.for_(replace(PATIENT, sex=Sex.MALE))
    late = found(check(counter(man, TODAY + timedelta(days=8))), "PR-RET-01")
    assert late is not None
    assert late.verdict is Verdict.MET


def test_an_attestation_of_the_patient_does_not_concern_a_man() -> None:
    topiramate = labelled(
        "prescription nécessitant la signature annuelle par le médecin et la patiente d'une "
        "attestation d'information",
        "délivrance ne pouvant se faire qu'après vérification de l'attestation co-signée",
    )
    man = an_ordonnance().written_on(TODAY).for_(replace(PATIENT, sex=Sex.MALE))
    assert check(counter(man.of(topiramate, days=30), TODAY)).outcome is Outcome.ALLOWED
    woman = an_ordonnance().written_on(TODAY).of(topiramate, days=30)
    assert check(counter(woman, TODAY)).outcome is Outcome.CANNOT_TELL
    seen = Asked(1, days=30, facts=CounterFacts(seen=(Seen(SeenDocument.ATTESTATION),)))
    assert check(counter(woman, TODAY, seen)).outcome is Outcome.ALLOWED


@pytest.mark.parametrize(
    ("written", "verdict"),
    [("2025-04-29", Verdict.CANNOT_TELL), ("2025-04-30", Verdict.MET),
     ("2025-05-01", Verdict.MET)],
)  # fmt: skip
def test_advanced_nurses_prescribe_first_since_april_2025(written: str, verdict: Verdict) -> None:
    nurse = replace(PRESCRIBER, profession=Profession.NURSE, specialty=Coding("urn:r38", "SI01"))
    line = an_ordonnance().written_on(written).by(nurse).of(m.AMOXICILLINE_1G, days=6)
    finding = found(check(prescribing(line, setting=Setting.COORDINATED)), "WH-04")
    assert finding is not None
    assert finding.verdict is verdict


@pytest.mark.parametrize("profession", [p for p in Profession if p is not Profession.PHYSICIAN])
def test_what_is_not_known_of_a_profession_is_never_refused(profession: Profession) -> None:
    """Closed lists apart: those whose text says « no other medicine », and who never prescribes."""
    closed = {Profession.PHYSIOTHERAPIST, Profession.PODIATRIST, Profession.SPEECH_THERAPIST,
              Profession.ORTHOPTIST, Profession.PHARMACY_TECHNICIAN,
              Profession.HOSPITAL_PHARMACY_TECHNICIAN}  # fmt: skip
    author = replace(PRESCRIBER, profession=profession)
    unheard = replace(m.RAMIPRIL_5, atc=None)
    report = check(prescribing(an_ordonnance().by(author).of(unheard, days=30)))
    told = {f.verdict for f in report.findings if f.rule.startswith("WH-")}
    assert (Verdict.BREACHED in told) is (profession in closed)
