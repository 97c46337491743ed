"""A patient's own access: a code handed over at a prescription links an account to their INS.

A provider of civil identity says who somebody is, never their INS. Both must agree: the five traits
with those of an ordonnance of this base, and a code that was handed to the patient there.
"""

import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from ordonnance.domain.actors import Caller
from ordonnance.domain.civil_identity import CivilIdentity, identity_of
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.acting import Asked, count_opening, entry, open_one
from ordonnance.usecases.ports import JournalEntry, PatientAccounts, Ports

DIGITS = 10
LIFE = timedelta(days=7)
"""How long a code serves."""

LINKED_FOR = timedelta(days=731)
"""How long an account stands for an INS: two years, then a new code is asked for."""


@dataclass(frozen=True, slots=True)
class HandedCode:
    """A code as it is given to the patient, once: the base keeps only a keyed hash of it."""

    code: str = field(repr=False)
    until: datetime

    @classmethod
    def drawn(cls, at: datetime) -> Self:
        """A new one."""
        return cls(f"{secrets.randbelow(10**DIGITS):0{DIGITS}}", at + LIFE)

    @property
    def grouped(self) -> str:
        """For the eye and the voice: « 12 34 56 78 90 »."""
        return " ".join(self.code[rank : rank + 2] for rank in range(0, DIGITS, 2))


async def hand_over(asked: Asked, ports: Ports, accounts: PatientAccounts) -> HandedCode:
    """A new code for the patient of that ordonnance; a former one no longer serves.

    Its author or a dispenser asks, the patient being there. Raises Refusal
    ACCESS_CODE_NO_IDENTITY, and those of opening an ordonnance.
    """
    require_role(asked.caller, Act.ACCESS_CODE)
    opened = await open_one(asked, Act.ACCESS_CODE, ports)
    count_opening(asked.caller, opened.at, ports)
    patient = opened.ordonnance.patient
    identity = identity_of(patient) if patient is not None else None
    if patient is None or identity is None or patient.ins is None:
        raise Refusal.of("ACCESS_CODE_NO_IDENTITY")
    await ports.base.record_access(asked.number, entry(asked.caller, Act.ACCESS_CODE, opened.at))
    given = HandedCode.drawn(opened.at)
    held = json.dumps({
        "given": identity.given_words, "ins": patient.ins.matricule, "oid": patient.ins.oid.value,
        "number": asked.number.value,
    }).encode()  # fmt: skip
    await accounts.offer(identity.key, given.code, held, opened.at, given.until)
    return given


@dataclass(frozen=True, slots=True)
class Link:
    """An account that stands for an INS: since when, until when, by the code of which ordonnance.

    A link of before its end was kept has neither of these.
    """

    ins: Ins
    since: datetime | None = None
    until: datetime | None = None
    number: str = ""

    def __repr__(self) -> str:
        return "Link(•••)"


def digits_of(typed: str) -> str:
    """The digits of a code as it was typed. Raises Refusal ACCESS_CODE_REFUSED."""
    code = "".join(typed.split())
    if len(code) != DIGITS or not (code.isascii() and code.isdecimal()):
        raise Refusal.of("ACCESS_CODE_REFUSED")
    return code


async def link(
    account: str, identity: CivilIdentity, typed: str, at: datetime, accounts: PatientAccounts
) -> Link:
    """Link an account to the INS of the ordonnance at which that code was handed over.

    Raises Refusal ACCESS_CODE_REFUSED, which never tells whether the traits or the code differ.
    """
    held = await accounts.tried(identity.key, digits_of(typed), at)
    found = json.loads(held) if held is not None else None
    if found is None or not identity.begins_with(tuple(found["given"])):
        raise Refusal.of("ACCESS_CODE_REFUSED")
    ins = Ins(found["ins"], InsOid(found["oid"]))
    made = Link(ins, at, at + LINKED_FOR, found.get("number", ""))
    kept = {
        "ins": ins.matricule, "oid": ins.oid.value, "since": at.isoformat(),
        "until": (at + LINKED_FOR).isoformat(), "number": made.number,
    }  # fmt: skip
    await accounts.link(account, json.dumps(kept).encode(), at)
    return made


async def linked(account: str, at: datetime, accounts: PatientAccounts) -> Link | None:
    """What the account stands for; None before a link, after its end, and once it is undone."""
    held = await accounts.linked(account)
    if held is None:
        return None
    found = json.loads(held)
    since, until = (
        datetime.fromisoformat(found[name]) if name in found else None
        for name in ("since", "until")
    )
    if until is not None and until <= at:
        return None
    return Link(Ins(found["ins"], InsOid(found["oid"])), since, until, found.get("number", ""))


async def journal_link(caller: Caller, made: Link, ports: Ports) -> None:
    """Journal that the patient linked their account, with the ordonnance of the code."""
    await _journaled(caller, made, ports, "linked")


async def unlink(caller: Caller, account: str, ports: Ports, accounts: PatientAccounts) -> None:
    """The person undoes the link: the next sign-in asks for a new code.

    Journaled first, with the ordonnance of the code, so that no link goes without a trace; one that
    is gone already is no fault.
    """
    found = await linked(account, ports.clock.now(), accounts)
    if found is not None:
        await _journaled(caller, found, ports, "undone")
    await accounts.unlink(account)


async def _journaled(caller: Caller, made: Link, ports: Ports, what: str) -> None:
    told = entry(caller, Act.ACCESS_CODE, ports.clock.now(), account=what)
    await journaled_at(made.number, told, ports)


async def journaled_at(number: str, told: JournalEntry, ports: Ports) -> None:
    """Journal it with the ordonnance of a code, unless there is none any more."""
    found = OrdonnanceNumber(number) if number else None
    if found is None or await ports.base.read(found) is None:
        # Recorded by a fund, or past its retention: the journal went with the ordonnance.
        return
    await ports.base.record_access(found, told)
