"""What a pharmacist may add to an ordonnance: months more, a test, an identity, a lot."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ordonnance.domain.drug import Medicine
from ordonnance.domain.mentions import ConditionalDelivery, ConditionalTest
from ordonnance.law.case import Case
from ordonnance.law.counter import Bearer, CounterFacts, Exceptional
from tests.builders import a_medicine, a_served, an_ordonnance, months
from tests.builders import medicines as m
from tests.law.cases import ask, counter, prescribing
from tests.law.catalogue.pairs import WRITTEN, Pair, days

PIVMECILLINAM = a_medicine(
    "SELEXID 400 mg, comprimé", "60000151", [("PIVMÉCILLINAM", "400")], [m.LISTE_I], (10,)
)
CYSTITIS = ConditionalDelivery(ConditionalTest.CYSTITIS, "positif")
ANGINA = ConditionalDelivery(ConditionalTest.ANGINA, "positif", days(7))
RENEWAL = CounterFacts(exceptional=Exceptional.RENEWAL)
CONTRACEPTIVE = CounterFacts(exceptional=Exceptional.CONTRACEPTIVE)


def prolonged(
    medicine: Medicine = m.RAMIPRIL_5, after: int = 20, *, length: int = 90, more: int = 0,
    pack: int = 0, on: date = WRITTEN, **asked: Any,
) -> Case:  # fmt: skip
    """Served month after month until its end, then asked again `after` days later.

    `more` months were already given beyond the end.
    """
    past = tuple(
        a_served(min(30, length - first), on + timedelta(first), units=min(30, length - first))
        for first in range(0, length, 30)
    )
    beyond = tuple(
        replace(a_served(30, on + timedelta(length + 30 * n), units=30), **_said(RENEWAL))
        for n in range(more)
    )
    day = on + timedelta(length - 1 + after)
    wanted = {"packs": 1, "pack": medicine.presentations[pack], "facts": RENEWAL, **asked}
    builder = an_ordonnance().of(medicine, days=length).written_on(on)
    return counter(builder, day, ask(**wanted), served={1: past}, beyond={1: beyond})


def _said(facts: CounterFacts) -> dict[str, Any]:
    return {"facts": facts}


def pill(after: int, packs: int = 1) -> Case:
    """A contraceptive of 84 days, served, asked again `after` days after the writing."""
    pack = m.CONTRACEPTIF_28.presentations[1]
    builder = an_ordonnance().of(m.CONTRACEPTIF_28, days=84)
    return counter(
        builder, WRITTEN + timedelta(after), ask(packs=packs, pack=pack, facts=CONTRACEPTIVE),
        served={1: (a_served(84, WRITTEN, units=84),)},
    )  # fmt: skip


def conditional(medicine: Medicine, said: ConditionalDelivery) -> Case:
    """Written on condition that a test is positive."""
    return prescribing(an_ordonnance().of(medicine, days=3, conditional=said))


def carried(bearer: Bearer) -> Case:
    """A stupéfiant asked for by somebody."""
    builder = an_ordonnance().of(m.MORPHINE_LP_30, days=14)
    return counter(builder, WRITTEN, ask(units=14, facts=CounterFacts(bearer=bearer)))


def by_the_unit(**facts: Any) -> Case:
    """Seven tablets out of a box of thirty."""
    given = CounterFacts(by_the_unit=True, **facts)
    return counter(an_ordonnance().of(m.RAMIPRIL_5, days=7), WRITTEN, ask(units=7, facts=given))


BEYOND: dict[str, Pair] = {
    "DI-REN-01": Pair(prolonged, lambda: prolonged(packs=2)),
    "DI-REN-02": Pair(lambda: prolonged(length=180), lambda: prolonged(length=30)),
    "DI-REN-03": Pair(
        lambda: prolonged(m.METFORMINE_1000), lambda: prolonged(m.ZOLPIDEM_10, length=28)
    ),
    "DI-REN-04": Pair(prolonged, lambda: prolonged(after=45)),
    "DI-REN-06": Pair(prolonged, lambda: replace(prolonged(), objection=True)),
    "DI-REN-07": Pair(prolonged, lambda: prolonged(pack=1)),
    "DI-REN-08": Pair(
        lambda: prolonged(on=date(2023, 1, 5)), lambda: prolonged(on=date(2023, 1, 5), packs=3)
    ),
    "DI-CON-01": Pair(lambda: pill(90), lambda: pill(425)),
    "DI-CON-02": Pair(lambda: pill(90), lambda: pill(90, packs=2)),
    "DI-ODC-01": Pair(
        lambda: conditional(m.AMOXICILLINE_1G, ANGINA),
        lambda: conditional(m.AMOXICILLINE_1G, replace(ANGINA, result=" ")),
    ),
    "DI-ODC-02": Pair(
        lambda: conditional(m.AMOXICILLINE_1G, ANGINA),
        lambda: conditional(m.AMOXICILLINE_1G, replace(ANGINA, within=months(1))),
    ),
    "DI-ODC-04": Pair(
        lambda: conditional(PIVMECILLINAM, CYSTITIS), lambda: conditional(m.RAMIPRIL_5, CYSTITIS)
    ),
    "DI-STUP-03": Pair(
        lambda: carried(Bearer(patient=True)), lambda: carried(Bearer(patient=False))
    ),
    "DI-UNIT-01": Pair(
        lambda: by_the_unit(lot="EX1", expiry=date(2027, 6, 30)), lambda: by_the_unit()
    ),
}  # fmt: skip
