"""Who may do what: one table, role x act x relation. What is not in it is refused.

The relation says what links the caller to one ordonnance. A caller without an allowed relation
learns nothing, not even that the number exists.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ordonnance.domain.actors import (
    Assistant,
    Caller,
    FundAgent,
    PatientActor,
    Professional,
    Representative,
    Role,
)
from ordonnance.domain.dispensing import Progress
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Rpps
from ordonnance.domain.prescription import Ordonnance


class Act(StrEnum):
    """What can be asked of the base."""

    CHECK = "check"
    DRAFT = "draft"
    RESERVE = "reserve"
    ISSUE = "issue"
    CONSULT = "consult"
    RENDER = "render"
    DISPENSE = "dispense"
    UNDO = "undo"
    CANCEL = "cancel"
    REPLACE = "replace"
    OBJECT = "object"
    EXECUTIONS = "executions"
    LIST = "list"
    JOURNAL = "journal"
    MEDICINES = "medicines"
    REGISTERS = "registers"
    STOCK = "stock"
    DIRECTORY = "directory"
    VERIFY = "verify"
    ACCESS_CODE = "access-code"
    REPRESENT = "represent"
    """Record who acts for a patient, on a paper that was seen."""
    END_REPRESENTATION = "end-representation"
    REPRESENTATIVES = "representatives"
    """Read who acts for a patient."""
    REGULATE = "regulate"
    SEND = "send"
    """By secure mail, to a pharmacy or to the patient."""
    INBOX = "inbox"
    """The mailbox of the structure."""
    MARK_TWIN = "mark-twin"
    """The base itself marks two ordonnances that overlap: no role has this act."""

    @property
    def label(self) -> str:
        """French name, as the patient reads it in the journal of accesses."""
        return _LABELS[self]


_LABELS = {
    Act.CHECK: "vérification",
    Act.DRAFT: "préparation d'un brouillon",
    Act.RESERVE: "réservation de numéros",
    Act.ISSUE: "émission",
    Act.CONSULT: "consultation",
    Act.RENDER: "édition de la feuille",
    Act.DISPENSE: "délivrance",
    Act.UNDO: "annulation d'une délivrance",
    Act.CANCEL: "annulation de l'ordonnance",
    Act.REPLACE: "remplacement de l'ordonnance",
    Act.OBJECT: "opposition ou levée de l'opposition",
    Act.EXECUTIONS: "lecture des délivrances",
    Act.LIST: "liste des ordonnances",
    Act.JOURNAL: "lecture du journal des accès",
    Act.MEDICINES: "recherche de médicaments",
    Act.REGISTERS: "lecture d'un registre de la pharmacie",
    Act.STOCK: "registre du papier sécurisé",
    Act.DIRECTORY: "recherche dans l'annuaire des messageries",
    Act.VERIFY: "vérification d'une feuille",
    Act.ACCESS_CODE: "remise au patient d'un code d'accès",
    Act.REPRESENT: "enregistrement d'un représentant",
    Act.END_REPRESENTATION: "fin d'une représentation",
    Act.REPRESENTATIVES: "lecture de qui représente le patient",
    Act.REGULATE: "prescription du SAMU-SAS par messagerie sécurisée",
    Act.SEND: "envoi par messagerie sécurisée",
    Act.INBOX: "lecture de la messagerie de la pharmacie",
    Act.MARK_TWIN: "alerte de la base : deux ordonnances se chevauchent",
}


class Relation(StrEnum):
    """What links the caller to an ordonnance."""

    SELF = "self"
    """The act concerns no existing ordonnance but the caller's own work."""
    AUTHOR = "author"
    """Wrote it, or is the prescriber replaced by whoever wrote it, or replaces them now."""
    HOLDER = "holder"
    """Was shown the number."""
    EXECUTANT = "executant"
    """Belongs to a pharmacy that served it."""
    PATIENT = "patient"
    """Is the patient."""
    REPRESENTED = "represented"
    """Represents the patient."""


_PROFESSIONAL = {Relation.SELF}
_OWN_AFFAIR = {Relation.SELF}
"""Of a person who is no professional, or opens no ordonnance."""
_AUTHOR = {Relation.AUTHOR}
_PATIENT = {Relation.PATIENT}
_REPRESENTED = {Relation.REPRESENTED}
_COUNTER = {Relation.HOLDER, Relation.EXECUTANT}

TABLE: dict[tuple[Role, Act], set[Relation]] = {
    (Role.PRESCRIBER, Act.CHECK): _PROFESSIONAL,
    (Role.PRESCRIBER, Act.MEDICINES): _PROFESSIONAL,
    (Role.PRESCRIBER, Act.DRAFT): _PROFESSIONAL,
    (Role.PRESCRIBER, Act.RESERVE): _PROFESSIONAL,
    (Role.PRESCRIBER, Act.ISSUE): _PROFESSIONAL,
    (Role.PRESCRIBER, Act.LIST): _PROFESSIONAL,
    (Role.PRESCRIBER, Act.CONSULT): _AUTHOR,
    (Role.PRESCRIBER, Act.RENDER): _AUTHOR,
    (Role.PRESCRIBER, Act.CANCEL): _AUTHOR,
    (Role.PRESCRIBER, Act.REPLACE): _AUTHOR,
    (Role.PRESCRIBER, Act.EXECUTIONS): _AUTHOR,
    (Role.PRESCRIBER, Act.OBJECT): _AUTHOR,
    (Role.PRESCRIBER, Act.VERIFY): _AUTHOR,
    (Role.PRESCRIBER, Act.ACCESS_CODE): _AUTHOR,
    (Role.PRESCRIBER, Act.REPRESENT): _AUTHOR,
    (Role.PRESCRIBER, Act.END_REPRESENTATION): _AUTHOR,
    (Role.PRESCRIBER, Act.REPRESENTATIVES): _AUTHOR,
    (Role.PRESCRIBER, Act.STOCK): _PROFESSIONAL,
    (Role.PRESCRIBER, Act.SEND): _AUTHOR,
    (Role.PRESCRIBER, Act.DIRECTORY): _PROFESSIONAL,
    (Role.PRESCRIBER, Act.REGULATE): _PROFESSIONAL,
    (Role.REGULATING_PHARMACIST, Act.CHECK): _PROFESSIONAL,
    (Role.REGULATING_PHARMACIST, Act.MEDICINES): _PROFESSIONAL,
    (Role.REGULATING_PHARMACIST, Act.LIST): _PROFESSIONAL,
    (Role.REGULATING_PHARMACIST, Act.CONSULT): _AUTHOR,
    (Role.REGULATING_PHARMACIST, Act.RENDER): _AUTHOR,
    (Role.REGULATING_PHARMACIST, Act.CANCEL): _AUTHOR,
    (Role.REGULATING_PHARMACIST, Act.EXECUTIONS): _AUTHOR,
    (Role.REGULATING_PHARMACIST, Act.OBJECT): _AUTHOR,
    (Role.REGULATING_PHARMACIST, Act.VERIFY): _AUTHOR,
    (Role.REGULATING_PHARMACIST, Act.SEND): _AUTHOR,
    (Role.REGULATING_PHARMACIST, Act.DIRECTORY): _PROFESSIONAL,
    (Role.REGULATING_PHARMACIST, Act.REGULATE): _PROFESSIONAL,
    (Role.ASSISTANT, Act.CHECK): _PROFESSIONAL,
    (Role.ASSISTANT, Act.MEDICINES): _PROFESSIONAL,
    (Role.ASSISTANT, Act.DRAFT): _PROFESSIONAL,
    (Role.ASSISTANT, Act.DIRECTORY): _PROFESSIONAL,
    (Role.ASSISTANT, Act.REGULATE): _PROFESSIONAL,
    (Role.DISPENSER, Act.CHECK): _PROFESSIONAL,
    (Role.DISPENSER, Act.MEDICINES): _PROFESSIONAL,
    (Role.DISPENSER, Act.REGISTERS): _PROFESSIONAL,
    (Role.DISPENSER, Act.DIRECTORY): _PROFESSIONAL,
    (Role.DISPENSER, Act.CONSULT): _COUNTER,
    (Role.DISPENSER, Act.DISPENSE): _COUNTER,
    (Role.DISPENSER, Act.UNDO): _COUNTER,
    (Role.DISPENSER, Act.EXECUTIONS): _COUNTER,
    (Role.DISPENSER, Act.VERIFY): _COUNTER,
    (Role.DISPENSER, Act.ACCESS_CODE): _COUNTER,
    (Role.DISPENSER, Act.REPRESENT): _COUNTER,
    (Role.DISPENSER, Act.END_REPRESENTATION): _COUNTER,
    (Role.DISPENSER, Act.REPRESENTATIVES): _COUNTER,
    (Role.DISPENSER, Act.INBOX): _PROFESSIONAL,
    (Role.ASSISTANT_DISPENSER, Act.CHECK): _PROFESSIONAL,
    (Role.ASSISTANT_DISPENSER, Act.MEDICINES): _PROFESSIONAL,
    (Role.ASSISTANT_DISPENSER, Act.DIRECTORY): _PROFESSIONAL,
    (Role.ASSISTANT_DISPENSER, Act.CONSULT): _COUNTER,
    (Role.ASSISTANT_DISPENSER, Act.DISPENSE): _COUNTER,
    (Role.ASSISTANT_DISPENSER, Act.UNDO): _COUNTER,
    (Role.ASSISTANT_DISPENSER, Act.EXECUTIONS): _COUNTER,
    (Role.ASSISTANT_DISPENSER, Act.VERIFY): _COUNTER,
    (Role.ASSISTANT_DISPENSER, Act.ACCESS_CODE): _COUNTER,
    (Role.ASSISTANT_DISPENSER, Act.INBOX): _PROFESSIONAL,
    (Role.PATIENT, Act.CONSULT): _PATIENT,
    (Role.PATIENT, Act.RENDER): _PATIENT,
    (Role.PATIENT, Act.OBJECT): _PATIENT,
    (Role.PATIENT, Act.EXECUTIONS): _PATIENT,
    (Role.PATIENT, Act.LIST): _PATIENT,
    (Role.PATIENT, Act.JOURNAL): _PATIENT,
    (Role.PATIENT, Act.VERIFY): _PATIENT,
    (Role.PATIENT, Act.REPRESENTATIVES): _OWN_AFFAIR,
    (Role.REPRESENTATIVE, Act.CONSULT): _REPRESENTED,
    (Role.REPRESENTATIVE, Act.RENDER): _REPRESENTED,
    (Role.REPRESENTATIVE, Act.OBJECT): _REPRESENTED,
    (Role.REPRESENTATIVE, Act.EXECUTIONS): _REPRESENTED,
    (Role.REPRESENTATIVE, Act.LIST): _REPRESENTED,
    (Role.REPRESENTATIVE, Act.JOURNAL): _REPRESENTED,
    (Role.REPRESENTATIVE, Act.VERIFY): _REPRESENTED,
    (Role.REPRESENTATIVE, Act.END_REPRESENTATION): _OWN_AFFAIR,
    (Role.FUND_AGENT, Act.OBJECT): {Relation.HOLDER},
    (Role.FUND_AGENT, Act.REPRESENT): _OWN_AFFAIR,
    (Role.FUND_AGENT, Act.END_REPRESENTATION): _OWN_AFFAIR,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What of an ordonnance decides relations."""

    ordonnance: Ordonnance
    progress: Progress


def roles_of(act: Act) -> tuple[Role, ...]:
    """The roles that have this act, in the order of the roles."""
    return tuple(role for role in Role if (role, act) in TABLE)


def require_role(caller: Caller, act: Act) -> None:
    """Raise NOT_ALLOWED unless the role has this act at all (asked before anything is read)."""
    if (caller.role, act) not in TABLE:
        raise _not_allowed(caller, roles_of(act))


def require_own(caller: Caller, act: Act) -> None:
    """Raise NOT_ALLOWED unless the role does this act without opening an ordonnance."""
    own = [role for role in roles_of(act) if Relation.SELF in TABLE[role, act]]
    if caller.role not in own:
        raise _not_allowed(caller, own)


def _not_allowed(caller: Caller, roles: Iterable[Role]) -> Refusal:
    allowed = ", ".join(role.label.lower() for role in roles)
    return Refusal.of("NOT_ALLOWED", role=caller.role.label.lower(), allowed=allowed)


def require_relation(caller: Caller, act: Act, subject: Subject) -> set[Relation]:
    """The allowed relations that the caller has; NUMBER_UNKNOWN when there is none.

    The answer is the one of an unknown number, so that holding a number teaches nothing to
    somebody who may not open it.
    """
    allowed = TABLE.get((caller.role, act), set()) & relations(caller, subject)
    if not allowed:
        raise Refusal.of("NUMBER_UNKNOWN")
    return allowed


def relations(caller: Caller, subject: Subject) -> set[Relation]:
    """Every relation between the caller and an ordonnance whose number they gave."""
    actor = caller.actor
    patient = subject.ordonnance.patient
    ins = patient.ins if patient and patient.ins_qualified else None
    if isinstance(actor, PatientActor):
        return {Relation.PATIENT} if ins is not None and ins == actor.ins else set()
    if isinstance(actor, Representative):
        hidden = subject.ordonnance.hidden_from_representative
        represented = ins is not None and ins == actor.acting_for and not hidden
        return {Relation.REPRESENTED} if represented else set()
    if isinstance(actor, FundAgent):
        # Anonymous (IVG): prescriber and executing pharmacist only.
        return set() if subject.ordonnance.anonymous else {Relation.HOLDER}
    if isinstance(actor, Assistant):
        return set()
    return _professional_relations(caller.role, actor, subject)


def _professional_relations(role: Role, actor: Professional, subject: Subject) -> set[Relation]:
    if role in (Role.DISPENSER, Role.ASSISTANT_DISPENSER):
        here = actor.place.key
        served = any(d.executant.place == here for d in subject.progress.dispenses)
        return {Relation.HOLDER, Relation.EXECUTANT} if served else {Relation.HOLDER}
    return {Relation.AUTHOR} if is_author(actor, subject.ordonnance) else set()


def is_author(actor: Professional, ordonnance: Ordonnance) -> bool:
    """True for the person who wrote it, the colleague replaced then, and whoever replaces them."""
    return bool(authors(ordonnance) & {actor.rpps, actor.acts_for} - {None})


def authors(ordonnance: Ordonnance) -> set[Rpps | None]:
    """The RPPS that answer for an ordonnance: the writer's and the replaced prescriber's."""
    prescriber = ordonnance.prescriber
    replaced = prescriber.replaces.rpps if prescriber.replaces else None
    return {prescriber.rpps, replaced} - {None}
