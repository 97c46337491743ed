"""R.5121-95: particular monitoring: tests done, their date, the mention that serving looks for."""

from dataclasses import replace
from datetime import date

from ordonnance.domain.calendar import Duration, TimeUnit, add_months
from ordonnance.domain.mentions import Examination, InitialPrescription
from ordonnance.law.case import LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.counter import SeenDocument
from ordonnance.law.examinations import other_than_asked, without_delay
from ordonnance.law.examples import a_case, breaks, days, met, tablets, tells, unsure
from ordonnance.law.french import date_text, duration_text, opening
from ordonnance.law.labels import Label, LabelKind
from ordonnance.law.outline import of_medicine
from ordonnance.law.restricted import concerns, judged_on, ordinary_continuation
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
from ordonnance.law.substances import words_of

BOTH = frozenset({Moment.PRESCRIBING, Moment.DISPENSING})
READ = date(2026, 11, 1)
CITATION = Citation("Code de la santé publique", "R.5121-95", READ)
LABELS = Citation("conditions de prescription et de délivrance", "ANSM", READ)
UNDER_A_YEAR = "traitement inférieur à 1 an"
URACIL = "Résultats uracilémie pris en compte"
_YEAR = 12
_MONITORED = tablets(
    "x", "liste I", "médicament nécessitant une surveillance particulière pendant le traitement"
)
_COUNTED = tablets(
    "x", "liste I",
    "ordonnance avec la numération des neutrophiles datée dont valeurs dans les limites usuelles",
)  # fmt: skip
_MENTIONED = tablets(
    "x", "liste I",
    'la prescription nécessite la mention " traitement inférieur à 1 an " sur l\'ordonnance',
)  # fmt: skip
_SCREENED = tablets(
    "x", "liste I",
    "prescription et délivrance subordonnées à l'obtention du résultat du dépistage d'un déficit "
    "en DPD",
)  # fmt: skip
_COUNT = Examination("numération des neutrophiles", date(2026, 1, 2), Duration(7, TimeUnit.DAY))


def _of(line: LineCase, kind: LabelKind) -> tuple[Label, ...]:
    return line.reading.labels.of(kind) if line.reading is not None else ()


def _dpd(label: Label) -> bool:
    return "dpd" in words_of(label.text)


def _results(line: LineCase) -> tuple[Label, ...]:
    """The results that a label asks for, the screening of DPD left to its own rule."""
    return tuple(label for label in _of(line, LabelKind.RESULT) if not _dpd(label))


def _monitored(line: LineCase) -> Answer:
    """The label does not say whether the AMM wants a mention: it is told, not asked."""
    case = line.case
    if line.line.examination is not None or line.line.risk_information:
        return MET
    about = [
        label.population is None
        or concerns(label.population, case.ordonnance.patient, line.line, case.established_on)
        for label in _of(line, LabelKind.MONITORING)
    ]
    return MET if not any(answer is not False for answer in about) else informs(
        subject=opening(line.law.subject)
    )  # fmt: skip


def _dated_result(line: LineCase) -> Answer:
    written = line.line.examination
    quoted = ", ".join(f"«\u202f{label.text}\u202f»" for label in _results(line))
    if written is None:
        seen = line.asked.facts.saw(SeenDocument.EXAMINATION) if line.asked else None
        if seen is not None:
            return MET
        if line.case.dispensing or line.line.other_mentions:
            return cannot_tell(f"le résultat exigé n’est pas daté sur l’ordonnance ({quoted})")
        return breached(
            message="L’examen exigé pour {subject} n’est pas daté sur l’ordonnance ({labels}).",
            remedy="Écrire l’examen et sa date.",
            subject=line.law.subject,
            labels=quoted,
        )
    other = other_than_asked(line, _results(line), written)
    if other is not None:
        return other
    if written.lapse is None:
        return without_delay(line, _results(line), written)
    last = written.lapse.last_day(written.on)
    if judged_on(line) <= last:
        return MET
    return breached(
        subject=line.law.subject,
        on=date_text(written.on),
        lapse=duration_text(written.lapse),
        last=date_text(last),
    )


def _young_treatment(line: LineCase) -> Answer:
    """The mention is owed below one year of treatment; above it nothing is (18 CIS)."""
    if any("inferieur" in words_of(text) for text in line.line.other_mentions):
        return MET
    begun = line.line.initial
    if begun is None:
        return cannot_tell("rien ne dit depuis quand le patient prend ce médicament")
    if line.case.established_on >= add_months(begun.on, _YEAR):
        return MET
    mentions = (*line.line.other_mentions, UNDER_A_YEAR)
    return breached(
        subject=line.law.subject,
        on=date_text(begun.on),
        corrections=(
            Correction(f"Ajouter la mention « {UNDER_A_YEAR} »", line.line.number,
                       {"other_mentions": mentions}, asserts=True),
        ),
    )  # fmt: skip


def _screened(line: LineCase) -> Answer:
    said = (line.line.examination.label if line.line.examination else "", *line.line.other_mentions)
    if any(words_of(text) & {"uracilemie", "dpd", "uracile", "dpyd"} for text in said):
        return MET
    if line.asked and line.asked.facts.saw(SeenDocument.EXAMINATION):
        return MET
    return breached(
        subject=line.law.subject,
        corrections=(
            Correction(f"Ajouter la mention « {URACIL} »", line.line.number,
                       {"other_mentions": (*line.line.other_mentions, URACIL)}, asserts=True),
        ),
    )  # fmt: skip


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="PR-SP-01",
        title="Surveillance particulière : les examens faits sont écrits si l’AMM le demande",
        family=Family.RESTRICTED,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        since=date(2004, 8, 8),
        severity=Severity.WARNING,
        confidence=Confidence.SEED,
        citation=CITATION,
        message="{subject} demande une surveillance particulière pendant le traitement : si l’AMM "
        "le prévoit, écrire que les examens ont été faits.",
        why="Pour certains de ces médicaments le prescripteur indique que les examens ont été "
        "réalisés et les conditions respectées ; l’étiquette ne dit pas lesquels.",
        remedy="Écrire l’examen et sa date, si l’AMM le demande.",
        line_rule=True,
        applies=of_medicine(
            lambda law: bool(law.labels.of(LabelKind.MONITORING)),
            lambda line: not ordinary_continuation(line),
        ),
        check=_monitored,
        examples=(
            met("Examen écrit",
                lambda: a_case(_MONITORED, duration=days(30),
                               examination=Examination("bilan hépatique", date(2026, 1, 2)))),
            tells("Rien n’est écrit", lambda: a_case(_MONITORED, duration=days(30))),
        ),
    ),
    Rule(
        id="PR-SP-02",
        title="L’examen exigé est daté sur l’ordonnance, qui devient caduque après son délai",
        family=Family.RESTRICTED,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        since=date(2004, 8, 8),
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=CITATION,
        message="L’examen du {on} valait {lapse} pour {subject} : l’ordonnance est caduque après "
        "le {last}.",
        why="Quand l’AMM le demande, l’ordonnance porte la date des examens et le délai au-delà "
        "duquel elle devient caduque.",
        remedy="Refaire l’examen, puis l’écrire avec sa date.",
        line_rule=True,
        applies=lambda line: bool(_results(line))
        or (line.line.examination is not None and line.line.examination.lapse is not None
            and line.reading is not None),
        check=_dated_result,
        examples=(
            met("Numération de trois jours",
                lambda: a_case(_COUNTED, duration=days(7), examination=_COUNT)),
            breaks("Numération absente", lambda: a_case(_COUNTED, duration=days(7))),
            breaks("Numération de plus d’une semaine",
                   lambda: a_case(_COUNTED, duration=days(7),
                                  examination=replace(_COUNT, on=date(2025, 12, 20)))),
            breaks("Un autre examen",
                   lambda: a_case(_COUNTED, duration=days(7),
                                  examination=Examination("radiographie", date(2026, 1, 2)))),
            unsure("Numération de six semaines, sans délai écrit",
                   lambda: a_case(_COUNTED, duration=days(7),
                                  examination=Examination("NFS", date(2025, 11, 24)))),
            unsure("Peut-être dans une autre mention",
                   lambda: a_case(_COUNTED, duration=days(7),
                                  other_mentions=("NFS normale ce jour",))),
        ),
    ),
    Rule(
        id="PR-SP-03",
        title="La mention demandée par l’étiquette est sur l’ordonnance",
        family=Family.RESTRICTED,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=LABELS,
        message="Traitement par {subject} commencé le {on} : la mention « traitement inférieur à "
        "1 an » manque.",
        why="La mention dit au pharmacien le rythme de surveillance ; il la cherche avant de "
        "délivrer.",
        remedy="Ajouter la mention « traitement inférieur à 1 an ».",
        line_rule=True,
        applies=of_medicine(lambda law: bool(law.labels.of(LabelKind.MENTION))),
        check=_young_treatment,
        examples=(
            met("Mention écrite",
                lambda: a_case(_MENTIONED, duration=days(7), other_mentions=(UNDER_A_YEAR,))),
            met("Traitement de deux ans",
                lambda: a_case(_MENTIONED, duration=days(7),
                               initial=InitialPrescription(date(2024, 1, 5)))),
            breaks("Traitement de six mois sans mention",
                   lambda: a_case(_MENTIONED, duration=days(7),
                                  initial=InitialPrescription(date(2025, 7, 5)))),
            unsure("Ancienneté inconnue", lambda: a_case(_MENTIONED, duration=days(7))),
        ),
    ),
    Rule(
        id="PR-DPD-01",
        title="Une fluoropyrimidine demande le résultat du dépistage d’un déficit en DPD",
        family=Family.RESTRICTED,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        since=date(2019, 4, 29),
        severity=Severity.BLOCKING,
        confidence=Confidence.MEMORY,
        citation=LABELS,
        message="Aucun résultat d’uracilémie n’est mentionné pour {subject}.",
        why="Un déficit en DPD expose à une toxicité mortelle ; la date d’entrée en vigueur est "
        "de mémoire.",
        remedy="Écrire « Résultats uracilémie pris en compte », une fois le résultat connu.",
        line_rule=True,
        applies=of_medicine(
            lambda law: any(_dpd(label) for label in law.labels.of(LabelKind.RESULT))
        ),
        check=_screened,
        examples=(
            met("Mention écrite",
                lambda: a_case(_SCREENED, duration=days(14), other_mentions=(URACIL,))),
            met("Examen daté",
                lambda: a_case(_SCREENED, duration=days(14),
                               examination=Examination("uracilémie", date(2025, 12, 20)))),
            breaks("Aucun résultat", lambda: a_case(_SCREENED, duration=days(14))),
        ),
    ),
)  # fmt: skip
