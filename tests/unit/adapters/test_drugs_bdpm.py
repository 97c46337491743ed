"""The official layout is read strictly."""

from datetime import date
from decimal import Decimal

import pytest

from ordonnance.adapters.drugs.bdpm import (
    ATC,
    BIOSIMILARS,
    COMPOSITIONS,
    CONDITIONS,
    GROUPS,
    MAJOR_INTEREST,
    PACKS,
    SPECIALITIES,
    read_catalogue,
)
from ordonnance.adapters.drugs.errors import BadDrugFile
from ordonnance.domain.drug import Catalogue, GroupRole
from ordonnance.domain.ids import Cip13, Cis

CIS = "60000001"


def files(**changed: str) -> dict[str, str]:
    """A minimal set of files; `changed` replaces the text of some, by constant name."""
    pack = Cip13.from_gtin14("03400930000120")
    texts = {
        "SPECIALITIES": f"# en-tête\n{CIS}\tEXEMPLE 5 mg, comprimé\tcomprimé\torale; nasale\t\t\t"
        "Commercialisée\t\t\t\t LABORATOIRE DÉMO\tNon\n",
        "PACKS": f"{CIS}\t{pack.cip7}\tboîte de 30 comprimés\tPrésentation active\t"
        f"Déclaration de commercialisation\t\t{pack}\toui\t65%\t24,34\t\t\t\n",
        "COMPOSITIONS": f"{CIS}\tcomprimé\t00001\tEXEMPLINE\t5 mg\tun comprimé\tSA\t1\n",
        "CONDITIONS": f"{CIS}\tliste I\n{CIS}\tliste I\n{CIS}\tprescription hospitalière\n",
        "GROUPS": f"8\tEXEMPLINE 10 mg\t{CIS}\t2\t1\n7\tEXEMPLINE 5 mg\t{CIS}\t0\t1\n",
    } | changed
    names = {
        "SPECIALITIES": SPECIALITIES,
        "PACKS": PACKS,
        "COMPOSITIONS": COMPOSITIONS,
        "CONDITIONS": CONDITIONS,
        "GROUPS": GROUPS,
        "ATC": ATC,
        "BIOSIMILARS": BIOSIMILARS,
        "MAJOR_INTEREST": MAJOR_INTEREST,
    }
    return {names[key]: text for key, text in texts.items()}


def read(**changed: str) -> Catalogue:
    return read_catalogue(files(**changed), label="Essai", source="Essai", dated=date(2026, 5, 19))


def test_a_speciality_gathers_its_rows_of_every_file() -> None:
    catalogue = read(ATC=f"{CIS}\tN02BE01\n", BIOSIMILARS=f"{CIS}\texempline\n")
    medicine = catalogue.speciality(Cis(CIS))
    assert medicine is not None
    assert medicine.routes == ("orale", "nasale")
    assert medicine.holder == "LABORATOIRE DÉMO"
    assert medicine.marketed
    assert medicine.conditions == ("liste I", "prescription hospitalière")
    assert (medicine.atc, medicine.biosimilar_group) == ("N02BE01", "exempline")
    assert medicine.single_strength is not None
    assert medicine.single_strength.value == 5
    (pack,) = medicine.presentations
    assert (pack.units, pack.unit and pack.unit.label) == (Decimal(30), "comprimé")
    assert (pack.reimbursement, pack.price) == ("65 %", Decimal("24.34"))
    assert catalogue.with_presentation(pack.cip13) is medicine


def test_the_group_where_it_only_completes_posologies_comes_after_its_own() -> None:
    medicine = read().speciality(Cis(CIS))
    assert medicine is not None
    assert medicine.generic_group is not None
    assert (medicine.generic_group.group, medicine.generic_group.role) == (
        "7",
        GroupRole.REFERENCE,
    )


def test_the_list_of_medicines_of_major_interest_gives_its_atc_codes() -> None:
    medicine = read(MAJOR_INTEREST=f"{CIS}\tN02BE\tEXEMPLE\thttp\n").speciality(Cis(CIS))
    assert medicine is not None
    assert medicine.atc == "N02BE"


def test_a_pack_that_is_no_longer_active_is_not_marketed() -> None:
    pack = files()[PACKS].replace("Présentation active", "Présentation abrogée")
    (medicine,) = read(PACKS=pack).by_cis.values()
    assert not medicine.presentations[0].marketed


def test_the_digest_changes_with_any_file() -> None:
    one, other = read(), read(CONDITIONS=f"{CIS}\tliste II\n")
    assert one.version.digest == read().version.digest
    assert one.version.digest != other.version.digest


BAD = [
    ("SPECIALITIES", f"{CIS}\ttrop court\n", "CIS_bdpm.txt:1 : 12 colonnes"),
    ("SPECIALITIES", files()[SPECIALITIES] * 2, "CIS_bdpm.txt:4 : spécialité en double"),
    ("SPECIALITIES", files()[SPECIALITIES].replace(CIS, "6000"), "CIS_bdpm.txt:2 : "),
    ("SPECIALITIES", files()[SPECIALITIES] + "\n", "CIS_bdpm.txt:3 : 12 colonnes"),
    ("SPECIALITIES", files()[SPECIALITIES].replace("\tcomprimé\t", "\t\t"), "forme absente"),
    ("PACKS", files()[PACKS].replace("340093", "340094"), "CIS_CIP_bdpm.txt:1 : "),
    ("PACKS", files()[PACKS].replace("\t3000012\t", "\t3000013\t"), "CIP7"),
    ("PACKS", files()[PACKS].replace("65%", "beaucoup"), "taux de remboursement illisible"),
    ("PACKS", files()[PACKS].replace("24,34", "1,466,29"), "prix illisible : 1,466,29"),
    ("COMPOSITIONS", files()[COMPOSITIONS].replace("SA", "XX"), "CIS_COMPO_bdpm.txt:1 : nature"),
    ("COMPOSITIONS", files()[COMPOSITIONS].replace("EXEMPLINE", ""), "substance sans nom"),
    ("CONDITIONS", "60000002\tliste I\n", "CIS_CPD_bdpm.txt:1 : spécialité absente"),
    ("GROUPS", f"7\tGROUPE\t{CIS}\t9\t1\n", "CIS_GENER_bdpm.txt:1 : type de générique"),
    ("ATC", f"{CIS}\tpartout\n", "atc.txt:1 : code ATC illisible"),
]


@pytest.mark.parametrize(("name", "text", "why"), BAD)
def test_a_row_that_does_not_fit_is_refused_with_its_place(name: str, text: str, why: str) -> None:
    with pytest.raises(BadDrugFile) as refused:
        read(**{name: text})
    assert why in str(refused.value)


def test_a_required_file_that_is_absent_is_named() -> None:
    texts = files()
    del texts[GROUPS]
    with pytest.raises(KeyError, match="CIS_GENER_bdpm"):
        read_catalogue(texts, label="Essai", source="Essai", dated=date(2026, 5, 19))
