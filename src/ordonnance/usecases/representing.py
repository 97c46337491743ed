"""Who acts for a patient: recorded by a professional or a fund, linked by a code, ended.

Nobody declares it for themselves: whoever saw the paper records it, and hands a code over to the
representative, who types it once under the same identity.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4

from ordonnance.domain.actors import Caller, PatientActor, Professional, Representative
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.civil_identity import CivilIdentity, Traits
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Ins
from ordonnance.domain.people import Patient
from ordonnance.domain.representation import By, Proof, Representation, require_recordable
from ordonnance.usecases.access import Act, require_own, require_role
from ordonnance.usecases.acting import Asked, count_opening, entry, open_one
from ordonnance.usecases.patient_access import LINKED_FOR, HandedCode, digits_of, journaled_at
from ordonnance.usecases.ports import Ports, Representations
from ordonnance.usecases.representations_kept import (
    account_link,
    key_of,
    link_holds,
    of_person,
    reference,
    referred,
    written,
    written_end,
)


@dataclass(frozen=True, slots=True)
class RepresentedPatient:
    """The patient, as an ordonnance or a fund knows them."""

    ins: Ins
    family: str = field(repr=False)
    given: tuple[str, ...] = field(repr=False)
    birth_date: date = field(repr=False)

    @property
    def name(self) -> str:
        """« Léo DÉMO »: the first given name is what a family says."""
        return f"{' '.join(self.given[:1])} {self.family.upper()}".strip()


@dataclass(frozen=True, slots=True)
class Recording:
    """What is to be recorded: who represents, on which paper, until which day included."""

    representative: Traits
    proof: Proof
    until: date


@dataclass(frozen=True, slots=True)
class Recorded:
    """A representation that stands, and the code to hand over to the representative."""

    representation: Representation
    code: HandedCode


@dataclass(frozen=True, slots=True)
class Representatives:
    """A patient, and who represents them now."""

    patient: RepresentedPatient
    standing: tuple[Representation, ...]


async def read_representatives(
    asked: Asked, ports: Ports, kept: Representations
) -> Representatives:
    """Who represents the patient of that ordonnance, for who may record one; it is journaled.

    Raises Refusal REPRESENTATION_NO_IDENTITY, and those of opening an ordonnance.
    """
    patient, at = await _opened(asked, Act.REPRESENTATIVES, ports)
    await ports.base.record_access(asked.number, entry(asked.caller, Act.REPRESENTATIVES, at))
    return Representatives(patient, await standing(patient.ins, at, kept))


async def record(asked: Asked, wanted: Recording, ports: Ports, kept: Representations) -> Recorded:
    """Record who represents the patient of that ordonnance; its author or a pharmacist asks.

    Asked again, the same representation gets a new code. Raises Refusal REPRESENTATION_…
    """
    patient, at = await _opened(asked, Act.REPRESENT, ports)
    number = asked.number.value
    made, new = await _decided(asked.caller, patient, wanted, number, at, kept)
    told = {"representation": "recorded" if new else "code", "until": made.until.isoformat()}
    await ports.base.record_access(asked.number, entry(asked.caller, Act.REPRESENT, at, **told))
    return await _kept(made, at, kept, new=new)


async def record_at_a_fund(
    caller: Caller,
    patient: RepresentedPatient,
    wanted: Recording,
    ports: Ports,
    kept: Representations,
) -> Recorded:
    """The same for a fund, which opens no ordonnance and learns nothing of any."""
    require_own(caller, Act.REPRESENT)
    at = ports.clock.now()
    made, new = await _decided(caller, patient, wanted, "", at, kept)
    return await _kept(made, at, kept, new=new)


async def end(asked: Asked, id: str, ports: Ports, kept: Representations) -> None:
    """End a representation of the patient of that ordonnance, by that person: pressed twice at
    once, it was recorded twice.

    Raises Refusal REPRESENTATION_UNKNOWN, and those of opening an ordonnance.
    """
    patient, at = await _opened(asked, Act.END_REPRESENTATION, ports)
    ended = _by_that_person(await standing(patient.ins, at, kept), id)
    await _ended(ended, asked.caller, at, kept)
    told = entry(asked.caller, Act.END_REPRESENTATION, at, representation="ended")
    await ports.base.record_access(asked.number, told)


async def end_at_a_fund(
    caller: Caller, ins: Ins, traits: Traits, ports: Ports, kept: Representations
) -> None:
    """End what that person was recorded for, at a fund. Raises Refusal REPRESENTATION_UNKNOWN."""
    require_own(caller, Act.END_REPRESENTATION)
    at = ports.clock.now()
    found = await standing(ins, at, kept)
    ended = [each for each in found if each.representative.key == traits.key]
    await _ended(ended, caller, at, kept)


async def renounce(caller: Caller, ports: Ports, kept: Representations) -> None:
    """The representative ends it: they no longer act for that person.

    Raises Refusal REPRESENTATION_UNKNOWN for what an issuer said, which this base did not record.
    """
    require_own(caller, Act.END_REPRESENTATION)
    actor, at = caller.actor, ports.clock.now()
    if not isinstance(actor, Representative):
        raise Refusal.of("REPRESENTATION_UNKNOWN")
    found = await standing(actor.acting_for, at, kept)
    ended = _by_that_person(found, actor.represented.id)
    await _ended(ended, caller, at, kept)
    for each in ended:
        told = entry(caller, Act.END_REPRESENTATION, at, representation="ended")
        await journaled_at(each.number, told, ports)


async def standing(ins: Ins, at: datetime, kept: Representations) -> tuple[Representation, ...]:
    """Who represents that person now."""
    day = legal_day(at, PARIS)
    return tuple(each for each in await of_person(ins, kept) if each.stands(day))


async def of_the_patient(caller: Caller, kept: Representations) -> tuple[Representation, ...]:
    """What a patient reads of who acts, or acted, for them; the newest first."""
    require_own(caller, Act.REPRESENTATIVES)
    actor = caller.actor
    every = await of_person(actor.ins, kept) if isinstance(actor, PatientActor) else ()
    return tuple(reversed(every))


async def link_account(
    account: str, identity: CivilIdentity, typed: str, at: datetime, kept: Representations
) -> Representation:
    """Link an account to the representation for which that code was handed over.

    Raises Refusal ACCESS_CODE_REFUSED, which never tells whether the traits or the code differ.
    """
    held = await kept.tried(identity.traits.key, digits_of(typed), at)
    if held is None:
        raise Refusal.of("ACCESS_CODE_REFUSED")
    made, given = await referred(held, kept)
    if not identity.begins_with(given) or not made.stands(legal_day(at, PARIS)):
        raise Refusal.of("ACCESS_CODE_REFUSED")
    await kept.link(account, made.id, account_link(made, at + LINKED_FOR), at)
    return made


async def journal_link(caller: Caller, made: Representation, ports: Ports) -> None:
    """Journal that the representative linked their account, where the code was handed over."""
    told = entry(caller, Act.REPRESENT, ports.clock.now(), representation="linked")
    await journaled_at(made.number, told, ports)


async def acting(account: str, at: datetime, kept: Representations) -> tuple[Representation, ...]:
    """For whom that account may act now, the oldest link first.

    A link holds two years, as that of a patient's own account does: then a new code is asked for.
    """
    day = legal_day(at, PARIS)
    links = [held for held in await kept.linked(account) if link_holds(held, at)]
    found = [(await referred(held, kept))[0] for held in links]
    return tuple(each for each in found if each.stands(day))


async def _opened(asked: Asked, act: Act, ports: Ports) -> tuple[RepresentedPatient, datetime]:
    """The patient of that ordonnance, for that act, and when."""
    require_role(asked.caller, act)
    opened = await open_one(asked, act, ports)
    count_opening(asked.caller, opened.at, ports)
    return _patient(opened.ordonnance.patient), opened.at


async def _decided(
    caller: Caller, patient: RepresentedPatient, wanted: Recording, number: str, at: datetime,
    kept: Representations,
) -> tuple[Representation, bool]:  # fmt: skip
    """The representation, and whether it is new. Raises Refusal REPRESENTATION_…"""
    person, actor = wanted.representative, caller.actor
    own = isinstance(actor, Professional) and person.is_named(actor.family, (actor.given,))
    themselves = person.is_named(patient.family, patient.given)
    if own or (themselves and person.birth_date == patient.birth_date):
        raise Refusal.of("REPRESENTATION_SELF")
    require_recordable(patient.birth_date, wanted.proof, wanted.until, legal_day(at, PARIS))
    for each in await standing(patient.ins, at, kept):
        if each.representative.key == person.key:
            if (each.proof, each.until) != (wanted.proof, wanted.until):
                raise Refusal.of("REPRESENTATION_STANDS")
            return each, False
    return Representation(
        str(uuid4()), patient.ins, patient.name, person, wanted.proof, wanted.until,
        _by(caller, at), number,
    ), True  # fmt: skip


async def _kept(
    made: Representation, at: datetime, kept: Representations, *, new: bool
) -> Recorded:
    if new:
        await kept.record(key_of(made.ins), made.id, written(made), at)
    code = HandedCode.drawn(at)
    identity = made.representative.key
    await kept.offer(identity, made.id, code.code, reference(made), at, code.until)
    return Recorded(made, code)


def _by_that_person(standing: Sequence[Representation], id: str) -> tuple[Representation, ...]:
    """All that stand for who has that one: two presses at the same moment record two."""
    who = {each.representative.key for each in standing if each.id == id}
    return tuple(each for each in standing if each.representative.key in who)


async def _ended(
    ended: Iterable[Representation], caller: Caller, at: datetime, kept: Representations
) -> None:
    """Raises Refusal REPRESENTATION_UNKNOWN when there is nothing to end."""
    found = tuple(ended)
    if not found:
        raise Refusal.of("REPRESENTATION_UNKNOWN")
    for each in found:
        await kept.end(key_of(each.ins), each.id, written_end(_by(caller, at)), at)


def _by(caller: Caller, at: datetime) -> By:
    told = entry(caller, Act.REPRESENT, at)
    return By(at, told.role, told.actor, told.actor_name, told.place)


def _patient(patient: Patient | None) -> RepresentedPatient:
    ins = patient.ins if patient is not None and patient.ins_qualified else None
    if patient is None or ins is None or patient.birth_date is None:
        raise Refusal.of("REPRESENTATION_NO_IDENTITY")
    return RepresentedPatient(ins, patient.family or "", patient.given, patient.birth_date)
