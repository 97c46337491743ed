"""What a patient still takes by their prescriber's own ordonnances, looked up once for a draft.

Own ordonnances only, by what was prescribed: nothing here depends on a dispensing, which an
objection hides. Each ordonnance told leaves a trace in its journal, which the patient reads.
"""

from datetime import date, timedelta
from typing import Final

from ordonnance.domain.actors import Caller, Professional, Role
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Patient
from ordonnance.law.drugs import reading
from ordonnance.law.running import Running
from ordonnance.law.served_again import last_renewal
from ordonnance.usecases.access import Act, Relation, Subject, relations, require_role
from ordonnance.usecases.acting import entry
from ordonnance.usecases.listing import LARGEST
from ordonnance.usecases.medicines import medicines_of
from ordonnance.usecases.overlap import known_patient
from ordonnance.usecases.ports import Ports, Stored, Window
from ordonnance.usecases.running import OPEN, PRESCRIBED, prescribed, read
from ordonnance.usecases.writing.looked import Looked, Treatment, Unread

A_YEAR: Final = timedelta(days=366)
"""How far back ordonnances are looked at: none may be served for longer."""

MOST_TOLD: Final = 20
"""Treatments from which no further ordonnance is opened, nor its opening journaled."""


async def treatments(
    caller: Caller, patient: Patient | None, ports: Ports, *, anonymous: bool
) -> Looked:
    """Look them up, and journal it on each ordonnance that is told.

    Raises Refusal NOT_ALLOWED for a role that neither writes nor lists.
    """
    now = ports.clock.now()
    zone = caller.place.zone if caller.place else "Europe/Paris"
    today = legal_day(now, zone)
    why = _unread(caller, patient, anonymous=anonymous)
    if why is not None or patient is None:
        return Looked(today, unread=why)
    require_role(caller, Act.LIST)
    stored, partly = await _own(caller, patient, today, ports)
    found: list[Treatment] = []
    for each in stored:
        if len(found) >= MOST_TOLD:
            partly = True
            break
        told = _told(each, caller, patient, today, ports)
        if told:
            await ports.base.record_access(each.number, entry(caller, Act.CHECK, now))
            found += told
    found.sort(key=lambda one: (one.until, one.label), reverse=True)
    return Looked(today, tuple(found), partly=partly)


def _unread(caller: Caller, patient: Patient | None, *, anonymous: bool) -> Unread | None:
    if anonymous:
        return Unread.ANONYMOUS
    if caller.role is Role.ASSISTANT:
        return Unread.ASSISTANT
    if patient is None:
        return Unread.NOBODY
    return None if patient.ins_qualified else Unread.NOT_QUALIFIED


async def _own(
    caller: Caller, patient: Patient, today: date, ports: Ports
) -> tuple[list[Stored], bool]:
    """The prescriber's ordonnances that may hold a treatment of that patient.

    By the index of the patient where the base keeps every treatment there; else the prescriber's
    latest ones, of which there may be more.
    """
    actor = caller.actor
    if not isinstance(actor, Professional) or patient.ins is None:
        return [], False
    own = {rpps.value for rpps in (actor.rpps, actor.acts_for) if rpps is not None}
    if ports.running:
        kept = await ports.coverage.of(patient.ins)
        numbers = {
            each.number: each.last
            for each in sorted(kept, key=lambda one: one.last)
            if each.by in own
            and each.kind in (PRESCRIBED, PRESCRIBED + OPEN)
            and _runs(each.first, each.last, today, supposed=each.kind != PRESCRIBED)
        }
        latest = sorted(numbers, key=lambda each: (numbers[each], each), reverse=True)
        opened = [await ports.base.read(OrdonnanceNumber(each)) for each in latest[:MOST_TOLD]]
        return [each for each in opened if each is not None], len(latest) > MOST_TOLD
    found: list[Stored] = []
    window, partly = Window(first=today - A_YEAR), False
    for rpps in sorted(own):
        newest = await ports.base.by_author(rpps, LARGEST, window)
        found += newest
        partly = partly or len(newest) >= LARGEST
    return found, partly


def _told(
    stored: Stored, caller: Caller, patient: Patient, today: date, ports: Ports
) -> tuple[Treatment, ...]:
    """What of one ordonnance still runs; nothing of an ended one, nor of anybody else's."""
    if stored.progress.ending is not None:
        return ()
    ordonnance = ports.reader.reopen(stored.document, stored.content_type).ordonnance
    held = relations(caller, Subject(ordonnance, stored.progress))
    if Relation.AUTHOR not in held or known_patient(ordonnance) != patient.ins:
        return ()
    medicines = medicines_of(ordonnance, ports.drugs.current())
    found = []
    for period in prescribed(ordonnance, medicines, "", stored.number.value):
        line, supposed = ordonnance.line(period.line), period.kind != PRESCRIBED
        if line is None or not _runs(period.first, period.last, today, supposed=supposed):
            continue
        medicine = medicines.get(line.number)
        law = reading(medicine, ordonnance.established_on) if medicine is not None else None
        again = last_renewal(law, ordonnance.established_on) if line.renewals else None
        found.append(
            Treatment(
                stored.number.value, line.number, line.label, sentence(line.posology),
                period.last, supposed, again,
            )
        )  # fmt: skip
    return tuple(found)


def _runs(first: date, last: date, today: date, *, supposed: bool) -> bool:
    return Running(read(""), first, last, open=supposed).may_run_on(today)
