"""A refused issue that told of the patient's former ordonnances leaves its trace on them.

What is issued says in its own journal what it looked up; what is refused has no journal yet.
"""

from ordonnance.domain.actors import Caller
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.usecases.access import Act
from ordonnance.usecases.acting import entry, judged_details
from ordonnance.usecases.coverage import Medicines, periods_of_author
from ordonnance.usecases.judging import LawRefusal, judge_prescribing, session_of, views
from ordonnance.usecases.medicines import medicines_of
from ordonnance.usecases.ports import Ports


async def journal_refused(
    caller: Caller,
    ordonnance: Ordonnance,
    refusal: Refusal,
    ports: Ports,
    replaced: str | None = None,
) -> None:
    """Journal the look-up when one of the findings that refuse was found by it alone."""
    if not isinstance(refusal, LawRefusal):
        return
    medicines = medicines_of(ordonnance, ports.drugs.current())
    plain = judge_prescribing(
        ordonnance,
        medicines,
        legal_day(ports.clock.now(), ordonnance.prescriber.zone),
        authenticated=True,
        interactions=ports.interactions.current(),
        session=session_of(caller),
    )
    without = views(plain.findings)
    if any(each not in without for each in refusal.findings):
        await journal_look_up(caller, ordonnance, medicines, ports, replaced)


async def journal_look_up(
    caller: Caller,
    ordonnance: Ordonnance,
    medicines: Medicines,
    ports: Ports,
    replaced: str | None = None,
) -> None:
    """Journal a check on each of the author's own ordonnances whose periods were looked up."""
    at = ports.clock.now()
    details = judged_details(ordonnance, medicines, running=ports.running)
    periods = await periods_of_author(ordonnance, medicines, ports, replaced)
    for number in sorted({each.number for each in periods or ()}):
        known = OrdonnanceNumber(number)
        # Past its time, an ordonnance is gone and its periods may not be yet.
        if await ports.base.read(known) is not None:
            await ports.base.record_access(known, entry(caller, Act.CHECK, at, **details))
