"""The import of the published files: every row counted, nothing changed when it fails."""

import gzip
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ordonnance.adapters.drugs.bdpm import UNREADABLE_CONDITION
from ordonnance.adapters.drugs.errors import DrugsRefused
from ordonnance.adapters.drugs.following import StoredDrugs
from ordonnance.adapters.drugs.importing import Imported, imported, require_succession
from ordonnance.adapters.drugs.published import read_published
from ordonnance.adapters.drugs.store import DrugStore
from ordonnance.adapters.drugs.tally import FileTally
from ordonnance.domain.drug import Catalogue, ShortageKind
from tests.builders.drug_files import ONE, PACK_ONE, PACK_TWO, TWO, lines, publication, speciality
from tests.builders.drug_files import written as files_in

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "bdpm" / "2026-05"
needs_official = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="the public drug files of May 2026 are not beside the project"
)


def read(tmp_path: Path, **changed: bytes) -> Imported:
    """The small publication imported; `changed` replaces whole files, by the start of the name."""
    files = publication()
    for start, content in changed.items():
        files[next(name for name in files if name.startswith(start))] = content
    return imported(read_published(files_in(tmp_path / "publication", files)), TODAY)


def tally(found: Imported, name: str) -> FileTally:
    return next(each for each in found.files if each.name == name)


def kept(store: DrugStore, found: Imported) -> Catalogue:
    store.keep(found.catalogue, found.details, found.report(AT))
    return found.catalogue


def test_every_row_read_is_kept_or_refused_with_its_reason(tmp_path: Path) -> None:
    found = read(tmp_path)
    for each in found.files:
        assert each.read == each.kept + each.refusals, each.name
    packs = tally(found, "CIS_CIP_bdpm.txt")
    assert (packs.read, packs.kept, packs.encoding) == (3, 2, "utf-8")
    orphan = packs.refused["spécialité absente du fichier des spécialités"]
    assert (orphan.count, orphan.examples) == (1, ["ligne 3"])
    assert packs.repaired["milliers séparés dans un prix"].count == 2
    assert tally(found, "CIS_CIP_Dispo_Spec.txt").refused["statut de disponibilité inconnu"].count
    assert tally(found, "CIS_InfoImportantes.txt").refused["date illisible"].count == 1


def test_the_repairs_of_form_are_counted_and_change_no_fact(tmp_path: Path) -> None:
    found = read(tmp_path)
    conditions = tally(found, "CIS_CPD_bdpm.txt")
    assert conditions.encoding == "cp1252"
    assert {reason: each.count for reason, each in conditions.repaired.items()} == {
        "fin de ligne doublée": 1,
        "intitulé publié sans ses sous-conditions (gardé tel quel)": 1,
        "colonnes absentes des anciens fichiers": 1,
        "condition sans texte": 1,
    }
    assert conditions.blank == 1
    trailing = "tabulations en fin de ligne"
    assert tally(found, "CIS_COMPO_bdpm.txt").repaired[trailing].count == 1
    assert tally(found, "CIS_GENER_bdpm.txt").repaired[trailing].count == 1
    assert found.catalogue.by_cip13[PACK_TWO].presentations[0].price == Decimal("1466.29")


def test_a_condition_is_never_lost_and_those_that_no_rule_reads_are_reported(
    tmp_path: Path,
) -> None:
    found = read(tmp_path)
    assert found.catalogue.by_cis[ONE].conditions == ("liste I", "pour tous les essais :")
    assert found.catalogue.by_cis[TWO].conditions == ("réservé à l’essai", UNREADABLE_CONDITION)
    # A heading without what it announces is read as a heading: a rule asks what it announced.
    assert set(found.unread_conditions) == {"réservé à l’essai", UNREADABLE_CONDITION}


def test_a_file_written_again_in_utf_16_is_said_to_be(tmp_path: Path) -> None:
    wide = publication()["CIS_bdpm.txt"].decode("cp1252").encode("utf-16")
    with pytest.raises(DrugsRefused, match="UTF-16"):
        read(tmp_path, CIS_bdpm=wide)


def test_a_composition_with_a_row_that_cannot_be_read_is_unknown_not_shorter(
    tmp_path: Path,
) -> None:
    broken = publication()["CIS_COMPO_bdpm.txt"].replace(b"\tFT\t", b"\tXX\t")
    many = broken + lines(*(["60000001\tcomprimé\t1\tA\t5 mg\tun comprimé\tSA\t1"] * 30))
    found = read(tmp_path, CIS_COMPO=many)
    assert found.catalogue.by_cis[TWO].substances == ()


def test_bytes_of_two_encodings_in_one_file_give_the_letters_meant(tmp_path: Path) -> None:
    mixed = lines(speciality(ONE, "EXEMPLÉ 5 mg")) + lines(
        speciality(TWO, "DÉMONE 10 mg"), encoding="utf-8"
    )
    found = read(tmp_path, CIS_bdpm=mixed)
    names = [medicine.name for medicine in found.catalogue.by_cis.values()]
    assert names == ["EXEMPLÉ 5 mg", "DÉMONE 10 mg"]
    control = publication()["CIS_CIP_bdpm.txt"].replace("boîte".encode(), b"l\xc2\x92bo\xc3\xaete")
    again = read(tmp_path, CIS_CIP_bdpm=control)
    assert again.catalogue.by_cis[ONE].presentations[0].label == "l’boîte de 30 comprimés"
    assert tally(again, "CIS_CIP_bdpm.txt").repaired["caractère de contrôle C1"].count == 3


def test_shortages_opinions_and_notices_come_with_their_speciality(tmp_path: Path) -> None:
    found = read(tmp_path)
    (shortage,) = found.catalogue.by_cis[ONE].shortages
    assert (shortage.kind, shortage.since) == (ShortageKind.OUT_OF_STOCK, date(2026, 4, 14))
    told = found.details[ONE]
    assert told["smr"] == [
        ["CT-1", "Inscription (CT)", "2023-08-30", "Important", "Avis favorable en tout",
         "https://exemple.test/avis"]
    ]  # fmt: skip
    assert told["notices"] == [
        ["2026-05-01", "2026-06-01", "À savoir", "https://exemple.test/info"]
    ]


def test_the_date_is_the_last_day_mentioned_unless_one_is_given(tmp_path: Path) -> None:
    assert read(tmp_path).catalogue.version.dated == date(2026, 5, 18)
    contents = read_published(tmp_path / "publication")
    assert imported(contents, TODAY, date(2026, 5, 20)).catalogue.version.dated.day == 20


def test_a_zip_a_folder_and_compressed_files_give_the_same_version(tmp_path: Path) -> None:
    plain = read(tmp_path)
    archive = tmp_path / "fichiers.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for name, content in publication().items():
            made.writestr(f"dossier/{name}.gz", gzip.compress(content))
    assert imported(read_published(archive), TODAY).catalogue == plain.catalogue


CUT = [
    ("CIS_bdpm", lambda content: content[:-30], "DRUGS_IMPORT_REFUSED"),
    ("CIS_CPD", lambda content: content[:-2], "DRUGS_IMPORT_REFUSED"),
    ("CIS_GENER", lambda _: b"", "DRUGS_SOURCE_UNREADABLE"),
    ("CIS_COMPO", lambda _: b"<html>maintenance</html>\n", "DRUGS_IMPORT_REFUSED"),
]


@pytest.mark.parametrize(("name", "cut", "code"), CUT)
def test_a_file_that_is_cut_or_is_another_refuses_the_whole_import(
    tmp_path: Path, name: str, cut: Callable[[bytes], bytes], code: str
) -> None:
    whole = next(c for n, c in publication().items() if n.startswith(name))
    with pytest.raises(DrugsRefused) as refused:
        read(tmp_path, **{name: cut(whole)})
    assert refused.value.code == code


def test_an_archive_that_is_cut_is_refused(tmp_path: Path) -> None:
    folder = files_in(tmp_path / "publication")
    content = gzip.compress((folder / "CIS_bdpm.txt").read_bytes())
    (folder / "CIS_bdpm.txt").unlink()
    (folder / "CIS_bdpm.txt.gz").write_bytes(content[:-12])
    with pytest.raises(DrugsRefused) as refused:
        read_published(folder)
    assert refused.value.code == "DRUGS_SOURCE_UNREADABLE"


def test_a_version_that_loses_too_many_specialities_is_refused(tmp_path: Path) -> None:
    former = read(tmp_path).catalogue
    fewer = Catalogue.of(former.version, [former.by_cis[ONE]])
    require_succession(former, fewer)
    with pytest.raises(DrugsRefused):
        require_succession(fewer, former)


def test_what_is_stored_is_what_was_read(tmp_path: Path) -> None:
    store, found = DrugStore(tmp_path / "data"), read(tmp_path)
    kept(store, found)
    digest = store.in_service()
    assert digest == found.catalogue.version.digest
    assert store.catalogue(digest) == found.catalogue
    assert store.details(digest) == found.details
    assert json.loads(json.dumps(store.report(digest)))["specialities"] == 2
    assert store.named("2026-05-18") == store.named(digest[:8]) == digest


def test_an_import_that_cannot_be_written_leaves_the_former_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DrugStore(tmp_path / "data")
    former = kept(store, read(tmp_path))
    other = read(tmp_path, CIS_CPD=lines(f"{ONE}\tliste II"))
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disque plein")))
    with pytest.raises(OSError, match="disque plein"):
        store.keep(other.catalogue, other.details, other.report(AT))
    assert store.in_service() == former.version.digest
    assert [path.name for path in store.folder.glob(".import-*")] == []


def test_a_process_takes_the_new_version_and_an_act_keeps_its_own(tmp_path: Path) -> None:
    store = DrugStore(tmp_path / "data")
    drugs = StoredDrugs(store)
    demonstration = drugs.current()
    assert demonstration.version.label == "Catalogue de démonstration"
    assert drugs.refresh() is False
    kept(store, read(tmp_path))
    assert drugs.refresh() is True
    assert PACK_ONE in drugs.current().by_cip13
    assert demonstration.version.label == "Catalogue de démonstration"
    assert drugs.refresh() is False


def test_a_version_damaged_on_the_disk_is_told_once_and_not_taken(tmp_path: Path) -> None:
    store = DrugStore(tmp_path / "data")
    drugs = StoredDrugs(store)
    version = kept(store, read(tmp_path)).version
    (store.folder / version.digest / "catalogue").write_bytes(b"abime")
    with pytest.raises(DrugsRefused) as refused:
        drugs.refresh()
    assert refused.value.code == "DRUGS_STORE_UNREADABLE"
    assert drugs.refresh() is False
    with pytest.raises(DrugsRefused):
        StoredDrugs(store)


@needs_official
def test_the_whole_set_of_may_2026_is_read_and_every_loss_is_known() -> None:
    found = imported(read_published(OFFICIAL), TODAY)
    assert len(found.catalogue.by_cis) == 15_848
    assert found.catalogue.version.dated == date(2026, 5, 19)
    refused = {each.name: each.refusals for each in found.files if each.refusals}
    assert refused == {
        "CIS_CIP_Dispo_Spec.txt": 12, "CIS_CIP_bdpm.txt": 4, "CIS_GENER_bdpm.txt": 2_517,
    }  # fmt: skip
    assert tally(found, "CIS_CIP_bdpm.txt").repaired["milliers séparés dans un prix"].count == 933
    labels = {each for m in found.catalogue.by_cis.values() for each in m.conditions}
    assert len(labels) == 165
    assert found.unread_conditions == {}
    counted = [
        p.units is not None for m in found.catalogue.by_cis.values() for p in m.presentations
    ]
    assert (sum(counted), len(counted)) == (20_437, 20_899)
