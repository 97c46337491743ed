"""Paper as it is drawn: its words, its geometry in millimetres, its pages."""

import re
from datetime import date
from typing import Any

import pytest

from ordonnance.adapters.renderer.glyphs import drawable
from ordonnance.documents.framing import ALD_TITLE, ORDINARY_TITLE
from ordonnance.documents.letterhead import letterhead_from
from ordonnance.documents.sheet import Sheets
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Exoneration
from ordonnance.law.form import Form, PaperGround
from tests.builders.medicines import RAMIPRIL_5
from tests.ports.drawn import photographed, scanned
from tests.ports.pages import Box, drawn, fonts, pages, pages_of, sizes, strokes, where
from tests.unit.documents.papers import (
    care,
    exceptional,
    many,
    narcotics,
    on_paper,
    prepared,
    start,
)
from tests.unit.documents.situations import (
    BASE_URL,
    NUMBER,
    ald,
    simple,
)
from tests.unit.documents.test_letterhead import png

BARS = {"99900000011", "991000019"}


def every_paper() -> dict[str, Sheets]:
    """One file of each layout on paper."""
    outside = PaperGround.OUT_OF_SERVICE_PERIMETER
    ordered = start().of(RAMIPRIL_5, packs=3)
    found = {
        "classique": on_paper(simple()),
        "bizone": on_paper(ald()),
        "exception": exceptional(),
        "securisee": on_paper(narcotics(2), words=frozenset({1, 2})),
        "securisee-bizone": on_paper(narcotics(3, apart=True), words=frozenset({1, 2, 3})),
        "professionnel": on_paper(ordered, ground=PaperGround.PROFESSIONAL_USE),
        "preparation": on_paper(prepared()),
        "numerique-sur-papier": on_paper(simple(), number=NUMBER, base_url=BASE_URL),
    }
    for category in Category:
        made = care(category, "Acte d’exemple", packs=10)
        found[category.value] = on_paper(made, ground=outside)
    return found


PAPERS = every_paper()


def printed_texts(value: Any) -> list[str]:
    """Every text of a line or a zone."""
    line = value
    said = [f"{line.number}. {line.label}", line.posology, line.detail, *line.beside]
    said += [*line.right, *line.mentions]
    said += [text for row in line.formula for text in (row.ingredient, row.quantity)]
    said += [text for row in line.facts for text in (row.label, row.value)]
    return said


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_every_text_of_the_description_stands_on_its_page(name: str) -> None:
    sheets = PAPERS[name]
    said = "".join(pages(sheets)).replace(" ", "")
    for sheet in sheets.sheets:
        expected = [sheet.patient.name, *sheet.patient.lines, sheet.dated, sheet.copy, sheet.ground]
        expected += [sheet.signature.title, sheet.signature.name]
        if sheet.stock is None:
            expected += [sheet.heading, sheet.subtitle, sheet.prescriber.name, sheet.emergency]
            expected += [*sheet.prescriber.lines, *sheet.mentions, "RPPS 99900000011"]
            expected += [zone.title for zone in sheet.zones]
        for zone in sheet.zones:
            for line in zone.lines:
                expected += printed_texts(line)
        written = {text: "".join(drawable(text).split()) for text in expected}
        assert [text for text in expected if written[text] not in said] == []


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_nothing_is_smaller_than_eight_points_and_no_glyph_is_missing(name: str) -> None:
    pdf = drawn(PAPERS[name])
    assert min(sizes(pdf)) >= 8
    assert all(each.startswith(("AtkinsonHyperlegible", "NotoSans")) for each in fonts(pdf))
    assert "\ufffd" not in "".join(pages_of(pdf))


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_both_code_128_of_plain_paper_are_read_and_secured_paper_has_its_own(name: str) -> None:
    pdf = drawn(PAPERS[name])
    found = scanned(photographed(pdf, dpi=150))
    if PAPERS[name].layout == "securisee":
        assert found == set()
    elif name == "numerique-sur-papier":
        assert found == {*BARS, f"{BASE_URL}/o#{NUMBER}"}
    else:
        assert found == BARS


def test_each_copy_counts_its_own_pages_and_repeats_its_header() -> None:
    said = pages(on_paper(many(30)))
    assert len(said) % 2 == 0
    half = len(said) // 2
    assert half > 1
    for rank, page in enumerate(said):
        number = rank % half + 1
        assert f"Page {number}/{half}" in page
        assert "Dr Claire EXEMPLE" in page
        assert "Alice EXEMPLE" in page
        assert ("Duplicata" in page) is (rank >= half)


@pytest.mark.parametrize("lines", [*range(8, 18), 29, 30, 31])
@pytest.mark.parametrize("form", [Form.CLASSIQUE, Form.BIZONE])
def test_no_line_is_cut_nor_left_alone_and_the_signature_follows_the_last(
    lines: int, form: Form
) -> None:
    drawn_pages = pages(on_paper(many(lines, apart=form is Form.BIZONE), form))
    drawn_pages = drawn_pages[: len(drawn_pages) // 2]
    for said in drawn_pages:
        labels = re.findall(r"\d+\. (?:RAMI|METF)", said)
        assert len(labels) == len(re.findall(r"1 comprimé matin et soir\.", said))
        assert labels
    assert sum("Signature du prescripteur" in said for said in drawn_pages) == 1
    assert "Signature du prescripteur" in drawn_pages[-1]


def gap_under(pdf: bytes, last: str, page: int = 0) -> float:
    (line,) = where(pdf, last, page)
    (sign,) = where(pdf, "Signature du prescripteur", page)
    return sign.top - line.bottom


def test_the_signature_stands_directly_under_the_last_line_and_the_rest_is_struck() -> None:
    pdf = drawn(on_paper(simple()))
    assert 0 < gap_under(pdf, "1 comprimé le matin.") < 12
    (sign,) = where(pdf, "Signature du prescripteur")
    struck = [each for each in strokes(pdf) if each.bottom - each.top > 60]
    assert len(struck) == 1
    assert struck[0].top > sign.bottom
    assert struck[0].right - struck[0].left > 170


def frames(pdf: bytes, page: int = 0) -> list[float]:
    """The heights of the left edges of the frames."""
    edges = [each for each in strokes(pdf, page) if each.right - each.left < 1]
    return [each.bottom - each.top for each in edges if each.left < 20]


def test_the_zones_of_a_bizone_are_apart_and_each_line_is_inside_its_own() -> None:
    pdf = drawn(on_paper(ald()))
    (upper,) = where(pdf, drawable(ALD_TITLE[:60]))
    (lower,) = where(pdf, drawable(ORDINARY_TITLE[:40]))
    (above,) = where(pdf, "RAMIPRIL")
    (below,) = where(pdf, "AMOXICILLINE")
    assert upper.bottom < above.top < above.bottom < lower.top < below.top
    # Between the last ALD line and the other zone: frames and one struck space, nothing else.
    edges = [
        each for each in strokes(pdf) if each.bottom < lower.top and each.bottom > above.bottom
    ]
    inside_frames = [each for each in edges if each.left > 19 and each.right < 191]
    assert edges
    assert inside_frames == []


def test_an_empty_lower_zone_is_drawn_and_nothing_crosses_it() -> None:
    from dataclasses import replace

    made = ald()
    pdf = drawn(on_paper(replace(made, lines=made.lines[:1], known=made.known[:1])))
    (lower,) = where(pdf, drawable(ORDINARY_TITLE[:40]))
    image = photographed(pdf, dpi=100)
    left, right = (round(mm / 25.4 * 100) for mm in (20, 190))
    top, bottom = (round(mm / 25.4 * 100) for mm in (lower.bottom + 2, lower.bottom + 30))
    assert image.crop((left, top, right, bottom)).getextrema() == (255, 255)


def test_the_title_of_a_zone_comes_back_on_every_page_on_which_it_goes_on() -> None:
    said = pages(on_paper(many(44, apart=True)))
    assert len(said) >= 6
    for page in said[: len(said) // 2]:
        titles = (drawable(ALD_TITLE[:50]), drawable(ORDINARY_TITLE[:40]))
        assert any(title in page for title in titles)


def test_the_large_variant_is_set_in_fourteen_points() -> None:
    pdf = drawn(on_paper(simple(), large=True))
    assert 14.0 in sizes(pdf)
    assert min(sizes(pdf)) >= 9


def test_a_posology_of_six_sentences_and_long_names_stay_on_the_page() -> None:
    six = " ".join(f"Phrase {rank} d’une posologie qui en compte six." for rank in range(1, 7))
    from dataclasses import replace

    from tests.builders.prescriptions import PATIENT

    long = replace(PATIENT, family="Abcdefghij" * 9, used_family=None)
    made = start().for_(long)
    for _ in range(3):
        made = made.of(RAMIPRIL_5, days=30, posology=Posology(text=six))
    pdf = drawn(on_paper(made))
    assert "Phrase 6 d’une posologie" in pages_of(pdf)[0]
    page = Box(0, 0, 210, 297)
    for word in ("Phrase 1", "Phrase 6", "Abcdefghij"):
        assert all(page.holds(each) for each in where(pdf, word))


def test_a_second_printing_says_duplicata_on_each_first_page() -> None:
    said = pages(on_paper(simple(), duplicate=date(2026, 1, 7)))
    assert all("DUPLICATA du 07/01/2026" in page for page in said)


def test_both_zones_stand_on_one_page_when_they_fit_even_with_the_code_of_a_base() -> None:
    made = ald().of(RAMIPRIL_5, days=90, exoneration=Exoneration.ALD)
    for printing in ({}, {"number": NUMBER, "base_url": BASE_URL, "demonstration": True}):
        drawn_pages = pages(on_paper(made, **printing))
        assert len(drawn_pages) == 2, "one page for each copy"
        assert all(drawable(ORDINARY_TITLE[:40]) in said for said in drawn_pages)


def test_the_heading_of_a_practice_stands_above_with_its_logo() -> None:
    heading = letterhead_from(
        {"nom": "Maison de santé Exemple", "associes": ["Dr Bruno DÉMO"], "aga": True,
         "horaires": ["Du lundi au vendredi"]}, png(),
    )  # fmt: skip
    pdf = drawn(on_paper(simple(), letterhead=heading))
    (name,), (author,) = where(pdf, "Maison de santé Exemple"), where(pdf, "1 rue de")
    assert name.bottom < author.top
    said = pages_of(pdf)[0]
    assert all(text in said for text in ("Dr Bruno DÉMO", "Du lundi au vendredi", "agréée"))
    assert scanned(photographed(pdf, dpi=150)) == BARS
