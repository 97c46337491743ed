"""How each criterion of the balance sheet is judged: met, not met, or not yet decidable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.french.dates import short
from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.anomalies import Anomaly, Standing, Suspicion, seen_again
from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.choices import Consent
from ordonnance.domain.preserie.measures import Measures, Share
from ordonnance.domain.preserie.pilot import Pilot
from ordonnance.domain.preserie.questionnaire import Satisfaction
from ordonnance.domain.preserie.scor import Scan, ScorMeasure
from ordonnance.domain.preserie.sides import Side
from ordonnance.domain.preserie.technical import TechnicalNeeds
from ordonnance.domain.preserie.traces import Attempt, Outcome

LABELS = {
    Verdict.MET: "atteint",
    Verdict.BREACHED: "non atteint",
    Verdict.NOT_YET: "pas encore décidable",
}
"""French words for a criterion."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a criterion comes to: why (French, no final stop), its evidence, what is missing."""

    verdict: Verdict
    why: str
    evidence: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """French words."""
        return LABELS[self.verdict]


@dataclass(frozen=True, slots=True)
class Looked:
    """What the criteria are judged on."""

    pilot: Pilot
    day: date
    measures: Measures
    scans: ScorMeasure
    attempts: tuple[Attempt, ...]
    """Those of the period, each once."""
    anomalies: tuple[Anomaly, ...]
    suspicions: tuple[Suspicion, ...]
    needs: TechnicalNeeds
    satisfaction: Satisfaction

    @property
    def least_sites(self) -> int:
        """How many sites must be heard: as many as the note asks to take part."""
        return self.pilot.terms.least(self.pilot.share)


def day_of(attempt: Attempt) -> date:
    """The day of an attempt, in Paris."""
    return legal_day(attempt.at, PARIS)


def told_share(share: Share, side: Side) -> str:
    """A share in words, with its interval."""
    if share.percent is None or share.interval is None:
        return f"aucune {side.act}"
    low, high = (_comma(str(each)) for each in share.interval)
    return (
        f"{share.recorded} sur {share.counted} ({_comma(str(share.percent))}\u202f%, intervalle à "
        f"95\u202f% de {low} à {high}\u202f%)"
    )


def recorded(looked: Looked) -> Finding:
    """Enough executions recorded, judged once as many sites are heard as must take part."""
    least = looked.pilot.terms.least_success
    measures, side = looked.measures, looked.pilot.terms.side
    heard = [each for each in measures.sites if each.share.counted]
    unheard = [each.site.value for each in measures.sites if each.told and not each.share.counted]
    evidence = tuple(_of_share(looked))
    if least is None:
        return Finding(Verdict.NOT_YET, "les modalités ne donnent pas de seuil", evidence,
                       ("Écrire le seuil dans les modalités, avec sa source.",))  # fmt: skip
    if not measures.overall.counted:
        return Finding(Verdict.NOT_YET, f"aucune {side.act} ne compte", evidence,
                       (f"Des {side.acts} tracées, dès la première installation.",))  # fmt: skip
    if len(heard) < looked.least_sites:
        return Finding(
            Verdict.NOT_YET,
            f"sites entendus\u202f: {len(heard)}, il en faut {looked.least_sites}", evidence,
            tuple(_to_hear(looked, unheard)),
        )  # fmt: skip
    reached = measures.overall.reaches(least)
    return Finding(
        Verdict.MET if reached else Verdict.BREACHED,
        f"{told_share(measures.overall, side)}, seuil {least}\u202f%",
        evidence,
        () if not unheard else (f"Sans {side.act} comptée\u202f: {', '.join(unheard)}.",),
    )


def _to_hear(looked: Looked, unheard: list[str]) -> Iterable[str]:
    """What would let enough sites be heard: those that tell nothing yet, else others."""
    side, asked = looked.pilot.terms.side, _choosing(looked.measures, Consent.ASKED)
    if unheard:
        yield f"Des {side.acts} de\u202f: {', '.join(unheard)}."
    if asked:
        yield f"Le choix sur leurs traces de\u202f: {', '.join(asked)}."
    if not unheard and not asked:
        yield f"Des {side.acts} de nouveaux sites."


def _choosing(measures: Measures, consent: Consent) -> list[str]:
    return [each.site.value for each in measures.sites if each.consent is consent]


def _of_share(looked: Looked) -> Iterable[str]:
    terms, measures = looked.pilot.terms, looked.measures
    least = terms.least_success
    yield f"Sans rien écarter que les essais\u202f: {told_share(measures.raw, terms.side)}."
    for exclusion, times in measures.left_out.items():
        yield f"Écartées\u202f: {times}, {exclusion.label}."
    if measures.claimed:
        yield f"Succès que seul le logiciel dit, sans trace de la base\u202f: {measures.claimed}."
    if least is not None:
        below = [
            each.site.value
            for each in measures.sites
            if each.share.counted and not each.share.reaches(least)
        ]
        if below:
            yield f"Sous {least}\u202f%\u202f: {', '.join(below)}."
        if measures.overall.straddles(least):
            yield f"L’intervalle contient {least}\u202f%\u202f: encore fragile."
    silent = [each.site.value for each in measures.sites if each.silent]
    if silent:
        yield f"Silencieux depuis sept jours ou plus\u202f: {', '.join(silent)}."
    for consent in (Consent.ASKED, Consent.REFUSED):
        if own := _choosing(measures, consent):
            yield f"{consent.label[0].upper()}{consent.label[1:]}\u202f: {', '.join(own)}."


def without_anomaly(looked: Looked) -> Finding:
    """No intrinsic blocking anomaly is left, and each operation was used with success."""
    by_standing: dict[Standing, list[Anomaly]] = {each: [] for each in Standing}
    for each in looked.anomalies:
        by_standing[each.standing(looked.day)].append(each)
    evidence = tuple(_told(each, looked) for each in looked.anomalies)
    missing = [f"Qualifier {each.id}." for each in by_standing[Standing.TO_CLASSIFY]]
    missing += [
        f"Vérifier {each.id} en version {each.fix.version}."
        for each in by_standing[Standing.TO_VERIFY]
        if each.fix is not None
    ]
    missing += [
        f"Expliquer le code {each.code} ({each.operation.label}\u202f: {each.times} fois)."
        for each in looked.suspicions
    ]
    used = {a.operation for a in looked.attempts if a.outcome is Outcome.SUCCESS and not a.test}
    missing += [
        f"Employer avec succès\u202f: {operation.label}."
        for operation in looked.pilot.terms.side.operations
        if operation not in used
    ]
    still = by_standing[Standing.OPEN]
    if still:
        names = ", ".join(each.id for each in still)
        return Finding(Verdict.BREACHED, f"anomalies bloquantes ouvertes\u202f: {names}", evidence,
                       (*(f"Corriger {each.id}." for each in still), *missing))  # fmt: skip
    if missing:
        return Finding(Verdict.NOT_YET, "tout n’est pas établi", evidence, tuple(missing))
    closed = len(by_standing[Standing.CLOSED])
    return Finding(
        Verdict.MET,
        f"aucune anomalie bloquante ouverte\u202f; corrigées et vérifiées\u202f: {closed}",
        evidence,
    )


def _told(anomaly: Anomaly, looked: Looked) -> str:
    told = _unstopped(anomaly.told)
    words = [f"{anomaly.id} ({anomaly.standing(looked.day).label})\u202f: {told}"]
    if anomaly.reproduced is not None:
        words.append(f"reproduite le {short(anomaly.reproduced)}")
    if anomaly.fix is not None:
        words.append(f"corrigée en version {anomaly.fix.version} le {short(anomaly.fix.on)}")
        again = seen_again(anomaly, looked.attempts)
        if again:
            words.append(f"codes revus {again} fois dans cette version")
    return f"{', '.join(words)}."


def scans_stopped(looked: Looked) -> Finding:
    """No fault of either kind, and every execution says what became of its scan."""
    scans = looked.scans
    evidence = tuple(
        f"{scan.label}\u202f: {times}." for scan, times in scans.scans.items() if times
    )
    untold = _by_site(scans.not_told)
    missing = (f"L’envoi par SCOR de\u202f: {untold}.",) if untold else ()
    if scans.fault_count:
        early, absent = scans.scans[Scan.SENT_THOUGH_RECORDED], scans.scans[Scan.MISSING]
        return Finding(
            Verdict.BREACHED,
            f"fautes\u202f: {scans.fault_count}, dont {early} envois de trop et {absent} manquants",
            (*evidence, f"Par site\u202f: {_by_site(scans.faults)}."), missing,
        )  # fmt: skip
    if not scans.judged or untold:
        why = "aucune exécution ne dit ce que devient l’envoi par SCOR"
        if scans.judged:
            why = "toutes les exécutions ne disent pas ce que devient l’envoi par SCOR"
        return Finding(Verdict.NOT_YET, why, evidence, missing or ("Des exécutions tracées.",))
    if not scans.scans[Scan.KEPT]:
        evidence = (*evidence, "Aucune exécution non enregistrée\u202f: l’envoi n’a pas été "
                    "observé dans ce cas.")  # fmt: skip
    return Finding(Verdict.MET, f"exécutions conformes\u202f: {scans.judged}", evidence)


def _by_site(counts: Mapping[AmNumber, int]) -> str:
    return ", ".join(f"{site.value} ({times})" for site, times in counts.items())


def needs_found(looked: Looked) -> Finding:
    """The list of technical prerequisites was declared whole."""
    needs = tuple(each for each in looked.needs.needs if each.found <= looked.day)
    evidence = tuple(f"{_unstopped(each.told)}\u202f: {_unstopped(each.met_by)}." for each in needs)
    if not looked.needs.is_whole(looked.day):
        return Finding(Verdict.NOT_YET, f"relevés\u202f: {len(needs)}, liste incomplète",
                       evidence, ("Déclarer complète la liste des prérequis.",))  # fmt: skip
    return Finding(Verdict.MET, f"liste complète, prérequis relevés\u202f: {len(needs)}", evidence)


def satisfied(looked: Looked) -> Finding:
    """Enough sites answered, and nobody tells of something that blocks."""
    told = looked.satisfaction
    evidence = tuple(
        f"{each.question.id} {each.question.asks} {each.satisfied} sur {each.answered} d’accord"
        f" (moyenne {_comma(str(each.mean))} sur 5)."
        for each in told.questions
        if each.answered
    )
    silent = [each.am.value for each in looked.pilot.sites if each.am not in set(told.sites)]
    missing = (f"Réponse de\u202f: {', '.join(silent)}.",) if silent else ()
    if told.blocking:
        blocks = tuple(
            f"Frein bloquant ({each.site.value})\u202f: {each.blocking}" for each in told.blocking
        )
        return Finding(Verdict.BREACHED, f"freins bloquants signalés\u202f: {len(told.blocking)}",
                       (*blocks, *evidence), missing)  # fmt: skip
    if len(told.sites) < looked.least_sites:
        return Finding(
            Verdict.NOT_YET,
            f"sites qui ont répondu\u202f: {len(told.sites)}, il en faut {looked.least_sites}",
            evidence, missing,
        )  # fmt: skip
    return Finding(
        Verdict.MET, f"réponses\u202f: {told.respondents}, aucun frein bloquant", evidence, missing
    )


def _unstopped(typed: str) -> str:
    """What somebody typed, to be followed by other words."""
    return typed.rstrip().removesuffix(".")


def _comma(figure: str) -> str:
    return figure.replace(".", ",")
