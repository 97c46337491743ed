"""What the counter must respect."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ordonnance.domain.drug import GenericGroup, GroupRole, Medicine
from ordonnance.domain.ids import Cis
from ordonnance.domain.mentions import (
    ConditionalDelivery,
    ConditionalTest,
    NonSubstitutionReason,
    NotSubstitutable,
)
from ordonnance.law.case import Case
from ordonnance.law.counter import ConditionResult, CounterFacts
from tests.builders import a_served, an_ordonnance, months
from tests.builders import medicines as m
from tests.law.cases import ask, counter
from tests.law.catalogue.pairs import WRITTEN, Pair, days

REFERENCE = replace(
    m.RAMIPRIL_5, generic_group=GenericGroup("9", "RAMIPRIL 5 mg", GroupRole.REFERENCE)
)
GENERIC = replace(REFERENCE, name="RAMIPRIL EXEMPLE 5 mg, comprimé", cis=Cis("60000098"))


def served(
    medicine: Medicine, after: int | date, *, asked: dict[str, Any] | None = None,
    before: tuple[tuple[int, int], ...] = (), on: date = WRITTEN, **line: Any,
) -> Case:  # fmt: skip
    """At the counter; `before` are (day of the serving, days served), counted from the writing."""
    day = on + timedelta(after) if isinstance(after, int) else after
    past = tuple(a_served(n, on + timedelta(first), units=n) for first, n in before)
    builder = an_ordonnance().of(medicine, **line).written_on(on)
    return counter(builder, day, ask(**asked or {"days": 28}), served={1: past})


ANGINA = ConditionalDelivery(ConditionalTest.ANGINA, "positif", days(7))
MONTH = {"days": 30}
RENEWED: dict[str, Any] = {"duration": days(30), "renewals": 11}


def _result(positive: bool) -> dict[str, Any]:
    facts = CounterFacts(result=ConditionResult(ConditionalTest.ANGINA, positive, date(2026, 1, 9)))
    return {"days": 6, "facts": facts}


SERVING: dict[str, Pair] = {
    "RX-L1-01": Pair(
        lambda: served(m.RAMIPRIL_5, date(2026, 3, 20), on=date(2026, 1, 10), duration=days(30)),
        lambda: served(m.RAMIPRIL_5, date(2026, 5, 1), on=date(2026, 1, 10), duration=days(30)),
    ),
    "RX-L1-02": Pair(
        lambda: served(m.RAMIPRIL_5, 30, before=((0, 30),), duration=months(3)),
        lambda: served(m.RAMIPRIL_5, 30, before=((0, 30),), duration=days(30)),
    ),
    "RX-L2-01": Pair(
        lambda: served(m.KETOPROFENE_100, 80, duration=days(30)),
        lambda: served(m.KETOPROFENE_100, 120, duration=days(30)),
    ),
    "RX-L2-02": Pair(
        lambda: served(m.KETOPROFENE_100, 30, before=((0, 30),), duration=days(30)),
        lambda: served(m.KETOPROFENE_100, 30, before=((0, 30),), duration=days(30), renewals=0),
    ),
    "RX-REN-01": Pair(
        lambda: served(m.RAMIPRIL_5, 330, before=((0, 30),), **RENEWED),
        lambda: served(m.RAMIPRIL_5, 390, before=((0, 30),), **RENEWED),
    ),
    "RX-REN-02": Pair(
        lambda: served(m.RAMIPRIL_5, 28, asked=MONTH, before=((0, 30),), **RENEWED),
        lambda: served(m.RAMIPRIL_5, 10, asked=MONTH, before=((0, 30),), **RENEWED),
    ),
    "RX-STUP-06": Pair(
        lambda: served(m.MORPHINE_LP_30, 3, duration=days(28)),
        lambda: served(m.MORPHINE_LP_30, 10, duration=days(28)),
    ),
    "DI-STUP-01": Pair(
        lambda: served(m.MORPHINE_LP_30, 10, asked={"days": 18}, duration=days(28)),
        lambda: served(m.MORPHINE_LP_30, 10, duration=days(28)),
    ),
    "DI-STUP-04": Pair(
        lambda: served(m.METHADONE_GELULE, 8, asked={"units": 7}, before=((0, 7),),
                       duration=days(28), fraction=days(7)),
        lambda: served(m.METHADONE_GELULE, 0, asked={"units": 28}, duration=days(28),
                       fraction=days(7)),
    ),
    "DI-02": Pair(
        lambda: served(m.RAMIPRIL_5, 0, asked={"units": 30, "pack": m.RAMIPRIL_5.presentations[0]},
                       duration=months(6)),
        lambda: served(m.RAMIPRIL_5, 0, asked={"packs": 3, "pack": m.RAMIPRIL_5.presentations[0]},
                       duration=months(6)),
    ),
    "DI-GEN-01": Pair(
        lambda: served(REFERENCE, 0, asked={"packs": 1, "medicine": GENERIC}, duration=days(30)),
        lambda: served(REFERENCE, 0, asked={"packs": 1, "medicine": GENERIC}, duration=days(30),
                       not_substitutable=NotSubstitutable(NonSubstitutionReason.CONTRAINDICATION)),
    ),
    "DI-ODC-03": Pair(
        lambda: served(m.AMOXICILLINE_1G, date(2026, 1, 7), on=date(2026, 1, 1),
                       asked=_result(True), duration=days(6), conditional=ANGINA),
        lambda: served(m.AMOXICILLINE_1G, date(2026, 1, 8), on=date(2026, 1, 1),
                       asked=_result(True), duration=days(6), conditional=ANGINA),
    ),
    "DI-ODC-05": Pair(
        lambda: served(m.AMOXICILLINE_1G, 4, asked=_result(True), duration=days(6),
                       conditional=ANGINA),
        lambda: served(m.AMOXICILLINE_1G, 4, asked=_result(False), duration=days(6),
                       conditional=ANGINA),
    ),
}  # fmt: skip
