"""Labels of conditions read together: who begins, who prescribes, who renews, what is not known."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.law.conditions import effect, who_prescribes
from ordonnance.law.labels import LabelKind, read_label, read_labels

YEAR, HALF = Duration(12, TimeUnit.MONTH), Duration(6, TimeUnit.MONTH)
NEUROLOGY = "prescription réservée aux spécialistes et services NEUROLOGIE"
PSYCHIATRY = "prescription réservée aux spécialistes et services PSYCHIATRIE"
LISTED = Path(__file__).resolve().parents[3] / "shared" / "spec" / "law"
LISTED /= "ansm_condition_labels.csv"
needs_labels = pytest.mark.skipif(
    not LISTED.is_file(), reason="the list of the labels of May 2026 is not beside the project"
)

READ = [
    ("liste I", LabelKind.LIST),
    ("Stupéfiants", LabelKind.LIST),
    ("prescription limitée à 4 semaines", LabelKind.DURATION),
    ("délivrance fractionnée de 7 jours", LabelKind.FRACTION),
    ("prescription en toutes lettres sur ordonnance sécurisée", LabelKind.FORM),
    ("médicament soumis à prescription médicale restreinte", LabelKind.REQUIRED),
    ("prescription hospitalière", LabelKind.HOSPITAL),
    ("prescription initiale hospitalière semestrielle", LabelKind.INITIAL),
    (NEUROLOGY, LabelKind.RESERVED),
    ("renouvellement non restreint", LabelKind.RENEWAL),
    ("renouvellement de la prescription réservé aux spécialistes en UROLOGIE", LabelKind.RENEWAL),
    ("réservé à l'usage HOSPITALIER", LabelKind.CHANNEL),
    ("réservé à l’usage professionnel DENTAIRE", LabelKind.PROFESSIONAL_USE),
    ("les trois premières administrations doivent être effectuées en milieu hospitalier",
     LabelKind.ADMINISTRATION),
    ("prescription nécessitant la remise d'un carnet patient", LabelKind.DOCUMENT),
    ("conservation d'une copie de l'ordonnance pendant 3 ans par le pharmacien",
     LabelKind.RETENTION),
    ("pour tous les patients :", LabelKind.HEADING),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), READ)
def test_a_label_is_read_by_what_it_speaks_of(text: str, kind: LabelKind) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.text, label.kind) == (text, kind)


def test_an_initial_prescription_has_its_period_and_its_place() -> None:
    yearly = read_labels(("prescription initiale hospitalière annuelle",)).initial
    assert yearly is not None
    assert (yearly.hospital, yearly.every) == (True, YEAR)
    plain = read_labels(("prescription initiale hospitalière",)).initial
    assert plain is not None
    assert plain.every is None


def test_specialists_beside_an_initial_prescription_only_begin() -> None:
    alone = read_labels((NEUROLOGY,))
    assert alone.reserved_to == ("spécialistes et services NEUROLOGIE",)
    assert alone.initial is None
    together = read_labels(
        ("prescription initiale annuelle réservée à certains spécialistes", NEUROLOGY, PSYCHIATRY,
         "renouvellement non restreint")
    )  # fmt: skip
    assert together.reserved_to == ()
    assert together.initial is not None
    assert together.initial.groups == (
        "spécialistes et services NEUROLOGIE", "spécialistes et services PSYCHIATRIE"
    )  # fmt: skip
    assert together.renewed_by == ()


def test_who_renews_is_not_supposed_when_no_label_says_it() -> None:
    labels = ("prescription initiale réservée à certains spécialistes", NEUROLOGY)
    assert read_labels(labels).renewed_by is None
    assert who_prescribes(labels)[-1] == "renouvellement : rien n’est publié de qui peut renouveler"


def test_a_label_for_some_patients_keeps_whom_it_concerns() -> None:
    text = (
        "pour adolescents de sexe masculin et hommes susceptibles de procréer : prescription "
        "initiale réservée à certains spécialistes"
    )
    initial = read_labels((text,)).initial
    assert initial is not None
    assert initial.populations == (
        "pour adolescents de sexe masculin et hommes susceptibles de procréer",
    )
    everybody = read_labels((text, "prescription initiale hospitalière semestrielle")).initial
    assert everybody is not None
    assert (everybody.populations, everybody.every) == ((), HALF)


def test_an_unknown_label_stays_a_text_and_is_said_so() -> None:
    found = read_labels(("liste I", "réservé à l'essai"))
    assert found.unknown == ("réservé à l'essai",)
    assert effect("réservé à l'essai").text.startswith("libellé inconnu")
    assert not effect("réservé à l'essai").read
    assert "tout prescripteur renouvelle" in effect("renouvellement non restreint").text
    reserved = effect(NEUROLOGY)
    assert (reserved.article, reserved.read) == ("CSP R.5121-91", True)


@given(st.lists(st.sampled_from([text for text, _ in READ]), unique=True))
def test_the_order_of_the_file_changes_nothing(labels: list[str]) -> None:
    one, other = read_labels(tuple(labels)), read_labels(tuple(reversed(labels)))
    assert set(one.labels) == set(other.labels)
    assert (one.initial, one.hospital_only, one.unknown) == (
        other.initial, other.hospital_only, other.unknown,
    )  # fmt: skip


@needs_labels
def test_every_label_published_in_may_2026_is_read() -> None:
    with LISTED.open(encoding="utf-8") as file:
        texts = [row["label"] for row in csv.DictReader(file)]
    assert len(texts) == 165
    assert [text for text in texts if read_label(text) is None] == []
