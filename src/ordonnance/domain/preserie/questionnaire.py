"""What the professionals of a présérie are asked, and what their answers come to.

One questionnaire for each, found by a reference drawn for the invitation: no name. A link does not
say who answers: where somebody answered signed in, what came by links is not counted beside.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from ordonnance.domain.ids import AmNumber

LOWEST, HIGHEST = 1, 5
SATISFIED_FROM = 4
LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its id (never reused) and its French words."""

    id: str
    asks: str


SCALE = {
    1: "pas du tout d’accord", 2: "plutôt pas d’accord", 3: "ni l’un ni l’autre",
    4: "plutôt d’accord", 5: "tout à fait d’accord",
}  # fmt: skip
"""The words of the scale."""

PHARMACIST_QUESTIONS = (
    Question("SAT-01", "J’ouvre une ordonnance numérique facilement, le patient présent."),
    Question("SAT-02", "L’enregistrement de la délivrance s’intègre à ma facturation."),
    Question("SAT-03", "Je sais corriger ou annuler une délivrance enregistrée."),
    Question("SAT-04", "Je sais toujours si l’ordonnance est enregistrée ou non."),
    Question("SAT-05", "Je n’ai plus à scanner l’ordonnance quand elle est enregistrée."),
    Question("SAT-06", "La réponse est assez rapide au comptoir."),
    Question("SAT-07", "La formation et le mode d’emploi m’ont suffi."),
    Question("SAT-08", "Le support de l’éditeur répond quand j’en ai besoin."),
    Question("SAT-09", "Je recommande ce logiciel pour l’ordonnance numérique."),
)
PRESCRIBER_QUESTIONS = (
    Question("SAT-P01", "J’écris une ordonnance numérique sans allonger la consultation."),
    Question("SAT-P02", "L’émission s’intègre à mon logiciel et au dossier du patient."),
    Question("SAT-P03", "Je sais annuler ou remplacer une ordonnance émise."),
    Question("SAT-P04", "Je sais toujours si l’ordonnance est enregistrée ou non."),
    Question("SAT-P05", "Je sais quoi remettre au patient quand l’enregistrement échoue."),
    Question("SAT-P06", "La réponse est assez rapide en consultation."),
    Question("SAT-P07", "La formation et le mode d’emploi m’ont suffi."),
    Question("SAT-P08", "Le support de l’éditeur répond quand j’en ai besoin."),
    Question("SAT-P09", "Je recommande ce logiciel pour l’ordonnance numérique."),
)
QUESTIONS = (*PHARMACIST_QUESTIONS, *PRESCRIBER_QUESTIONS)
PHARMACIST_BLOCKING = (
    "Un point empêche-t-il, selon vous, de déployer ce logiciel dans d’autres pharmacies ?"
)
PRESCRIBER_BLOCKING = (
    "Un point empêche-t-il, selon vous, de déployer ce logiciel dans d’autres cabinets ?"
)
"""Asked last, by yes or no; yes asks to say which."""


class AnswersInvalid(ValueError):
    """Answers that cannot be: why (French)."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What one professional answered: marks by question (absent: no opinion), and what blocks.

    `lifted`: the day when whoever answered agreed that it blocks no more. Raises AnswersInvalid.
    """

    respondent: str
    site: AmNumber
    on: date
    marks: Mapping[str, int]
    blocking: str = ""
    text: str = ""
    lifted: date | None = None
    signed: bool = False
    """Whoever answered was signed in at the site: the register tells it, never the answers."""

    def __post_init__(self) -> None:
        known = {each.id for each in QUESTIONS}
        if unknown := sorted(set(self.marks) - known):
            raise AnswersInvalid(f"question inconnue\u202f: {', '.join(unknown)}")
        if any(not LOWEST <= mark <= HIGHEST for mark in self.marks.values()):
            raise AnswersInvalid(f"une réponse va de {LOWEST} à {HIGHEST}")
        if not self.marks and not self.blocking:
            raise AnswersInvalid("aucune réponse")
        if max(len(self.text), len(self.blocking)) > LONGEST_TEXT:
            raise AnswersInvalid(f"un texte ne dépasse pas {LONGEST_TEXT} caractères")

    def blocks(self, day: date) -> bool:
        """True while a blocking point stands at the end of a day."""
        return bool(self.blocking) and (self.lifted is None or self.lifted > day)


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question: answers by mark, from the lowest."""

    question: Question
    counts: tuple[int, ...]

    @property
    def answered(self) -> int:
        """How many had an opinion."""
        return sum(self.counts)

    @property
    def satisfied(self) -> int:
        """How many agree."""
        return sum(self.counts[SATISFIED_FROM - LOWEST :])

    @property
    def mean(self) -> Decimal | None:
        """The mean mark, one decimal."""
        if not self.answered:
            return None
        total = sum(mark * count for mark, count in enumerate(self.counts, LOWEST))
        return (Decimal(total) / self.answered).quantize(Decimal("0.1"), ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The results: who answered, by question, and what blocks."""

    respondents: int
    sites: tuple[AmNumber, ...]
    questions: tuple[QuestionResult, ...]
    blocking: tuple[Answers, ...]


def satisfaction(
    answers: Iterable[Answers], day: date, questions: Iterable[Question]
) -> Satisfaction:
    """The results at the end of a day; whoever answers again replaces what they said.

    Answers by a link leave the count of their site once one is signed there: they may be of the
    same person. What blocks stands, whoever told it, until it is lifted.
    """
    latest: dict[str, Answers] = {}
    for each in sorted((a for a in answers if a.on <= day), key=lambda a: a.on):
        latest[each.respondent] = each
    said = tuple(latest.values())
    signed = signed_at(said)
    kept = tuple(each for each in said if each.signed or each.site not in signed)
    return Satisfaction(
        len(kept),
        tuple(dict.fromkeys(each.site for each in kept)),
        tuple(_result(each, kept) for each in questions),
        tuple(each for each in said if each.blocks(day)),
    )


def signed_at(answers: Iterable[Answers]) -> frozenset[AmNumber]:
    """The sites where somebody answered signed in: their links do not count beside."""
    return frozenset(each.site for each in answers if each.signed)


def _result(question: Question, kept: tuple[Answers, ...]) -> QuestionResult:
    times = Counter(each.marks.get(question.id) for each in kept)
    return QuestionResult(question, tuple(times[mark] for mark in range(LOWEST, HIGHEST + 1)))
