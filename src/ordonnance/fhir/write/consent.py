"""The patient's objection as a Consent."""

from datetime import datetime

from ordonnance.domain.dispensing import Objection
from ordonnance.fhir.codec import encode
from ordonnance.fhir.extensions import definition
from ordonnance.fhir.resources.datatypes import Extension
from ordonnance.fhir.resources.dispense import Consent, Policy, Provision
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems
from ordonnance.fhir.write import values

_HL7 = "http://terminology.hl7.org/CodeSystem"
_TEXT = "urn:ordonnance:texte:csp-r4072-1"


def write_consent(
    objection: Objection | None, at: datetime, systems: Systems = DEFAULT_SYSTEMS
) -> bytes:
    """The JSON of the Consent in force: while the objection stands, the author may not read.

    `objection` None is an objection withdrawn (or never made) as known at `at`: the reading is
    allowed. The number of the ordonnance is a secret and never stands in it.
    """
    extensions: tuple[Extension, ...] = ()
    if objection is not None:
        url = definition("objection-origin").url(systems)
        extensions = (Extension(url=url, value_code=objection.origin.value),)
    since = objection.since if objection is not None else at
    return encode(
        Consent(
            extension=extensions,
            status="active",
            scope=values.code(f"{_HL7}/consentscope", "patient-privacy"),
            category=(values.code("http://loinc.org", "59284-0"),),
            date_time=since.isoformat(),
            policy=(Policy(uri=_TEXT),),
            provision=Provision(
                type="deny" if objection is not None else "permit",
                action=(
                    values.code(
                        systems.own_code("consent-action"),
                        "read-executions",
                        "Lecture des exécutions par le prescripteur",
                    ),
                ),
            ),
        )
    )
