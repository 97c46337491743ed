"""Knowing more never makes restricted prescription easier, unless what is known satisfies it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from ordonnance.domain.actors import Profession
from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import Medicine
from ordonnance.domain.mentions import InitialPrescription
from ordonnance.domain.people import Sex
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.check import check
from ordonnance.law.finding import Finding, Outcome
from ordonnance.law.form import Setting
from ordonnance.law.rule import Verdict
from tests.builders import an_ordonnance
from tests.builders import medicines as m
from tests.builders.prescriptions import PATIENT, PRESCRIBER
from tests.law.cases import prescribing

NEUROLOGY = "prescription réservée aux spécialistes et services NEUROLOGIE"
SLEEP = "prescription réservée aux médecins exerçant dans les centres du sommeil"
YEARLY = "prescription initiale annuelle réservée à certains spécialistes"
AT_FIRST = "prescription initiale réservée à certains spécialistes"
FREE = "renouvellement non restreint"
FOR_MEN = (
    "pour adolescents de sexe masculin et hommes susceptibles de procréer : prescription initiale "
    "réservée à certains spécialistes"
)
SETS = {
    "méthylphénidate": (NEUROLOGY, SLEEP, YEARLY, FREE),
    "isotrétinoïne": (NEUROLOGY, AT_FIRST, FREE),
    "donépézil": (NEUROLOGY, YEARLY),
    "bisoprolol": (NEUROLOGY, AT_FIRST),
    "réservé": (NEUROLOGY,),
    "réservé, centres du sommeil": (NEUROLOGY, SLEEP),
    "hôpital, annuelle": ("prescription initiale hospitalière annuelle", NEUROLOGY),
    "oncologie": ("prescription initiale hospitalière semestrielle",
                  "renouvellement de la prescription réservé aux spécialistes en NEUROLOGIE"),
}  # fmt: skip
SPECIALTIES = (None, "SM54", "SM32", "SM15")
SETTINGS = (None, Setting.TOWN, Setting.HOSPITAL)
BEGUN_ON = (None, date(2025, 6, 5), date(2024, 6, 5))
AT_HOSPITAL = (None, True, False)
Known = tuple[str | None, Setting | None, date | None, bool | None, str | None]
KNOWN: tuple[Known, ...] = tuple(
    product(SPECIALTIES, SETTINGS, BEGUN_ON, AT_HOSPITAL, SPECIALTIES)
)  # fmt: skip


def _labelled(*conditions: str) -> Medicine:
    return replace(m.RAMIPRIL_5, conditions=(m.LISTE_I, *conditions))


def _coded(code: str | None) -> Coding | None:
    return Coding("urn:r38", code) if code else None


def _judged(medicine: Medicine, known: Known) -> tuple[Finding, ...]:
    """What the rules on restricted prescription say, for these facts."""
    author, setting, on, hospital, begun_by = known
    begun = InitialPrescription(on, hospital, _coded(begun_by)) if on else None
    line = an_ordonnance().by(replace(PRESCRIBER, specialty=_coded(author)))
    report = check(prescribing(line.of(medicine, days=28, initial=begun), setting=setting))
    return tuple(f for f in report.all if f.rule.startswith("PR-"))


def _worst(findings: tuple[Finding, ...]) -> Outcome:
    return max((f.outcome for f in findings), key=lambda o: o.rank, default=Outcome.ALLOWED)


def _less(known: Known) -> list[Known]:
    """The same facts, one of them forgotten; the day of beginning goes with what is said of it."""
    author, setting, on, hospital, begun_by = known
    told: list[tuple[object, Known]] = [
        (author, (None, setting, on, hospital, begun_by)),
        (setting, (author, None, on, hospital, begun_by)),
        (hospital, (author, setting, on, None, begun_by)),
        (begun_by, (author, setting, on, hospital, None)),
    ]
    if hospital is None and begun_by is None:
        told.append((on, (author, setting, None, None, None)))
    return [forgotten for fact, forgotten in told if fact is not None]


@pytest.mark.parametrize("labels", SETS.values(), ids=SETS)
def test_a_true_fact_more_lowers_an_outcome_only_by_satisfying_the_rule(
    labels: tuple[str, ...],
) -> None:
    medicine = _labelled(*labels)
    judged = {known: _judged(medicine, known) for known in KNOWN if known[2] or not any(known[3:])}
    compared = 0
    for known, findings in judged.items():
        for less in _less(known):
            compared += 1
            before, after = _worst(judged[less]), _worst(findings)
            if after.rank < before.rank:
                worse = [f for f in judged[less] if f.outcome is before]
                now = {f.rule: f.verdict for f in findings}
                assert all(now.get(f.rule, Verdict.MET) is Verdict.MET for f in worse), known
            if after.rank > before.rank:
                assert any(f.verdict is Verdict.BREACHED for f in findings), known
    assert compared > 100


@pytest.mark.parametrize(
    ("labels", "begun", "outcome"),
    [
        ("méthylphénidate", None, Outcome.CANNOT_TELL),
        ("méthylphénidate", "SM54", Outcome.CANNOT_TELL),
        ("méthylphénidate", "SM32", Outcome.ALLOWED),
        ("isotrétinoïne", None, Outcome.CANNOT_TELL),
        ("isotrétinoïne", "SM54", Outcome.BLOCKED),
        ("isotrétinoïne", "SM32", Outcome.ALLOWED),
        ("donépézil", None, Outcome.ALLOWED),
        ("donépézil", "SM54", Outcome.WARNING),
        ("donépézil", "SM32", Outcome.ALLOWED),
        ("bisoprolol", None, Outcome.ALLOWED),
    ],
)
def test_a_general_practitioner_in_town_goes_on(
    labels: str, begun: str | None, outcome: Outcome
) -> None:
    on = date(2025, 6, 5) if begun else None
    known = ("SM54", Setting.TOWN, on, False if begun else None, begun)
    assert _worst(_judged(_labelled(*SETS[labels]), known)) is outcome


@pytest.mark.parametrize(
    ("born", "outcome"),
    [(1995, Outcome.ALLOWED), (2010, Outcome.CANNOT_TELL), (2018, Outcome.ALLOWED)],
)
def test_nobody_knows_whether_a_man_may_father_a_child_so_it_is_told(
    born: int, outcome: Outcome
) -> None:
    him = replace(PATIENT, sex=Sex.MALE, birth_date=date(born, 3, 2))
    line = an_ordonnance().by(replace(PRESCRIBER, specialty=_coded("SM54"))).for_(him)
    medicine = _labelled(NEUROLOGY, FOR_MEN, FREE)
    case = prescribing(line.of(medicine, days=28), setting=Setting.TOWN)
    ours = tuple(f for f in check(case).all if f.rule == "PR-SPE-02")
    assert _worst(ours) is outcome


def _of_a_midwife(medicine: Medicine, **line: Any) -> Outcome:
    midwife = replace(PRESCRIBER, profession=Profession.MIDWIFE)
    case = prescribing(an_ordonnance().by(midwife).of(medicine, **line))
    return _worst(tuple(f for f in check(case).all if f.rule == "RX-STUP-13"))


def _ampoules(milligrams: str, pack: int = 2) -> Medicine:
    drug = m.MORPHINE_LP_30
    (held, *_) = drug.substances
    strength = Quantity(Decimal(milligrams), Unit("mg"))
    packs = (replace(drug.presentations[0], units=Decimal(pack)),)
    return replace(
        drug, form="solution injectable", routes=("sous-cutanée",), presentations=packs,
        substances=(replace(held, strength=strength),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("medicine", "line", "outcome"),
    [
        (_ampoules("10"), {"packs": 1, "days": None}, Outcome.ALLOWED),
        (_ampoules("10"), {"packs": 2, "days": None}, Outcome.CANNOT_TELL),
        (_ampoules("50"), {"packs": 1, "days": None}, Outcome.CANNOT_TELL),
        (_ampoules("10"), {"days": 1}, Outcome.ALLOWED),
        (m.MORPHINE_LP_30, {"days": 1}, Outcome.CANNOT_TELL),
        (replace(m.MORPHINE_LP_30, substances=()), {"days": 1}, Outcome.CANNOT_TELL),
    ],
)
def test_a_midwife_has_two_ampoules_of_morphine_and_is_asked_for_the_rest(
    medicine: Medicine, line: dict[str, Any], outcome: Outcome
) -> None:
    assert _of_a_midwife(medicine, **line) is outcome
