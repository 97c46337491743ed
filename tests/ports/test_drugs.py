"""The port of drug facts on the demonstration catalogue, and its truth against the public file."""

import gzip
import re
from collections import defaultdict
from pathlib import Path

import pytest

from ordonnance.adapters.drugs.demonstration import DemonstrationDrugs, load_demonstration
from ordonnance.adapters.drugs.packs import units_per_pack
from ordonnance.adapters.drugs.strengths import strength
from ordonnance.domain.drug import GroupRole, Medicine
from ordonnance.usecases.ports import Drugs

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "bdpm" / "2026-05"
needs_official = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="the public drug files of May 2026 are not beside the project"
)
ORAL_SOLIDS = ("comprimé", "gélule", "capsule", "lyophilisat", "pastille")

KINDS = {
    "stupéfiant without fraction": ("61227030", "stupéfiants"),
    "stupéfiant in fractions of 14 days": ("60914025", "délivrance fractionnée de 14 jours"),
    "stupéfiant in fractions of 7 days": ("68336954", "délivrance fractionnée de 7 jours"),
    "methadone syrup": ("61687452", "prescription limitée à 2 semaines"),
    "assimilated": ("68945058", "prescription en toutes lettres sur ordonnance sécurisée"),
    "tramadol": ("63435884", "prescription limitée à 12 semaines"),
    "pregabalin": ("63096099", "prescription limitée à 6 mois"),
    "liste I": ("63458349", "liste I"),
    "liste II": ("65143010", "liste II"),
    "hospital only": ("60028552", "réservé à l'usage HOSPITALIER"),
    "hospital": ("66376626", "prescription hospitalière"),
    "initial hospital, a year": ("62844771", "prescription initiale hospitalière annuelle"),
    "initial hospital, six months": ("60298932", "prescription initiale hospitalière semestrielle"),
    "hospital pharmacy": ("60256036", "délivrance réservée aux pharmacies à usage intérieur"),
    "special monitoring": (
        "62552920",
        "médicament nécessitant une surveillance particulière pendant le traitement",
    ),
    "specialists": ("69847318", "prescription réservée aux spécialistes et services RHUMATOLOGIE"),
}


def official(name: str, encoding: str = "cp1252") -> list[list[str]]:
    """Rows of a public file, without the blank lines that it is known to hold."""
    text = gzip.decompress((OFFICIAL / f"{name}.gz").read_bytes()).decode(encoding)
    rows = (line.strip("\r") for line in text.split("\n"))
    return [[cell.strip() for cell in row.split("\t")] for row in rows if row.strip()]


def by_cis(rows: list[list[str]], column: int = 0) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def demonstrated() -> list[Medicine]:
    return list(load_demonstration().by_cis.values())


def test_the_demonstration_is_a_port_of_drug_facts_and_always_the_same() -> None:
    drugs: Drugs = DemonstrationDrugs()
    assert drugs.current() is drugs.current()
    assert drugs.current().version.label == "Catalogue de démonstration"
    assert re.fullmatch("[0-9a-f]{64}", drugs.current().version.digest)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_demonstration_holds_every_legal_kind(kind: str) -> None:
    code, condition = KINDS[kind]
    assert condition in load_demonstration().by_cis[code].conditions


def test_every_demonstrated_pack_is_counted_and_every_medicine_is_dosed_and_classed() -> None:
    assert len(demonstrated()) >= 80
    for medicine in demonstrated():
        assert medicine.atc, medicine.name
        assert medicine.presentations, medicine.name
        assert all(pack.units and pack.unit for pack in medicine.presentations), medicine.name
        assert all(substance.strength for substance in medicine.substances), medicine.name


def test_the_groups_that_are_substituted_have_a_reference_and_two_generics() -> None:
    catalogue = load_demonstration()
    for code in ("67707794", "63458349", "67143532", "64103828", "67547090", "63524315"):
        reference = catalogue.by_cis[code]
        assert reference.generic_group is not None
        assert reference.generic_group.role is GroupRole.REFERENCE
        assert len(catalogue.same_group(reference)) == 2


def test_biosimilars_stand_with_their_reference() -> None:
    groups = defaultdict(set)
    for medicine in demonstrated():
        groups[medicine.biosimilar_group].add(medicine.name.split(" ")[0])
    assert groups["adalimumab"] == {"HUMIRA", "AMGEVITA", "HYRIMOZ"}
    assert groups["filgrastim"] == {"NEUPOGEN", "ZARZIO"}


@needs_official
def test_names_routes_and_conditions_are_those_of_the_public_file() -> None:
    rows, conditions = by_cis(official("CIS_bdpm.txt")), by_cis(official("CIS_CPD_bdpm.txt"))
    for medicine in demonstrated():
        assert medicine.cis is not None
        (row,) = rows[medicine.cis.value]
        assert (row[1], ";".join(medicine.routes), row[6]) == (
            medicine.name,
            row[3],
            "Commercialisée",
        )
        labels = {r[1] for r in conditions[medicine.cis.value]}
        assert labels == set(medicine.conditions), medicine.name


@needs_official
def test_packs_their_contents_and_rates_are_those_of_the_public_file() -> None:
    packs = {row[6]: row for row in official("CIS_CIP_bdpm.txt", "utf-8")}
    for medicine in demonstrated():
        for pack in medicine.presentations:
            row = packs[pack.cip13.value]
            assert medicine.cis is not None
            assert row[0] == medicine.cis.value
            assert row[4] == "Déclaration de commercialisation"
            assert re.sub(r"\W", "", row[8]) == re.sub(r"\W", "", pack.reimbursement or "")
            known = units_per_pack(row[2])
            if known is not None:
                assert pack.units == known[0], pack.label


@needs_official
def test_substances_and_amounts_are_those_of_the_public_file() -> None:
    rows = by_cis(official("CIS_COMPO_bdpm.txt"))
    for medicine in demonstrated():
        assert medicine.cis is not None
        known = rows[medicine.cis.value]
        assert len(medicine.substances) == len({row[7] for row in known}), medicine.name
        for substance in medicine.substances:
            same = [row for row in known if row[2] == substance.code]
            assert len(same) == 1, medicine.name
            words, written = (set(re.findall(r"\w+", t)) for t in (same[0][3], substance.name))
            assert written <= words, medicine.name
            assert substance.strength == strength(same[0][4], same[0][5]), medicine.name


@needs_official
def test_generic_groups_and_atc_codes_are_those_of_the_public_files() -> None:
    groups = by_cis(official("CIS_GENER_bdpm.txt"), column=2)
    atc = {row[0]: row[1] for row in official("CIS_MITM.txt")}
    for medicine in demonstrated():
        assert medicine.cis is not None
        group = medicine.generic_group
        known = [(row[0], row[3]) for row in groups[medicine.cis.value]]
        assert known == ([(group.group, group.role.value)] if group else []), medicine.name
        assert atc.get(medicine.cis.value, medicine.atc) == medicine.atc, medicine.name


@needs_official
def test_nine_pack_labels_of_oral_solids_in_ten_are_understood() -> None:
    forms = {row[0]: row[2] for row in official("CIS_bdpm.txt")}
    labels = [
        row[2]
        for row in official("CIS_CIP_bdpm.txt", "utf-8")
        if any(form in forms.get(row[0], "") for form in ORAL_SOLIDS)
    ]
    understood = sum(units_per_pack(label) is not None for label in labels)
    assert understood >= 0.98 * len(labels)
