"""The translation for the patient: what it says, what stays French, what it never carries."""

from dataclasses import fields, replace
from datetime import date, time
from decimal import Decimal

import pytest

from ordonnance.documents.phrasebook import Language, Phrasebook, phrasebook
from ordonnance.documents.translated_posology import Untranslatable, stages_in
from ordonnance.documents.translation import Translation, translation
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose, Moment
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit
from tests.builders.medicines import COMPRIME, RAMIPRIL_5
from tests.builders.prescriptions import OrdonnanceBuilder
from tests.unit.documents.papers import start
from tests.unit.documents.situations import ISSUED_AT, NUMBER, simple, taken

STEP = DosageStep(dose=Dose.of(Decimal(1), COMPRIME))


def said(language: Language, step: DosageStep) -> dict[str, str]:
    """Label -> value, labels by their key."""
    book = phrasebook(language)
    keys = {text: key for key, text in book.labels.items()}
    ((*facts,),) = stages_in(Posology((step,)), book)
    return {keys[fact.label]: fact.value.replace("\u00a0", " ") for fact in facts}


def translated(made: OrdonnanceBuilder, language: Language = Language.ENGLISH) -> Translation:
    return translation(
        made.build(), language, ISSUED_AT, demonstration=False, medicines=made.medicines
    )


def tables(book: Phrasebook) -> dict[str, set[str]]:
    found = {}
    for each in fields(book):
        value = getattr(book, each.name)
        if isinstance(value, dict):
            found[each.name] = set(value)
    return found


@pytest.mark.parametrize("language", Language)
def test_every_language_has_the_same_words(language: Language) -> None:
    assert tables(phrasebook(language)) == tables(phrasebook(Language.ENGLISH))
    book = phrasebook(language)
    assert set(book.moments) == {moment.value for moment in Moment}
    assert set(book.plurals) == {unit.value for unit in TimeUnit}
    for name, text in book.phrases.items():
        english = phrasebook(Language.ENGLISH).phrases[name]
        assert text.count("{") == english.count("{"), name


@pytest.mark.parametrize("language", Language)
def test_numbers_govern_their_nouns(language: Language) -> None:
    book = phrasebook(language)
    expected = {
        Language.ENGLISH: ["1 day", "2 days", "5 days", "11 days", "1.5 days"],
        Language.PORTUGUESE: ["1 dia", "2 dias", "5 dias", "11 dias", "1,5 dias"],
        Language.UKRAINIAN: ["1 день", "2 дні", "5 днів", "11 днів", "1,5 дні"],
        Language.ARABIC: ["يوم", "يومين", "5 أيام", "11 يوما", "1,5 يوما"],
    }
    values = [Decimal(text) for text in ("1", "2", "5", "11", "1.5")]
    assert [book.span(value, TimeUnit.DAY) for value in values] == expected[language]


def test_a_posology_is_said_part_by_part() -> None:
    step = replace(
        STEP, dose=Dose(Decimal(1), Decimal(2), COMPRIME), frequency=3, period=Decimal(1),
        period_unit=TimeUnit.DAY, as_needed=True, as_needed_reason="douleur ou fièvre",
        max_dose=MaxDose(Quantity(Decimal(6), COMPRIME), Decimal(24), TimeUnit.HOUR),
        bounds=Duration(5, TimeUnit.DAY), route=Coding("urn:r", "1", "Voie orale"),
        instructions=("avec un verre d’eau",),
    )  # fmt: skip
    assert said(Language.ENGLISH, step) == {
        "dose": "1–2 × tablet",
        "route": "by mouth",
        "often": "3 × per day",
        "needed": "only if needed: pain or fever",
        "most": "6 × tablet per 24 hours",
        "duration": "5 days",
        "note": "avec un verre d’eau",
    }
    assert said(Language.UKRAINIAN, step)["often"] == "3 × на день"
    assert said(Language.PORTUGUESE, step)["most"] == "6 × comprimido por 24 horas"
    assert said(Language.ARABIC, step)["dose"] == "1–2 × قرص"


def test_moments_hours_days_and_dates_are_said() -> None:
    step = replace(
        STEP, times_of_day=(time(8), time(20, 30)), weekdays=(0, 4),
        bounds_start=date(2026, 1, 5), bounds_end=date(2026, 1, 9),
    )  # fmt: skip
    found = said(Language.ENGLISH, step)
    assert found["when"] == "Monday, Friday, 08:00, 20:30"
    assert found["duration"] == "from 05/01/2026 to 09/01/2026"
    found = said(Language.ARABIC, replace(STEP, moments=(Moment.MORNING, Moment.DINNER)))
    assert found["when"] == "صباحا، مع العشاء"


UNSAID = [
    replace(STEP, text="selon avis"),
    replace(STEP, dose=Dose.of(Decimal(1), Unit("lunule"))),
    replace(STEP, as_needed=True, as_needed_reason="crise"),
    replace(STEP, route=Coding("urn:r", "2", "voie péridurale")),
    replace(STEP, site="bras gauche"),
    replace(STEP, count=3),
    replace(STEP, moments=(Moment.BREAKFAST,), max_per_take=Quantity(Decimal(2), COMPRIME)),
]


@pytest.mark.parametrize("step", UNSAID)
@pytest.mark.parametrize("language", Language)
def test_a_part_without_a_word_leaves_the_whole_posology_untranslated(
    language: Language, step: DosageStep
) -> None:
    with pytest.raises(Untranslatable):
        stages_in(Posology((step,)), phrasebook(language))
    sheet = translated(start().of(RAMIPRIL_5, days=5, posology=Posology((step,))), language)
    (line,) = sheet.lines
    assert line.stages == ()
    assert line.note == phrasebook(language).frame["untranslated"]
    assert line.french


def test_the_names_of_drugs_and_the_french_sentence_stay() -> None:
    sheet = translated(simple(), Language.UKRAINIAN)
    assert sheet.lines[1].label == "DOLIPRANE 1000 mg, comprimé"
    assert "1 comprimé si douleur" in sheet.lines[1].french
    assert "5\u00a0jours" in sheet.lines[1].french or "5 jours" in sheet.lines[1].french


def test_the_duration_of_a_line_is_said_when_no_step_says_it() -> None:
    (line,) = translated(start().of(RAMIPRIL_5, days=7, posology=taken(Moment.MORNING))).lines
    assert [fact.value for fact in line.stages[0]][-1] == "7 days"


def test_stages_that_follow_each_other_are_said_one_after_the_other() -> None:
    steps = tuple(
        replace(STEP, dose=Dose.of(Decimal(3 - rank), COMPRIME), sequence=rank,
                bounds=Duration(3, TimeUnit.DAY))
        for rank in (1, 2)
    )  # fmt: skip
    stages = stages_in(Posology(steps), phrasebook(Language.ENGLISH))
    assert [stage[0].value for stage in stages] == ["2\u00a0× tablet", "1\u00a0× tablet"]


@pytest.mark.parametrize("language", Language)
def test_a_translation_carries_no_number_nor_code_and_says_that_it_has_no_value(
    language: Language,
) -> None:
    sheet = translated(simple(), language)
    shown = str([getattr(sheet, each.name) for each in fields(sheet)])
    assert NUMBER.value not in shown
    assert "sans valeur légale" in sheet.french_warning
    assert not {"qr", "number", "person_code"} & {each.name for each in fields(sheet)}
    assert "EXEMPLE" not in repr(sheet)
