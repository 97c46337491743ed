"""FHIR JSON to the domain: every issue of a stage at once, with its FHIRPath."""

from ordonnance.fhir.read.dispense import read_dispenses
from ordonnance.fhir.read.ordonnance import read_ordonnance

__all__ = ["read_dispenses", "read_ordonnance"]
