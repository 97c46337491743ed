"""One typed sentence becomes a draft line; no number is invented, and nothing typed is hidden."""

from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.drugs.search import search
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.ids import Cis
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.domain.prescription import Exoneration
from ordonnance.domain.typed.reader import Confidence
from ordonnance.domain.typed.tokens import tokens_of
from ordonnance.usecases.typed_line import ChipKind, TypedLine, read_typed_line

DAY = date(2026, 11, 22)


def line_of(text: str) -> TypedLine:
    return read_typed_line(text, partial(search, load_demonstration()), DAY)


def test_medicine_posology_length_and_mentions_are_read_in_one_sentence() -> None:
    typed = line_of("kardegic 75 1/j 3 mois ald")
    assert typed.confidence is Confidence.CERTAIN
    assert [(chip.kind, chip.text) for chip in typed.chips] == [
        (ChipKind.MEDICINE, "KARDEGIC 75 mg, poudre pour solution buvable en sachet-dose"),
        (ChipKind.POSOLOGY, "1 sachet par jour, pendant 3 mois"),
        (ChipKind.DURATION, "3 mois"),
        (ChipKind.EXONERATION, "en rapport avec une ALD"),
    ]
    assert typed.line is not None
    assert typed.line.product is not None
    assert isinstance(typed.line.product.cis, Cis)
    assert typed.line.exoneration is Exoneration.ALD
    assert typed.line.posology.total_duration() == Duration(3, TimeUnit.MONTH)


def test_a_line_in_dci_names_substance_strength_and_form() -> None:
    typed = line_of("amoxicilline 500 2 gel matin et soir 7 j")
    assert typed.in_dci
    assert typed.line is not None
    product = typed.line.product
    assert product is not None
    assert product.in_dci
    assert product.label == "Amoxicilline 500 mg, gélule"
    assert [part.name for part in product.substances] == ["amoxicilline"]
    assert product.form is not None


def test_all_that_may_stand_beside_a_posology_is_kept_on_the_draft() -> None:
    typed = line_of("amlor 5 1 gel/j 2 boîtes à renouveler 2 fois ns efg hors amm non remboursable")
    line = typed.line
    assert line is not None
    assert (line.packs, line.renewals, line.not_reimbursable) == (2, 2, True)
    assert line.off_label is not None
    assert line.not_substitutable == NotSubstitutable(NonSubstitutionReason.CHILD_FORM)
    split = line_of("subutex 8 1 cp/j 28 jours délivrance fractionnée de 7 jours at ald").line
    assert split is not None
    assert split.fraction == Duration(7, TimeUnit.DAY)
    assert split.exoneration is Exoneration.ALD
    whole = line_of("subutex 8 1 cp/j 7 jours délivrance en une seule fois").line
    assert whole is not None
    assert whole.single_delivery


def test_a_number_that_nobody_typed_is_never_given() -> None:
    typed = line_of("lyrica matin et soir")
    assert typed.line is not None
    assert all(step.dose is None for step in typed.line.posology.steps)
    assert typed.confidence is Confidence.PROBABLE


@pytest.mark.parametrize(
    ("text", "posology", "confidence"),
    [
        ("lyrica 75 1 le soir", "1 gélule le soir", "certain"),
        ("lyrica 75 1-0-1", "1 gélule matin et soir", "certain"),
        ("lyrica 75 1/j", "1 gélule par jour", "certain"),
        ("lyrica 75 2/j", "1 gélule 2 fois par jour", "probable"),
        ("lyrica 75 matin et soir", "1 gélule matin et soir", "probable"),
        ("laroxyl 10 gouttes le soir", "10 gouttes le soir", "certain"),
    ],
)
def test_a_unit_comes_from_the_medicine_and_says_so(
    text: str, posology: str, confidence: str
) -> None:
    chip = line_of(text).chip(ChipKind.POSOLOGY)
    assert chip is not None
    assert (chip.text, chip.confidence.value) == (posology, confidence)
    assert bool(chip.notes) is (confidence == "probable")


@pytest.mark.parametrize(
    ("text", "medicine", "posology"),
    [
        ("tramadol 50 gelule 1 gelule 4 fois par jour", "tramadol 50 gelule",
         "1 gélule 4 fois par jour"),
        ("tramadol 50 gélules 1 gélule matin midi et soir", "tramadol 50 gélules",
         "1 gélule matin, midi et soir"),
        ("tramadol 50 gelule le soir", "tramadol 50 gelule", "le soir"),
        ("clamoxyl 500 gel 2 matin et soir", "clamoxyl 500 gel", "2 gélules matin et soir"),
        ("clamoxyl 500 gélules 1-0-1", "clamoxyl 500 gélules", "1 gélule matin et soir"),
        ("doliprane 1000 cp 1 3x/j", "doliprane 1000 cp", "1 comprimé 3 fois par jour"),
        ("doliprane 1000 comprimé : 1 comprimé si douleur", "doliprane 1000 comprimé",
         "1 comprimé si douleur"),
        ("doliprane 1000 mg comprimé 1 le matin", "doliprane 1000 mg comprimé",
         "1 comprimé le matin"),
        ("kardegic 75 sachets, 1 sachet par jour", "kardegic 75 sachets", "1 sachet par jour"),
        ("amlor 5 gelule 1 gelule le matin", "amlor 5 gelule", "1 gélule le matin"),
        ("stilnox 10 comprimé sécable 1 au coucher", "stilnox 10 comprimé sécable",
         "1 comprimé au coucher"),
        ("morphine lp 30 gelule 1 gelule matin et soir", "morphine lp 30 gelule",
         "1 gélule matin et soir"),
        ("ventoline 100 inhalation 2 bouffées si gêne", "ventoline 100 inhalation",
         "2 bouffées si gêne"),
    ],
)  # fmt: skip
def test_a_form_between_the_strength_and_the_dose_makes_no_dose_of_the_strength(
    text: str, medicine: str, posology: str
) -> None:
    typed = line_of(text)
    named, read = typed.chip(ChipKind.MEDICINE), typed.chip(ChipKind.POSOLOGY)
    assert named is not None
    assert read is not None
    assert (named.said.rstrip(" ,:"), read.text, typed.rest) == (medicine, posology, ())


@pytest.mark.parametrize(
    ("text", "posology"),
    [
        ("subutex 2 cp 3 fois par jour", "2 comprimés 3 fois par jour"),
        ("subutex 2 cp 1 jour sur 2", "2 comprimés tous les 2 jours"),
        ("subutex 2 cp matin 1 cp soir", "2 comprimés le matin et 1 le soir"),
        ("doliprane 1 cp 3 ou 4 fois par jour", "1 comprimé 3 à 4 fois par jour"),
        ("laroxyl 40 gouttes le soir", "40 gouttes le soir"),
        ("amlor 5 gélules le matin", "5 gélules le matin"),
    ],
)
def test_a_number_that_counts_what_is_taken_is_no_strength(text: str, posology: str) -> None:
    read = line_of(text).chip(ChipKind.POSOLOGY)
    assert read is not None
    assert read.text == posology


def test_what_is_measured_gets_no_unit() -> None:
    typed = line_of("laroxyl 10 le soir")
    chip = typed.chip(ChipKind.POSOLOGY)
    assert chip is not None
    assert chip.text == "le soir"
    assert typed.rest == ("10",)


def test_the_unit_typed_chooses_among_the_forms() -> None:
    for text, form in (("actiskenan 10 1 gel le soir", "gélule"), ("actiskenan 10 1 cp", "comp")):
        found = line_of(text).medicines[0]
        assert found.form.startswith(form)
    notes = line_of("kardegic 75 1 patch/j").chips[0].notes
    assert any("aucune forme ne se compte en" in note for note in notes)


def test_several_strengths_are_said_rather_than_chosen_in_silence() -> None:
    chip = line_of("durogesic 1 patch toutes les 72h").chip(ChipKind.MEDICINE)
    assert chip is not None
    assert chip.confidence is Confidence.PROBABLE
    assert any("12 microgrammes/heure" in note and "25" in note for note in chip.notes)


def test_a_name_typed_otherwise_is_to_be_checked() -> None:
    chip = line_of("kardegik 75 1/j").chip(ChipKind.MEDICINE)
    assert chip is not None
    assert chip.confidence is Confidence.PROBABLE
    assert "le nom typé diffère" in chip.notes[0]


def test_a_medicine_that_is_not_in_the_catalogue_gives_no_draft() -> None:
    typed = line_of("exemplol 3 cp/j 5 jours ald")
    assert typed.line is None
    assert typed.confidence is Confidence.NONE
    medicine, posology = typed.chip(ChipKind.MEDICINE), typed.chip(ChipKind.POSOLOGY)
    assert medicine is not None
    assert (medicine.text, medicine.confidence) == ("exemplol", Confidence.NONE)
    assert posology is not None
    assert posology.text == "3 comprimés par jour, pendant 5 jours"


def test_the_name_may_follow_the_dose() -> None:
    typed = line_of("1 cp de doliprane 1000 3/j")
    assert typed.medicines[0].name == "DOLIPRANE 1000 mg, comprimé"
    assert typed.line is not None


@pytest.mark.parametrize(
    "text",
    [
        "lyrica 75 1 gel le soir à renouveler 3 mois", "lyrica 75 1 gel le soir sauf dimanche xyz",
        "lyrica 75 1 gel le soir 3m", "lyrica 75 1 gel le soir AR",
        "lyrica 75 1 gel le soir ald hors ald",
    ],
)  # fmt: skip
def test_what_may_be_read_two_ways_is_shown_unread(text: str) -> None:
    typed = line_of(text)
    assert typed.rest
    assert typed.confidence in (Confidence.PARTIAL, Confidence.NONE)


def test_packs_are_worked_out_for_days_and_are_not_written_on_the_draft() -> None:
    typed = line_of("imovane 7.5 1 cp au coucher 14 jours")
    packs = typed.chip(ChipKind.PACKS)
    assert packs is not None
    assert (packs.text, packs.said) == ("1 boîte de 14", "")
    assert typed.line is not None
    assert typed.line.packs is None
    assert line_of("imovane 7.5 1 cp au coucher 1 mois").chip(ChipKind.PACKS) is None


_SAID = (
    "kardegic lyrica 75 doliprane 1000 1 2 1/2 cp gel /j par jour matin soir le et 3 mois 7 j ald "
    "ns mte ar fois à renouveler boîtes si besoin pendant puis xyz hors amm , . - ( ) NR AT qsp"
)
_WORDS = st.sampled_from(_SAID.split(" "))


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=14).map(" ".join))
def test_every_word_typed_stands_in_a_chip_or_is_shown_unread(text: str) -> None:
    typed = line_of(text)
    shown = " ".join((*(chip.said for chip in typed.chips), *typed.rest)).casefold().split()
    known = {token.text for token in tokens_of(" ".join(shown))}
    signs = set(",.-()+/:;et")
    assert {token.text for token in tokens_of(text)} - known - signs - {"et", "puis"} == set()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_text_stops_the_reading(text: str) -> None:
    typed = line_of(text)
    assert typed.text == text
    assert typed.line is None or typed.medicines
