"""Is it real? What a number or a file proves of an ordonnance, and to whom it is said.

Anybody learns whether the base knows a number; with a file, whether seal and signature hold and
whose. The state is for whoever gives the date of establishment too, holds the very document, or is
a professional. The content is compared for the author, the patient and whoever serves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ordonnance.domain.actors import Caller, Professional
from ordonnance.domain.errors import Refusal
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.domain.presented import Presented
from ordonnance.domain.verification import Nature, Told, in_order, nature_of
from ordonnance.usecases.access import TABLE, Act, Relation, Subject, relations
from ordonnance.usecases.acting import Opened, count_opening, entry, opened_from
from ordonnance.usecases.ports import OpenedDocument, Ports, Stored
from ordonnance.usecases.verify_stock import revoked_told
from ordonnance.usecases.verifying_views import Verified
from ordonnance.usecases.verifying_words import (
    ALTERED,
    ASK_THE_DATE,
    CODE_READ,
    KNOWN,
    NO_CODE,
    NOT_ATTACHED,
    NOT_SIGNED,
    NUMBER_BESIDE,
    NUMBER_READ,
    SAME_BYTES,
    SEAL_BROKEN,
    SEAL_HOLDS,
    SIGNED_BY_SOMEBODY,
    UNKNOWN,
    WITHHELD,
    WRONG_DATE,
    derogation_told,
    signed_by,
    state_told,
)
from ordonnance.usecases.view import state_of

JOSE = "application/jose"
_SEES_SERVED = {Relation.HOLDER, Relation.EXECUTANT, Relation.PATIENT, Relation.REPRESENTED}


@dataclass(frozen=True, slots=True, repr=False)
class Verify:
    """What is shown, and by whom: `peer` stands for an anonymous caller where attempts count."""

    peer: str
    caller: Caller | None = None
    number: str | None = None
    established_on: date | None = None
    file: Presented | None = None

    def __repr__(self) -> str:
        return f"Verify({self.caller!r}, {self.file!r})"

    @property
    def key(self) -> str:
        """Whose attempts are counted."""
        return self.caller.key if self.caller else f"peer|{self.peer}"


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer, and the ordonnance with which what is printed is to be compared, if it may be.

    It may for whoever shows the very document that the base holds: they have its content already.
    `detailed`: this reader may be told each difference.
    """

    verified: Verified
    opened: Opened | None = None
    detailed: bool = False


async def verify(asked: Verify, ports: Ports) -> Verification:
    """Judge what is shown. Raises Refusal: NUMBER_INVALID, FILE_SEVERAL_NUMBERS,
    FILE_OTHER_NUMBER, VERIFY_NOTHING, TOO_MANY_ATTEMPTS, OPENINGS_CAPPED.

    A reading by somebody signed in is journaled, as every access is.
    """
    now = ports.clock.now()
    ports.openings.allowed(asked.key, now)
    number = _number(asked, ports, now)
    if number is None:
        return Verification(Verified(Nature.NOT_NUMERIQUE, (NO_CODE,)))
    stored = await ports.base.read(number)
    if stored is None:
        ports.reader.spend()
        ports.openings.missed(asked.key, now)
        revoked = await revoked_told(number, ports)
        if revoked is not None:
            return Verification(Verified(Nature.DECLARED, (*_read_code(asked), revoked)))
        told = (*_read_code(asked), UNKNOWN)
        return Verification(Verified(Nature.UNKNOWN, told))
    document = ports.reader.reopen(stored.document, stored.content_type)
    return await _judged(asked, stored, document, ports, now)


def _number(asked: Verify, ports: Ports, now: datetime) -> OrdonnanceNumber | None:
    """The one number shown, typed or in the file; None for a file without any."""
    typed = _typed(asked, ports, now)
    if asked.file is None:
        if typed is None:
            raise Refusal.of("VERIFY_NOTHING")
        return typed
    found = asked.file.numbers
    if len(found) > 1:
        raise Refusal.of("FILE_SEVERAL_NUMBERS", count=str(len(found)))
    if typed and found and typed != found[0]:
        raise Refusal.of("FILE_OTHER_NUMBER")
    if found:
        return found[0]
    # A number typed beside a file without code says nothing of that file to strangers; secured
    # paper has no code, and whoever knows the ordonnance may want it compared.
    return typed if asked.caller is not None and asked.file.kind.has_words else None


def _typed(asked: Verify, ports: Ports, now: datetime) -> OrdonnanceNumber | None:
    if asked.number is None:
        return None
    try:
        return OrdonnanceNumber.parse(asked.number)
    except InvalidNumber as error:
        ports.openings.missed(asked.key, now)
        raise Refusal.of("NUMBER_INVALID", reason=error.reason) from error


async def _judged(
    asked: Verify, stored: Stored, document: OpenedDocument, ports: Ports, now: datetime
) -> Verification:
    ordonnance = document.ordonnance
    held: set[Relation] = set()
    if asked.caller is not None:
        known = relations(asked.caller, Subject(ordonnance, stored.progress))
        held = TABLE.get((asked.caller.role, Act.VERIFY), set()) & known
    if asked.file is not None and not asked.file.numbers and not held:
        return Verification(Verified(Nature.NOT_NUMERIQUE, (NO_CODE,)))
    told = [*_read_code(asked), KNOWN]
    same = False
    if asked.file is not None:
        # Another document beside the true one would be vouched for with it.
        same = asked.file.bundles == (document.bundle,)
        named = bool(held) or same or asked.established_on == ordonnance.established_on
        told += _document_told(asked.file, stored, document, ports, same=same, named=named)
    place = asked.caller.place if asked.caller else None
    opened = opened_from(stored, document, held, now, ports, place)
    if asked.caller is not None and held:
        count_opening(asked.caller, now, ports)
    state, said = _state(asked, opened, ports, now, proven=same)
    if asked.caller is not None:
        access = entry(asked.caller, Act.VERIFY, now)
        await ports.base.record_access(stored.number, access)
    found = in_order((*told, *said))
    verified = Verified(nature_of(found), found, state)
    return Verification(verified, opened if held or same else None, bool(held))


def _read_code(asked: Verify) -> tuple[Told, ...]:
    if asked.file is None:
        return ()
    if asked.file.has_code:
        return (CODE_READ,)
    return (NUMBER_READ,) if asked.file.numbers else (NUMBER_BESIDE,)


def _document_told(
    file: Presented,
    stored: Stored,
    document: OpenedDocument,
    ports: Ports,
    *,
    same: bool,
    named: bool,
) -> Sequence[Told]:
    """Content, seal and signature."""
    otherwise = ALTERED if file.bundles else NOT_ATTACHED
    told = [SAME_BYTES if same else otherwise]
    holds = ports.sealer.holds(stored.seal, stored.document, stored.number)
    told.append(SEAL_HOLDS if holds else SEAL_BROKEN)
    if stored.content_type == JOSE:
        prescriber = document.ordonnance.prescriber
        told.append(signed_by(prescriber) if named else SIGNED_BY_SOMEBODY)
    else:
        told.append(NOT_SIGNED)
    return told


def _state(
    asked: Verify, opened: Opened, ports: Ports, now: datetime, *, proven: bool
) -> tuple[OrdonnanceState | None, tuple[Told, ...]]:
    """The state, for whoever may know it.

    While the patient objects, what was served is told to nobody but the counter and the patient:
    otherwise the author would learn here what they may not see there (R.4072-1).
    """
    given = asked.established_on
    if given is not None and given != opened.ordonnance.established_on:
        ports.openings.missed(asked.key, now)
        return None, (WRONG_DATE,)
    professional = asked.caller is not None and isinstance(asked.caller.actor, Professional)
    if not (professional or opened.relations or given is not None or proven):
        return None, (ASK_THE_DATE,)
    progress, said = opened.stored.progress, opened.ordonnance.derogation
    what = (derogation_told(said),) if said is not None else ()
    if progress.objection is None or opened.relations & _SEES_SERVED:
        state = state_of(opened, progress)
        return state, (*what, state_told(state))
    blind = state_of(opened, replace(progress, dispenses=(), twins=()))
    # Without what was served, even the delay of the first dispensing is not known.
    if blind not in (OrdonnanceState.CANCELLED, OrdonnanceState.REPLACED):
        return None, (*what, WITHHELD)
    return blind, (*what, state_told(blind))
