"""R.162-20-4 (CSS), R.5123-1 (CSP): a posology or a duration is missing at the counter."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ordonnance.domain.counter import AgreedPoint, Agreement, CounterFacts
from ordonnance.domain.prescription import Category
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.examples import RAMIPRIL, a_case, at_counter, breaks, days, met, tablets, unsure
from ordonnance.law.outline import Concerns, Outline
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
    cannot_tell,
)
from ordonnance.law.treatment import one_duration

DISPENSING = frozenset({Moment.DISPENSING})
CITATION = Citation(
    "Code de la sécurité sociale ; R.5123-1 Code de la santé publique", "R.162-20-4",
    date(2026, 11, 1),
)  # fmt: skip
SINCE = date(2005, 7, 26)
AGREED_QUANTITY = (AgreedPoint.DURATION, AgreedPoint.PACKS, AgreedPoint.QUANTITY)
"""Points of an agreement that fix a quantity."""


def unbounded(line: LineCase) -> bool:
    """True when neither a duration nor a number of packs is written: nothing fixes a quantity.

    A posology is always written, were it in words only: a line without one cannot be read.
    """
    return one_duration(line.line) is None and line.line.packs is None


def _agreed(line: LineCase) -> Answer:
    if not unbounded(line):
        return MET
    if line.asked is None:
        return cannot_tell("ni la durée ni le nombre de boîtes ne sont écrits")
    return MET if line.asked.facts.agreed(*AGREED_QUANTITY) else breached()


def _smallest(line: LineCase) -> Answer:
    """The smallest marketed pack of what is served, one of it, unless the prescriber agreed."""
    asked = line.asked
    if asked is None or asked.facts.agreed(*AGREED_QUANTITY):
        return MET
    medicine = asked.medicine or line.medicine
    if medicine is None or asked.pack is None or asked.pack.units is None:
        return cannot_tell("la boîte délivrée n’est pas connue", severity=Severity.INFO)
    sizes = [
        (each.units, each.label)
        for each in medicine.presentations
        if each.marketed and each.units is not None and each.unit == asked.pack.unit
    ]
    if not sizes:
        return cannot_tell("les boîtes de ce médicament ne sont pas connues")
    units, label = min(sizes)
    whole = asked.packs is None or asked.packs <= 1
    return MET if whole and asked.pack.units <= units else breached(pack=label)


def _listed(shown: Outline) -> bool:
    law = shown.law
    medicine = shown.category is Category.MEDICINE
    return medicine and law is not None and (law.listed or law.narcotic)


def _unlisted(shown: Outline) -> bool:
    medicine = shown.category is Category.MEDICINE and shown.medicine is not None
    return medicine and not _listed(shown)


PLAIN = tablets("paracétamol", pack=8)
_LARGE = replace(PLAIN.presentations[0], label="boîte de 16", units=Decimal(16))
_TWO_SIZES = replace(PLAIN, presentations=(*PLAIN.presentations, _LARGE))
_AGREEMENT = Agreement(
    "Dr EXEMPLE", date(2026, 1, 5), frozenset({AgreedPoint.DURATION}), "30 jours",
)  # fmt: skip


def _asking(case: Case, rank: int = 0, agreement: Agreement | None = None) -> Case:
    """One pack, that of this rank, asked on the day written."""
    medicine = case.medicines[1]
    pack = medicine.presentations[rank] if medicine else None
    asked = Asked(1, packs=Decimal(1), pack=pack, facts=CounterFacts(agreement))
    request = ServingRequest("pharmacien", "pharmacie", (asked,))
    return replace(at_counter(case, date(2026, 1, 5)), serving=request)


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="AM-02",
        title="Une durée qui manque se complète avec l’accord du prescripteur",
        family=Family.DISPENSING,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=CITATION,
        message="Ni la durée ni le nombre de boîtes ne sont écrits, et aucun accord du "
        "prescripteur n’est enregistré.",
        why="Le pharmacien délivre les boîtes nécessaires après l’accord du prescripteur, inscrit "
        "sur l’ordonnance.",
        remedy="Appeler le prescripteur, puis enregistrer son accord (qui, quand, quoi) avec la "
        "délivrance.",
        line_rule=True,
        applies=Concerns(_listed),
        check=_agreed,
        examples=(
            met("Rien ne manque", lambda: _asking(a_case(RAMIPRIL, duration=days(30)))),
            met("Accord enregistré",
                lambda: _asking(a_case(RAMIPRIL), agreement=_AGREEMENT)),
            breaks("Ni durée ni boîtes, sans accord", lambda: _asking(a_case(RAMIPRIL))),
            unsure("Rien n’est encore demandé",
                   lambda: at_counter(a_case(RAMIPRIL), date(2026, 1, 5))),
        ),
    ),
    Rule(
        id="AM-03",
        title="Hors liste, sans durée, la plus petite boîte se délivre sans accord",
        family=Family.DISPENSING,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=CITATION,
        message="Sans durée ni nombre de boîtes, seule la plus petite boîte se délivre : {pack}.",
        why="Pour un médicament hors liste, l’accord du prescripteur n’est pas nécessaire si la "
        "plus petite boîte suffit.",
        remedy="Délivrer une seule boîte : {pack} ; ou enregistrer l’accord du prescripteur.",
        line_rule=True,
        applies=Concerns(
            _unlisted, lambda line: line.asked is not None and unbounded(line)
        ),
        check=_smallest,
        examples=(
            met("La plus petite boîte", lambda: _asking(a_case(_TWO_SIZES))),
            breaks("La plus grande", lambda: _asking(a_case(_TWO_SIZES), rank=1)),
        ),
    ),
)  # fmt: skip
