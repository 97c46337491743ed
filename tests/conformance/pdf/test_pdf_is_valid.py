"""The three forms of PDF before veraPDF; and planted faults, so that a green answer means much."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from ordonnance.bootstrap.reports import pdf_of
from ordonnance.usecases.ports import PdfForm
from tests.builders.reports import a_report
from tests.conformance.pdf.verapdf import Judgement, judged, require_verapdf
from tests.ports.drawn import BUNDLE, RENDERER
from tests.unit.documents.situations import SITUATIONS, sheet_of

CDA = b'<?xml version="1.0" encoding="UTF-8"?><ClinicalDocument/>'
CLAIMS = ((PdfForm.A3A, "3a"), (PdfForm.A3A, "ua1"), (PdfForm.A1B, "1b"))
LEAST_RULES = {"3a": 150, "ua1": 100, "1b": 120}
LEAST_ASSERTIONS = 3_000

pytestmark = pytest.mark.usefixtures("verapdf")


@pytest.fixture(scope="module")
def verapdf() -> None:
    require_verapdf()


def written(folder: Path, situation: str, form: PdfForm) -> Path:
    path = folder / f"{situation}-{form}.pdf"
    path.write_bytes(RENDERER.render(sheet_of(situation), BUNDLE, form=form, cda=CDA))
    return path


def test_every_sheet_is_what_it_claims(tmp_path: Path) -> None:
    asked = [
        (written(tmp_path, situation, form), flavour)
        for situation in SITUATIONS
        for form, flavour in CLAIMS
    ]
    found = judged(asked)
    assert [
        (path.name, flavour, each.failed)
        for (path, flavour), each in zip(asked, found, strict=True)
        if not each.compliant or each.failed
    ] == []
    for (_, flavour), each in zip(asked, found, strict=True):
        assert each.rules >= LEAST_RULES[flavour]
        assert each.assertions >= LEAST_ASSERTIONS


def test_a_report_with_its_charts_is_what_it_claims(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf_of(a_report(specimen="SPÉCIMEN"), RENDERER))
    found = judged([(path, "3a"), (path, "ua1")])
    assert [(each.compliant, each.failed) for each in found] == [(True, ()), (True, ())]
    assert all(each.assertions >= 1_000 for each in found)


def in_the_colours_of_a_screen(pdf: pikepdf.Pdf) -> None:
    """Our own colours have a profile each: only those of a device need the file's intent."""
    del pdf.Root.OutputIntents
    pdf.pages[0].contents_add(b"q 1 0 0 rg 10 10 1 1 re f Q")


def without_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def without_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def with_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def without_a_font(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
            del each.FontFile2


def transparent(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency)


def with_an_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["autre.txt"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="autre.txt")


def unrelated(pdf: pikepdf.Pdf) -> None:
    for each in pdf.attachments.values():
        del each.obj.AFRelationship


FAULTS: list[tuple[Callable[[pikepdf.Pdf], None], PdfForm, str]] = [
    (without_tags, PdfForm.A3A, "3a"),
    (without_tags, PdfForm.A3A, "ua1"),
    (without_metadata, PdfForm.A3A, "3a"),
    (without_language, PdfForm.A3A, "ua1"),
    (with_a_script, PdfForm.A3A, "3a"),
    (unrelated, PdfForm.A3A, "3a"),
    (without_a_font, PdfForm.A3A, "3a"),
    (in_the_colours_of_a_screen, PdfForm.A1B, "1b"),
    (without_metadata, PdfForm.A1B, "1b"),
    (with_a_script, PdfForm.A1B, "1b"),
    (transparent, PdfForm.A1B, "1b"),
    (with_an_attachment, PdfForm.A1B, "1b"),
    (without_a_font, PdfForm.A1B, "1b"),
]


def spoiled(pdf: bytes, fault: Callable[[pikepdf.Pdf], None] | None) -> bytes:
    kept = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        if fault is not None:
            fault(opened)
        opened.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return kept.getvalue()


def test_a_spoiled_file_is_refused_and_the_same_file_only_rewritten_is_not(tmp_path: Path) -> None:
    asked = []
    for rank, (fault, form, flavour) in enumerate(FAULTS):
        pdf = written(tmp_path, "simple", form).read_bytes()
        for name, applied in (("spoiled", fault), ("rewritten", None)):
            path = tmp_path / f"{rank}-{name}.pdf"
            path.write_bytes(spoiled(pdf, applied))
            asked.append((path, flavour))
    found = judged(asked)
    pairs: list[tuple[Judgement, Judgement]] = list(zip(found[::2], found[1::2], strict=True))
    unseen = [
        (fault.__name__, flavour)
        for (fault, _, flavour), (bad, _) in zip(FAULTS, pairs, strict=True)
        if bad.compliant
    ]
    assert unseen == []
    assert [good.failed for _, good in pairs if not good.compliant] == []
