"""Documents signed and checked, retinoids within seven days, abortion by medicine in town."""

from dataclasses import replace
from datetime import date, timedelta

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.counter import CounterFacts, Seen, SeenDocument
from ordonnance.law.drugs import Reading
from ordonnance.law.examples import (
    PRESCRIBER,
    a_case,
    at_counter,
    breaks,
    days,
    met,
    tablets,
    unsure,
)
from ordonnance.law.form import Setting
from ordonnance.law.french import date_text, opening
from ordonnance.law.labels import Label, LabelKind
from ordonnance.law.outline import of_medicine
from ordonnance.law.restricted import may_bear, setting_of
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
from ordonnance.law.substances import words_of

BOTH = frozenset({Moment.PRESCRIBING, Moment.DISPENSING})
READ = date(2026, 11, 1)
LABELS = Citation("conditions de prescription et de délivrance", "ANSM", READ)
YEAR = Duration(12, TimeUnit.MONTH)
RETINOID_DAYS = 7
RETINOIDS = frozenset({"isotretinoine", "alitretinoine", "acitretine"})
_AGREED = tablets(
    "x", "liste I", "prescription nécessitant préalablement le recueil de l'accord de soins du "
    "patient", "délivrance après vérification du recueil de l'accord de soins",
)  # fmt: skip
_SIGNED = tablets(
    "x", "liste I", "prescription nécessitant la signature annuelle par le médecin et la patiente "
    "ou le patient d'une attestation d'information",
    "délivrance ne pouvant se faire qu'après vérification de l'attestation co-signée",
)  # fmt: skip
_RETINOID = tablets("isotrétinoïne", "liste I", "prescription limitée à 4 semaines")
_ABORTION = tablets(
    "x", "liste I", "hors établissement de santé : prescription réservée aux médecins, "
    "sages-femmes et centres habilités conformément à l'article L.2212-2 du code de la santé "
    "publique",
)  # fmt: skip


def _documents(law: Reading, *, checked: bool) -> tuple[Label, ...]:
    """The labels on documents: those checked before serving, or those that come with writing."""
    labels = law.labels.of(LabelKind.DOCUMENT)
    return tuple(
        each for each in labels if each.text.casefold().startswith(("délivr", "la pre")) is checked
    )


def _only_women(line: LineCase) -> bool:
    """True when the documents speak of « la patiente » alone."""
    said = [words_of(label.text) for label in line.law.labels.of(LabelKind.DOCUMENT)]
    about = [words for words in said if words & {"patiente", "femmes"}]
    return bool(about) and all("patient" not in words for words in about)


def _not_concerned(line: LineCase) -> bool:
    case = line.case
    fertile = may_bear(case.ordonnance.patient, line.line, case.established_on)
    return fertile is False and _only_women(line)


def _agreement(labels: tuple[Label, ...]) -> bool:
    return any("accord" in words_of(label.text) for label in labels)


def _signed(line: LineCase) -> Answer:
    """With the prescription: what is dated is judged, what is not is told (the rule warns)."""
    if _not_concerned(line):
        return MET
    labels, on = _documents(line.law, checked=False), line.line.care_agreement
    if on is None:
        quoted = ", ".join(f"«\u202f{label.text}\u202f»" for label in labels)
        return cannot_tell(quoted)
    yearly = any({"annuelle", "an"} & words_of(label.text) for label in labels)
    if not yearly or line.case.established_on <= YEAR.last_day(on):
        return MET
    return breached(subject=line.law.subject, on=date_text(on))


def _checked(line: LineCase) -> Answer:
    """At the counter: the document was looked at, and an attestation has not lapsed."""
    if _not_concerned(line):
        return MET
    labels = _documents(line.law, checked=True)
    wanted = SeenDocument.CARE_AGREEMENT if _agreement(labels) else SeenDocument.ATTESTATION
    seen = line.asked.facts.saw(wanted) if line.asked else None
    if seen is None:
        quoted = ", ".join(f"«\u202f{label.text}\u202f»" for label in labels)
        return cannot_tell(quoted)
    lapsed = wanted is SeenDocument.ATTESTATION and seen.on is not None
    if lapsed and seen.on is not None and line.case.day > YEAR.last_day(seen.on):
        return breached(subject=line.law.subject, on=date_text(seen.on))
    return MET


def _within_seven_days(line: LineCase) -> Answer:
    case = line.case
    limit = case.established_on + timedelta(days=RETINOID_DAYS)
    if case.day <= limit:
        return MET
    fertile = may_bear(case.ordonnance.patient, line.line, case.day)
    if fertile is False:
        return MET
    if fertile is None:
        return cannot_tell("il n’est pas dit si la patiente est en âge de procréer")
    return breached(subject=opening(line.law.subject), limit=date_text(limit))


def _of_abortion(law: Reading) -> bool:
    labels = law.labels.of(LabelKind.RESERVED)
    return any(each.population and "2212" in words_of(each.text) for each in labels)


def _may_prescribe_abortion(line: LineCase) -> Answer:
    if setting_of(line.case) is Setting.HOSPITAL:
        return MET
    profession = line.case.ordonnance.prescriber.profession
    if profession is None:
        return cannot_tell("la profession du prescripteur n’est pas connue")
    if profession in (Profession.PHYSICIAN, Profession.MIDWIFE):
        return MET
    return breached(subject=line.law.subject)


def _seeing(case: Case, document: SeenDocument, on: date | None = None) -> Case:
    """The same case at the counter, the document looked at."""
    at = at_counter(case, date(2026, 1, 5), asked=30)
    facts = CounterFacts(seen=(Seen(document, on),))
    asked = Asked(1, days=30, facts=facts)
    return replace(at, serving=ServingRequest("pharmacien", "pharmacie", (asked,)))


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="PR-DOC-01",
        title="L’accord de soins, l’attestation ou le carnet va avec la prescription",
        family=Family.RESTRICTED,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        severity=Severity.WARNING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=LABELS,
        message="Le document signé le {on} pour {subject} a plus d’un an.",
        unknown="À faire avec la prescription : {missing}.",
        why="L’étiquette demande un document signé ou remis avant la prescription, ou avec elle.",
        remedy="Faire signer le document de nouveau, puis en écrire la date.",
        line_rule=True,
        applies=of_medicine(lambda law: bool(_documents(law, checked=False))),
        check=_signed,
        examples=(
            met("Accord de soins daté",
                lambda: a_case(_AGREED, duration=days(30), care_agreement=date(2025, 11, 5))),
            breaks("Attestation annuelle de quatorze mois",
                   lambda: a_case(_SIGNED, duration=days(30), care_agreement=date(2024, 11, 5))),
            unsure("Rien n’est dit", lambda: a_case(_AGREED, duration=days(30))),
        ),
    ),
    Rule(
        id="PR-DOC-02",
        title="La délivrance suit la vérification de l’attestation ou de l’accord de soins",
        family=Family.RESTRICTED,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        severity=Severity.BLOCKING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=LABELS,
        message="L’attestation du {on} pour {subject} a plus d’un an.",
        unknown="À vérifier avant de délivrer : {missing}.",
        why="Le pharmacien ne délivre qu’après avoir vu le document cosigné.",
        remedy="Demander au patient le document à jour.",
        line_rule=True,
        applies=of_medicine(lambda law: bool(_documents(law, checked=True))),
        check=_checked,
        examples=(
            met("Accord de soins vu",
                lambda: _seeing(a_case(_AGREED, duration=days(30)),
                                SeenDocument.CARE_AGREEMENT)),
            breaks("Attestation de quatorze mois",
                   lambda: _seeing(a_case(_SIGNED, duration=days(30)), SeenDocument.ATTESTATION,
                                   date(2024, 11, 5))),
            unsure("Attestation non présentée",
                   lambda: at_counter(a_case(_SIGNED, duration=days(30)), date(2026, 1, 5),
                                      asked=30)),
        ),
    ),
    Rule(
        id="PR-RET-01",
        title="Un rétinoïde se délivre dans les sept jours à une femme en âge de procréer",
        family=Family.RESTRICTED,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=Citation("programme de prévention de la grossesse", "AMM des rétinoïdes oraux",
                          READ),
        message="La délivrance de {subject} devait se faire au plus tard le {limit} : sept jours "
        "après la prescription pour une femme en âge de procréer.",
        why="La prescription suit un test de grossesse négatif, dont le résultat ne vaut que "
        "quelques jours.",
        remedy="Demander une nouvelle prescription, après un nouveau test.",
        line_rule=True,
        applies=of_medicine(
            lambda law: law.row is not None and law.row.key in RETINOIDS,
            lambda line: not line.served,
        ),
        check=_within_seven_days,
        examples=(
            met("Le cinquième jour",
                lambda: at_counter(a_case(_RETINOID, duration=days(28)), date(2026, 1, 10))),
            met("Le septième jour",
                lambda: at_counter(a_case(_RETINOID, duration=days(28)), date(2026, 1, 12))),
            breaks("Le neuvième jour",
                   lambda: at_counter(a_case(_RETINOID, duration=days(28)), date(2026, 1, 14))),
            unsure("Patiente dont on ne sait pas l’âge",
                   lambda: at_counter(
                       a_case(_RETINOID, duration=days(28), ordonnance={"patient": None}),
                       date(2026, 1, 14))),
        ),
    ),
    Rule(
        id="PR-IVG-01",
        title="En ville, l’IVG médicamenteuse est prescrite par un médecin ou une sage-femme",
        family=Family.RESTRICTED,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=Citation("Code de la santé publique", "L.2212-2", READ),
        message="Hors établissement de santé, seuls un médecin, une sage-femme ou un centre "
        "habilité prescrivent {subject}.",
        why="Seuls ces prescripteurs pratiquent l’interruption volontaire de grossesse par voie "
        "médicamenteuse hors établissement de santé.",
        remedy="Adresser la patiente à un médecin, une sage-femme ou un centre habilité.",
        line_rule=True,
        applies=of_medicine(_of_abortion),
        check=_may_prescribe_abortion,
        examples=(
            met("Sage-femme",
                lambda: a_case(_ABORTION, duration=days(1), ordonnance={
                    "prescriber": replace(PRESCRIBER, profession=Profession.MIDWIFE)})),
            breaks("Infirmier",
                   lambda: a_case(_ABORTION, duration=days(1), ordonnance={
                       "prescriber": replace(PRESCRIBER, profession=Profession.NURSE)})),
            unsure("Profession inconnue",
                   lambda: a_case(_ABORTION, duration=days(1), ordonnance={
                       "prescriber": replace(PRESCRIBER, profession=None)})),
        ),
    ),
)  # fmt: skip
