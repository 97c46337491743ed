"""One description, three forms of PDF: what each claims, carries and leaves out."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from ordonnance.usecases.ports import PdfForm
from tests.ports.drawn import BUNDLE, EXPECTED, RENDERER, photographed, scanned
from tests.unit.documents.situations import SITUATIONS, a_sheet, sheet_of

CDA = '<?xml version="1.0" encoding="UTF-8"?><ClinicalDocument>été</ClinicalDocument>'.encode()


def file_of(form: PdfForm, situation: str = "simple") -> pikepdf.Pdf:
    pdf = RENDERER.render(sheet_of(situation), BUNDLE, form=form, cda=CDA)
    return pikepdf.open(BytesIO(pdf))


def everything(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every dictionary of a file, those of streams included."""
    for each in pdf.objects:
        if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            yield each  # type: ignore[misc]  # a stream has the keys of its dictionary
            for value in each.values() if isinstance(each, pikepdf.Dictionary) else ():
                if isinstance(value, pikepdf.Dictionary):
                    yield value


def claimed(pdf: pikepdf.Pdf) -> dict[str, str]:
    with pdf.open_metadata() as said:
        return {name: said[name] for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
                if name in said}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "version", "says"),
    [
        (PdfForm.A3A, "1.7", {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}),
        (PdfForm.A1B, "1.4", {"pdfaid:part": "1", "pdfaid:conformance": "B"}),
        (PdfForm.PLAIN, "1.7", {}),
    ],
)
def test_each_form_claims_what_it_is_made_for_and_no_more(
    form: PdfForm, version: str, says: dict[str, str]
) -> None:
    with file_of(form) as pdf:
        assert pdf.pdf_version == version
        assert claimed(pdf) == says
        assert ("/OutputIntents" in pdf.Root) is bool(says)


def test_the_patient_s_form_carries_both_documents_and_says_what_each_is() -> None:
    with file_of(PdfForm.A3A) as pdf:
        carried = {
            name: (str(each.obj.AFRelationship), each.get_file().mime_type,
                   each.get_file().read_bytes())
            for name, each in pdf.attachments.items()
        }  # fmt: skip
        assert carried == {
            "ordonnance.json": ("/Source", "application/fhir+json", BUNDLE),
            "ordonnance.xml": ("/Alternative", "application/xml", CDA),
        }
        assert len(pdf.Root.AF) == 2
        assert all(str(each.obj.Desc) for each in pdf.attachments.values())


@pytest.mark.parametrize("form", [PdfForm.A1B, PdfForm.PLAIN])
def test_the_two_other_forms_carry_nothing_of_the_documents(form: PdfForm) -> None:
    with file_of(form) as pdf:
        assert dict(pdf.attachments) == {}
        assert "/AF" not in pdf.Root
        assert not any("/EF" in each or "/EmbeddedFiles" in each for each in everything(pdf))
        streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        plain = [each for each in streams if "/DCTDecode" not in str(each.get("/Filter"))]
        assert not any(BUNDLE in each.read_bytes() or CDA in each.read_bytes() for each in plain)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_mail_form_has_nothing_that_pdf_a_1_forbids(situation: str) -> None:
    with file_of(PdfForm.A1B, situation) as pdf:
        found = list(everything(pdf))
        assert not any(str(each.get("/S")) == "/Transparency" for each in found)
        assert not any("/SMask" in each and str(each.SMask) != "/None" for each in found)
        assert {float(each[key]) for each in found for key in ("/ca", "/CA") if key in each} <= {1}
        assert not any(str(each.get("/Type")) in {"/ObjStm", "/XRef"} for each in found)
        assert not any("/JavaScript" in each or "/JS" in each for each in found)
        assert "/Encrypt" not in pdf.trailer
        assert "/ID" in pdf.trailer


@pytest.mark.parametrize("form", PdfForm)
def test_every_font_is_embedded_with_its_characters_in_every_form(form: PdfForm) -> None:
    with file_of(form, "ald") as pdf:
        fonts = [each for each in everything(pdf) if str(each.get("/Type")) == "/Font"]
        described = [each for each in fonts if "/FontDescriptor" in each]
        assert described
        for each in described:
            held = set(each.FontDescriptor.keys())
            assert held & {"/FontFile", "/FontFile2", "/FontFile3"}
        assert all("/ToUnicode" in each for each in fonts if str(each.Subtype) == "/Type0")


@pytest.mark.parametrize("form", PdfForm)
def test_every_form_is_tagged_shows_the_same_page_and_scans(form: PdfForm) -> None:
    given = RENDERER.render(a_sheet(), BUNDLE, form=form)
    with pikepdf.open(BytesIO(given)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
    assert words(given) == words(RENDERER.render(a_sheet(), BUNDLE))
    assert scanned(photographed(given, dpi=150)) == EXPECTED


@pytest.mark.parametrize("form", PdfForm)
def test_the_same_arguments_give_the_same_bytes(form: PdfForm) -> None:
    made: set[Any] = {RENDERER.render(a_sheet(), BUNDLE, form=form, cda=CDA) for _ in range(3)}
    assert len(made) == 1


def words(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]
