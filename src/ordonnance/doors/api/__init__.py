"""The FHIR API over HTTP: a thin shell around the acts."""
