"""HTTP answers: results as Parameters, refusals as OperationOutcome, always without caching."""

from starlette.responses import Response

from ordonnance.domain.errors import Issue, Refusal
from ordonnance.fhir.outcome import outcome_json
from ordonnance.fhir.results import to_parameters

FHIR_TYPE = "application/fhir+json; charset=utf-8"

SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
"""On every answer. The number never leaves by a Referer, no answer is kept by a cache."""


_RETRY_AFTER = {429: "60", 503: "2", 507: "60"}
"""Seconds before asking again: soon when something restarts, later when somebody must act."""


def result_response(result: object) -> Response:
    """A result as a FHIR Parameters; its version is the ETag."""
    headers = dict(SECURITY_HEADERS)
    version = getattr(result, "version", None)
    if isinstance(version, int):
        headers["ETag"] = f'W/"{version}"'
    return Response(to_parameters(result), 200, headers, FHIR_TYPE)


def waiting(refusal: Refusal) -> dict[str, str]:
    """The header of a refusal that ends by itself: what is capped says for how long, in seconds."""
    status = refusal.first.entry.status
    if status not in _RETRY_AFTER:
        return {}
    return {"Retry-After": refusal.first.facts.get("seconds", _RETRY_AFTER[status])}


def refusal_response(refusal: Refusal) -> Response:
    """A refusal as an OperationOutcome: every issue, and the findings of the law beside it."""
    headers = dict(SECURITY_HEADERS)
    status = refusal.first.entry.status
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="ordonnance"'
    headers |= waiting(refusal)
    findings = getattr(refusal, "findings", ())
    return Response(outcome_json(refusal.issues, findings), status, headers, FHIR_TYPE)


def fault_response(incident: str) -> Response:
    """A fault of ours: no detail, an incident id that the log carries too."""
    return refusal_response(Refusal(Issue("INTERNAL", facts={"incident": incident})))
