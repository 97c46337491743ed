"""FHIR JSON to the domain: every issue of a stage at once, with its FHIRPath."""

from ordonnance.fhir.read.dispense import is_dispensing, read_dispenses
from ordonnance.fhir.read.european import read_european
from ordonnance.fhir.read.ordonnance import Draft, read_draft, read_ordonnance

__all__ = [
    "Draft",
    "is_dispensing",
    "read_dispenses",
    "read_draft",
    "read_european",
    "read_ordonnance",
]
