"""R.165-39 to R.165-43 (CSS): how a prescription of the LPP is served."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ordonnance.domain.calendar import add_months
from ordonnance.domain.dispensing import Served
from ordonnance.domain.prescription import Category, Product
from ordonnance.law.articles.convention_medicale import plain
from ordonnance.law.articles.css_r165_36 import OF_THE_LIST, READ, SINCE, TEXT, a_device, open_ended
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.counter import NOTHING_SAID, AgreedPoint, Agreement, CounterFacts
from ordonnance.law.examples import at_counter, breaks, met, months, tells, unsure
from ordonnance.law.french import date_text
from ordonnance.law.outline import of_category
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
    informs,
)
from ordonnance.law.treatment import one_duration

_DISPENSING = frozenset({Moment.DISPENSING})
_FIRST_MONTHS = 6
_MONTH_DAYS = 30
_SUBSTITUTED_SINCE = date(2025, 12, 31)
_ELSEWHERE = (
    "lunette",
    "verre",
    "lentille",
    "audioprothese",
    "aide auditive",
    "correcteur auditif",
)
_GLASSES = Product("Lunettes, verres correcteurs EXEMPLE")
_AGREED = Agreement(
    "Dr EXEMPLE", date(2026, 1, 6), frozenset({AgreedPoint.DURATION}), "durée : trois mois"
)


_SERVED = (Served(1, "servi", Decimal(1), None, 30, date(2025, 11, 20)),)


def optics_or_hearing(line: LineCase) -> bool:
    """True for glasses, lenses and hearing aids, which have delays of their own."""
    label = plain(line.line.label)
    return any(word in label for word in _ELSEWHERE)


def _recent(line: LineCase) -> Answer:
    limit = add_months(line.case.established_on, _FIRST_MONTHS)
    if line.case.day < limit or optics_or_hearing(line):
        return MET
    return breached(written=date_text(line.case.established_on), limit=date_text(limit))


def _in_time(line: LineCase) -> Answer:
    """The last day is the one written, included: « avant le » is read in the patient’s favour."""
    last = line.line.execute_before
    if last is None or line.case.day <= last:
        return MET
    return breached(last=date_text(last))


def _a_month(line: LineCase) -> Answer:
    if open_ended(line.line):
        return MET
    asked = line.asked
    if asked is None or asked.days is None:
        return cannot_tell("le nombre de jours servis n’est pas connu")
    if asked.days <= _MONTH_DAYS:
        return MET
    if asked.packs == 1:
        return cannot_tell("le conditionnement couvre peut-être plus d’un mois à lui seul")
    return breached(days=str(asked.days))


def _completed(line: LineCase) -> Answer:
    missing = one_duration(line.line) is None and line.line.packs is None
    if not missing or open_ended(line.line):
        return MET
    facts = line.asked.facts if line.asked else NOTHING_SAID
    return MET if facts.agreement is not None else breached()


def _serving(case: Case, on: date, facts: CounterFacts = NOTHING_SAID, *,
             days: int | None = 30, packs: int | None = None) -> Case:  # fmt: skip
    """The case at the counter, that many days or packs asked."""
    asked = Asked(1, days=days, packs=None if packs is None else Decimal(packs), facts=facts)
    request = ServingRequest("pharmacien", "pharmacie", (asked,))
    return replace(at_counter(case, on), serving=request)


_LATE: Rule[LineCase] = Rule(
    id="LP-04",
    title="Première délivrance d’un produit LPP dans les six mois",
    family=Family.OTHER_CARE,
    moments=_DISPENSING,
    clock=Clock.DISPENSING,
    since=SINCE,
    severity=Severity.BLOCKING,
    confidence=Confidence.VERIFIED,
    citation=Citation(TEXT, "R.165-40", READ),
    message="Première présentation trop tardive : l’ordonnance du {written} devait être présentée "
    "avant le {limit}.",
    why="La première délivrance demande une ordonnance de moins de six mois ; l’optique et "
    "l’audioprothèse ont leurs propres délais.",
    remedy="S’adresser au prescripteur pour une nouvelle ordonnance.",
    line_rule=True,
    applies=of_category(Category.DEVICE, says=lambda line: not line.served),
    check=_recent,
    examples=(
        met("Au cinquième mois", lambda: _serving(a_device(duration=months(6)), date(2026, 6, 4))),
        met("Des lunettes, au septième mois",
            lambda: _serving(a_device(product=_GLASSES, duration=months(6)), date(2026, 8, 5))),
        breaks("Le jour des six mois",
               lambda: _serving(a_device(duration=months(6)), date(2026, 7, 5))),
    ),
)  # fmt: skip

_CHEAPEST: Rule[LineCase] = replace(
    _LATE,
    id="LP-07",
    title="Le conditionnement LPP le plus économique est délivré, et remis au patient",
    since=_SUBSTITUTED_SINCE,
    severity=Severity.INFO,
    citation=Citation(TEXT, "R.165-39, R.165-43 et L.162-16 V bis", READ),
    message="Délivrer le conditionnement compatible le plus économique ; la prise en charge "
    "suppose la remise effective au patient. Un dispositif inscrit sur la liste des dispositifs "
    "substituables peut être remplacé sans surcoût pour l’assurance maladie.",
    why="Les prix de la liste des produits et prestations ne sont pas lus par la plateforme.",
    remedy="Comparer les conditionnements disponibles.",
    applies=OF_THE_LIST,
    check=lambda line: MET if line.again else informs(),
    examples=(
        met("Délivrance suivante, déjà dit la première fois", lambda: at_counter(
            a_device(duration=months(6)), date(2026, 2, 5), asked=30, served=_SERVED)),
        tells("Première délivrance",
              lambda: _serving(a_device(duration=months(6)), date(2026, 1, 6))),
    ),
)  # fmt: skip

LINE_RULES: tuple[Rule[LineCase], ...] = (
    _LATE,
    replace(
        _LATE,
        id="LP-05",
        title="Un produit LPP « à exécuter avant le » ne se délivre plus après",
        message="À exécuter avant le {last} : cette date est passée.",
        why="Le prescripteur peut raccourcir le délai de six mois par une date limite.",
        applies=of_category(
            Category.DEVICE,
            says=lambda line: not line.served and line.line.execute_before is not None,
        ),
        check=_in_time,
        examples=(
            met("Le jour écrit", lambda: _serving(
                a_device(duration=months(6), execute_before=date(2026, 2, 2)), date(2026, 2, 2))),
            breaks("Le lendemain", lambda: _serving(
                a_device(duration=months(6), execute_before=date(2026, 2, 2)), date(2026, 2, 3))),
        ),
    ),
    replace(
        _LATE,
        id="LP-06",
        title="Un produit LPP se délivre pour trente jours au plus",
        citation=Citation(TEXT, "R.165-41", READ),
        message="{days} jours demandés : trente jours au plus par délivrance.",
        why="La délivrance se fait par périodes de trente jours, sauf conditionnement plus grand.",
        remedy="Servir trente jours, puis le reste à la délivrance suivante.",
        applies=OF_THE_LIST,
        check=_a_month,
        examples=(
            met("Trente jours",
                lambda: _serving(a_device(duration=months(6)), date(2026, 1, 6))),
            breaks("Quatre-vingt-dix jours en trois boîtes", lambda: _serving(
                a_device(duration=months(6)), date(2026, 1, 6), days=90, packs=3)),
            unsure("Quatre-vingt-dix jours en une boîte", lambda: _serving(
                a_device(duration=months(6)), date(2026, 1, 6), days=90, packs=1)),
        ),
    ),
    replace(
        _LATE,
        id="LP-08",
        title="Ce qui manque à une prescription LPP est complété avec l’accord du prescripteur",
        since=date(2023, 12, 22),
        citation=Citation(TEXT, "R.165-42", READ),
        message="La prescription ne dit ni durée ni quantité, et aucun accord du prescripteur "
        "n’est enregistré.",
        why="Le distributeur complète par le téléservice avec l’accord daté du prescripteur ; "
        "sur papier, il signe, timbre et envoie copie.",
        remedy="Joindre le prescripteur et enregistrer son accord : qui, quand, quoi.",
        applies=OF_THE_LIST,
        check=_completed,
        examples=(
            met("Accord enregistré", lambda: _serving(
                a_device(), date(2026, 1, 6), CounterFacts(agreement=_AGREED))),
            breaks("Complétée en silence", lambda: _serving(a_device(), date(2026, 1, 6))),
        ),
    ),
    replace(
        _CHEAPEST,
        since=SINCE,
        until=date(2025, 12, 30),
        citation=Citation(TEXT, "R.165-39 et R.165-43", READ),
        message="Délivrer le conditionnement compatible le plus économique ; la prise en charge "
        "suppose la remise effective au patient.",
        examples=(
            tells("Délivrance du 30 décembre 2025", lambda: _serving(
                a_device(on=date(2025, 12, 1), duration=months(6)), date(2025, 12, 30))),
            met("Délivrance suivante", lambda: at_counter(
                a_device(on=date(2025, 11, 1), duration=months(6)), date(2025, 12, 30), asked=30,
                served=_SERVED)),
        ),
    ),
    _CHEAPEST,
)  # fmt: skip
