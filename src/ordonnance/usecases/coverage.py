"""Periods already covered, for the overlap rule of R.5132-33: who asks, who writes, who alerts.

A prescriber's check uses their own ordonnances. A pharmacy's uses every dispensing to the patient
who is present: its own bar, another pharmacy's warn (ERRATA 13). The index is written just after
the commit, in a small transaction of its own; a second look then finds a twin written meanwhile,
and both are marked. What was undone or ended in between is taken out again: whoever ended it may
have looked before it was entered.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from ordonnance.domain.drug import Medicine
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law import history as covering
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.medicines import medicines_of
from ordonnance.usecases.overlap import (
    established_period,
    known_patient,
    lines_under_rule,
    looks_up,
)
from ordonnance.usecases.ports import Covered, Ports
from ordonnance.usecases.running import PRESCRIBED, SERVED, prescribed, running, served, taken

ESTABLISHED = "established"
EXECUTED = "executed"

Medicines = Mapping[int, Medicine | None]


async def history_of_author(
    ordonnance: Ordonnance, medicines: Medicines, ports: Ports, replaced: str | None = None
) -> covering.History | None:
    """What this author established before for this patient; None when it cannot be known.

    The ordonnance about to be replaced is left out: its correction covers the same days.
    """
    own = await periods_of_author(ordonnance, medicines, ports, replaced)
    if own is None:
        return None
    return covering.History(
        tuple(_period(each, each.by) for each in own if each.kind == ESTABLISHED),
        running(own, PRESCRIBED) if ports.running else None,
    )


async def periods_of_author(
    ordonnance: Ordonnance, medicines: Medicines, ports: Ports, replaced: str | None = None
) -> tuple[Covered, ...] | None:
    """What the index keeps of this author's ordonnances; None when it is not looked up."""
    patient, author = known_patient(ordonnance), ordonnance.prescriber.rpps
    asked = looks_up(ordonnance, medicines, running=ports.running)
    if patient is None or author is None or not asked:
        return None
    return tuple(
        each
        for each in await ports.coverage.of(patient)
        if each.by == author.value and each.number != replaced
    )


async def history_at_counter(
    opened: Opened, number: OrdonnanceNumber, pharmacy: str, ports: Ports
) -> covering.History | None:
    """What was served before to this patient, anywhere, on other ordonnances than this one.

    A period served elsewhere says neither where nor on which ordonnance.
    """
    patient = known_patient(opened.ordonnance)
    asked = looks_up(opened.ordonnance, opened.medicines, running=ports.running)
    if patient is None or not asked:
        return None
    others = [each for each in await ports.coverage.of(patient) if each.number != number.value]
    return covering.History(
        tuple(_period(each, pharmacy) for each in others if each.kind == EXECUTED),
        running(others, SERVED) if ports.running else None,
    )


async def record_establishment(
    ordonnance: Ordonnance, medicines: Medicines, number: OrdonnanceNumber, ports: Ports
) -> tuple[Covered, ...]:
    """Enter the periods that an ordonnance covers.

    The second look: answers the periods of other ordonnances of the same author that overlap them
    without the express mention, written by a twin at the same moment.
    """
    patient, author = known_patient(ordonnance), ordonnance.prescriber.rpps
    if patient is None or author is None:
        return ()
    mentioned = {line.number for line in ordonnance.lines if line.overlap is not None}
    periods = []
    for line, medicine, key in lines_under_rule(ordonnance, medicines):
        covers = established_period(line, medicine, ordonnance.established_on)
        if covers is not None:
            days = (covers.first, covers.last)
            periods.append(
                Covered(ESTABLISHED, key, *days, author.value, number.value, line.number)
            )
    if not periods:
        return ()
    await ports.coverage.add(patient, tuple(periods))
    stored = await ports.base.read(number)
    if stored is not None and stored.progress.ending is not None:
        await ports.coverage.remove(patient, number.value, "")
        return ()
    judged = [period for period in periods if period.line not in mentioned]
    return _twins(await ports.coverage.of(patient), judged)


async def record_stored_establishment(
    number: OrdonnanceNumber, ports: Ports
) -> tuple[Covered, ...]:
    """The same from what the base holds: the worker's way, after a crash in between.

    Later than the act, it may see what was rightly written since: neither an ended ordonnance nor
    an express mention of the overlap is a twin.
    """
    stored = await ports.base.read(number)
    if stored is None or stored.progress.ending is not None:
        return ()
    ordonnance = ports.reader.reopen(stored.document, stored.content_type).ordonnance
    medicines = medicines_of(ordonnance, ports.drugs.current())
    await _record_running(ordonnance, medicines, number, ports)
    found = await record_establishment(ordonnance, medicines, number, ports)
    return tuple([each for each in found if await _unannounced(each, ports)])


async def _record_running(
    ordonnance: Ordonnance, medicines: Medicines, number: OrdonnanceNumber, ports: Ports
) -> None:
    """Enter every line for the interactions: by the worker only, no act waits for it."""
    patient, author = known_patient(ordonnance), ordonnance.prescriber.rpps
    if not ports.running or patient is None or author is None:
        return
    await ports.coverage.add(patient, prescribed(ordonnance, medicines, author.value, number.value))
    stored = await ports.base.read(number)
    if stored is not None and stored.progress.ending is not None:
        await ports.coverage.remove(patient, number.value, "")


async def _unannounced(period: Covered, ports: Ports) -> bool:
    stored = await ports.base.read(OrdonnanceNumber(period.number))
    if stored is None or stored.progress.ending is not None:
        return False
    lines = ports.reader.reopen(stored.document, stored.content_type).ordonnance.lines
    return not any(line.number == period.line and line.overlap is not None for line in lines)


async def record_execution(number: OrdonnanceNumber, reference: str, ports: Ports) -> None:
    """Enter the periods that a dispensing covers."""
    stored = await ports.base.read(number)
    if stored is None:
        return
    ordonnance = ports.reader.reopen(stored.document, stored.content_type).ordonnance
    medicines = medicines_of(ordonnance, ports.drugs.current())
    patient, given = known_patient(ordonnance), stored.progress.dispense(reference)
    if patient is None or given is None or given.undone is not None:
        return
    keys = {line.number: key for line, _, key in lines_under_rule(ordonnance, medicines)}
    periods = tuple(
        Covered(
            EXECUTED,
            keys[item.line],
            item.first_day,
            item.first_day + timedelta(days=item.days - 1),
            given.executant.place,
            number.value,
            item.line,
            reference,
        )
        for item in given.served
        if item.line in keys and item.days > 0
    )
    if ports.running:
        by = (given.executant.place, number.value, reference)
        lines = {line.number for line in ordonnance.lines if taken(line)}
        items = [item for item in given.served if item.line in lines]
        periods += served(items, medicines, ports.drugs.current(), by)
    if not periods:
        return
    await ports.coverage.add(patient, periods)
    stored = await ports.base.read(number)
    given = stored.progress.dispense(reference) if stored else None
    if given is not None and given.undone is not None:
        await ports.coverage.remove(patient, number.value, reference)


async def forget(number: OrdonnanceNumber, reference: str, ports: Ports) -> None:
    """Forget what an undone dispensing covered, or (empty reference) an ended ordonnance.

    What was served of an ended ordonnance still covers its days.
    """
    stored = await ports.base.read(number)
    if stored is None:
        return
    patient = known_patient(ports.reader.reopen(stored.document, stored.content_type).ordonnance)
    if patient is not None:
        await ports.coverage.remove(patient, number.value, reference)


def _period(covered: Covered, asking: str) -> covering.Covered:
    own = covered.by == asking
    return covering.Covered(covered.substance, covered.first, covered.last, own)


def _twins(kept: Iterable[Covered], mine: list[Covered]) -> tuple[Covered, ...]:
    return tuple(
        other
        for other in kept
        if any(
            other.kind == each.kind
            and other.by == each.by
            and other.number != each.number
            and other.substance == each.substance
            and other.first <= each.last
            and each.first <= other.last
            for each in mine
        )
    )
