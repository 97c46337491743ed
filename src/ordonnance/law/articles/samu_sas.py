"""The derogation of the SAMU-SAS for tramadol, codéine and dihydrocodéine (note of 2025).

Everything here answers on a case whose form is the derogation; what is sent, to whom and why are
facts of `Case.regulation`. The sending itself is another part of the platform.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ordonnance.domain.drug import Medicine
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.counter import CounterFacts, Seen, SeenDocument
from ordonnance.law.examples import (
    MORPHINE,
    RAMIPRIL,
    TRAMADOL,
    a_case,
    at_counter,
    breaks,
    days,
    met,
    tells,
    unsure,
)
from ordonnance.law.form import Form
from ordonnance.law.history import History
from ordonnance.law.regulation import Box, Circuit, Regulation
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Example,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
    cannot_tell,
    informs,
)
from ordonnance.law.substances import Article, words_of

SINCE = date(2025, 3, 1)
COVERED = frozenset({"tramadol", "codeine", "dihydrocodeine"})
"""The only substances that may leave by health mail instead of a secured ordonnance."""
PHARMACIST = "SA-13"
"""The rule that asks a prescribing pharmacist what allows it."""
_CITATION = Citation("note d’information aux SAMU-SAS, 2025", "§ 2", date(2026, 11, 1))
_ON = date(2025, 6, 2)
SENT = Regulation(
    regulator=True, circuit=Circuit.PHARMACY, box=Box.ORGANISATION, organisation_box=True,
    given_by_recipient=True, reason="douleur aiguë, pas d’ordonnance numérique dans le logiciel",
    software_capable=False,
)  # fmt: skip


def covered(line: LineCase) -> bool:
    """True when the medicine needs the secured form only for a substance of the derogation.

    The medicine of the line is known.
    """
    substances = line.medicine.substances if line.medicine else ()
    return not line.law.narcotic and any(COVERED & words_of(each.name) for each in substances)


def derogation(case: Case) -> bool:
    """True for a prescription sent under the derogation."""
    return case.form is Form.DEROGATION_SAMU


def said_of(case: Case) -> Regulation:
    """What is known of the sending; nothing when nobody said anything."""
    return case.regulation or Regulation()


def yes_or_unknown(fact: bool | None, missing: str) -> Answer:
    """Met, breached or unknown, from one fact."""
    if fact is None:
        return cannot_tell(missing)
    return MET if fact else breached()


def _counted(case: Case) -> Answer:
    said = said_of(case)
    missing = [] if said.circuit else ["le circuit"]
    missing += [] if said.reason and said.reason.strip() else ["le motif"]
    return breached(missing=" et ".join(missing)) if missing else MET


def _still_needed(case: Case) -> Answer:
    capable = said_of(case).software_capable
    if capable is None:
        return cannot_tell("on ne sait pas si le logiciel de régulation émet l’ordonnance "
                           "numérique")  # fmt: skip
    return breached() if capable else MET


def _history_seen(line: LineCase) -> Answer:
    facts = line.asked.facts if line.asked else CounterFacts()
    if line.case.history is not None:
        # The base itself looked at what was served to this patient before.
        return MET
    return MET if facts.saw(SeenDocument.DOSSIER_PHARMACEUTIQUE) else breached()


def _only_those(line: LineCase) -> Answer:
    if covered(line) or not line.law.has(Article.R5132_5):
        return MET
    return breached(subject=line.law.subject)


def sent(regulation: Regulation | None = SENT, medicine: Medicine = TRAMADOL) -> Case:
    """A prescription of a regulator, sent as told."""
    facts = {"form": Form.DEROGATION_SAMU, "regulation": regulation}
    return a_case(medicine, on=_ON, duration=days(3), facts=facts)


def sending_rule(
    rule_id: str, title: str, severity: Severity, message: str, why: str, remedy: str,
    check: Callable[[Case], Answer], examples: tuple[Example, ...], *,
    applies: Callable[[Case], bool] = derogation,
) -> Rule[Case]:  # fmt: skip
    """A rule on the sending as a whole."""
    return Rule(
        id=rule_id,
        title=title,
        family=Family.SAMU,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=severity,
        confidence=Confidence.SEED,
        citation=_CITATION,
        message=message,
        why=why,
        remedy=remedy,
        line_rule=False,
        applies=applies,
        check=check,
        examples=examples,
    )


def _complete(case: Case) -> bool:
    return _counted(case) is MET


def _served(*seen: Seen) -> Case:
    """The third circuit at the counter, that document looked at or none."""
    asked = Asked(1, days=3, facts=CounterFacts(seen=seen))
    request = ServingRequest("pharmacien", "pharmacie", (asked,))
    case = sent(replace(SENT, circuit=Circuit.PATIENT, box=Box.PATIENT_SPACE))
    return replace(at_counter(case, _ON), serving=request)


def _framed(case: Case) -> Answer:
    if all(line.care_protocol is not None for line in case.ordonnance.lines):
        return MET
    return cannot_tell("le protocole qui permet à ce pharmacien de prescrire n’est pas daté")


def _dated() -> Case:
    by = {"form": Form.DEROGATION_SAMU, "regulation": replace(SENT, pharmacist=True)}
    return a_case(TRAMADOL, on=_ON, duration=days(3), care_protocol=date(2025, 3, 3), facts=by)


def _regulates(case: Case) -> Answer:
    return yes_or_unknown(said_of(case).regulator, "on ne sait pas si l’auteur régule des appels")


DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    sending_rule(
        "SA-01",
        "Seuls les régulateurs du SAMU-SAS envoient un dérivé d’opioïde par messagerie sécurisée",
        Severity.BLOCKING,
        "La dérogation est réservée aux régulateurs du SAMU, du SAS et de la permanence des soins.",
        "Depuis le 1er mars 2025, ces prescripteurs peuvent envoyer tramadol, codéine et "
        "dihydrocodéine par messagerie sécurisée de santé au lieu d’une ordonnance sécurisée.",
        "Établir une ordonnance numérique, ou une ordonnance sécurisée.",
        _regulates,
        (
            met("Médecin régulateur", sent),
            breaks("Médecin de ville", lambda: sent(replace(SENT, regulator=False))),
            unsure("Rien n’est dit de l’auteur", lambda: sent(replace(SENT, regulator=None))),
        ),
    ),
    sending_rule(
        "SA-08",
        "Chaque prescription dérogatoire est recensée : date, circuit, motif",
        Severity.BLOCKING,
        "Il manque au recensement {missing}.",
        "Le recensement dit au moins la date, le circuit (cas 1, 2 ou 3) et le motif.",
        "Indiquer le circuit et le motif de l’envoi.",
        _counted,
        (
            met("Date, circuit et motif", sent),
            breaks("Sans motif", lambda: sent(replace(SENT, reason=None))),
        ),
    ),
    sending_rule(
        "SA-09",
        "Les prescriptions dérogatoires entrent dans les bilans à trois et six mois",
        Severity.INFO,
        "Cette prescription compte dans les bilans à trois et à six mois du SAMU-SAS.",
        "La note demande un retour d’expérience à trois puis à six mois.",
        "Rien à faire : le recensement suffit.",
        lambda case: informs() if _complete(case) else MET,
        (
            tells("Prescription recensée", sent),
            met("Recensement incomplet : SA-08 le dit",
                lambda: sent(replace(SENT, reason=None))),
        ),
    ),
    sending_rule(
        "SA-10",
        "La dérogation prend fin quand le logiciel de régulation émet l’ordonnance numérique",
        Severity.INFO,
        "Le logiciel de régulation sait émettre une ordonnance numérique : la dérogation n’a plus "
        "lieu d’être.",
        "La dérogation attend la prescription sécurisée dans les logiciels de régulation.",
        "Établir une ordonnance numérique.",
        _still_needed,
        (
            met("Logiciel sans prescription sécurisée", sent),
            breaks("Logiciel équipé", lambda: sent(replace(SENT, software_capable=True))),
            unsure("Logiciel inconnu", lambda: sent(replace(SENT, software_capable=None))),
        ),
    ),
    sending_rule(
        PHARMACIST,
        "Un pharmacien prescripteur du SAMU-SAS dit sous quel protocole il prescrit",
        Severity.BLOCKING,
        "Rien ne dit ce qui permet à ce pharmacien de prescrire.",
        "La note nomme les pharmaciens prescripteurs du SAMU-SAS sans dire d’où ils tiennent ce "
        "droit ; ailleurs, un pharmacien ne prescrit ces médicaments que sous protocole.",
        "Écrire la date du protocole, ou dire lequel permet cette prescription ; sinon, la faire "
        "établir par un médecin régulateur.",
        _framed,
        (
            met("Protocole daté", _dated),
            unsure("Sans protocole", lambda: sent(replace(SENT, pharmacist=True))),
        ),
        applies=lambda case: derogation(case) and said_of(case).pharmacist is True,
    ),
)  # fmt: skip

LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="SA-11",
        title="La dérogation ne couvre que tramadol, codéine et dihydrocodéine",
        family=Family.SAMU,
        moments=frozenset({Moment.PRESCRIBING, Moment.DISPENSING}),
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=_CITATION,
        message="Pour {subject}, un envoi par messagerie ne remplace pas une ordonnance "
        "sécurisée.",
        why="La dérogation ne vise que les dérivés d’opioïdes de palier 2 ; les autres médicaments "
        "qui exigent l’ordonnance sécurisée la gardent.",
        remedy="Établir une ordonnance numérique, ou une ordonnance sécurisée.",
        line_rule=True,
        applies=lambda line: line.case.form is Form.DEROGATION_SAMU and line.reading is not None,
        check=_only_those,
        examples=(
            met("Tramadol", sent),
            met("Ramipril, qui n’exige pas l’ordonnance sécurisée",
                lambda: sent(medicine=RAMIPRIL)),
            breaks("Morphine", lambda: sent(medicine=MORPHINE)),
        ),
    ),
    Rule(
        id="SA-05",
        title="Dans le cas 3, le pharmacien consulte le dossier pharmaceutique avant de délivrer",
        family=Family.SAMU,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        since=SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=_CITATION,
        message="L’historique des dispensations n’a pas été consulté au dossier pharmaceutique.",
        why="L’ordonnance envoyée au patient peut être présentée à plusieurs pharmacies.",
        remedy="Consulter le dossier pharmaceutique, puis l’indiquer.",
        line_rule=True,
        applies=lambda line: derogation(line.case)
        and said_of(line.case).circuit is Circuit.PATIENT,
        check=_history_seen,
        examples=(
            met("Dossier consulté", lambda: _served(Seen(SeenDocument.DOSSIER_PHARMACEUTIQUE))),
            met("Délivrances antérieures regardées dans la base",
                lambda: replace(_served(), history=History(()))),
            breaks("Dossier non consulté", _served),
        ),
    ),
)  # fmt: skip
