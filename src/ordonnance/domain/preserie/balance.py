"""The balance sheet of a présérie: its criteria, each with its evidence and what is missing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from ordonnance.domain.calendar import Period
from ordonnance.domain.french.numbers import in_words
from ordonnance.domain.preserie import criteria
from ordonnance.domain.preserie.anomalies import Anomaly, Standing, suspected
from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.criteria import Finding, Looked
from ordonnance.domain.preserie.executions import Execution, Field, executions
from ordonnance.domain.preserie.measures import Measures, measure
from ordonnance.domain.preserie.pilot import Pilot, PilotAct
from ordonnance.domain.preserie.questionnaire import Answers, satisfaction
from ordonnance.domain.preserie.requirements import Judged, judge
from ordonnance.domain.preserie.scor import measure_scans
from ordonnance.domain.preserie.sides import Side
from ordonnance.domain.preserie.stages import Stage, stage_after
from ordonnance.domain.preserie.technical import NO_NEEDS, TechnicalNeeds
from ordonnance.domain.preserie.traces import Attempt, once


@dataclass(frozen=True, slots=True)
class Observed:
    """Everything that a balance sheet is made from."""

    pilot: Pilot
    field: Field
    attempts: tuple[Attempt, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    needs: TechnicalNeeds = NO_NEEDS
    answers: tuple[Answers, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: its id (never reused), what the note asks in our words, how it is judged."""

    id: str
    title: str
    asks: str
    judge: Callable[[Looked], Finding]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion and what it comes to."""

    criterion: Criterion
    finding: Finding


@dataclass(frozen=True, slots=True)
class Balance:
    """A balance sheet at the end of a day, over a period."""

    pilot: Pilot
    day: date
    period: Period | None
    """None while nothing is installed."""
    stage: Stage
    looked: Looked
    executions: tuple[Execution, ...]
    criteria: tuple[Weighed, ...]
    requirements: tuple[Judged, ...]

    @property
    def measures(self) -> Measures:
        """The share, by site and by day."""
        return self.looked.measures

    @property
    def satisfied(self) -> bool:
        """True when every criterion is met: what lets the software be deployed."""
        return all(each.finding.verdict is Verdict.MET for each in self.criteria)

    @property
    def carried(self) -> tuple[Anomaly, ...]:
        """What a prolongation has to verify: anomalies open, not verified, not classified."""
        return tuple(each for each in self.looked.anomalies if each.standing(self.day) in CARRIED)

    @property
    def heading(self) -> str:
        """« Les cinq critères »."""
        return f"Les {in_words(len(self.criteria))} critères"


CARRIED = (Standing.OPEN, Standing.TO_VERIFY, Standing.TO_CLASSIFY)
"""What an anomaly must be for a prolongation to look at it."""

CRITERIA = (
    Criterion(
        "BIL-01", "Exécutions enregistrées",
        "Au moins 80\u202f% des ordonnances numériques exécutées (pharmaciens) ou émises "
        "(prescripteurs) sont enregistrées dans la base avec succès.",
        criteria.recorded,
    ),
    Criterion(
        "BIL-02", "Anomalies",
        "Aucune anomalie intrinsèque au logiciel n’empêche d’employer normalement une des "
        "opérations de l’ordonnance numérique.",
        criteria.without_anomaly,
    ),
    Criterion(
        "BIL-03", "Arrêt de SCOR",
        "L’ordonnance n’est plus envoyée par SCOR quand elle est enregistrée, et l’est encore "
        "sinon.",
        criteria.scans_stopped,
    ),
    Criterion(
        "BIL-04", "Prérequis techniques",
        "Ce qu’un poste demande avant le déploiement est identifié.",
        criteria.needs_found,
    ),
    Criterion(
        "BIL-05", "Satisfaction",
        "Un questionnaire mesure la satisfaction des utilisateurs, sans qu’aucun ne signale un "
        "frein bloquant pour le déploiement.",
        criteria.satisfied,
    ),
)  # fmt: skip


def criteria_of(side: Side) -> tuple[Criterion, ...]:
    """Those of one side, in its words: no SCOR where nothing is invoiced."""
    own = (each for each in CRITERIA if side.scor or each.judge is not criteria.scans_stopped)
    return tuple(
        replace(each, title=side.recorded) if each.judge is criteria.recorded else each
        for each in own
    )


def period_of(pilot: Pilot, day: date) -> Period | None:
    """What a balance sheet looks at: from the last prolongation, else from the first installation.

    None while nothing is installed.
    """
    again = [
        each.on for each in pilot.until(day) if each.act in (PilotAct.PROLONG, PilotAct.EXTEND)
    ]
    start = again[-1] if again else pilot.first(PilotAct.INSTALL, day)
    return None if start is None else Period(start, day)


def weigh(observed: Observed, day: date) -> Balance:
    """The balance sheet at the end of a day."""
    pilot = observed.pilot
    side = pilot.terms.side
    period = period_of(pilot, day)
    window = period or Period(day, day)
    dated = [(criteria.day_of(each), each) for each in observed.attempts]
    known = tuple(each for on, each in dated if on <= day)
    within = once(tuple(each for on, each in dated if period and period.contains(on)))
    found = () if period is None else executions(known, observed.field, side, period)
    looked = Looked(
        pilot=pilot,
        day=day,
        measures=measure(pilot, found, observed.field, window, day),
        scans=measure_scans(found),
        attempts=within,
        anomalies=tuple(each for each in observed.anomalies if each.opened <= day),
        suspicions=suspected(within, observed.field, observed.anomalies),
        needs=observed.needs,
        satisfaction=satisfaction(observed.answers, day, side.questions),
    )
    return Balance(
        pilot, day, period, stage_after(pilot.until(day)), looked, found,
        tuple(Weighed(each, each.judge(looked)) for each in criteria_of(side)),
        judge(pilot, day),
    )  # fmt: skip
