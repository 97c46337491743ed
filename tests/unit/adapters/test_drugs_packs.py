"""What a pack holds, from its label."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.drugs.packs import units_per_pack

READ = [
    ("plaquette(s) thermoformée(s) PVC-Aluminium de 30 comprimé(s)", "30", "comprimé"),
    ("plaquette(s) PVC PVDC aluminium de 28  gélule(s)", "28", "gélule"),
    ("3 plaquette(s) PVC aluminium de 21 comprimé(s)", "63", "comprimé"),
    ("28 plaquettes unitaires PVC aluminium de 1 comprimé", "28", "comprimé"),
    ("plaquettes prédécoupées unitaires PVC aluminium de 30 x 1 capsules", "30", "capsule"),
    ("1 flacon(s) polyéthylène (PEHD) avec fermeture de sécurité enfant de 28 gélule(s)", "28",
     "gélule"),
    ("boîte de 14 gélules", "14", "gélule"),
    ("boîte de 4 flacons de 7 gélules", "28", "gélule"),
    ("pilulier de 30 gélule(s)", "30", "gélule"),
    ("tube(s) polypropylène de 30  comprimé(s)", "30", "comprimé"),
    ("12 comprimés conditionnés en 4 plaquettes de 3 comprimés", "12", "comprimé"),
    ("1 film(s) thermosoudé(s) aluminium de 30 capsule(s)", "30", "capsule"),
    ("film(s) thermosoudé(s) PVC de 8 suppositoire(s)", "8", "suppositoire"),
    ("5 sachet(s) PET aluminium de 1 dispositif(s) avec système de récupération", "5",
     "dispositif"),
    ("10 enveloppe(s) papier de 1 emplâtre(s)", "10", "emplâtre"),
    ("1 flacon(s) en verre brun de 150  ml", "150", "ml"),
    ("1 flacon de 100 ml avec seringue pour administration orale de 5 ml", "100", "ml"),
    ("1 flacon avec fermeture de sécurité enfant de 50 ml avec seringue orale", "50", "ml"),
    ("3 flacon(s) compte-gouttes polyéthylène de 2,5 ml", "7.5", "ml"),
    ("1 fût polyéthylène de 5 l", "5000", "ml"),
    ("1 tube(s) aluminium verni de 30 g", "30", "g"),
    ("flacon de 60 ml après reconstitution", "60", "ml"),
    ("10 ampoule(s) de 5 ml", "10", "ampoule"),
    ("30 sachet(s)-dose(s) papier aluminium de 153,45 mg", "30", "sachet"),
    ("60 récipient(s) unidose(s) polyéthylène de 2,5 ml", "60", "récipient unidose"),
    ("6 seringue(s) préremplie(s) en verre de 0,4 ml avec 6 aiguille(s)", "6", "seringue"),
    ("1 seringue préremplie en verre de 0,5 ml + 1 aiguille", "1", "seringue"),
    ("5 cartouche(s) en verre dans stylo pré-rempli de 3 ml", "5", "stylo"),
    ("5 cartouche(s) en verre de 3 ml", "5", "cartouche"),
    ("1 flacon(s) pressurisé(s) aluminium de 200 doses avec valve doseuse", "200", "dose"),
    ("2 cartouches en verre de 1 dose", "2", "dose"),
    ("5 flacon(s) en verre de 500 mg", "5", "flacon"),
]  # fmt: skip

UNCLEAR = [
    "",
    "plaquette(s) PVC PVDC aluminium de 30",
    "1 plaquette de 24 comprimés blancs et 4 comprimés verts",
    "3 plaquette(s) de 21 comprimé(s) - 3 plaquette(s) de 7 comprimé(s)",
    "plaquette de 1 gélule de 125 mg + 2 gélules de 80 mg",
    "1 flacon de poudre en verre - 1 ampoule de solvant en verre de 2 ml",
    "56 comprimés contenant 7 comprimés de 15 mg",
    "boîte de 0 comprimés",
]


@pytest.mark.parametrize(("label", "units", "unit"), READ)
def test_a_label_says_how_many_units_the_pack_holds(label: str, units: str, unit: str) -> None:
    found = units_per_pack(label)
    assert found is not None
    assert (found[0], found[1].label) == (Decimal(units), unit)


WITH_SOLVENT = "poudre et solvant pour solution injectable"
KITS = [
    ("1 flacon(s) en verre - 1 ampoule(s) en verre de 10 ml", "1", "flacon"),
    ("5 flacon(s) en verre - 5 seringue(s) préremplie(s) en verre de 1 ml avec aiguille(s)", "5",
     "flacon"),
    ("7 flacons en verre + 7 ampoules en verre de 1 ml + 7 aiguilles", "7", "flacon"),
]  # fmt: skip
UNCLEAR_KITS = [
    "1 flacon de poudre - 2 ampoules de solvant de 1 ml",
    "1 flacon de poudre - 1 ampoule de solvant - 5 flacons de solvant",
    "84 flacon(s) en verre - 88 ampoule(s) avec nébulisateur",
]


@pytest.mark.parametrize(("label", "units", "unit"), KITS)
def test_a_powder_and_its_solvent_make_one_unit(label: str, units: str, unit: str) -> None:
    found = units_per_pack(label, WITH_SOLVENT)
    assert found is not None
    assert (found[0], found[1].label) == (Decimal(units), unit)
    assert units_per_pack(label, "solution injectable") is None


@pytest.mark.parametrize("label", UNCLEAR_KITS)
def test_a_kit_whose_parts_do_not_match_gives_no_count(label: str) -> None:
    assert units_per_pack(label, WITH_SOLVENT) is None


@pytest.mark.parametrize(
    ("label", "units", "unit"),
    [
        ("1 inhalateur(s) multidose(s) de 30 dose(s)", "30", "dose"),
        ("7 dispositif(s) en sachet(s) polyéthylène aluminium", "7", "dispositif"),
    ],
)
def test_what_goes_beside_a_medicine_is_counted_when_it_is_the_medicine(
    label: str, units: str, unit: str
) -> None:
    found = units_per_pack(label)
    assert found is not None
    assert (found[0], found[1].label) == (Decimal(units), unit)


@pytest.mark.parametrize("label", UNCLEAR)
def test_a_label_that_can_be_read_in_several_ways_gives_no_count(label: str) -> None:
    assert units_per_pack(label) is None


@given(
    holders=st.integers(1, 99),
    each=st.integers(1, 999),
    holder=st.sampled_from(["plaquette(s) thermoformée(s) PVC-Aluminium", "flacon(s)", "tube(s)"]),
    unit=st.sampled_from(["comprimé", "gélule", "capsule", "pastille"]),
)
def test_units_are_multiplied_by_their_holders(
    holders: int, each: int, holder: str, unit: str
) -> None:
    found = units_per_pack(f"{holders} {holder} de {each} {unit}(s)")
    assert found is not None
    assert (found[0], found[1].label) == (holders * each, unit)


@given(st.text(max_size=80))
def test_any_text_is_read_or_left_without_failing(text: str) -> None:
    found = units_per_pack(text)
    assert found is None or found[0] > 0
