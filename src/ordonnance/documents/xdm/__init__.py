"""The archive that carries CDA documents in secure mail (IHE XDM), as a pure description.

`entry` derives the XDS metadata of a document from its header, `registering` writes them as ebRIM,
`reading` reads them back, `folder` says what stands beside. The ZIP itself is written and read by
`ordonnance.adapters.xdm`.
"""
