"""FHIR JSON to the domain: every issue of a stage at once, with its FHIRPath."""

from ordonnance.fhir.read.dispense import is_dispensing, read_dispenses
from ordonnance.fhir.read.european import read_european
from ordonnance.fhir.read.ordonnance import read_ordonnance

__all__ = ["is_dispensing", "read_dispenses", "read_european", "read_ordonnance"]
