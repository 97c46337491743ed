"""R.5123-2: how long the insurance pays for, and how a treatment over a month is written."""

from datetime import date
from typing import Any

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.prescription import Category
from ordonnance.law.case import LineCase
from ordonnance.law.drafting import changing, csp, line_rule
from ordonnance.law.drugs import Reading
from ordonnance.law.durations import MESSAGE, within
from ordonnance.law.examples import RAMIPRIL, a_case, breaks, days, met, months, tablets
from ordonnance.law.french import days_text
from ordonnance.law.outline import of_medicine
from ordonnance.law.rule import MET, Answer, Family, Rule, Severity, breached
from ordonnance.law.substances import Regime
from ordonnance.law.treatment import one_duration, packs_of_line

_SINCE = date(2004, 12, 18)
_YEAR = Duration(12, TimeUnit.MONTH)
_LONGEST_MONTH, _LARGE_PACK = 31, 92


def _paid(line: LineCase) -> bool:
    return line.line.category is Category.MEDICINE and not line.line.not_reimbursable


def _unlisted(law: Reading) -> bool:
    """Listed medicines have their own twelve months (R.5132-21): one finding is enough."""
    return law.regime is Regime.NONE and law.maximum is None


def _by_packs_alone(line: LineCase) -> bool:
    """Packs that can be counted, with neither a duration nor renewals."""
    said = line.line
    return (
        said.packs is not None
        and said.renewals is None
        and _paid(line)
        and one_duration(said) is None
        and line.treatment() is not None
    )


def _longest(line: LineCase) -> int:
    """The most days that may be written: what is offered breaks no other rule."""
    if line.law.narcotic:
        return _LONGEST_MONTH
    return (line.law.maximum or _YEAR).days_from(line.case.established_on)


def _period_written(line: LineCase) -> Answer:
    """A pack that lasts more than a month may be written alone; several need the duration."""
    span = line.treatment()
    shortest = span[0] if span else 0
    one_large = line.line.packs == 1 and shortest <= _LARGE_PACK
    if shortest <= _LONGEST_MONTH or one_large:
        return MET
    exact = len(packs_of_line(line.line, line.medicine)) == 1 and shortest <= _longest(line)
    fix = changing(line, f"Écrire {days_text(shortest)}",
                   duration=Duration(shortest, TimeUnit.DAY))  # fmt: skip
    return breached(lasting=days_text(shortest), corrections=(fix,) if exact else ())


_FREE = tablets("exemplol", pack=30)


def _boxes(**line: Any) -> Any:
    return lambda: a_case(RAMIPRIL, **line)


LINE_RULES: tuple[Rule[LineCase], ...] = (
    line_rule(
        "RX-DUR-02",
        "L’Assurance Maladie prend en charge douze mois de traitement au plus",
        family=Family.DURATION,
        since=_SINCE,
        citation=csp("R.5123-2"),
        message=MESSAGE,
        why="Au-delà de douze mois le traitement n’est plus pris en charge ; les listes I et II "
        "ont la même limite par un autre article.",
        remedy="Ramener à {allowed}, ou ajouter « NR ».",
        applies=of_medicine(
            _unlisted, lambda line: _paid(line) and line.treatment() is not None
        ),
        check=lambda line: within(line, _YEAR),
        examples=(
            met("Douze mois", lambda: a_case(_FREE, duration=months(12))),
            breaks("400 jours", lambda: a_case(_FREE, duration=days(400))),
        ),
    ),
    line_rule(
        "RX-DUR-14",
        "Au-delà d’un mois, la durée totale ou les renouvellements sont écrits",
        family=Family.DURATION,
        since=_SINCE,
        severity=Severity.WARNING,
        citation=csp("R.5123-2"),
        message="Les boîtes prescrites durent {lasting} et ni la durée totale ni le nombre de "
        "renouvellements n’est écrit.",
        why="Pour être pris en charge, un traitement de plus d’un mois indique sa durée totale, "
        "ou ses renouvellements par période d’un mois (trois pour une grande boîte).",
        remedy="Écrire la durée totale du traitement, ou le nombre de renouvellements.",
        applies=_by_packs_alone,
        check=_period_written,
        examples=(
            met("Une boîte d’un mois", _boxes(packs=1)),
            breaks("Six boîtes, sans durée", _boxes(packs=6)),
        ),
    ),
)  # fmt: skip
