"""The PDF of a sheet, compiler warm; the floor is one word on a page in the same PDF standards."""

import itertools
from pathlib import Path

import typst

from bench.documents import bundle_of_6_kb, five_lines
from bench.postgres import temporary_folder
from bench.table import Table, figure
from bench.timing import compared
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.adapters.renderer.typst_renderer import STANDARDS
from ordonnance.documents.numerique import numerique
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.fhir.read import read_ordonnance
from ordonnance.fhir.write import write_ordonnance
from ordonnance.usecases.medicines import in_words, medicines_of
from ordonnance.usecases.ports import PdfForm

PAGE = '#set document(title: "Page")\n#set text(lang: "fr")\n#sys.inputs.rank\n'

SPREAD = 0x9E3779B97F4A7C15
"""Odd, so that ranks give payloads far from each other, never twice the same."""


def sheet() -> Table:
    """Milliseconds per file, description of the sheet included."""
    cases = {
        "quatre lignes en ALD": read_ordonnance(bundle_of_6_kb()),
        "cinq lignes dont un stupéfiant": five_lines(),
    }
    with temporary_folder() as folder:
        page = folder / "page.typ"
        page.write_text(PAGE, encoding="utf-8")
        rows = tuple(_row(name, ordonnance, page) for name, ordonnance in cases.items())
    return Table(
        "sheet — feuille PDF/A-3a et PDF/UA-1, à chaud",
        ("mesure", "ms", "plancher ms", "vitesse ÷ plancher"),
        rows,
        ("Plancher\u202f: un mot sur une page, aux mêmes normes PDF.",),
    )


def _row(name: str, ordonnance: Ordonnance, page: Path) -> tuple[str, ...]:
    renderer, attachment = TypstRenderer(), write_ordonnance(ordonnance)
    # Typst remembers what it has already set: each file has another number, as in real life.
    ranks = itertools.count(1)
    at = SystemClock().now().replace(microsecond=0)
    medicines = medicines_of(ordonnance, load_demonstration())

    def render() -> bytes:
        number = OrdonnanceNumber.from_payload("D", next(ranks) * SPREAD % 2**70)
        described = numerique(
            ordonnance, number, at, base_url="https://exemple.invalid", demonstration=True,
            in_words=frozenset(in_words(ordonnance, medicines)), medicines=medicines,
        )  # fmt: skip
        return renderer.render(described, attachment)

    bare = typst.Compiler(input=page)

    def floor() -> object:
        return bare.compile(
            format="pdf",
            sys_inputs={"rank": str(next(ranks))},
            pdf_standards=STANDARDS[PdfForm.A3A],  # type: ignore[arg-type]  # its literals
            timestamp=at,
        )

    found = compared(render, floor)
    return name, figure(found.micros / 1000), figure(found.floor / 1000), figure(found.speed)
