"""A report as a PDF: its figures in words, its charts told, its data carried."""

import json
from io import BytesIO

import pikepdf

from ordonnance.bootstrap.reports import pdf_of
from tests.builders.reports import WEEKS, a_report
from tests.ports.drawn import RENDERER
from tests.ports.pages import pages_of


def test_every_text_and_figure_stands_on_the_pages() -> None:
    said = "".join(" ".join(pages_of(pdf_of(a_report(specimen="SPÉCIMEN"), RENDERER))).split())
    for expected in (
        "Recensement", "SPÉCIMEN", "Un paragraphe", "Prescriptions par semaine", "1246",
        "09/03/2026", "Total", "n.c.", "Douleur dentaire", "12,5%", "Seuil de 80%", "Cas 2",
        "Édité le 12/03/2026",
    ):  # fmt: skip
        assert "".join(expected.split()) in said


def test_each_chart_says_what_it_shows_and_its_figures_are_carried() -> None:
    with pikepdf.open(BytesIO(pdf_of(a_report(), RENDERER))) as pdf:
        told = [str(each.Alt) for each in pdf.objects
                if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]  # fmt: skip
        assert sorted(told) == ["Deux barres.", "Deux semaines, la seconde plus haute."]
        carried = json.loads(pdf.attachments["donnees.json"].get_file().read_bytes())
    assert carried["tables"][0]["rows"][0] == ["2026-03-02", 12, 0]


def test_a_long_table_repeats_its_headings_and_the_same_report_gives_the_same_bytes() -> None:
    rows = tuple(row for _ in range(40) for row in WEEKS.drawn)
    report = a_report(type(WEEKS)("longue", "Longue", WEEKS.columns, rows))
    made = pdf_of(report, RENDERER)
    assert made == pdf_of(report, RENDERER)
    pages = pages_of(made)
    assert len(pages) > 1
    assert all("Semaine" in page for page in pages)
