"""Forms, kinds of prescription, devices and other care."""

from datetime import date
from typing import Any

from ordonnance.domain.ids import Adeli
from ordonnance.domain.prescription import Category, Exoneration, Product
from ordonnance.law.case import Case
from ordonnance.law.counter import AgreedPoint, Agreement, CounterFacts
from ordonnance.law.form import Form, PaperGround
from tests.builders import a_line, a_medicine, an_ordonnance, months, worded
from tests.builders import medicines as m
from tests.law.cases import ask, counter, prescribing
from tests.law.catalogue.pairs import Pair, by, patient, rx

BED = Product("Lit médicalisé EXEMPLE")
AGREED = CounterFacts(
    agreement=Agreement("Dr EXEMPLE", date(2026, 1, 6), frozenset({AgreedPoint.DURATION}), "un an")
)
EXCEPTION = a_medicine(
    "ARANESP 40 microgrammes, solution injectable en seringue préremplie", "60000171",
    [("DARBÉPOÉTINE ALFA", None)], [m.LISTE_I], (1,), form="solution injectable",
    route="sous-cutanée",
)  # fmt: skip
ON_ITS_FORM = {"form": Form.EXCEPTION, "paper_ground": PaperGround.TELESERVICE_UNAVAILABLE}
CLASSIQUE = {"form": Form.CLASSIQUE, "paper_ground": PaperGround.TELESERVICE_UNAVAILABLE}
BIZONE = {**CLASSIQUE, "form": Form.BIZONE}
NO_GROUND = {"form": Form.CLASSIQUE}


def care(label: str, category: Category) -> Case:
    """Something else than a medicine."""
    line = a_line(None, category=category, product=Product(label), posology=worded("selon besoin"))
    return prescribing(an_ordonnance().with_line(line))


def device(**line: Any) -> Any:
    """A line of the LPP."""
    given = {"category": Category.DEVICE, "product": BED, "posology": worded("un lit"), **line}
    return an_ordonnance().with_line(a_line(None, **given))


def handed(on: date, *, facts: CounterFacts | None = None, packs: int | None = None,
           asked: int = 30, **line: Any) -> Case:  # fmt: skip
    """The same at the counter."""
    said = {} if facts is None else {"facts": facts}
    return counter(device(**line), on, ask(days=asked, packs=packs, **said))


def together(*, apart: bool) -> Case:
    """A medicine, and ten sessions of physiotherapy unless they stand apart."""
    builder = an_ordonnance().of(m.RAMIPRIL_5, days=30)
    sessions = a_line(
        None, category=Category.PHYSIOTHERAPY, product=Product("10 séances de kinésithérapie")
    )
    return prescribing(builder if apart else builder.with_line(sessions))


def follow_up(**line: Any) -> Case:
    """Biology after an ALD that no longer exonerates."""
    given = a_line(
        None, category=Category.BIOLOGY, product=Product("Hémoglobine glyquée"),
        posology=worded("une fois"), exoneration=Exoneration.POST_ALD, **line,
    )  # fmt: skip
    return prescribing(an_ordonnance().with_line(given))


def glasses(on: date, **facts: Any) -> Case:
    """Lenses for spectacles, presented that day."""
    builder = device(product=Product("Verres correcteurs EXEMPLE"), packs=1)
    return counter(builder.for_(patient(**facts)), on, ask(packs=1))


LASTING = {"duration": months(6)}
SOON = {**LASTING, "execute_before": date(2026, 2, 2)}

FORMS: dict[str, Pair] = {
    "TY-01": Pair(lambda: together(apart=True), lambda: together(apart=False)),
    "TY-10": Pair(
        lambda: rx(exoneration=Exoneration.ALD, facts=BIZONE),
        lambda: rx(exoneration=Exoneration.ALD, facts=CLASSIQUE),
    ),
    "TY-11": Pair(
        lambda: rx(exoneration=Exoneration.ALD, care_protocol=date(2025, 6, 2)),
        lambda: rx(exoneration=Exoneration.ALD, care_protocol=date(2026, 6, 2)),
    ),
    "TY-14": Pair(lambda: follow_up(other_mentions=("suivi post-ALD",)), follow_up),
    "TY-20": Pair(
        lambda: rx(EXCEPTION, facts=ON_ITS_FORM), lambda: rx(EXCEPTION, facts=CLASSIQUE)
    ),
    "TY-22": Pair(
        lambda: rx(EXCEPTION, facts=ON_ITS_FORM), lambda: rx(EXCEPTION, None, facts=ON_ITS_FORM)
    ),
    "ON-01": Pair(lambda: rx(facts=CLASSIQUE), lambda: rx(facts=NO_GROUND)),
    "ON-04": Pair(lambda: rx(facts=CLASSIQUE), lambda: rx(facts=NO_GROUND)),
    "ON-25": Pair(
        lambda: handed(date(2026, 1, 6), facts=AGREED), lambda: handed(date(2026, 1, 6))
    ),
    "LP-01": Pair(
        lambda: prescribing(device(duration=months(12))),
        lambda: prescribing(device(duration=months(18))),
    ),
    "LP-02": Pair(
        lambda: prescribing(device(**LASTING)), lambda: prescribing(device())
    ),
    "LP-03": Pair(
        lambda: prescribing(device(packs=2)),
        lambda: prescribing(device(product=Product("Pansements"))),
    ),
    "LP-04": Pair(
        lambda: handed(date(2026, 6, 4), **LASTING), lambda: handed(date(2026, 8, 4), **LASTING)
    ),
    "LP-05": Pair(
        lambda: handed(date(2026, 2, 2), **SOON), lambda: handed(date(2026, 2, 3), **SOON)
    ),
    "LP-06": Pair(
        lambda: handed(date(2026, 1, 6), **LASTING),
        lambda: handed(date(2026, 1, 6), asked=90, packs=3, **LASTING),
    ),
    "LP-08": Pair(
        lambda: handed(date(2026, 1, 6), facts=AGREED), lambda: handed(date(2026, 1, 6))
    ),
    "LP-12": Pair(
        lambda: glasses(date(2030, 1, 4), birth_date=date(1999, 5, 1)),
        lambda: glasses(date(2028, 1, 6), birth_date=date(2016, 1, 5)),
    ),
    "AX-01": Pair(
        lambda: care("Rééducation de l’épaule, dix séances", Category.PHYSIOTHERAPY),
        lambda: care("", Category.PHYSIOTHERAPY),
    ),
    "AX-03": Pair(
        lambda: care("NFS, plaquettes, ferritine", Category.BIOLOGY),
        lambda: care("bilan complet", Category.BIOLOGY),
    ),
    "BC-07": Pair(rx, lambda: rx(by=by(rpps=None, adeli=Adeli("991234567")))),
}  # fmt: skip
