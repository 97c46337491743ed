"""FHIR JSON to the domain: every issue of a stage at once, with its FHIRPath."""

from ordonnance.fhir.read.ordonnance import Draft, read_draft, read_ordonnance

__all__ = ["Draft", "read_draft", "read_ordonnance"]
