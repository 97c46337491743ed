"""What leaves the base: the sheet in its three forms of PDF and the CDA, all caches warm."""

import itertools
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

from bench.documents import bundle_of_6_kb, five_lines
from bench.sheet import SPREAD
from bench.table import Table, figure
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.adapters.renderer.codes import picture
from ordonnance.adapters.xml.writing import write
from ordonnance.documents.cda.prescription import Issued, prescription
from ordonnance.documents.numerique import numerique
from ordonnance.documents.sheet import Sheet
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.fhir.read import read_ordonnance
from ordonnance.fhir.write import write_ordonnance
from ordonnance.usecases.medicines import in_words, medicines_of, secured
from ordonnance.usecases.ports import PdfForm

BOUND_MS = 15
"""Milliseconds that a page may cost without signature."""

CALLS = 25

Making = Callable[[OrdonnanceNumber], bytes]


def documents() -> Table:
    """Milliseconds per file, its description included; every file has another number."""
    cases = {
        "quatre lignes en ALD": read_ordonnance(bundle_of_6_kb()),
        "cinq lignes dont un stupéfiant": five_lines(),
    }
    rows = tuple(row for name, ordonnance in cases.items() for row in _rows(name, ordonnance))
    return Table(
        f"documents — ce qui sort de la base, à chaud (borne\u202f: {BOUND_MS} ms la page)",
        ("mesure", "ms", "au mieux", "processeur ms", "Kio"),
        rows,
        (
            "Médianes\u202f; « au mieux » est le plus court, quand aucun voisin ne gêne.",
            "Avec le CDA joint, deux feuilles sont composées\u202f: elle et sa copie dans le CDA.",
        ),
    )


def _rows(name: str, ordonnance: Ordonnance) -> list[tuple[str, ...]]:
    renderer, bundle = TypstRenderer(), write_ordonnance(ordonnance)
    medicines = medicines_of(ordonnance, load_demonstration())
    words = frozenset(in_words(ordonnance, medicines))
    at = SystemClock().now().replace(microsecond=0)

    def sheet(number: OrdonnanceNumber) -> Sheet:
        return numerique(
            ordonnance, number, at, base_url="https://exemple.invalid", demonstration=True,
            in_words=words, medicines=medicines,
        )  # fmt: skip

    def cda_around(described: Sheet, number: OrdonnanceNumber) -> bytes:
        copy = renderer.render(described, b"", form=PdfForm.A1B)
        code = picture(described.qr.text) if described.qr else None
        issued = Issued(
            number=number, number_root="2.25.1", sealed_at=at, pdf=copy, code=code,
            medicines=medicines, in_words=words, secured=secured(ordonnance, medicines),
        )  # fmt: skip
        return write(prescription(ordonnance, issued))

    def whole(number: OrdonnanceNumber) -> bytes:
        described = sheet(number)
        return renderer.render(described, bundle, cda=cda_around(described, number))

    makings: dict[str, Making] = {
        "PDF/A-3a, FHIR et CDA joints": whole,
        "PDF/A-3a, FHIR joint": lambda number: renderer.render(sheet(number), bundle),
        "PDF/A-1b": lambda number: renderer.render(sheet(number), b"", form=PdfForm.A1B),
        "PDF simple": lambda number: renderer.render(sheet(number), b"", form=PdfForm.PLAIN),
        "CDA": lambda number: cda_around(sheet(number), number),
    }
    return [_row(f"{name}\u202f: {what}", making) for what, making in makings.items()]


def _row(name: str, making: Making) -> tuple[str, ...]:
    # Typst remembers what it has already set: each file has another number, as in real life.
    ranks = itertools.count(1)

    def call() -> bytes:
        return making(OrdonnanceNumber.from_payload("D", next(ranks) * SPREAD % 2**70))

    call()
    taken = [_timed(call) for _ in range(CALLS)]
    wall, processor = ([each[place] * 1000 for each in taken] for place in (0, 1))
    size = figure(len(call()) / 1024)
    return name, figure(median(wall)), figure(min(wall)), figure(median(processor)), size


def _timed(call: Callable[[], bytes]) -> tuple[float, float]:
    """Seconds on the wall, and of processor."""
    wall, processor = perf_counter(), process_time()
    call()
    return perf_counter() - wall, process_time() - processor
