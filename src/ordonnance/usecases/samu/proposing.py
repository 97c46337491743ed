"""Which circuits are open for this call, and why the others are not. Nothing is written.

An establishment's resident: case 2 first. Otherwise the pharmacy chosen with the caller, by its
organisational mailbox before a personal one; the patient's own only by default (note, 2.2).
"""

from ordonnance.domain.actors import Caller, Profession, Professional, Role
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.circuits import Circuit
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.dates import short
from ordonnance.domain.letters import OpenBox
from ordonnance.law.articles.samu_sas import SINCE
from ordonnance.law.french import typographic
from ordonnance.usecases.access import TABLE, Act, require_role
from ordonnance.usecases.directory import Directory
from ordonnance.usecases.samu.models import Option, Propose, Proposed
from ordonnance.usecases.samu.needs import Regulation
from ordonnance.usecases.samu.recipients import Found, to_home, to_patient, to_pharmacy

REGULATORS = frozenset({Profession.PHYSICIAN, Profession.DENTIST, Profession.PHARMACIST})
"""Who may use the derogation, with the regulation access of Pro Santé Connect (note, 2.1)."""

REGULATING = frozenset({Role.PRESCRIBER, Role.REGULATING_PHARMACIST})

DIGITAL = (
    "L’ordonnance numérique passe d’abord\u202f: cette base l’émet, avec un numéro que le patient "
    "donne à la pharmacie de son choix. La dérogation ne sert que si elle n’est pas possible."
)
_OPEN = {
    Circuit.PHARMACY: "La prescription part vers la pharmacie choisie avec l’appelant.",
    Circuit.CARE_HOME: "Le patient réside en établissement\u202f: la prescription part vers le "
    "professionnel qui a donné son adresse.",
    Circuit.PATIENT: "À défaut des deux autres\u202f: la prescription part vers Mon espace santé.",
}
_NOT_RESIDENT = "Le patient ne réside pas dans un établissement médico-social."


def require_regulator(caller: Caller, needs: Regulation) -> Professional:
    """Who regulates, on a day of the derogation. Raises NOT_ALLOWED, SAMU_NOT_REGULATOR,
    SAMU_DEROGATION_OVER."""
    require_role(caller, Act.REGULATE)
    actor = caller.actor
    if (
        not isinstance(actor, Professional)
        or caller.role not in REGULATING
        or not actor.regulation_access
        or actor.profession not in REGULATORS
    ):
        raise Refusal.of("SAMU_NOT_REGULATOR")
    today = legal_day(needs.ports.clock.now(), actor.place.zone)
    if today < SINCE:
        raise Refusal.of("SAMU_DEROGATION_OVER", reason=f"elle commence le {short(SINCE)}")
    if needs.until is not None and today > needs.until:
        reason = f"elle a pris fin le {short(needs.until)}"
        raise Refusal.of("SAMU_DEROGATION_OVER", reason=reason)
    return actor


async def propose(asked: Propose, needs: Regulation) -> Proposed:
    """The circuits for what is known so far, best first. Raises as `require_regulator`.

    An assistant who prepares asks the same, and sends nothing.
    """
    if asked.caller.role is Role.ASSISTANT:
        require_role(asked.caller, Act.REGULATE)
    else:
        require_regulator(asked.caller, needs)
    directory = needs.directory()
    options = tuple(_option(circuit, asked, directory, needs) for circuit in _order(asked))
    advised = next((each.circuit for each in options if each.open), None)
    senders = needs.senders.of(asked.caller, directory)
    digital = DIGITAL if (asked.caller.role, Act.ISSUE) in TABLE else ""
    if not senders and asked.caller.role is Role.ASSISTANT:
        # The regulator who sends has a session of their own: nobody can tell yet.
        return Proposed(digital, options, advised)
    if not senders:
        refused = Refusal.of("SAMU_NO_SENDER").first
        return Proposed(digital, options, advised, no_sender=typographic(refused.message))
    best = senders[0]
    return Proposed(digital, options, advised, best.address, bool(best.person))


def sender_of(
    wanted: str, caller: Caller, directory: Directory | None, needs: Regulation
) -> OpenBox:
    """The mailbox to send from. Raises SAMU_NO_SENDER, SAMU_SENDER_NOT_YOURS."""
    senders = needs.senders.of(caller, directory)
    if not senders:
        raise Refusal.of("SAMU_NO_SENDER")
    chosen = wanted.strip().casefold()
    found = next((each for each in senders if chosen in ("", each.address.casefold())), None)
    if found is None:
        raise Refusal.of("SAMU_SENDER_NOT_YOURS")
    return found


def found_for(
    circuit: Circuit, asked: Propose, directory: Directory | None, needs: Regulation
) -> Found:
    """The mailboxes of a circuit, each in the white list. Raises Refusal: why there is none."""
    trusted = needs.trust.current()
    if circuit is Circuit.PHARMACY:
        return to_pharmacy(asked.pharmacy, directory, trusted)
    if circuit is Circuit.CARE_HOME:
        return to_home(
            asked.address, asked.establishment, directory, trusted, given=asked.given_in_call
        )
    return to_patient(
        asked.patient, asked.dictated, asked.impossible, asked.impossible_text, trusted,
        active=asked.space_active, demonstration=needs.ports.demonstration,
    )  # fmt: skip


def _order(asked: Propose) -> tuple[Circuit, ...]:
    homes, pharmacies = Circuit.CARE_HOME, Circuit.PHARMACY
    first = (homes, pharmacies) if asked.resident else (pharmacies, homes)
    return (*first, Circuit.PATIENT)


def _option(
    circuit: Circuit, asked: Propose, directory: Directory | None, needs: Regulation
) -> Option:
    if circuit is Circuit.CARE_HOME and not asked.resident:
        return Option(circuit, open=False, why=_NOT_RESIDENT, code="SAMU_NOT_RESIDENT")
    try:
        found = found_for(circuit, asked, directory, needs)
    except Refusal as refusal:
        first = refusal.first
        why = typographic(f"{first.message} {first.do}")
        return Option(circuit, open=False, why=why, code=first.code)
    return Option(
        circuit, open=True, why=_OPEN[circuit], destinations=found.destinations,
        warnings=found.warnings, identity=found.identity,
    )  # fmt: skip
