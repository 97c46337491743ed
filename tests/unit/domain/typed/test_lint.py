"""Free text that stops a treatment, hides a dose or contradicts the structure is shown."""

from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Unit
from ordonnance.domain.typed.lint import Concern, lint

TABLET = Unit("comprimé")


def posology(text: str | None = None, **parts: Any) -> Posology:
    """One tablet three times a day for seven days, with a text beside."""
    step = DosageStep(
        dose=Dose.of(Decimal(1), TABLET), frequency=3, period=Decimal(1),
        period_unit=TimeUnit.DAY, bounds=Duration(7, TimeUnit.DAY), **parts,
    )  # fmt: skip
    return Posology((step,), text)


def concerns(*notes: str, text: str | None = None, **parts: Any) -> set[Concern]:
    return {each.concern for each in lint(posology(text, **parts), notes)}


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
    "note", ["ne pas arrêter brutalement", "à avaler avec un verre d'eau", "puis arrêt", "à jeun"]
)
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


def test_grams_beside_tablets_do_not_contradict_them() -> None:
    assert lint(posology("1 g 3 fois par jour")) == ()


def test_a_posology_in_words_alone_has_nothing_to_contradict() -> None:
    assert lint(Posology(text="2 cp 3 fois par jour")) == ()
    (warning,) = lint(Posology(text="arrêter EXEMPLOL"))
    assert warning.concern is Concern.STOPS


def test_a_very_long_text_is_judged_up_to_the_limit() -> None:
    assert concerns("a " * 5_000) == set()
