"""The PDF itself: what scanners, readers, validators and eyes find in it."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from ordonnance.adapters.renderer import TypstRenderer, UnknownLayout
from ordonnance.adapters.renderer.glyphs import FONTS, drawable
from ordonnance.documents.framing import ALD_TITLE, ORDINARY_TITLE
from ordonnance.documents.numerique import OBJECTION, TRANSMITTED
from ordonnance.documents.sheet import Sheet
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Exoneration
from tests.builders.medicines import AMOXICILLINE_1G, PARACETAMOL_1G, RAMIPRIL_5
from tests.builders.prescriptions import PATIENT, PRACTICE, an_ordonnance
from tests.ports.drawn import BUNDLE, EXPECTED, RENDERER, pdf_of, photographed, scanned
from tests.unit.documents.situations import (
    DOCTOR,
    NUMBER,
    SITUATIONS,
    WOMAN,
    a_sheet,
    sheet_of,
    simple,
)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, with plain spaces and apostrophes."""
    document = pypdfium2.PdfDocument(pdf)
    return [spaced(page.get_textpage().get_text_range()) for page in document]


def text_of(sheet: Sheet) -> str:
    return " ".join(pages_of(pdf_of(sheet)))


def spaced(text: str) -> str:
    return " ".join(text.split()).replace("’", "'")


# --- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_text_of_the_description_stands_on_the_page(situation: str) -> None:
    sheet = sheet_of(situation, objection=True)
    said = text_of(sheet).replace(" ", "")
    expected = [
        sheet.heading, sheet.instruction, sheet.number, sheet.dated, sheet.notice, sheet.emergency,
        sheet.prescriber.name, *sheet.prescriber.lines, sheet.patient.name, *sheet.patient.lines,
        *sheet.patient.small, *sheet.mentions, sheet.signature.title, sheet.signature.text,
        "RPPS 99900000011", "AM 991000019", "Page 1/1", "SPÉCIMEN",
    ]  # fmt: skip
    for zone in sheet.zones:
        expected.append(zone.title)
        for line in zone.lines:
            expected += [f"{line.number}. {line.label}", line.posology, line.detail]
            expected += [*line.beside, *line.right, *line.mentions]
    assert [text for text in expected if spaced(text).replace(" ", "") not in said] == []


def test_the_official_titles_of_the_zones_are_printed_whole() -> None:
    said = text_of(sheet_of("ald", objection=True))
    for title in (ALD_TITLE, ORDINARY_TITLE, OBJECTION, TRANSMITTED):
        assert spaced(title) in said


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_page_has_one_kind_of_apostrophe(situation: str) -> None:
    document = pypdfium2.PdfDocument(pdf_of(sheet_of(situation, objection=True)))
    said = "".join(page.get_textpage().get_text_range() for page in document)
    assert "’" in said
    assert re.findall(r"[^\W\d_]'[^\W_]", said) == []


def test_a_real_sheet_is_not_a_specimen() -> None:
    assert "SPÉCIMEN" not in text_of(a_sheet(demonstration=False))


def test_text_from_people_is_never_read_as_source() -> None:
    hostile = '#panic() ] } $x$ @ref <l> \\ `c` *b* _i_ // /* = - + "q" #{1+1} sys.inputs'
    patient = replace(PATIENT, family="O#BRIEN ] $", given=("\\u{41}", "@ann"), used_family=None)
    practice = replace(PRACTICE, name=hostile)
    made = (
        an_ordonnance()
        .by(replace(DOCTOR, practice=practice))
        .for_(patient)
        .of(AMOXICILLINE_1G, days=7, posology=Posology(text=hostile), motive=hostile)
        .having(advice=hostile)
    )
    said = text_of(a_sheet(made)).replace(" ", "")
    assert said.count(hostile.replace(" ", "")) == 4
    assert "\\u{41}@annO#BRIEN]$" in said


def test_rare_letters_are_drawn_and_what_no_font_draws_is_written_as_its_code() -> None:
    family, given = "Žįžkaşłøſœÿ", "Ĳsbrand-Ẵn"
    said = text_of(a_sheet(simple().for_(replace(PATIENT, family=family, given=(given,)))))
    assert family.upper() in said
    assert set(given) <= set(said)
    assert drawable("Zhāng 中\u202e 😀\tΑθήνα e\u0301") == "Zhāng [U+4E2D] [U+1F600] Αθήνα é"
    assert "[U+4E2D]" in text_of(a_sheet(simple().having(advice="中")))


def test_no_glyph_is_missing_on_any_sheet() -> None:
    for situation in SITUATIONS:
        with pikepdf.open(BytesIO(pdf_of(sheet_of(situation)))) as pdf:
            names = {
                str(font.BaseFont).partition("+")[2]
                for font in pdf.pages[0].Resources.Font.values()
            }
        assert {"AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold"} <= names
        assert all(name.startswith(("AtkinsonHyperlegible", "NotoSans")) for name in names)


# --- Pages ---------------------------------------------------------------------------------------


def a_long_sheet(lines: int, **changes: Any) -> Sheet:
    made = an_ordonnance().by(DOCTOR).for_(WOMAN)
    for index in range(lines):
        medicine = (AMOXICILLINE_1G, RAMIPRIL_5, PARACETAMOL_1G)[index % 3]
        made = made.of(medicine, days=index + 3, **changes)
    return a_sheet(made, demonstration=False)


def test_many_lines_continue_with_number_header_and_count_on_every_page() -> None:
    pages = pages_of(pdf_of(a_long_sheet(45)))
    assert len(pages) == 3
    for number, said in enumerate(pages, start=1):
        assert f"Page {number}/3" in said
        assert NUMBER.grouped in said
        assert "Dr Claire EXEMPLE" in said
        assert "Alice EXEMPLE" in said
    assert "Suite page 2 sur 3" in pages[0]
    assert "Émise électroniquement" not in pages[0] + pages[1]
    assert "Émise électroniquement" in pages[2]
    order = re.findall(r"(\d+)\. (?=AMOX|RAMI|DOLI)", " ".join(pages))
    assert order == [str(number) for number in range(1, 46)]


@pytest.mark.parametrize("lines", [9, 10, 11, 12, 13, 14, 29, 30, 31, 32, 33])
def test_no_line_is_cut_and_none_is_left_alone_on_the_last_page(lines: int) -> None:
    pages = pages_of(pdf_of(a_long_sheet(lines)))
    for said in pages:
        labels = re.findall(r"\d+\. (?:AMOX|RAMI|DOLI)", said)
        assert len(labels) == len(re.findall(r"1 comprimé par jour\.", said))
        assert len(labels) == len(re.findall(r"\d+ jours", said))
        assert len(labels) != 1


def test_a_zone_that_goes_on_carries_its_title_again() -> None:
    pages = pages_of(pdf_of(a_long_sheet(20, exoneration=Exoneration.ALD)))
    assert len(pages) == 2
    assert all(spaced(ALD_TITLE) in said for said in pages)


def test_long_names_stay_on_the_page() -> None:
    long = "Abcdefghij" * 9
    patient = replace(PATIENT, family=long, used_family=long + "x", weight_kg=Decimal("58.5"))
    practice = replace(PRACTICE, name=long, email=f"{long}@exemple.example")
    made = simple().by(replace(DOCTOR, family=long, practice=practice)).for_(patient)
    pdf = pdf_of(a_sheet(made, demonstration=False))
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    edges = [text.get_charbox(index)[2] for index in range(text.count_chars())]
    assert max(edges) <= page.get_width() - 17 / 25.4 * 72
    assert scanned(photographed(pdf, dpi=150)) == EXPECTED


def test_a_text_longer_than_a_page_is_printed_to_its_end() -> None:
    text = " ".join(f"mot{index}" for index in range(2000))
    said = text_of(a_sheet(an_ordonnance().of(RAMIPRIL_5, days=7, posology=Posology(text=text))))
    assert "Mot0 mot1" in said
    assert "mot1999." in said


def test_nothing_is_smaller_than_eight_points() -> None:
    text = pypdfium2.PdfDocument(pdf_of(sheet_of("ald", objection=True)))[0].get_textpage()
    sizes = {pypdfium2.raw.FPDFText_GetFontSize(text, index) for index in range(text.count_chars())}
    assert min(size for size in sizes if size > 1) >= 8


# --- The file ------------------------------------------------------------------------------------


def test_the_attached_document_is_the_one_given_byte_for_byte() -> None:
    with pikepdf.open(BytesIO(pdf_of(a_sheet()))) as pdf:
        assert list(pdf.attachments) == ["ordonnance.json"]
        attached = pdf.attachments["ordonnance.json"]
        assert attached.get_file().read_bytes() == BUNDLE
        assert attached.get_file().mime_type == "application/fhir+json"
        assert str(attached.obj.AFRelationship) == "/Source"
        assert len(pdf.Root.AF) == 1


def test_the_file_declares_pdf_a_3a_and_pdf_ua_1_and_has_what_they_ask() -> None:
    with pikepdf.open(BytesIO(pdf_of(a_sheet()))) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert str(root.Lang).startswith("fr")
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(root.OutputIntents[0].S) == "/GTS_PDFA1"
        with pdf.open_metadata() as said:
            assert said["pdfaid:part"] == "3"
            assert said["pdfaid:conformance"] == "A"
            assert said["pdfuaid:part"] == "1"
            assert said["dc:title"] == "Ordonnance numérique du 5 janvier 2026"


def figures_of(node: Any) -> list[str]:
    """Alternative texts of the figures of the structure tree, in reading order."""
    found = [str(node.Alt)] if str(node.get("/S", "")) == "/Figure" and "/Alt" in node else []
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            found += figures_of(child)
    return found


def test_every_code_has_an_alternative_text() -> None:
    with pikepdf.open(BytesIO(pdf_of(a_sheet()))) as pdf:
        said = [spaced(text) for text in figures_of(pdf.Root.StructTreeRoot)]
    assert said == [
        f"Code QR de l'ordonnance numéro {NUMBER.grouped}",
        "Code-barres du numéro RPPS : 99900000011",
        "Code-barres du numéro AM : 991000019",
    ]


def test_the_same_sheet_gives_the_same_bytes_whatever_the_thread_and_the_renderer() -> None:
    expected = pdf_of(a_sheet())
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: pdf_of(a_sheet()), range(12)))
    assert set(made) == {expected}
    assert TypstRenderer().render(a_sheet(), BUNDLE) == expected


def test_threads_do_not_mix_their_sheets() -> None:
    names = [f"Nom{index}" for index in range(16)]
    sheets = [a_sheet(simple().for_(replace(PATIENT, family=name))) for name in names]
    with ThreadPoolExecutor(4) as threads:
        pdfs = list(threads.map(pdf_of, sheets))
    for name, pdf in zip(names, pdfs, strict=True):
        assert re.findall(r"NOM\d+", pages_of(pdf)[0]) == [name.upper()]


def test_a_sheet_that_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(UnknownLayout):
        RENDERER.render(replace(a_sheet(), layout="../secret"), BUNDLE)
    with pytest.raises(ValueError, match="aware"):
        RENDERER.render(replace(a_sheet(), issued_at=a_sheet().issued_at.replace(tzinfo=None)), b"")
    with pytest.raises(ValueError, match="sheet"):
        RENDERER.render("a sheet", BUNDLE)
    with pytest.raises(ValueError, match="utf-8"):
        RENDERER.render(a_sheet(), b"\xff\xfe")


def test_every_font_ships_with_its_licence() -> None:
    families = {path.stem.partition("-")[0] for path in FONTS.glob("*.ttf")}
    licences = {path.stem.removeprefix("OFL-") for path in FONTS.glob("OFL-*.txt")}
    assert families == licences
    for path in FONTS.glob("OFL-*.txt"):
        assert "SIL OPEN FONT LICENSE" in path.read_text("utf-8").upper()
