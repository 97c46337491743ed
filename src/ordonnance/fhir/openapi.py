"""An OpenAPI 3.1 description of the endpoints, for those who do not speak FHIR.

Parameters are described by the FHIR model; here stand paths, sign-in, headers and media types.
"""

from collections.abc import Sequence
from typing import Any

from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.fhir.routes import RouteInfo

FHIR_JSON = "application/fhir+json"
_READS = frozenset({"check", "consult", "executions", "journal", "render", "list"})
"""Operations that write nothing: they take no idempotency key."""

_WITH_DOCUMENT = frozenset({"check", "issue"})
"""Operations whose body may also be the Bundle itself, or a compact JWS around it."""


def openapi(routes: Sequence[RouteInfo], version: str = "1") -> dict[str, Any]:
    """The description of every endpoint given."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Ordonnance numérique",
            "version": version,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
            "parameters": _HEADERS,
            "responses": {"refusal": _content("Refus, avec ce qu'il faut faire", "Refusal")},
            "schemas": {"Refusal": _REFUSAL, "Resource": _RESOURCE},
        },
    }


def _operation(route: RouteInfo) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": route.id,
        "summary": route.summary,
        "responses": {"200": _answer(route), "default": {"$ref": "#/components/responses/refusal"}},
    }
    if route.roles:
        found["description"] = f"Rôles : {', '.join(route.roles)}."
    if not route.is_fhir or route.name == "capabilities":
        found["security"] = []
    if route.name == "search-type" and route.method == "GET":
        found["parameters"] = _SEARCHED
    if not route.is_operation:
        return found
    found["parameters"] = [_header("Place")]
    if route.name not in _READS:
        found["parameters"] += [_header("IdempotencyKey"), _header("IfMatch")]
    found["requestBody"] = {"required": True, "content": _bodies(route)}
    return found


def _bodies(route: RouteInfo) -> dict[str, Any]:
    bodies: dict[str, Any] = {FHIR_JSON: {"schema": {"$ref": "#/components/schemas/Resource"}}}
    if route.name in _WITH_DOCUMENT:
        bodies["application/jose"] = {"schema": {"type": "string"}}
    return bodies


def _answer(route: RouteInfo) -> dict[str, Any]:
    if route.name == "render":
        return {"description": "La feuille", "content": {"application/pdf": {}}}
    if not route.is_fhir:
        return {"description": "Réponse"}
    return _content("Réponse", "Resource")


def _content(description: str, schema: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {FHIR_JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


def _header(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/parameters/{name}"}


_SEARCHED: list[dict[str, Any]] = [
    {
        "name": "_count",
        "in": "query",
        "description": "Ordonnances par page.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 100},
    },
    {
        "name": "authoredon",
        "in": "query",
        "description": "Jour d'établissement, au besoin précédé de eq, ne, ge, gt, le ou lt.",
        "schema": {"type": "string", "pattern": r"^(eq|ne|ge|gt|le|lt)?\d{4}-\d\d-\d\d$"},
    },
    {
        "name": "_cursor",
        "in": "query",
        "description": "Suite d'une page : celle que son lien next porte.",
        "schema": {"type": "string", "pattern": r"^\d{1,16}\.\d{1,3}$"},
    },
]

_HEADERS: dict[str, Any] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "Clé unique de l'acte ; la même si l'on recommence.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "description": "Version lue ; dépassée, la réponse est 412.",
        "schema": {"type": "string"},
    },
    "Place": {
        "name": "Ordonnance-Place",
        "in": "header",
        "required": False,
        "description": "Lieu d'exercice, quand la session en a plusieurs.",
        "schema": {"type": "string"},
    },
}

_RESOURCE: dict[str, Any] = {
    "type": "object",
    "required": ["resourceType"],
    "properties": {"resourceType": {"type": "string"}},
}

_REFUSAL: dict[str, Any] = {
    "type": "object",
    "required": ["resourceType", "issue"],
    "properties": {
        "resourceType": {"const": "OperationOutcome"},
        "issue": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["severity", "code", "details"],
                "properties": {
                    "severity": {"enum": ["fatal", "error", "warning", "information"]},
                    "code": {"type": "string"},
                    "details": {
                        "type": "object",
                        "description": "coding[0].code : un code du catalogue ou une règle.",
                        "examples": sorted(CATALOGUE)[:3],
                    },
                    "diagnostics": {"type": "string", "description": "Que faire."},
                    "expression": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}
