"""R.5121-77 and the perimeter of the service: hospital use, and retrocession."""

from collections.abc import Callable
from datetime import date

from ordonnance.law.case import LineCase
from ordonnance.law.examples import RAMIPRIL, a_case, breaks, days, met, tablets
from ordonnance.law.form import Form
from ordonnance.law.french import opening
from ordonnance.law.labels import LabelKind
from ordonnance.law.outline import KNOWN
from ordonnance.law.perimeter import (
    HOSPITAL_ONLY,
    RETROCESSION,
    perimeter_of,
    perimeter_problem,
)
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
)
from ordonnance.law.substances import words_of

_HOSPITAL = tablets("x", "liste I", "réservé à l'usage HOSPITALIER")
_CENTRES = tablets("x", "liste I", "réservé aux centres de vaccination anti-rabique")
_EXCLUSIVE = frozenset({"reserve", "reservee"})
_RETROCEDED = tablets("x", "liste I", "délivrance réservée aux pharmacies à usage intérieur")


def _not(code: str) -> Callable[[LineCase], Answer]:
    """A check that the medicine does not meet that problem."""

    def check(line: LineCase) -> Answer:
        medicine = line.medicine
        if medicine is None or perimeter_problem(medicine) != code:
            return MET
        return breached(subject=medicine.name)

    return check


_not_retroceded = _not(RETROCESSION)


def _channel(line: LineCase) -> Answer:
    """Retrocession stays off the numérique; another exclusive channel is told to both."""
    if line.case.form is Form.NUMERIQUE and (found := _not_retroceded(line)) is not MET:
        return found
    exclusive = [
        label.text
        for label in line.law.labels.of(LabelKind.CHANNEL)
        if _EXCLUSIVE & words_of(label.text) and perimeter_of(label.text) is None
    ]
    if not exclusive:
        return MET
    return breached(
        severity=Severity.WARNING,
        message="{subject} suit un circuit réservé : {labels}.",
        remedy="Vérifier que la délivrance se fait dans ce circuit.",
        subject=opening(line.law.subject),
        labels=" ; ".join(f"«\u202f{text}\u202f»" for text in exclusive),
    )


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="PR-RH-01",
        title="Un médicament réservé à l’usage hospitalier ne se prescrit pas en ville",
        family=Family.PERIMETER,
        moments=frozenset({Moment.PRESCRIBING, Moment.DISPENSING}),
        clock=Clock.PRESCRIBING,
        since=date(2004, 8, 8),
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=Citation("Code de la santé publique", "R.5121-77 1°", date(2026, 11, 1)),
        message="L’usage de {subject} est réservé à l’hôpital.",
        why="Ces médicaments ne sont ni prescrits pour la ville ni délivrés en officine.",
        remedy="Choisir un médicament disponible en ville, ou hospitaliser.",
        line_rule=True,
        applies=KNOWN,
        check=_not(HOSPITAL_ONLY),
        examples=(
            met("Médicament de ville", lambda: a_case(RAMIPRIL, duration=days(30))),
            breaks("Usage hospitalier", lambda: a_case(_HOSPITAL, duration=days(30))),
        ),
    ),
    Rule(
        id="PR-CH-01",
        title="La rétrocession hospitalière reste hors de l’ordonnance numérique",
        family=Family.PERIMETER,
        moments=frozenset({Moment.PRESCRIBING, Moment.DISPENSING}),
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=Citation("conditions de prescription et de délivrance", "ANSM",
                          date(2026, 11, 1)),
        message="La délivrance de {subject} relève d’une pharmacie hospitalière (rétrocession) : "
        "hors de l’ordonnance numérique.",
        why="La prescription ambulatoire est permise, mais le service ne couvre pas la "
        "rétrocession.",
        remedy="Établir une ordonnance classique sur papier pour la pharmacie hospitalière.",
        line_rule=True,
        applies=KNOWN,
        check=_channel,
        examples=(
            met("Médicament de ville", lambda: a_case(RAMIPRIL, duration=days(30))),
            breaks("Rétrocession", lambda: a_case(_RETROCEDED, duration=days(30))),
            met("Rétrocession, sur papier",
                lambda: a_case(_RETROCEDED, duration=days(30), facts={"form": Form.CLASSIQUE})),
            breaks("Réservé à des centres de vaccination",
                   lambda: a_case(_CENTRES, duration=days(1))),
        ),
    ),
)  # fmt: skip
