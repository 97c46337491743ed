"""Reading and writing a Bundle; the floor is the same JSON as plain dicts."""

import msgspec

from bench.documents import bundle_of_6_kb
from bench.table import Table, figure
from bench.timing import COLUMNS, compared, row
from ordonnance.fhir.read import read_ordonnance
from ordonnance.fhir.write import write_ordonnance


def fhir() -> Table:
    """From the bytes received to the ordonnance, and back."""
    body = bundle_of_6_kb()
    ordonnance, tree = read_ordonnance(body), msgspec.json.decode(body)
    return Table(
        f"fhir — Bundle de {figure(len(body) / 1000)} ko, {len(ordonnance.lines)} lignes",
        COLUMNS,
        (
            row("lire", compared(lambda: read_ordonnance(body), lambda: msgspec.json.decode(body))),
            row(
                "écrire",
                compared(lambda: write_ordonnance(ordonnance), lambda: msgspec.json.encode(tree)),
            ),
        ),
        ("Plancher\u202f: msgspec, le même JSON sans type ni contrôle.",),
    )
