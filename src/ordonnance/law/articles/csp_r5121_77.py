"""R.5121-77: hospital prescription each time, or at first, with its period."""

from dataclasses import replace
from datetime import date

from ordonnance.domain.mentions import InitialPrescription
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.counter import CounterFacts, Seen, SeenDocument
from ordonnance.law.drafting import csp
from ordonnance.law.drugs import Reading
from ordonnance.law.examples import a_case, at_counter, breaks, days, met, tablets, unsure
from ordonnance.law.form import Setting
from ordonnance.law.french import date_text, duration_text, opening
from ordonnance.law.outline import of_medicine
from ordonnance.law.restricted import Beginning, beginning, judged_on, rests_on, setting_of
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

BOTH = frozenset({Moment.PRESCRIBING, Moment.DISPENSING})
SINCE = date(2004, 8, 8)
READ = date(2026, 11, 1)
_HOSPITAL = {"setting": Setting.HOSPITAL}
_TOWN = {"setting": Setting.TOWN}
_EVERY_TIME = tablets("x", "liste I", "prescription hospitalière")
YEARLY = tablets("x", "liste I", "prescription initiale hospitalière annuelle")


def _each_time(line: LineCase) -> Answer:
    setting = setting_of(line.case)
    if setting is Setting.HOSPITAL:
        return MET
    if setting is None:
        return cannot_tell("rien ne dit si le prescripteur exerce dans un établissement de santé")
    return breached(subject=opening(line.law.subject))


def _from_hospital(line: LineCase) -> Beginning | None:
    found = beginning(line)
    return found if found is not None and found.initial.hospital else None


def _begun_at_hospital(line: LineCase) -> Answer:
    """Met when written at a hospital, or when the initial prescription is known and was."""
    found = _from_hospital(line)
    if found is None or setting_of(line.case) is Setting.HOSPITAL:
        return MET
    rests = rests_on(line, found.initial)
    if rests is None:
        return cannot_tell("la prescription initiale hospitalière n’est ni jointe ni mentionnée")
    if rests.hospital is None:
        return cannot_tell("il n’est pas dit que la prescription initiale vient d’un hôpital")
    return MET if rests.hospital else breached(subject=line.law.subject)


def _still_valid(line: LineCase) -> Answer:
    found = _from_hospital(line)
    if found is None or found.initial.every is None:
        return MET
    rests = rests_on(line, found.initial)
    if rests is None or rests.on is None:
        return cannot_tell("la date de la prescription initiale n’est pas connue")
    last = found.initial.every.last_day(rests.on)
    if judged_on(line) <= last:
        return MET
    return breached(
        subject=line.law.subject,
        on=date_text(rests.on),
        every=duration_text(found.initial.every),
        last=date_text(last),
    )


def _periodic(law: Reading) -> bool:
    """A hospital prescription with a period."""
    found = law.labels.initial
    return found is not None and found.hospital and found.every is not None


def _begun(line: LineCase) -> bool:
    """Something is known of that prescription."""
    seen = line.asked.facts.saw(SeenDocument.INITIAL_PRESCRIPTION) if line.asked else None
    known = seen is not None or line.line.initial is not None
    return known and setting_of(line.case) is not Setting.HOSPITAL


def _seen_undated() -> Case:
    """The pharmacist saw the initial prescription, its day was not said."""
    case = at_counter(a_case(YEARLY, duration=days(30)), date(2026, 1, 5), asked=30)
    facts = CounterFacts(seen=(Seen(SeenDocument.INITIAL_PRESCRIPTION),))
    return replace(
        case, serving=ServingRequest("pharmacien", "pharmacie", (Asked(1, days=30, facts=facts),))
    )


def initial(on: date, *, hospital: bool | None = True) -> InitialPrescription:
    """An initial prescription of that day, for the examples."""
    return InitialPrescription(on, hospital, None, None)


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="PR-PH-01",
        title="Un médicament de prescription hospitalière est prescrit à l’hôpital, chaque fois",
        family=Family.RESTRICTED,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=csp("R.5121-77 2°", READ),
        message="{subject} relève de la prescription hospitalière : aucune prescription en ville.",
        why="Chaque prescription, renouvellement compris, vient d’un prescripteur exerçant dans "
        "un établissement de santé.",
        remedy="Adresser le patient au prescripteur hospitalier qui le suit.",
        line_rule=True,
        applies=of_medicine(lambda law: law.labels.hospital_only),
        check=_each_time,
        examples=(
            met("Prescrit à l’hôpital",
                lambda: a_case(_EVERY_TIME, duration=days(30), facts=_HOSPITAL)),
            breaks("Prescrit en cabinet de ville",
                   lambda: a_case(_EVERY_TIME, duration=days(30), facts=_TOWN)),
            unsure("Lieu d’exercice inconnu", lambda: a_case(_EVERY_TIME, duration=days(30))),
        ),
    ),
    Rule(
        id="PR-PIH-01",
        title="La première prescription vient de l’hôpital ; la ville renouvelle en la présentant",
        family=Family.RESTRICTED,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=csp("R.5121-77 3°", READ),
        message="La prescription initiale de {subject} doit venir de l’hôpital, ce qui n’est pas "
        "le cas de celle qui est mentionnée.",
        why="Le traitement commence par une prescription hospitalière ; un renouvellement en ville "
        "se fait sur présentation de celle-ci.",
        remedy="Mentionner ou joindre la prescription initiale hospitalière, ou adresser le "
        "patient à l’hôpital.",
        line_rule=True,
        applies=of_medicine(
            lambda law: law.labels.initial is not None and law.labels.initial.hospital
        ),
        check=_begun_at_hospital,
        examples=(
            met("Première prescription à l’hôpital",
                lambda: a_case(YEARLY, duration=days(30), facts=_HOSPITAL)),
            met("Renouvellement en ville, prescription initiale mentionnée",
                lambda: a_case(YEARLY, duration=days(30), initial=initial(date(2025, 3, 5)),
                               facts=_TOWN)),
            breaks("La prescription initiale vient de la ville",
                   lambda: a_case(YEARLY, duration=days(30), facts=_TOWN,
                                  initial=initial(date(2025, 3, 5), hospital=False))),
            unsure("Renouvellement en ville sans prescription initiale",
                   lambda: a_case(YEARLY, duration=days(30), facts=_TOWN)),
        ),
    ),
    Rule(
        id="PR-PIH-02",
        title="Une prescription initiale annuelle, semestrielle ou trimestrielle a son terme",
        family=Family.RESTRICTED,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=Citation("Code de la santé publique", "R.5132-3 4° et R.5121-77 3°", READ),
        message="La prescription initiale du {on} valait {every} pour {subject} : elle n’était "
        "valable que jusqu’au {last}.",
        why="À la fin de la période, une nouvelle prescription hospitalière est nécessaire avant "
        "tout renouvellement.",
        remedy="Demander une nouvelle prescription hospitalière.",
        line_rule=True,
        applies=of_medicine(_periodic, _begun),
        check=_still_valid,
        examples=(
            met("Prescription initiale de dix mois, annuelle",
                lambda: a_case(YEARLY, duration=days(30), initial=initial(date(2025, 3, 5)),
                               facts=_TOWN)),
            breaks("Prescription initiale de quatorze mois, annuelle",
                   lambda: a_case(YEARLY, duration=days(30), initial=initial(date(2024, 11, 5)),
                                  facts=_TOWN)),
            breaks("Échue entre la prescription et la délivrance",
                   lambda: at_counter(
                       a_case(YEARLY, duration=days(30), initial=initial(date(2025, 1, 10)),
                              facts=_TOWN),
                       date(2026, 1, 12), asked=30)),
            unsure("Prescription initiale vue, sans sa date", _seen_undated),
        ),
    ),
)  # fmt: skip
