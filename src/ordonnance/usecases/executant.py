"""Who serves: a pharmacist, or a préparateur under the name of one."""

from ordonnance.domain.actors import Caller, Professional, Role
from ordonnance.domain.dispensing import Executant
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Rpps


def executant_of(caller: Caller, pharmacist: Rpps | None) -> Executant:
    """Who serves: the pharmacist of the session, or the one named by the préparateur."""
    actor = caller.actor
    if not isinstance(actor, Professional):
        raise Refusal.of("NOT_ALLOWED", role=caller.role.label, allowed="pharmacien")
    name = f"{actor.given} {actor.family}".strip()
    place = actor.place
    if caller.role is Role.ASSISTANT_DISPENSER:
        if pharmacist is None or pharmacist == actor.rpps:
            raise Refusal.of("PHARMACIST_REQUIRED", "Parameters.parameter.where(name='pharmacist')")
        # The pharmacist is declared by the préparateur: the name is not known, so the RPPS stands.
        under = f"Pharmacien déclaré, RPPS {pharmacist}"
        return Executant(pharmacist.value, under, place.key, place.label, actor.national_id, name)
    if pharmacist is not None:
        raise Refusal.of(
            "ELEMENT_INVALID",
            "Parameters.parameter.where(name='pharmacist')",
            reason="un pharmacien sert en son nom",
        )
    rpps = actor.rpps.value if actor.rpps else actor.national_id
    return Executant(rpps, name, place.key, place.label)
