"""The domain to FHIR JSON, in one canonical writing."""

from ordonnance.fhir.write.audit import AuditEntry, write_audit
from ordonnance.fhir.write.consent import write_consent
from ordonnance.fhir.write.executions import Execution, records, write_executions
from ordonnance.fhir.write.ordonnance import bundle_of, write_ordonnance
from ordonnance.fhir.write.search import FoundOrdonnance, Links, write_search

__all__ = [
    "AuditEntry",
    "Execution",
    "FoundOrdonnance",
    "Links",
    "bundle_of",
    "records",
    "write_audit",
    "write_consent",
    "write_executions",
    "write_ordonnance",
    "write_search",
]
