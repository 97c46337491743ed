"""R.5123-2-1: how much of an expired ordonnance is served, how often, and who is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from ordonnance.domain.calendar import add_months
from ordonnance.domain.drug import Presentation
from ordonnance.law.articles.csp_r5123_2_1 import (
    ASKS,
    CITATION,
    CLOSED,
    DISPENSING,
    FIRST_SINCE,
    FIRST_UNTIL,
    SINCE,
    beyond_of,
)
from ordonnance.law.case import Asked, Case, LineCase
from ordonnance.law.due import Due
from ordonnance.law.examples import RAMIPRIL, a_case, breaks, days, met, tells
from ordonnance.law.examples_beyond import (
    ENDS,
    ENDS_2023,
    MONTH,
    asked_beyond,
    chronic,
    chronic_in_2023,
    three_servings,
)
from ordonnance.law.exceptional import Allowed, Beyond, allowed_on
from ordonnance.law.french import date_text, days_text, plural
from ordonnance.law.portion import MONTH_DAYS
from ordonnance.law.rule import (
    MET,
    Answer,
    Clock,
    Confidence,
    Family,
    Rule,
    Severity,
    breached,
    cannot_tell,
    informs,
)

_LONGEST_MONTH = 31


def _month_by_month(line: LineCase) -> Answer:
    """Within the number of servings, one month each, the previous one nearly over."""
    asked, allowed = line.asked, allowed_on(line.case.day)
    if allowed is None or asked is None:
        return cannot_tell("ce texte n’existe pas encore ce jour-là")
    now = beyond_of(line, _counted(line, asked))
    if now.rank > allowed.servings:
        return breached(message="Ce texte permet {most} : c’est déjà fait.",
                        remedy="Adresser le patient à un prescripteur.",
                        most=plural(Decimal(allowed.servings), "délivrance supplémentaire",
                                    "délivrances supplémentaires"))  # fmt: skip
    if now.earliest is not None and now.rank > 1 and line.case.day < now.earliest:
        return breached(message="Le mois précédent n’est pas écoulé : le suivant se délivre à "
                        "partir du {earliest}.", remedy="Revenir à partir du {earliest}.",
                        earliest=date_text(now.earliest))  # fmt: skip
    for wanted, most, words in _measures(asked, now, allowed):
        if wanted is not None and most is None:
            return cannot_tell("les unités demandées ne se comptent pas")
        if wanted is not None and most is not None and wanted > most:
            return breached(asked=plural(wanted, *words), most=plural(most, *words))
    return _really_held(line, asked, now, allowed)


def _really_held(line: LineCase, asked: Asked, now: Beyond, allowed: Allowed) -> Answer:
    """Large packs counted by what they hold: no smaller one makes the month, nor more than the
    months allowed in all. Before 2024 a box was a box."""
    held, daily = _units(asked, now), now.portion.daily
    if held is None or not daily or allowed.boxes is not None:
        return MET
    days = floor(Fraction(held) / daily)
    given = sum(floor(Fraction(each.units) / daily) if each.units else each.days
                for each in line.beyond_served)  # fmt: skip
    if given and given + days > allowed.servings * _LONGEST_MONTH:
        return breached(message="Avec ce qui est déjà délivré ({given}), la boîte demandée "
                        "({asked}) dépasse trois mois.",
                        remedy="Adresser le patient à un prescripteur.",
                        given=days_text(given), asked=days_text(days))  # fmt: skip
    smaller = _smaller(line, asked) if days > _LONGEST_MONTH else None
    if smaller is not None:
        return breached(message="La quantité demandée ({asked}) dépasse un mois, et une boîte plus "
                        "petite le fait : {pack}.", remedy="Délivrer {pack}.",
                        asked=days_text(days), pack=smaller.label)  # fmt: skip
    return MET


def _units(asked: Asked, now: Beyond) -> Decimal | None:
    """Units of what is asked, None when they cannot be counted."""
    content = asked.pack.units if asked.pack is not None else now.portion.per_pack
    if asked.units is not None or asked.packs is None or content is None:
        return asked.units
    return asked.packs * content


def _counted(line: LineCase, asked: Asked) -> Presentation | None:
    """The pack in which units are counted when nobody says which one is handed over."""
    if asked.units is None or line.pack is not None or line.medicine is None:
        return None
    sold = [each for each in line.medicine.presentations if each.marketed and each.units]
    return min(sold, key=lambda each: each.units or 0, default=None)


def _measures(
    asked: Asked, now: Beyond, allowed: Allowed
) -> Iterator[tuple[Decimal | None, Decimal | None, tuple[str, str]]]:
    """What is asked and the most that a month gives, in each measure in which it was asked."""
    packs = now.packs
    if allowed.boxes is not None:
        packs = max(Decimal(allowed.boxes) - now.given, Decimal(0))
    yield asked.packs, packs, ("boîte", "boîtes")
    content = asked.pack.units if asked.pack is not None else now.portion.per_pack
    yield asked.units, None if content is None else packs * content, ("unité", "unités")
    month = max(now.days, (add_months(now.first_day, 1) - now.first_day).days - _covered(now))
    days = None if asked.days is None or asked.packs is not None else Decimal(asked.days)
    yield days, Decimal(month), ("jour", "jours")


def _covered(now: Beyond) -> int:
    """Days of the month begun that are already served."""
    return max(MONTH_DAYS - now.days, 0) if now.given else 0


def _smallest(line: LineCase) -> Answer:
    """No smaller marketed pack, of the same medicine, makes the month with fewer units."""
    asked = line.asked
    medicine = asked.medicine if asked and asked.medicine else line.medicine
    if asked is None or asked.pack is None or asked.pack.units is None or medicine is None:
        return cannot_tell("la boîte délivrée n’est pas connue", severity=Severity.INFO)
    months = _months(line, asked)
    if not months or any(owed.portion_units is None for _, owed in months):
        return cannot_tell("le mois à délivrer ne se compte pas", severity=Severity.INFO)
    smaller = _smaller(line, asked)
    return MET if smaller is None else breached(pack=smaller.label)


def _months(line: LineCase, asked: Asked) -> list[tuple[Presentation, Due]]:
    """The marketed packs of what is handed over, with the month counted in each."""
    medicine, unit = asked.medicine or line.medicine, asked.pack.unit if asked.pack else None
    offered = medicine.presentations if medicine is not None else ()
    return [(pack, beyond_of(line, pack).portion)
            for pack in offered if pack.marketed and pack.units and pack.unit == unit]  # fmt: skip


def _smaller(line: LineCase, asked: Asked) -> Presentation | None:
    """A pack that makes the month with fewer units than those asked."""
    if asked.pack is None or asked.pack.units is None:
        return None
    mine = asked.pack.units * (asked.packs or 1)
    for pack, owed in _months(line, asked):
        if owed.portion_packs and (pack.units or 0) * owed.portion_packs < mine:
            return pack
    return None


def _informed(line: LineCase) -> Answer:
    if line.case.objection:
        return informs()
    return MET


def _two_sizes() -> Case:
    """A medicine in boxes of 90 and of 30, the first one served."""
    small = RAMIPRIL.presentations[0]
    large = replace(small, label="boîte de 90", units=Decimal(90))
    both = replace(RAMIPRIL, presentations=(large, small))
    return a_case(both, duration=days(90))


_BY_MONTH: Rule[LineCase] = Rule(
    id="DI-REN-01",
    title="Une ordonnance expirée se prolonge de trois mois au plus, un mois à la fois",
    family=Family.DISPENSING,
    moments=DISPENSING,
    clock=Clock.DISPENSING,
    since=SINCE,
    severity=Severity.BLOCKING,
    confidence=Confidence.VERIFIED,
    citation=CITATION,
    message="La quantité demandée ({asked}) dépasse un mois de traitement ({most}).",
    why="Le pharmacien évite l’interruption d’un traitement chronique, mois par mois, trois fois "
    "au plus.",
    remedy="Délivrer {most} au plus.",
    line_rule=True,
    applies=ASKS,
    check=_month_by_month,
    examples=(
        met("Un mois, l’ordonnance vient d’expirer",
            lambda: asked_beyond(chronic(), date(2026, 4, 24), served=ENDS)),
        breaks("Deux mois à la fois",
               lambda: asked_beyond(chronic(), date(2026, 4, 24), served=ENDS, packs=2)),
        breaks("Un quatrième mois",
               lambda: asked_beyond(chronic(), date(2026, 7, 10), served=ENDS,
                                    before=(MONTH, MONTH, MONTH))),
    ),
)  # fmt: skip

LINE_RULES: tuple[Rule[LineCase], ...] = (
    _BY_MONTH,
    Rule(
        id="DI-REN-06",
        title="Le prescripteur est informé dès que possible de la prolongation",
        family=Family.DISPENSING,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=SINCE,
        severity=Severity.INFO,
        confidence=Confidence.VERIFIED,
        citation=CITATION,
        message="Le patient s’oppose à ce que le prescripteur voie les délivrances : la base ne "
        "l’informe pas d’elle-même.",
        why="La base laisse au prescripteur un avis de chaque prolongation. Pendant une opposition "
        "elle se tait, et l’information due passe par un autre moyen confidentiel.",
        remedy="Convenir avec le patient de la manière d’informer le prescripteur.",
        line_rule=True,
        applies=ASKS,
        check=_informed,
        examples=(
            met("Sans opposition du patient",
                  lambda: asked_beyond(chronic(), date(2026, 4, 24), served=ENDS)),
            tells("Le patient s’oppose",
                  lambda: replace(asked_beyond(chronic(), date(2026, 4, 24), served=ENDS),
                                  objection=True)),
        ),
    ),
    Rule(
        id="DI-REN-07",
        title="La boîte délivrée est la plus petite qui fasse un mois",
        family=Family.DISPENSING,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=SINCE,
        severity=Severity.WARNING,
        confidence=Confidence.VERIFIED,
        citation=CITATION,
        message="Une autre boîte suffit au mois à délivrer : {pack}.",
        why="Le conditionnement le plus économique compatible avec un mois est délivré.",
        remedy="Délivrer celle-là, ou dire pourquoi une autre.",
        line_rule=True,
        applies=ASKS,
        check=_smallest,
        examples=(
            met("La seule boîte",
                lambda: asked_beyond(chronic(), date(2026, 4, 24), served=ENDS)),
            breaks("90 comprimés quand 30 existent",
                   lambda: asked_beyond(_two_sizes(), date(2026, 4, 24), served=ENDS)),
        ),
    ),
    replace(
        _BY_MONTH,
        title="Avant le 29 novembre 2024, une ordonnance expirée se prolonge d’une seule boîte",
        since=FIRST_SINCE,
        until=FIRST_UNTIL,
        confidence=Confidence.SECONDARY,
        message="La quantité demandée ({asked}) dépasse la boîte permise ({most}).",
        why=f"{CLOSED}une boîte par ligne, une seule fois.",
        examples=(
            met("Une boîte le 28 novembre 2024",
                lambda: asked_beyond(a_case(RAMIPRIL, on=date(2024, 8, 15), duration=days(90)),
                                     date(2024, 11, 28), served=three_servings(date(2024, 8, 15)))),
            breaks("Deux boîtes en 2023",
                   lambda: asked_beyond(chronic_in_2023(), date(2023, 4, 24), packs=2,
                                        served=ENDS_2023)),
            breaks("Une deuxième fois",
                   lambda: asked_beyond(chronic_in_2023(), date(2023, 5, 20), served=ENDS_2023,
                                        before=(replace(MONTH, first_day=date(2023, 4, 10)),))),
        ),
    ),
)  # fmt: skip
