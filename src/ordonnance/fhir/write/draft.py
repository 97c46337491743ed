"""A line that is being written, before any document: a MedicationRequest with the status draft."""

import msgspec

from ordonnance.domain.prescription import Line
from ordonnance.fhir.codec import encode
from ordonnance.fhir.systems import Systems
from ordonnance.fhir.write.line import medication_request
from ordonnance.fhir.write.values import named

PATIENT_TO_COME = "patient à désigner"
AUTHOR_TO_COME = "prescripteur à désigner"


def write_draft(line: Line, day: str, systems: Systems) -> bytes:
    """The JSON of a draft line of that day (ISO); its people and its identifier come later."""
    request = medication_request(
        line, named(PATIENT_TO_COME), named(AUTHOR_TO_COME), day, None, systems
    )
    return encode(msgspec.structs.replace(request, status="draft", identifier=()))
