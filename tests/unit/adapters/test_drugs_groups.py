"""Hybrid and biological groups: the register of the ANSM, a table by brand, kept with a version."""

import zlib
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from ordonnance.adapters.drugs.importing import Imported, imported
from ordonnance.adapters.drugs.published import read_published
from ordonnance.adapters.drugs.store import DrugStore
from ordonnance.adapters.drugs.stored import packed, unpacked
from ordonnance.domain.drug import HybridGroup, Medicine
from tests.builders.drug_files import LOST, ONE, TWO, lines, publication, speciality, written

TODAY = date(2026, 11, 22)
GROUPS = lines("443\t7\tVoie orale\tEXEMPLINE 5 mg - EXEMPLE 5 mg, comprimé")
MEMBERS = lines(
    f"7\t{ONE}\tR\tEXEMPLE 5 mg, comprimé\t       ",
    f"7\t{TWO}\tH\tDÉMONE 10 mg, comprimé\t       ",
    f"8\t{LOST}\tH\tABSENT\t",
)


def read(tmp_path: Path, **more: bytes) -> Imported:
    files = publication() | {f"{name}.txt": content for name, content in more.items()}
    return imported(read_published(written(tmp_path / "publication", files)), TODAY)


def medicines(found: Imported) -> dict[str, Medicine]:
    return dict(found.catalogue.by_cis)


def test_the_register_of_hybrids_is_read_with_its_groups(tmp_path: Path) -> None:
    found = read(tmp_path, fic02grp=GROUPS, fic03spe=MEMBERS)
    label = "EXEMPLINE 5 mg - EXEMPLE 5 mg, comprimé"
    one, two = medicines(found)[ONE], medicines(found)[TWO]
    assert one.hybrid_group == HybridGroup("7", label, True)
    assert two.hybrid_group == HybridGroup("7", label, False)
    assert found.catalogue.same_hybrid_group(one) == (two,)
    told = next(each for each in found.files if each.name == "fic03spe.txt")
    assert (told.read, told.kept, told.refusals) == (3, 2, 1)
    assert told.repaired["tabulations en fin de ligne"].count == 3


def test_a_label_cut_by_a_tabulation_is_whole_again(tmp_path: Path) -> None:
    cut = lines("443\t7\tVoie orale\tEXEMPLINE 5 mg -\tEXEMPLE, comprimé")
    found = read(tmp_path, fic02grp=cut, fic03spe=MEMBERS)
    group = medicines(found)[ONE].hybrid_group
    assert group is not None
    assert group.label == "EXEMPLINE 5 mg - EXEMPLE, comprimé"


def test_a_group_without_label_keeps_its_number(tmp_path: Path) -> None:
    group = medicines(read(tmp_path, fic03spe=MEMBERS))[ONE].hybrid_group
    assert group is not None
    assert group.label == "groupe hybride 7"


def test_a_role_that_is_not_known_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, fic03spe=lines(f"7\t{ONE}\tX\tEXEMPLE"))
    assert medicines(found)[ONE].hybrid_group is None
    told = next(each for each in found.files if each.name == "fic03spe.txt")
    assert "type d'hybride inconnu" in told.refused


def humira(tmp_path: Path, **more: bytes) -> Medicine:
    files = {
        "CIS_bdpm": lines(speciality(ONE, "HUMIRA 40 mg, solution"), speciality(TWO, "DÉMONE 1")),
        "CIS_COMPO_bdpm": lines(f"{ONE}\tsolution\t00001\tADALIMUMAB\t40 mg\tune dose\tSA\t1"),
    }
    return medicines(read(tmp_path, **(files | more)))[ONE]


def test_a_brand_of_the_table_stands_in_its_biological_group(tmp_path: Path) -> None:
    assert humira(tmp_path).biosimilar_group == "adalimumab"


def test_a_file_of_biological_groups_wins_over_the_table(tmp_path: Path) -> None:
    given = lines(f"{ONE}\tautre groupe")
    assert humira(tmp_path, biosimilar=given).biosimilar_group == "autre groupe"


def test_the_groups_are_kept_with_the_version(tmp_path: Path) -> None:
    found = read(tmp_path, fic02grp=GROUPS, fic03spe=MEMBERS)
    store = DrugStore(tmp_path / "data")
    store.keep(found.catalogue, found.details, found.report(datetime(2026, 11, 22, tzinfo=UTC)))
    again = store.catalogue(found.catalogue.version.digest)
    assert again.by_cis[TWO] == found.catalogue.by_cis[TWO]
    assert again.same_hybrid_group(again.by_cis[ONE]) == (again.by_cis[TWO],)


def test_a_version_kept_before_hybrids_is_still_read(tmp_path: Path) -> None:
    found = read(tmp_path)
    _, *rest, rows = msgspec.msgpack.decode(zlib.decompress(packed(found.catalogue)))
    former = [1, *rest, [row[:13] for row in rows]]
    again = unpacked(zlib.compress(msgspec.msgpack.encode(former)))
    assert again.by_cis == found.catalogue.by_cis


def test_a_version_of_a_later_layout_is_refused(tmp_path: Path) -> None:
    _, *rest = msgspec.msgpack.decode(zlib.decompress(packed(read(tmp_path).catalogue)))
    with pytest.raises(ValueError, match="format 3"):
        unpacked(zlib.compress(msgspec.msgpack.encode([3, *rest])))


def test_the_report_names_what_nobody_has_seen(tmp_path: Path) -> None:
    report = read(tmp_path).report(datetime(2026, 11, 22, tzinfo=UTC))
    assert sorted(each["label"] for each in report["unread_conditions"]) == [
        "condition illisible dans le fichier publié", "réservé à l’essai"
    ]  # fmt: skip
    assert report["uncounted_labels"] == []
