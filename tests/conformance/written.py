"""One of everything that the base writes, each with the shapes that differ from the usual one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

from ordonnance import __version__
from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.drugs.search import search
from ordonnance.domain.dispensing import (
    Declined,
    DeclineReason,
    Dispense,
    Executant,
    Objection,
    ObjectionOrigin,
    QuantityReason,
    Served,
    Substitution,
    SubstitutionKind,
    Undone,
    UndoReason,
)
from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.domain.errors import Issue
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.doors.api.pages import route_infos
from ordonnance.fhir.capability import capability_statement
from ordonnance.fhir.codec import encode
from ordonnance.fhir.codes import Fill
from ordonnance.fhir.outcome import outcome_json
from ordonnance.fhir.read import read_draft, read_ordonnance
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from ordonnance.fhir.write import (
    AuditEntry,
    Execution,
    FoundOrdonnance,
    Links,
    write_audit,
    write_consent,
    write_executions,
    write_ordonnance,
    write_search,
)
from ordonnance.fhir.write.draft import write_draft
from ordonnance.usecases.typed_line import read_typed_line
from tests.fhir import bundles
from tests.fhir.official import bundles as official_bundles

Written = Iterator[tuple[str, bytes]]

AT = datetime(2026, 3, 2, 17, 5, tzinfo=UTC)
EXECUTANT = Executant("99900000029", "Paul EXEMPLE", "F750000018", "Pharmacie Exemple")
SERVED = Served(
    1, "AMOXICILLINE EXEMPLE 1 g", Decimal(1), Decimal(12), 6, date(2026, 3, 2), "3400960000011"
)
DISPENSE = Dispense("exec-1", AT, date(2026, 3, 2), EXECUTANT, (SERVED,))


def everything() -> Written:
    """(name, JSON) of each."""
    yield from ordonnances()
    yield from dispensings()
    yield from searches()
    yield from beside()
    yield from drafts()
    yield from outcomes()
    statement = capability_statement(route_infos(), __version__, "http://127.0.0.1:8080/fhir")
    yield "CapabilityStatement", encode(statement)


def ordonnances() -> Written:
    """The five Bundles in the official shape, read and written again."""
    for name, make in bundles.BUNDLES.items():
        ordonnance = read_ordonnance(bundles.body(make()))
        yield f"Bundle of {name}", write_ordonnance(ordonnance)
    anonymous = replace(ordonnance, patient=None, anonymous=True, advice="Revenir dans un mois")
    yield "anonymous Bundle", write_ordonnance(anonymous)


def official() -> Written:
    """Every example of the French guide, read and written again; a skip where they are not."""
    for path in official_bundles():
        yield path.stem, write_ordonnance(read_draft(path.read_bytes()).ordonnance)


def dispensings() -> Written:
    """Served whole, in part, substituted, through a préparateur, declined, undone, nothing."""
    ordonnance = read_ordonnance(bundles.body(bundles.amoxicillin()))

    def of(dispense: Dispense, fill: Fill | None = Fill.FIRST_COMPLETE) -> bytes:
        return write_executions(ordonnance, [Execution(dispense, {1: fill} if fill else {})])

    yield "no dispensing", write_executions(ordonnance, [])
    yield "served", of(DISPENSE)
    yield "served in part", of(DISPENSE, Fill.FIRST_PARTIAL)
    for kind in SubstitutionKind:
        other = replace(
            SERVED, substitution=Substitution(kind, "Accord du patient"), lot="L1", note="Au frais",
            quantity_reason=QuantityReason.PACK_SIZE, packs=Decimal("0.5"), days=0, units=None,
        )  # fmt: skip
        yield f"served with {kind}", of(replace(DISPENSE, served=(other,)))
    assistant = replace(EXECUTANT, assistant="P1", assistant_name="Lou DÉMO")
    yield "served by a préparateur", of(replace(DISPENSE, executant=assistant))
    for reason in DeclineReason:
        declined = Declined(1, reason, "Voir le prescripteur")
        yield f"declined {reason}", of(replace(DISPENSE, served=(), declined=(declined,)), None)
    undone = Undone(AT, UndoReason.MISTAKE, "exec", "Mauvaise boîte")
    yield "undone", of(replace(DISPENSE, undone=undone), None)
    magistral = replace(SERVED, cip13=None, label="Préparation EXEMPLE")
    yield "a preparation served", of(replace(DISPENSE, served=(magistral,)))


def searches() -> Written:
    """One's own lines: a page, an empty answer."""
    links = Links("http://127.0.0.1/fhir/MedicationRequest", "http://127.0.0.1/fhir", None, True)
    found = [
        FoundOrdonnance(
            f"NUMBER-{state}", state, write_ordonnance(read_ordonnance(bundles.body(make())))
        )
        for state, make in zip(OrdonnanceState, bundles.BUNDLES.values(), strict=False)
    ]
    yield "search", write_search(found, SYSTEMS, links)
    yield "search without answer", write_search([], SYSTEMS, links)


def beside() -> Written:
    """Consents and accesses."""
    for origin in ObjectionOrigin:
        yield f"objection {origin}", write_consent(Objection(AT, origin), AT)
    yield "withdrawal", write_consent(None, AT)
    entry = AuditEntry(AT, "consult", "consultation", "R", "Pharmacien", "Paul EXEMPLE", "Phie")
    refused = replace(entry, refused=True, name=None, place_label=None, details="NUMBER_UNKNOWN")
    yield "journal", write_audit([entry, refused, entry])
    yield "empty journal", write_audit([])


def drafts() -> Written:
    """Lines being written, of a speciality and in DCI."""
    for text in ("kardegic 75 1/j 3 mois ald ns mte", "amoxicilline 500 2 gel matin et soir 7 j"):
        typed = read_typed_line(text, partial(search, load_demonstration()), date(2026, 3, 2))
        if typed.line is None:
            raise LookupError(text)
        yield f"draft « {text} »", write_draft(typed.line, "2026-03-02", SYSTEMS)


def outcomes() -> Written:
    """The whole catalogue of refusals in one answer, a fault of ours, and the absence of any."""
    issues = tuple(Issue(code, "Bundle.entry[0].resource", {}) for code in CATALOGUE)
    yield "every refusal", outcome_json(issues)
    yield "nothing to say", outcome_json(())
