"""What doctors type is understood as they mean it, or said not to be."""

import re
from datetime import time
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose, Moment
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.typed.reader import MAX_LENGTH, Confidence, read
from tests.unit.domain.typed import (
    phrases_children,
    phrases_day,
    phrases_drops,
    phrases_edges,
    phrases_following,
    phrases_how,
    phrases_nearly,
    phrases_plain,
    phrases_short,
    phrases_skin,
    phrases_stages,
    phrases_tired,
    phrases_units,
    phrases_when,
)
from tests.unit.domain.typed.phrase import Phrase

PHRASES = (
    *phrases_when.ABBREVIATIONS, *phrases_when.TIMES, *phrases_when.MOMENTS, *phrases_how.AMOUNTS,
    *phrases_how.DURATIONS, *phrases_how.LIMITS, *phrases_how.STEPS, *phrases_how.MANNERS,
    *phrases_how.PRODUCTS, *phrases_how.LEFT, *phrases_stages.STAGES,
    *phrases_short.SHORT, *phrases_plain.PLAIN, *phrases_day.OF_THE_DAY, *phrases_children.CHILDREN,
    *phrases_drops.DROPS, *phrases_skin.SKIN, *phrases_units.UNITS, *phrases_following.FOLLOWING,
    *phrases_edges.EDGES, *phrases_nearly.NEARLY, *phrases_tired.TIRED,
)  # fmt: skip
TABLET, DAY, HOUR = Unit("comprimé"), TimeUnit.DAY, TimeUnit.HOUR
ONE = Dose.of(Decimal(1), TABLET)
DAILY = {"frequency": 1, "period": Decimal(1), "period_unit": DAY}

STRUCTURES = {
    "1 cp QID": DosageStep(dose=ONE, **{**DAILY, "frequency": 4}),
    "1 cp QD": DosageStep(dose=ONE, **DAILY),
    "1 cp q4-6h prn": DosageStep(
        dose=ONE, frequency=1, period=Decimal(4), period_max=Decimal(6), period_unit=HOUR,
        as_needed=True,
    ),
    "1-0-1 cp qsp 3 mois": DosageStep(
        dose=ONE, moments=(Moment.MORNING, Moment.EVENING), bounds=Duration(3, TimeUnit.MONTH)
    ),
    "1 cp à 8h et 20h30": DosageStep(dose=ONE, times_of_day=(time(8), time(20, 30))),
    "1 cp 30 min avant le petit déjeuner": DosageStep(
        dose=ONE, moments=(Moment.BEFORE_BREAKFAST,), offset=30
    ),
    "1 cp si douleur, max 6 cp/24h": DosageStep(
        dose=ONE, as_needed=True, as_needed_reason="douleur",
        max_dose=MaxDose(Quantity(Decimal(6), TABLET), Decimal(24), HOUR),
    ),
    "1 cp du lundi au vendredi": DosageStep(dose=ONE, weekdays=(0, 1, 2, 3, 4)),
    "15 mg/kg/j": DosageStep(calculated=Dose.of(Decimal(15), Unit("mg/kg")), **DAILY),
}  # fmt: skip


def plain(text: str) -> str:
    """The sentence as one types it: ordinary spaces and apostrophes."""
    return text.replace("\u202f", " ").replace("’", "'")


def test_the_list_is_long_enough() -> None:
    assert len({phrase.typed for phrase in PHRASES}) >= 600


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.typed)
def test_what_is_said_has_curved_apostrophes_and_narrow_spaces_only(phrase: Phrase) -> None:
    posology = read(phrase.typed).posology
    said = "" if posology is None else sentence(posology)
    assert not re.search(r"[^\W\d_]'[^\W_]| [;:!?»]|« ", said), said


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.typed)
def test_a_phrase_is_understood_as_it_is_meant(phrase: Phrase) -> None:
    found = read(phrase.typed)
    french = plain(sentence(found.posology)) if found.posology else ""
    understood = Phrase(phrase.typed, found.confidence.value, french, found.rest, found.product)
    assert understood == phrase


@pytest.mark.parametrize("typed", STRUCTURES)
def test_the_structure_behind_the_french(typed: str) -> None:
    found = read(typed)
    assert found.posology is not None
    assert found.posology.steps == (STRUCTURES[typed],)


@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
def test_case_never_changes_what_an_abbreviation_means(case: object) -> None:
    assert callable(case)
    for typed in ("1 cp qid", "1 cp qd", "1 cp q4h prn", "sig 1 cp tid"):
        assert read(case(typed)).posology == read(typed).posology


@given(st.text(max_size=MAX_LENGTH))
def test_any_text_is_answered_and_nothing_of_it_is_hidden(text: str) -> None:
    found = read(text)
    if found.confidence is Confidence.NONE:
        assert found.posology is None
    else:
        assert found.posology is not None
        assert (found.confidence is Confidence.PARTIAL) >= bool(found.rest)


WORDS = st.sampled_from(
    [
        "1",
        "2",
        "cp",
        "mg",
        "x3/j",
        "3",
        "/",
        "j",
        "par",
        "jour",
        "matin",
        "et",
        "soir",
        ",",
        ".",
        "puis",
        "pendant",
        "7",
        "jours",
        "si",
        "douleur",
        "ou",
        "ne",
        "pas",
        "max",
        "6",
        "EXEMPLOL",
        "(",
        ")",
        "arrêter",
        "toutes",
        "les",
        "heures",
        "à",
        "8",
        "h",
        "1-0-1",
        "qid",
        "sur",
        "la",
        "jambe",
        "1/2",
        "avaler",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=30).map(" ".join))
def test_words_in_any_order_never_give_a_number_that_was_not_typed(text: str) -> None:
    found = read(text)
    if found.posology is None or found.confidence is not Confidence.CERTAIN:
        return
    for step in found.posology.steps:
        assert step.dose is None or step.dose.high in (Decimal(1), 2, 3, 6, 7, 8, Decimal("0.5"),
                                                       Decimal("1.5"), Decimal("2.5"))  # fmt: skip


def test_a_phrase_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="caractères"):
        read("1" * (MAX_LENGTH + 1))


@pytest.mark.parametrize("part", ["1 cp ", "si a ", "(", "1-", "q4-", "avaler ", "1 cp et ", "x"])
def test_the_longest_phrase_takes_no_time(part: str) -> None:
    text = (part * MAX_LENGTH)[:MAX_LENGTH]
    begun = perf_counter()
    read(text)
    assert perf_counter() - begun < 1
