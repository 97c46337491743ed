"""The FHIR R4 resources that we read and write, element by element: what is not here is refused.

Names are those of FHIR in snake case. Narrative (`text`), technical metadata (`meta`, `id`,
`language`) and narrative sections are accepted because FHIR allows them everywhere; they carry no
meaning here.
"""
