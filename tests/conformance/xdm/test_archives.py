"""Archives of secure mail: metadata as the ANS writes them, well formed, and given back whole."""

import io
import zipfile
from dataclasses import fields
from pathlib import Path

import pytest
from lxml import etree

from ordonnance.adapters.cda.parsing import parse
from ordonnance.adapters.xml.reading import read
from ordonnance.bootstrap.xdm import archived, read_archive
from ordonnance.documents.cda.reading import CdaInvalid
from ordonnance.documents.xdm.entry import Stored, entry_of
from ordonnance.documents.xdm.reading import read_request
from ordonnance.documents.xdm.registering import NAMESPACES
from tests.conformance.cda.official import example
from tests.conformance.cda.written import a_dispensation, a_prescription
from tests.conformance.xdm.structure import faults
from tests.unit.documents.situations import SITUATIONS

SPEC = Path(__file__).resolve().parents[4] / "shared" / "spec"
METADATA = "IHE_XDM/SUBSET01/METADATA.XML"
EXAMPLES = ("eP-MED-DM_2024.01_PosoStruct", "eP-MED-DM_2024.01_PosoNonStruct", "eDISP-MED_2024.01")
SOFTWARE = "ordonnance 0.1.0"


def official(name: str) -> bytes:
    path = SPEC / "interop/examples/xdm" / f"{name}_METADATA.xml"
    if not path.exists():
        pytest.skip("the official XDM samples (../shared) are not beside the project")
    return path.read_bytes()


def metadata(archive: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(METADATA)


def archive(*documents: bytes) -> bytes:
    return archived(documents or (a_prescription("ald"), a_dispensation()), SOFTWARE)


# --- Against the samples of the ANS


@pytest.mark.parametrize("name", EXAMPLES)
def test_our_metadata_of_an_official_document_are_those_of_the_ans(name: str) -> None:
    """But for the scheme of one format, on which the sources disagree."""
    theirs = read_request(read(official(name), NAMESPACES, "lcm:SubmitObjectsRequest")).documents[0]
    body = example(f"{name}.xml")
    ours = entry_of(parse(body), Stored(theirs.uri, theirs.sha1, theirs.size))
    differing = {
        each.name for each in fields(ours) if getattr(ours, each.name) != getattr(theirs, each.name)
    }
    assert differing <= {"format_code"}
    assert ours.format_code.code == theirs.format_code.code


def test_the_synthetic_archive_is_read() -> None:
    path = SPEC / "mssante/samples/xdm/SYNTHETIC_IHE_XDM.ZIP"
    if not path.exists():
        pytest.skip("the XDM samples (../shared) are not beside the project")
    found = read_archive(path.read_bytes())
    assert [each.entry.type_code.code for each in found.documents] == ["57833-6"]
    assert found.others == ("INDEX.HTM", "README.TXT")


# --- What we write


@pytest.mark.parametrize("situation", [s for s in SITUATIONS if s != "anonymous"])
def test_the_metadata_that_we_write_have_no_fault(situation: str) -> None:
    assert faults(metadata(archive(a_prescription(situation), a_dispensation(situation)))) == []


def test_a_fault_of_the_metadata_would_be_seen() -> None:
    body = metadata(archive())
    for spoiled in (
        body.replace(b"urn:uuid:f0306f51", b"urn:uuid:00306f51"),
        body.replace(b'name="hash"', b'name="mesh"'),
        body.replace(b"registryObject=", b"otherObject="),
        body.replace(b"HasMember", b"HasMember" + b"x" * 3).replace(b"targetObject=", b"target="),
    ):
        assert faults(spoiled)


def test_the_same_documents_make_the_same_bytes() -> None:
    assert archive() == archive()
    other = archive(a_prescription("ald"), a_dispensation(reference="EX-7K-002"))
    ids = {read_archive(each).submission.unique_id for each in (archive(), other)}
    assert len(ids) == 2


def test_what_is_put_in_is_taken_out() -> None:
    documents = (a_prescription("ald"), a_dispensation())
    found = read_archive(archive(*documents))
    assert tuple(each.content for each in found.documents) == documents
    for each in found.documents:
        stored = Stored(each.entry.uri, each.entry.sha1, each.entry.size)
        assert each.entry == entry_of(parse(each.content), stored)
    assert [each.entry.class_code.code for each in found.documents] == ["42", "43"]
    flags = {each.code for each in found.documents[0].entry.events}
    assert flags == {"57833-6", "MED-1096"}
    assert found.submission.patient_id.kind == "NH"


def test_names_are_those_of_an_old_disc() -> None:
    with zipfile.ZipFile(io.BytesIO(archive())) as opened:
        assert opened.namelist() == [
            "README.TXT", "INDEX.HTM", METADATA,
            "IHE_XDM/SUBSET01/DOC00001.XML", "IHE_XDM/SUBSET01/DOC00002.XML",
        ]  # fmt: skip
        assert opened.testzip() is None


def test_the_readme_and_the_index_name_no_patient() -> None:
    with zipfile.ZipFile(io.BytesIO(archive())) as opened:
        told = opened.read("README.TXT") + opened.read("INDEX.HTM")
    assert b"Alice" not in told
    assert "Cabinet médical Exemple".encode() in told
    assert etree.fromstring(archive_index()).tag.endswith("html")


def archive_index() -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive())) as opened:
        return opened.read("INDEX.HTM")


def test_two_patients_never_travel_together() -> None:
    other = a_prescription("renewed").replace(b"285049999900115", b"285049999900214")
    assert other != a_prescription("renewed")
    with pytest.raises(CdaInvalid, match="même patient"):
        archive(a_prescription("ald"), other)


def test_a_document_travels_once() -> None:
    with pytest.raises(CdaInvalid, match="deux fois"):
        archive(a_prescription("ald"), a_prescription("ald"))


def test_without_document_there_is_no_archive() -> None:
    with pytest.raises(CdaInvalid, match="aucun"):
        archived((), SOFTWARE)
