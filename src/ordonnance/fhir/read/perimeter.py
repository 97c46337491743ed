"""What never is an ordonnance numérique, seen in the raw document: refused by its own name.

A document of this kind also differs from our definitions: « unknown element » would be true and
useless.
"""

from collections.abc import Iterator

from ordonnance.domain.errors import Issue
from ordonnance.fhir.issues import MAX_ISSUES
from ordonnance.fhir.systems import Systems

_IMAGING, _TRANSPORT = "imagerie", "transport"

KINDS: dict[str, str] = {
    # Our own codes
    "imaging": _IMAGING,
    "transport": _TRANSPORT,
    "biology": "biologie",
    "nursing": "soins infirmiers",
    "physiotherapy": "kinésithérapie",
    "speech-therapy": "orthophonie",
    "orthoptics": "orthoptie",
    "podiatry": "pédicurie-podologie",
    # TRE_A05 and LOINC document types
    "PRESC-BIO": "biologie",
    "PRESC-INF": "soins infirmiers",
    "PRESC-KINE": "kinésithérapie",
    "PRESC-ORTHOPHO": "orthophonie",
    "PRESC-ORTHOPTIE": "orthoptie",
    "PRESC-PEDI": "pédicurie-podologie",
    "PRESC-AAT": "arrêt de travail",
    "55115-0": _IMAGING,
    # SNOMED CT and HL7 v2 diagnostic services
    "363679005": _IMAGING,
    "RAD": _IMAGING,
    "108252007": "biologie",
    "LAB": "biologie",
    "9632001": "soins infirmiers",
    "91251008": "kinésithérapie",
    "5154007": "orthophonie",
    "715957006": _TRANSPORT,
}
"""Kind of a ServiceRequest by the code of its category, in French. Codes do not clash."""

_ON_PAPER = {_IMAGING: "IMAGING_ON_PAPER", _TRANSPORT: "TRANSPORT_ON_PAPER"}

_OTHER_ORDERS = {
    "DeviceRequest": "dispositif médical",
    "NutritionOrder": "nutrition",
    "VisionPrescription": "verres correcteurs",
    "ImmunizationRecommendation": "vaccination",
    "SupplyRequest": "commande à usage professionnel",
}


def perimeter_issues(tree: object, systems: Systems) -> list[Issue]:
    """Everything in the raw document that lies outside the service, with its FHIRPath."""
    if not isinstance(tree, dict):
        return []
    found = list(_of_resource(tree, str(tree.get("resourceType", "")), systems))
    if tree.get("resourceType") != "Bundle":
        return found
    if "signature" in tree:
        found.append(Issue("USE_JOSE_BODY", "Bundle.signature"))
    for index, entry in enumerate(_list(tree.get("entry"))):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict):
            found += _of_resource(resource, f"Bundle.entry[{index}].resource", systems)
    return found[:MAX_ISSUES]


def _of_resource(resource: dict[str, object], at: str, systems: Systems) -> Iterator[Issue]:
    kind = resource.get("resourceType")
    if kind == "ServiceRequest":
        yield _service(resource, at)
    elif isinstance(kind, str) and kind in _OTHER_ORDERS:
        yield Issue("OUT_OF_SCOPE", at, {"kind": f"« {_OTHER_ORDERS[kind]} »"})
    elif kind == "Patient":
        for index, each in enumerate(_list(resource.get("extension"))):
            if isinstance(each, dict) and each.get("url") == systems.animal:
                yield Issue("VETERINARY", f"{at}.extension[{index}]")
    elif kind == "MedicationRequest":
        meta = resource.get("meta")
        for index, each in enumerate(_list(meta.get("profile") if isinstance(meta, dict) else ())):
            if each == systems.inpatient:
                yield Issue("INTRA_HOSPITAL", f"{at}.meta.profile[{index}]")
        for index, concept in enumerate(_list(resource.get("category"))):
            if "inpatient" in _codes(concept):
                yield Issue("INTRA_HOSPITAL", f"{at}.category[{index}]")


def _service(resource: dict[str, object], at: str) -> Issue:
    for index, concept in enumerate(_list(resource.get("category"))):
        for code in _codes(concept):
            if code in KINDS:
                kind, place = KINDS[code], f"{at}.category[{index}]"
                if kind in _ON_PAPER:
                    return Issue(_ON_PAPER[kind], place)
                return Issue("OUT_OF_SCOPE", place, {"kind": f"« {kind} »"})
    return Issue("OUT_OF_SCOPE", at, {"kind": "« actes et soins »"})


def _codes(concept: object) -> list[str]:
    coded = _list(concept.get("coding")) if isinstance(concept, dict) else []
    codes = (each.get("code") for each in coded if isinstance(each, dict))
    return [code for code in codes if isinstance(code, str)]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
