"""Open an ordonnance by its number: the counter, the author, the patient."""

from collections.abc import Callable, Mapping

from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.acting import (
    Asked,
    Opened,
    count_opening,
    entry,
    is_counter,
    open_one,
    told_facts,
)
from ordonnance.usecases.drug_facts import shortages_of
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.proposals import proposals_of
from ordonnance.usecases.results import Consulted
from ordonnance.usecases.twins import twin_findings
from ordonnance.usecases.view import seen_by, visible_progress

JOSE = "application/jose"


async def consult(
    asked: Asked, ports: Ports, act: Act = Act.CONSULT, *, proposals: bool = False
) -> Consulted:
    """What this reader may see today; the access is journaled before anything is answered.

    `proposals` adds the packs and substitutes that may be handed over, for a dispenser only.
    `act` is CONSULT, or RENDER when the reading serves to print the sheet. Raises Refusal: not
    allowed, NUMBER_UNKNOWN, OPENINGS_CAPPED, TOO_MANY_ATTEMPTS.
    """
    opened = await opened_for_reading(asked, act, ports)
    return consulted_of(asked, opened, ports, proposals=proposals and is_counter(asked.caller))


def consulted_of(asked: Asked, opened: Opened, ports: Ports, *, proposals: bool) -> Consulted:
    """What is answered of an ordonnance already opened."""
    progress = visible_progress(opened)
    ending = progress.ending
    state, lines = seen_by(opened, progress)
    proposed, unproposed = proposals_of(opened) if proposals else ((), ())
    return Consulted(
        number=asked.number.value,
        version=progress.version,
        state=state,
        established_on=opened.ordonnance.established_on,
        issued_at=opened.stored.issued_at,
        lines=lines,
        objection=progress.objection is not None,
        executions_hidden=opened.as_author and progress.objection is not None,
        document=opened.bundle,
        seal=opened.stored.seal,
        signed=opened.stored.content_type == JOSE,
        replaces=progress.replaces if opened.as_author else None,
        replaced_by=ending.replaced_by if ending and opened.as_author else None,
        findings=twin_findings(progress),
        facts=told_facts(opened.catalogue, opened.day, ports),
        shortages=shortages_of(opened.ordonnance, opened.medicines, opened.catalogue),
        proposals=proposed,
        unproposed=unproposed,
    )


async def opened_for_reading(
    asked: Asked,
    act: Act,
    ports: Ports,
    details: Callable[[Opened], Mapping[str, str]] | None = None,
) -> Opened:
    """Open for a reading act: role, relation, cap of openings, journal.

    `details` is what the journal says beside the act, such as a history that was looked up.
    """
    require_role(asked.caller, act)
    opened = await open_one(asked, act, ports)
    count_opening(asked.caller, opened.at, ports)
    more = details(opened) if details else {}
    await ports.base.record_access(asked.number, entry(asked.caller, act, opened.at, **more))
    return opened
