"""The documents that a base writes: their media types, and how their bytes begin."""

from collections.abc import Mapping

from ordonnance.fhir.inputs import ExecutionsInput, RegistersInput, RenderInput, StockInput

Asked = RenderInput | ExecutionsInput | RegistersInput | StockInput
"""What asks for a document."""

FORMS: Mapping[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF-"),
    "cda": ("application/xml", b"<?xml"),
    "xdm": ("application/zip", b"PK\x03\x04"),
}
