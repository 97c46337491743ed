"""Who may do what: every cell of role x act x relation, asked of the acts themselves.

`ALLOWED` is written from the decisions (ARCHITECTURE, Who may know what 2), not from the code: what
the code's table allows beyond it, or forgets, fails here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import pytest

from ordonnance.adapters.memory import MemoryPatientAccounts, MemoryRepresentations
from ordonnance.domain.actors import Caller, Representative, Role
from ordonnance.domain.dispensing import CancelReason
from ordonnance.domain.people import Patient
from ordonnance.domain.represented import Represented
from ordonnance.usecases.access import TABLE, Act, Relation, require_role
from ordonnance.usecases.consult import consult
from ordonnance.usecases.issue import issue
from ordonnance.usecases.mail.entrusting import Entrust, Towards, entrust
from ordonnance.usecases.patient_access import hand_over
from ordonnance.usecases.replace import replace as replace_ordonnance
from ordonnance.usecases.representing import (
    end,
    end_at_a_fund,
    of_the_patient,
    read_representatives,
    renounce,
)
from ordonnance.usecases.reserve import Reserve, reserve
from tests.builders.counter import CHILD, CLAMOXYL, ESCITALOPRAM, PATIENT, of, packs
from tests.builders.mail import TRUSTED
from tests.builders.platform import Platform, a_fresh_key, a_platform, done, refused
from tests.builders.representing import MARC, recorded, recorded_at_a_fund, represented

SELF, AUTHOR, HOLDER = Relation.SELF, Relation.AUTHOR, Relation.HOLDER
EXECUTANT, OWN, FOR_CHILD = Relation.EXECUTANT, Relation.PATIENT, Relation.REPRESENTED

ALLOWED: dict[Role, dict[Act, set[Relation]]] = {
    Role.PRESCRIBER: {
        Act.CHECK: {SELF}, Act.MEDICINES: {SELF}, Act.DRAFT: {SELF},
        Act.RESERVE: {SELF}, Act.ISSUE: {SELF}, Act.LIST: {SELF},
        Act.CONSULT: {AUTHOR}, Act.RENDER: {AUTHOR}, Act.CANCEL: {AUTHOR}, Act.REPLACE: {AUTHOR},
        Act.EXECUTIONS: {AUTHOR}, Act.OBJECT: {AUTHOR}, Act.VERIFY: {AUTHOR}, Act.STOCK: {SELF},
        Act.REPRESENT: {AUTHOR}, Act.END_REPRESENTATION: {AUTHOR},
        Act.REPRESENTATIVES: {AUTHOR},
        Act.ACCESS_CODE: {AUTHOR}, Act.SEND: {AUTHOR}, Act.DIRECTORY: {SELF}, Act.REGULATE: {SELF},
    },
    Role.REGULATING_PHARMACIST: {
        Act.CHECK: {SELF}, Act.MEDICINES: {SELF}, Act.LIST: {SELF}, Act.CONSULT: {AUTHOR},
        Act.RENDER: {AUTHOR}, Act.CANCEL: {AUTHOR}, Act.EXECUTIONS: {AUTHOR}, Act.SEND: {AUTHOR},
        Act.OBJECT: {AUTHOR}, Act.VERIFY: {AUTHOR}, Act.DIRECTORY: {SELF}, Act.REGULATE: {SELF},
    },
    Role.ASSISTANT: {
        Act.CHECK: {SELF}, Act.MEDICINES: {SELF}, Act.DRAFT: {SELF}, Act.DIRECTORY: {SELF},
        Act.REGULATE: {SELF},
    },
    Role.DISPENSER: {
        Act.CHECK: {SELF}, Act.MEDICINES: {SELF}, Act.DIRECTORY: {SELF},
        Act.CONSULT: {HOLDER, EXECUTANT}, Act.DISPENSE: {HOLDER, EXECUTANT},
        Act.UNDO: {HOLDER, EXECUTANT}, Act.EXECUTIONS: {HOLDER, EXECUTANT},
        Act.REGISTERS: {SELF}, Act.VERIFY: {HOLDER, EXECUTANT},
        Act.ACCESS_CODE: {HOLDER, EXECUTANT}, Act.INBOX: {SELF},
        Act.REPRESENT: {HOLDER, EXECUTANT}, Act.END_REPRESENTATION: {HOLDER, EXECUTANT},
        Act.REPRESENTATIVES: {HOLDER, EXECUTANT},
    },
    Role.ASSISTANT_DISPENSER: {
        Act.CHECK: {SELF}, Act.MEDICINES: {SELF}, Act.DIRECTORY: {SELF},
        Act.CONSULT: {HOLDER, EXECUTANT}, Act.DISPENSE: {HOLDER, EXECUTANT},
        Act.UNDO: {HOLDER, EXECUTANT}, Act.EXECUTIONS: {HOLDER, EXECUTANT},
        Act.VERIFY: {HOLDER, EXECUTANT}, Act.ACCESS_CODE: {HOLDER, EXECUTANT},
        Act.INBOX: {SELF},
    },
    Role.PATIENT: {
        Act.CONSULT: {OWN}, Act.RENDER: {OWN}, Act.OBJECT: {OWN}, Act.EXECUTIONS: {OWN},
        Act.LIST: {OWN}, Act.JOURNAL: {OWN}, Act.VERIFY: {OWN}, Act.REPRESENTATIVES: {SELF},
    },
    Role.REPRESENTATIVE: {
        Act.CONSULT: {FOR_CHILD}, Act.RENDER: {FOR_CHILD}, Act.OBJECT: {FOR_CHILD},
        Act.EXECUTIONS: {FOR_CHILD}, Act.LIST: {FOR_CHILD}, Act.JOURNAL: {FOR_CHILD},
        Act.VERIFY: {FOR_CHILD}, Act.END_REPRESENTATION: {SELF},
    },
    Role.FUND_AGENT: {
        Act.OBJECT: {HOLDER}, Act.REPRESENT: {SELF}, Act.END_REPRESENTATION: {SELF},
    },
}  # fmt: skip

NATURAL = {
    (Role.PRESCRIBER, AUTHOR), (Role.REGULATING_PHARMACIST, AUTHOR),
    (Role.ASSISTANT, AUTHOR), (Role.DISPENSER, EXECUTANT),
    (Role.ASSISTANT_DISPENSER, EXECUTANT), (Role.PATIENT, OWN), (Role.REPRESENTATIVE, FOR_CHILD),
}  # fmt: skip
"""Links that a person of that role can have; with any other they only hold the number."""

HANDLES = {
    Role.PRESCRIBER: "medecin", Role.REGULATING_PHARMACIST: "medecin",
    Role.ASSISTANT: "medecin", Role.DISPENSER: "pharmacien",
    Role.ASSISTANT_DISPENSER: "preparateur", Role.PATIENT: "patient",
    Role.REPRESENTATIVE: "representant", Role.FUND_AGENT: "caisse",
}  # fmt: skip

_AS_PRESCRIBER = (Role.REGULATING_PHARMACIST, Role.ASSISTANT)
"""Roles tried as the author of an ordinary ordonnance who would have that role."""


@dataclass
class Situation:
    """An ordonnance half served, and somebody who holds its number."""

    platform: Platform
    number: str
    caller: Caller
    patient: Patient


def situation(role: Role, relation: Relation) -> Situation:
    """Somebody of that role, linked so to the ordonnance if people of that role can be."""
    linked = (role, relation) in NATURAL
    platform = a_platform()
    stranger_writes = role in (Role.PRESCRIBER, *_AS_PRESCRIBER) and not linked
    # The child is the patient unless the patient is who calls, with their own ordonnance.
    child_is_patient = (role is Role.PATIENT) is not linked
    patient = CHILD if child_is_patient else PATIENT
    author = "medecin2" if stranger_writes else "medecin"
    issued = platform.issue(of(CLAMOXYL, days=24), by=author, patient=patient)
    elsewhere = role in (Role.DISPENSER, Role.ASSISTANT_DISPENSER) and not linked
    by = "pharmacien2" if elsewhere else "pharmacien"
    platform.dispense(issued.number, packs(1, 1), by=by)
    caller = platform.caller(HANDLES[role])
    if role in _AS_PRESCRIBER:
        caller = replace(caller, role=role)
    return Situation(platform, issued.number, caller, patient)


def do_check(here: Situation) -> object:
    # The check itself asks nothing about the caller: its doors ask this first.
    return require_role(here.caller, Act.CHECK)


def do_reserve(here: Situation) -> object:
    return done(reserve(Reserve(here.caller, 1, a_fresh_key()), here.platform.ports))


def do_issue(here: Situation) -> object:
    document = here.platform.document(of(ESCITALOPRAM, days=28))
    return done(issue(here.platform.issuing(document, here.caller), here.platform.ports))


def do_render(here: Situation) -> object:
    asked = here.platform.asked(here.number, here.caller)
    return done(consult(asked, here.platform.ports, Act.RENDER))


def do_dispense(here: Situation) -> object:
    under = "99900000078" if here.caller.role is Role.ASSISTANT_DISPENSER else None
    return here.platform.dispense(here.number, packs(1, 1), by=here.caller, pharmacist=under)


def do_access_code(here: Situation) -> object:
    asked = here.platform.asked(here.number, here.caller)
    return done(hand_over(asked, here.platform.ports, MemoryPatientAccounts()))


def do_represent(here: Situation) -> object:
    kept, (patient, wanted) = MemoryRepresentations(), represented(here.patient)
    if here.caller.role is Role.FUND_AGENT:
        return recorded_at_a_fund(here.platform, here.caller, kept, wanted, patient)
    return recorded(here.platform, here.number, here.caller, kept, wanted)


def do_representatives(here: Situation) -> object:
    kept, asked = MemoryRepresentations(), here.platform.asked(here.number, here.caller)
    if here.caller.role is Role.PATIENT:
        return done(of_the_patient(here.caller, kept))
    return done(read_representatives(asked, here.platform.ports, kept))


def do_end_representation(here: Situation) -> object:
    """Each ends what a fund recorded, the way that is theirs."""
    platform, kept = here.platform, MemoryRepresentations()
    patient, wanted = represented(here.patient)
    given = recorded_at_a_fund(platform, platform.caller("caisse"), kept, wanted, patient)
    made = given.representation
    if here.caller.role is Role.FUND_AGENT:
        return done(end_at_a_fund(here.caller, made.ins, MARC, platform.ports, kept))
    if here.caller.role is Role.REPRESENTATIVE:
        actor = here.caller.actor
        assert isinstance(actor, Representative)
        told = Represented(made.ins, made.until, made.represented, made.id)
        actor = replace(actor, represents=(told,), acting_for=made.ins)
        return done(renounce(replace(here.caller, actor=actor), platform.ports, kept))
    asked = platform.asked(here.number, here.caller)
    return done(end(asked, made.id, platform.ports, kept))


def do_cancel(here: Situation) -> object:
    return here.platform.cancel(here.number, by=here.caller, reason=CancelReason.ERROR)


def do_replace(here: Situation) -> object:
    document = here.platform.document(of(CLAMOXYL, days=12), patient=here.patient)
    command = here.platform.replacing(here.number, document, here.caller)
    return done(replace_ordonnance(command, here.platform.ports))


def do_object(here: Situation) -> object:
    return here.platform.object(here.number, by=here.caller, proof="courrier EXEMPLE")


def do_send(here: Situation) -> object:
    asked = here.platform.asked(here.number, here.caller)
    command = Entrust(asked, Towards.PATIENT, consent=True)
    return done(entrust(command, None, TRUSTED, here.platform.ports))


DOING: dict[Act, Callable[[Situation], object]] = {
    Act.CHECK: do_check,
    Act.RESERVE: do_reserve,
    Act.ISSUE: do_issue,
    Act.CONSULT: lambda here: here.platform.consult(here.number, here.caller),
    Act.RENDER: do_render,
    Act.DISPENSE: do_dispense,
    Act.UNDO: lambda here: here.platform.undo(here.number, by=here.caller),
    Act.CANCEL: do_cancel,
    Act.ACCESS_CODE: do_access_code,
    Act.REPRESENT: do_represent,
    Act.END_REPRESENTATION: do_end_representation,
    Act.REPRESENTATIVES: do_representatives,
    Act.REPLACE: do_replace,
    Act.OBJECT: do_object,
    Act.SEND: do_send,
    Act.EXECUTIONS: lambda here: here.platform.executions(here.number, here.caller),
    Act.JOURNAL: lambda here: here.platform.journal(here.number, here.caller),
}


def relations_of(role: Role) -> Iterator[Relation]:
    """The links that a role can have, and one for all those that it cannot: they are the same."""
    natural = [each for each in Relation if (role, each) in NATURAL]
    yield from natural
    yield next(each for each in Relation if each not in natural)


LINKED = [(role, relation) for role in Role for relation in relations_of(role)]
CELLS = [(role, act, relation) for (role, relation), act in product(LINKED, DOING)]


@pytest.mark.parametrize(("role", "act", "relation"), CELLS, ids=str)
def test_a_cell_of_the_table_acts_and_any_other_is_refused(
    role: Role, act: Act, relation: Relation
) -> None:
    here = situation(role, relation)
    # Whoever is at the counter holds the number; that is all that a link of another role gives.
    links = {SELF, HOLDER, relation} if (role, relation) in NATURAL else {SELF, HOLDER}
    allowed = ALLOWED[role].get(act, set())
    if allowed & links:
        if act is Act.DISPENSE:
            here.platform.later(days=12)
            here.caller = here.platform.caller(HANDLES[role])
        if act is Act.UNDO and EXECUTANT not in links:
            # Holding the number opens the act; there is nothing of theirs to take back.
            with refused("DISPENSE_UNKNOWN"):
                DOING[act](here)
            return
        DOING[act](here)
    else:
        with refused("NUMBER_UNKNOWN" if allowed else "NOT_ALLOWED"):
            DOING[act](here)


@pytest.mark.parametrize(("role", "relation"), LINKED)
def test_a_list_holds_one_s_own_ordonnances_and_nobody_else_s(
    role: Role, relation: Relation
) -> None:
    here = situation(role, relation)
    if Act.LIST not in ALLOWED[role]:
        with refused("NOT_ALLOWED"):
            here.platform.list(here.caller)
        return
    listed = [each.number for each in here.platform.list(here.caller).ordonnances]
    mine = (role, relation) in NATURAL
    assert listed == ([here.number] if mine else [])


def test_the_table_of_the_code_is_the_table_decided() -> None:
    decided = {(role, act): at for role, acts in ALLOWED.items() for act, at in acts.items()}
    assert decided == TABLE
