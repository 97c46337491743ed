"""Sentences that doctors write beside a line: half are harmless, and must stay quiet."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.typed.lasting import Held
from ordonnance.domain.typed.lint import Concern, FreeText, lint, worries
from ordonnance.domain.typed.naming import Names

DAYS, MONTHS = TimeUnit.DAY, TimeUnit.MONTH
NAMES = Names.of(["EXEMPLINE 500 mg, comprimé", "exempline sodique"])
HELD = Held(Duration(1, MONTHS), 2)
"""One month, to be renewed twice."""

HARMLESS = (
    "À prendre au milieu du repas avec un grand verre d'eau.",
    "Arrêter et consulter en cas d'éruption.",
    "Arrêter le traitement en cas de diarrhée.",
    "Arrêter immédiatement si difficulté à respirer.",
    "Stopper le traitement dès l'apparition de douleurs tendineuses.",
    "Stop dès que la fièvre cède.",
    "Ne pas arrêter sans avis médical.",
    "Ne jamais interrompre brutalement le traitement.",
    "21 jours puis une semaine d'arrêt.",
    "3 semaines puis 7 jours d'arrêt.",
    "Semaine d'arrêt à respecter, même sans saignement.",
    "Puis arrêt 7 jours.",
    "Arrêt du tabac conseillé.",
    "Arrêt de travail de 3 jours remis ce jour.",
    "Arrêt de l'aspirine 5 jours avant l'intervention.",
    "Suspendre 48 heures avant le scanner.",
    "Ne remplace pas une consultation.",
    "Peut être remplacé par un générique.",
    "En mon absence, voir le médecin remplaçant.",
    "Traitement substitutif, prise devant témoin la première semaine.",
    "Non substituable.",
    "Maximum 3 g par jour.",
    "Ne pas dépasser 4 g par jour, 6 heures entre deux prises.",
    "3 comprimés par jour au maximum.",
    "Augmenter les boissons pendant la fièvre.",
    "Réduire le sel et l'alcool.",
    "Revenir si la douleur augmente.",
    "Si oubli, ne pas doubler la dose.",
    "Ordonnance à renouveler 2 fois.",
    "Traitement pendant 3 mois.",
    "Traitement pendant 1 mois, contrôle ensuite.",
    "À renouveler une fois si besoin après 15 minutes.",
    "Ne pas conduire pendant 8 jours.",
    "Éviter le soleil pendant le traitement et pendant 2 semaines après.",
    "Conserver au réfrigérateur pendant 10 jours.",
    "Contrôle de l'INR dans 5 jours, cible 2 à 3.",
    "Jusqu'à l'arrêt des vomissements.",
    "Boire 1,5 litre d'eau par jour.",
    "Pour ne plus avoir mal la nuit.",
    "Renouvellement à discuter.",
    "Traitement pendant quelques jours.",
    "Voir mon remplaçant.",
    "Remplaçant du Dr EXEMPLE.",
    "Substitution nicotinique en cours.",
)
WORRYING = (
    ("Remplace EXEMPLOL.", Concern.STOPS),
    ("Arrêter EXEMPLOL dès ce soir.", Concern.STOPS),
    ("Arrêt du traitement précédent.", Concern.STOPS),
    ("Arrêter le traitement", Concern.STOPS),
    ("Annule et remplace l'ordonnance du 12 mars.", Concern.STOPS),
    ("À prendre à la place du DÉMOXOL.", Concern.STOPS),
    ("En relais du traitement de la clinique.", Concern.STOPS),
    ("Ne plus prendre le comprimé du soir.", Concern.STOPS),
    ("Suspendre la metformine.", Concern.STOPS),
    ("Suspendre pendant l'antibiotique.", Concern.STOPS),
    ("Interrompre le bêtabloquant.", Concern.STOPS),
    ("Stop statine.", Concern.STOPS),
    ("Arrêter l'anticoagulant et l'aspirine.", Concern.STOPS),
    ("Augmenter à 2 par jour après une semaine.", Concern.CHANGES),
    ("Puis diminuer progressivement.", Concern.CHANGES),
    ("Doubler si insuffisant.", Concern.CHANGES),
    ("2 comprimés si fièvre.", Concern.HIDES_A_DOSE),
    ("4 comprimés le premier jour.", Concern.HIDES_A_DOSE),
    ("500 mg le soir.", Concern.HIDES_A_DOSE),
    ("Maximum 2 comprimés par jour.", Concern.HIDES_A_DOSE),
    ("À renouveler 3 fois.", Concern.CONTRADICTS),
    ("À renouveler 5 fois", Concern.CONTRADICTS),
    ("AR x6", Concern.CONTRADICTS),
    ("Ne pas renouveler.", Concern.CONTRADICTS),
    ("Non renouvelable.", Concern.CONTRADICTS),
    ("À renouveler : 4 fois", Concern.CONTRADICTS),
    ("Pendant 6 mois.", Concern.CONTRADICTS),
    ("Traitement pendant 10 jours.", Concern.CONTRADICTS),
    ("QSP 6 mois.", Concern.CONTRADICTS),
    ("À poursuivre pendant 1 an.", Concern.CONTRADICTS),
    ("Associer DÉMOXINE 1 g matin et soir.", Concern.OTHER_DRUG),
    ("Prendre aussi DÉMOXINE le soir.", Concern.OTHER_DRUG),
)
"""The sentence, and what it raises."""


def posology() -> Posology:
    """One tablet three times a day."""
    dose = Dose.of(Decimal(1), Unit("comprimé"))
    return Posology((DosageStep(dose=dose, frequency=3, period=Decimal(1), period_unit=DAYS),))


def raised(sentence: str) -> set[Concern]:
    beside = [FreeText(sentence, "note[0].text")]
    return {each.concern for each in lint(posology(), beside, NAMES, HELD)}


@pytest.mark.parametrize("sentence", HARMLESS)
def test_a_harmless_sentence_beside_a_line_is_quiet(sentence: str) -> None:
    assert raised(sentence) == set()


@pytest.mark.parametrize("sentence", HARMLESS)
def test_a_harmless_sentence_as_advice_of_the_ordonnance_is_quiet(sentence: str) -> None:
    assert worries(sentence, NAMES) is None


@pytest.mark.parametrize(("sentence", "concern"), WORRYING)
def test_a_sentence_that_changes_what_is_prescribed_is_shown(
    sentence: str, concern: Concern
) -> None:
    assert concern in raised(sentence)


@pytest.mark.parametrize(
    ("typed", "line", "longer"),
    [
        (Duration(2, MONTHS), Held(Duration(28, DAYS), None), True),
        (Duration(10, DAYS), Held(Duration(7, DAYS), None), True),
        (Duration(7, DAYS), Held(Duration(10, DAYS), None), False),
        (Duration(3, MONTHS), Held(Duration(1, MONTHS), 2), False),
        (Duration(3, MONTHS), Held(Duration(12, TimeUnit.WEEK), None), False),
        (Duration(7, DAYS), Held(None, None), False),
    ],
)
def test_a_posology_that_outlasts_its_line_is_shown(
    typed: Duration, line: Held, *, longer: bool
) -> None:
    dose = Dose.of(Decimal(1), Unit("comprimé"))
    step = DosageStep(dose=dose, frequency=1, period=Decimal(1), period_unit=DAYS, bounds=typed)
    found = {each.concern for each in lint(Posology((step,)), line=line)}
    assert found == ({Concern.CONTRADICTS} if longer else set())


def test_a_text_alone_is_read_for_its_length() -> None:
    told = lint(Posology(text="1 comprimé le soir pendant 2 mois"), line=HELD)
    assert told == ()
    (shown,) = lint(
        Posology(text="1 comprimé le soir pendant 2 mois"), line=Held(Duration(28, DAYS), None)
    )
    assert shown.concern is Concern.CONTRADICTS


@pytest.mark.parametrize(
    ("said", "shown"), [("Maximum 3 comprimés.", False), ("Maximum 2 comprimés.", True)]
)
def test_a_maximum_in_words_is_that_of_the_structure(said: str, *, shown: bool) -> None:
    most = MaxDose(Quantity(Decimal(3), Unit("comprimé")), Decimal(1), DAYS)
    step = replace(posology().steps[0], max_dose=most)
    found = {each.concern for each in lint(Posology((step,)), [FreeText(said, "note[0].text")])}
    assert found == ({Concern.HIDES_A_DOSE} if shown else set())


def test_a_length_in_words_is_compared_with_nothing_where_the_line_has_none() -> None:
    beside = [FreeText("Traitement pendant 3 mois.", "note[0].text")]
    assert lint(posology(), beside, NAMES, Held(None, None)) == ()
