"""FHIR R4 JSON to and from the domain: no HTTP, no database, nothing dropped in silence."""
