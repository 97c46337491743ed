"""Free text that stops a treatment, hides a dose or contradicts the structure is shown."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.typed.lint import Concern, FreeText, lint
from ordonnance.domain.typed.naming import Names

TABLET = Unit("comprimé")
NAMES = Names.of(["EXEMPLINE 500 mg, comprimé", "exempline sodique"])


def posology(text: str | None = None, **parts: Any) -> Posology:
    """One tablet three times a day for seven days, with a text beside."""
    step = DosageStep(
        dose=Dose.of(Decimal(1), TABLET), frequency=3, period=Decimal(1),
        period_unit=TimeUnit.DAY, bounds=Duration(7, TimeUnit.DAY), **parts,
    )  # fmt: skip
    return Posology((step,), text)


def concerns(*notes: str, text: str | None = None, **parts: Any) -> set[Concern]:
    beside = [FreeText(note, "note[0].text") for note in notes]
    return {each.concern for each in lint(posology(text, **parts), beside, NAMES)}


@pytest.mark.parametrize(
    "note",
    [
        "remplace EXEMPLOL", "Arrêter EXEMPLOL", "ARRÊT du traitement précédent", "stop DÉMOXINE",
        "annule l'ordonnance du 12", "à prendre au lieu de EXEMPLOL", "ne plus prendre DÉMOXINE",
        "en relais de EXEMPLOL", "suspendre pendant l'antibiotique",
    ],
)  # fmt: skip
def test_a_hidden_cancellation_is_shown(note: str) -> None:
    assert concerns(note) == {Concern.STOPS}
    assert concerns(instructions=(note,)) == {Concern.STOPS}


@pytest.mark.parametrize(
    "note",
    [
        "ne pas arrêter brutalement", "à avaler avec un verre d'eau", "puis arrêt", "à jeun",
        "STOP SI NAUSÉES", "arrêt du tabac conseillé", "remplacer le patch le matin",
        "revoir pour l'arrêt selon évolution", "arrêt de travail de 3 jours", "ne pas augmenter",
        "suspension buvable à agiter", "non substituable", "puis arrêt 7 jours",
    ],
)  # fmt: skip
def test_an_ordinary_instruction_is_not_shown(note: str) -> None:
    assert concerns(note) == set()


@pytest.mark.parametrize("note", ["puis augmenter selon tolérance", "doubler si besoin"])
def test_a_change_of_dose_in_words_is_shown(note: str) -> None:
    assert Concern.CHANGES in concerns(note)


def test_another_dose_in_an_instruction_is_shown_and_the_same_is_not() -> None:
    assert concerns("2 cp si fièvre") == {Concern.HIDES_A_DOSE}
    assert concerns("1 comprimé à chaque repas") == set()


@pytest.mark.parametrize(
    "text",
    ["2 cp 3 fois par jour", "1 cp 2 fois par jour", "1 cp x3/j pendant 10 jours", "1 cp QD"],
)
def test_a_text_that_says_otherwise_than_the_structure_is_shown(text: str) -> None:
    (warning,) = lint(posology(text))
    assert warning.concern is Concern.CONTRADICTS
    assert text in warning.message
    assert "1 comprimé 3 fois par jour" in warning.message


@pytest.mark.parametrize(
    "text",
    ["1 cp x3/j pdt 7j", "1 comprimé matin, midi et soir", "1 cp TID", "selon la prescription"],
)
def test_a_text_that_says_the_same_is_not_shown(text: str) -> None:
    assert lint(posology(text)) == ()


@pytest.mark.parametrize(
    "note",
    [
        "Prescription textuelle: EXEMPLINE 500 mg comprimé : 1 comprimé 3 fois par jour",
        "EXEMPLINE 1 g si fièvre", "EXEMPLIN 500 mg : 1 comprimé 3 fois par jour", "selon INR",
        "à prendre AVANT le repas", "100 mg/5 ml",
    ],
)  # fmt: skip
def test_the_drug_of_the_line_its_strength_and_capitals_are_not_shown(note: str) -> None:
    assert concerns(note) - {Concern.HIDES_A_DOSE} == set()


@pytest.mark.parametrize(
    "note", ["DÉMOXINE 1 g matin et soir", "associer DÉMOXINE", "prendre aussi 2 cp de DÉMOXINE"]
)
def test_another_drug_is_shown(note: str) -> None:
    assert Concern.OTHER_DRUG in concerns(note)


def test_another_drug_is_not_looked_for_when_the_names_of_the_line_are_not_known() -> None:
    (warning,) = lint(posology(), [FreeText("DÉMOXINE 1 g le soir", "note[0].text")])
    assert warning.concern is Concern.HIDES_A_DOSE


@pytest.mark.parametrize("note", ["500 mg le soir", "1 g si fièvre", "2 comprimés"])
def test_an_instruction_that_gives_an_amount_hides_a_dose(note: str) -> None:
    assert concerns(note) == {Concern.HIDES_A_DOSE}


def test_a_maximum_that_differs_by_its_unit_is_shown() -> None:
    most = MaxDose(Quantity(Decimal(4), Unit("mg")), Decimal(1), TimeUnit.DAY)
    step = DosageStep(dose=Dose.of(Decimal(1000), Unit("mg")), as_needed=True, max_dose=most)
    (warning,) = lint(Posology((step,), "1000 mg /prise, 4000 mg max/j"))
    assert warning.concern is Concern.HIDES_A_DOSE
    most = MaxDose(Quantity(Decimal(4), Unit("g")), Decimal(1), TimeUnit.DAY)
    right = Posology((replace(step, max_dose=most),), "1000 mg /prise, 4000 mg max/j")
    assert lint(right) == ()


def test_the_place_of_each_text_is_its_path_in_the_request() -> None:
    shown = lint(
        posology("2 cp 3 fois par jour", instructions=("à jeun", "3 cp le soir")),
        [FreeText("remplace EXEMPLOL", "note[0].text")],
    )
    assert [(each.concern, each.at) for each in shown] == [
        (Concern.CONTRADICTS, "renderedDosageInstruction"),
        (Concern.HIDES_A_DOSE, "dosageInstruction[0].additionalInstruction[1].text"),
        (Concern.STOPS, "note[0].text"),
    ]


@pytest.mark.parametrize(
    "text", ["1 cp matin, 1 cp midi et 1 cp le soir", "3 cp par jour en 3 prises",
             "1 à 3 comprimés par jour"]
)  # fmt: skip
def test_the_same_day_said_otherwise_is_not_shown(text: str) -> None:
    assert lint(posology(text)) == ()


def test_grams_beside_tablets_do_not_contradict_them() -> None:
    assert lint(posology("1 g 3 fois par jour")) == ()


def test_a_posology_in_words_alone_has_nothing_to_contradict() -> None:
    assert lint(Posology(text="2 cp 3 fois par jour")) == ()
    (warning,) = lint(Posology(text="arrêter EXEMPLOL"))
    assert warning.concern is Concern.STOPS


def test_a_very_long_text_is_judged_up_to_the_limit() -> None:
    assert concerns("a " * 5_000) == set()
