"""HTTP answers: results as Parameters, refusals as OperationOutcome, always without caching."""

from collections.abc import Mapping

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


_SAID_ALWAYS = [(name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]
_SAID_TYPE = (b"content-type", FHIR_TYPE.encode())


class FhirResponse(Response):
    """A FHIR resource; `headers` are those of this answer alone, the others were written once."""

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        """Write the headers."""
        own = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
        length = (b"content-length", b"%d" % len(self.body))
        self.raw_headers = [*_SAID_ALWAYS, *own, length, _SAID_TYPE]


def result_response(result: object) -> Response:
    """A result as a FHIR Parameters; its version is the ETag."""
    version = getattr(result, "version", None)
    headers = {"ETag": f'W/"{version}"'} if isinstance(version, int) else None
    return FhirResponse(to_parameters(result), 200, headers)


def waiting(refusal: Refusal) -> dict[str, str]:
    """The header of a refusal that ends by itself: what is capped says for how long, in seconds."""
    status = refusal.first.entry.status
    if status not in _RETRY_AFTER:
        return {}
    return {"Retry-After": refusal.first.facts.get("seconds", _RETRY_AFTER[status])}


def refusal_response(refusal: Refusal) -> Response:
    """A refusal as an OperationOutcome: every issue, and the findings of the law beside it."""
    status = refusal.first.entry.status
    headers = {"WWW-Authenticate": 'Bearer realm="ordonnance"'} if status == 401 else {}
    headers |= waiting(refusal)
    findings = getattr(refusal, "findings", ())
    return FhirResponse(outcome_json(refusal.issues, findings), status, headers)


def fault_response(incident: str) -> Response:
    """A fault of ours: no detail, an incident id that the log carries too."""
    return refusal_response(Refusal(Issue("INTERNAL", facts={"incident": incident})))
