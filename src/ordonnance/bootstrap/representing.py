"""Who acts for another person in a session: whom its proof names, and what this base recorded.

What was recorded is read again at each request: ended meanwhile, it opens nothing more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ordonnance.adapters.identity.patients import representation_ends, representative_of
from ordonnance.adapters.identity.proofs import Proof
from ordonnance.adapters.oidc.id_tokens import NotVerified
from ordonnance.adapters.oidc.people import civil_identity
from ordonnance.domain.actors import Caller, Role, SoftwareClient
from ordonnance.domain.civil_identity import CivilIdentity
from ordonnance.domain.errors import Refusal
from ordonnance.domain.representation import Representation
from ordonnance.domain.represented import Represented
from ordonnance.usecases.ports import Representations
from ordonnance.usecases.representing import acting, link_account


@dataclass(frozen=True, slots=True)
class Representing:
    """The representatives of a base, as their accounts show them."""

    kept: Representations
    clock: Callable[[], datetime]

    async def offered(self, proof: Proof) -> tuple[Representation, ...]:
        """For whom that person may act now."""
        return await acting(account_of_proof(proof), self.clock(), self.kept)

    async def caller(
        self, proof: Proof, id: str, client: SoftwareClient
    ) -> tuple[Caller, datetime]:
        """That person acting for the one of that representation, and until when at the latest.

        Raises Refusal REPRESENTATION_OVER, TokenRefused.
        """
        offered = await self.offered(proof)
        chosen = next((each for each in offered if each.id == id), None)
        if chosen is None:
            raise Refusal.of("REPRESENTATION_OVER")
        told = Represented(
            chosen.ins, chosen.until, chosen.represented, chosen.id, chosen.proof.of_a_minor
        )  # fmt: skip
        actor = representative_of(proof.claims, (told,), chosen.ins)
        caller = Caller(Role.REPRESENTATIVE, actor, client, proof.token_id)
        return caller, representation_ends(actor)

    async def link(self, proof: Proof, code: str) -> Representation:
        """Link that person's account by a code. Raises Refusal ACCESS_CODE_REFUSED."""
        identity, account = identity_of(proof), account_of_proof(proof)
        return await link_account(account, identity, code, self.clock(), self.kept)


def identity_of(proof: Proof) -> CivilIdentity:
    """The civil identity of that person; a code opens nothing to one that is not whole.

    Raises Refusal ACCESS_CODE_REFUSED.
    """
    try:
        return civil_identity(proof.claims)
    except NotVerified as error:
        raise Refusal.of("ACCESS_CODE_REFUSED") from error


def account_of_proof(proof: Proof) -> str:
    """What names the account that the proof is about."""
    return account_of(proof.iss, str(proof.claims["sub"]))


def account_of(issuer: str, sub: str) -> str:
    """What names an account of that provider."""
    return f"{issuer}|{sub}"
