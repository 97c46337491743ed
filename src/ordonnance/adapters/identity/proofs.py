"""Who was proved, by which issuer, until when: what a session stands on, whatever proved it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ordonnance.adapters.identity.claims import refused
from ordonnance.adapters.identity.issuers import IssuerKind
from ordonnance.adapters.identity.patients import fund_agent_of, patient_of, representation_ends
from ordonnance.adapters.identity.professionals import worker_of
from ordonnance.domain.actors import Actor, Caller, Representative, Role, SoftwareClient


@dataclass(frozen=True, slots=True)
class Proof:
    """Verified claims of an issuer of that kind; believed from `opens` until `closes`, in seconds
    since 1970. `token_id` names the proof in the journal."""

    kind: IssuerKind
    iss: str
    claims: Mapping[str, Any] = field(repr=False)
    token_id: str
    opens: float
    closes: float


@dataclass(frozen=True, slots=True)
class Believed:
    """Somebody in a role, at one place, until then."""

    role: Role
    actor: Actor
    token_id: str
    opens: float
    closes: float

    def caller(self, client: SoftwareClient) -> Caller:
        """The caller, with the software that calls."""
        return Caller(self.role, self.actor, client, self.token_id)


def believed(proof: Proof, place: str | None, now: float) -> Believed:
    """Whom the proof is about, at the place that `place` names (professionals only).

    The only way from claims to a person. Raises TokenRefused.
    """
    role, actor = _person(proof.kind, proof.claims, place)
    closes = proof.closes
    if isinstance(actor, Representative):
        closes = min(closes, representation_ends(actor).timestamp())
        if now >= closes:
            raise refused("acting_for: representation ended")
    return Believed(role, actor, proof.token_id, proof.opens, closes)


def _person(kind: IssuerKind, claims: Mapping[str, Any], place: str | None) -> tuple[Role, Actor]:
    sub = claims.get("sub")
    if not isinstance(sub, str) or not sub.strip():
        raise refused("sub: required")
    match kind:
        case IssuerKind.PROFESSIONAL:
            return worker_of(claims, place)
        case IssuerKind.PATIENT:
            return patient_of(claims)
        case IssuerKind.FUND:
            return fund_agent_of(claims)
        case IssuerKind.PRESERIE:
            raise refused("iss: a party of a présérie opens nothing here")
