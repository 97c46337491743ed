"""The CapabilityStatement and the OpenAPI description, generated from the table of endpoints."""

from collections.abc import Sequence
from typing import Any

from ordonnance.fhir.openapi import openapi
from ordonnance.fhir.routes import RouteInfo

__all__ = ["RouteInfo", "capability_statement", "openapi"]

_SECURITY_SERVICE = "http://terminology.hl7.org/CodeSystem/restful-security-service"

# The day on which the shape of the statement last changed; the version says the rest.
SHAPED_ON = "2026-11-22"


def capability_statement(
    routes: Sequence[RouteInfo], version: str, base_url: str
) -> dict[str, Any]:
    """What this base answers to, as `GET /fhir/metadata` says it. `base_url` ends with /fhir."""
    served = [route for route in routes if route.is_fhir]
    return {
        "resourceType": "CapabilityStatement",
        "name": "Ordonnance",
        "status": "active",
        "date": SHAPED_ON,
        "kind": "instance",
        "software": {"name": "ordonnance", "version": version},
        "implementation": {"description": "Base d'ordonnances numériques", "url": base_url},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [_rest(served, base_url)],
    }


def _rest(routes: Sequence[RouteInfo], base_url: str) -> dict[str, Any]:
    rest: dict[str, Any] = {
        "mode": "server",
        "security": {
            "cors": False,
            "service": [{"coding": [{"system": _SECURITY_SERVICE, "code": "OAuth"}]}],
            "description": "Jeton porteur d'un fournisseur d'identité configuré (15 minutes).",
        },
    }
    if resources := _resources(routes):
        rest["resource"] = resources
    if operations := _operations(routes, base_url):
        rest["operation"] = operations
    return rest


def _resources(routes: Sequence[RouteInfo]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for route in routes:
        if route.resource is not None and not route.is_operation:
            entry = found.setdefault(route.resource, {"type": route.resource, "interaction": []})
            if route.name not in [each["code"] for each in entry["interaction"]]:
                entry["interaction"].append({"code": route.name, "documentation": _told(route)})
            if route.name == "search-type":
                entry["searchParam"] = _SEARCHED[route.resource]
    return list(found.values())


_SEARCHED = {
    "MedicationRequest": [
        {
            "name": "authoredon",
            "type": "date",
            "documentation": "Jour d'établissement (AAAA-MM-JJ) ; préfixes eq, ne, ge, gt, le, lt. "
            "Avec _count : le nombre d'ordonnances par page. Aucun autre paramètre n'est pris.",
        }
    ],
    "MedicationDispense": [
        {
            "name": "prescription.group-or-identifier",
            "type": "token",
            "documentation": "Le numéro de l'ordonnance, exigé, toujours dans le corps (POST).",
        },
        {
            "name": "status",
            "type": "token",
            "documentation": "completed, declined, entered-in-error, séparés par des virgules. "
            "Aucun autre paramètre n'est pris.",
        },
    ],
}


def _operations(routes: Sequence[RouteInfo], base_url: str) -> list[dict[str, Any]]:
    return [
        {
            "name": route.name,
            "definition": f"{base_url}/OperationDefinition/{route.name}",
            "documentation": _told(route),
        }
        for route in routes
        if route.is_operation
    ]


def _told(route: RouteInfo) -> str:
    return f"{route.summary} ({', '.join(route.roles)})" if route.roles else route.summary
