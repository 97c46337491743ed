"""Where each question of the law is answered on the page of an ordonnance at the counter.

A finding that waits takes a reason in a field of its own (`Question`). A fact that a rule reads at
the counter has a field too, named beside the finding (`ANSWERED_BY`); a test over the register of
rules fails when a rule reads a fact that has none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from ordonnance.domain.errors import Issue, Refusal
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.results import FindingView


class Fact(StrEnum):
    """What may be said or done of a line; the value begins the id of its field."""

    INITIAL_PRESCRIPTION = "vu-INITIAL_PRESCRIPTION"
    ATTESTATION = "vu-ATTESTATION"
    CARE_AGREEMENT = "vu-CARE_AGREEMENT"
    EXAMINATION = "vu-EXAMINATION"
    SUPPORTING_DOCUMENT = "vu-SUPPORTING_DOCUMENT"
    DOSSIER_PHARMACEUTIQUE = "vu-DOSSIER_PHARMACEUTIQUE"
    AGREEMENT = "accord-par"
    RESULT = "test"
    BEARER = "porteur"
    LOT = "lot"
    BY_THE_UNIT = "unite"
    EXPIRY = "peremption"
    GENERIC_REFUSED = "generique-refuse"
    REASON = "motif"
    SUBSTITUTION = "produit"

    @property
    def label(self) -> str:
        """What pressing its link does, in French."""
        return _LABELS[self]


_LABELS: Mapping[Fact, str] = {
    Fact.INITIAL_PRESCRIPTION: "J’ai vu la prescription initiale",
    Fact.ATTESTATION: "J’ai vu l’attestation",
    Fact.CARE_AGREEMENT: "J’ai vu l’accord de soins",
    Fact.EXAMINATION: "J’ai vu l’examen",
    Fact.SUPPORTING_DOCUMENT: "J’ai vu le justificatif",
    Fact.DOSSIER_PHARMACEUTIQUE: "J’ai consulté le dossier pharmaceutique",
    Fact.AGREEMENT: "Enregistrer l’accord du prescripteur",
    Fact.RESULT: "Enregistrer le résultat du test",
    Fact.BEARER: "Dire qui présente l’ordonnance",
    Fact.LOT: "Indiquer le lot",
    Fact.BY_THE_UNIT: "Délivrer à l’unité",
    Fact.EXPIRY: "Indiquer la péremption",
    Fact.GENERIC_REFUSED: "Revoir le refus du générique",
    Fact.REASON: "Indiquer le motif de la quantité",
    Fact.SUBSTITUTION: "Choisir une autre boîte",
}

ANSWERED_BY: Mapping[str, tuple[Fact, ...]] = {
    "PR-PIH-01": (Fact.INITIAL_PRESCRIPTION,),
    "PR-PIH-02": (Fact.INITIAL_PRESCRIPTION,),
    "PR-SPE-02": (Fact.INITIAL_PRESCRIPTION,),
    "PR-SP-02": (Fact.EXAMINATION,),
    "PR-DPD-01": (Fact.EXAMINATION,),
    "PR-DOC-02": (Fact.ATTESTATION, Fact.CARE_AGREEMENT),
    "SA-05": (Fact.DOSSIER_PHARMACEUTIQUE,),
    "AM-13": (Fact.SUPPORTING_DOCUMENT,),
    "AM-02": (Fact.AGREEMENT,),
    "AM-03": (Fact.AGREEMENT,),
    "LP-08": (Fact.AGREEMENT,),
    "DI-ODC-05": (Fact.RESULT,),
    "DI-STUP-03": (Fact.BEARER,),
    "DI-UNIT-01": (Fact.LOT, Fact.EXPIRY, Fact.BY_THE_UNIT),
    "AM-09": (Fact.GENERIC_REFUSED,),
    "RX-REN-02": (Fact.REASON,),
    "RX-REN-03": (Fact.REASON,),
    "DI-02": (Fact.REASON,),
    "AM-14": (Fact.REASON,),
    "DI-GEN-01": (Fact.SUBSTITUTION,),
    "document.dated_later": (Fact.INITIAL_PRESCRIPTION, Fact.EXAMINATION),
}
"""By rule, the facts that it reads when a line is served."""


@dataclass(frozen=True, slots=True)
class Question:
    """What waits for one reason: the findings of one rule on one line (None: the document)."""

    rule: str
    line: int | None
    findings: tuple[FindingView, ...]

    @property
    def field(self) -> str:
        """The name of its field, as the form of the counter reads it."""
        return f"constat|{self.rule}|{'' if self.line is None else self.line}"

    @property
    def id(self) -> str:
        """The id of its field, which a link may name."""
        return f"constat-{self.rule}-{self.line or 0}"


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that a refusal asks: its sentence, and the field that answers (empty: none)."""

    said: str
    field: str


def questions(waiting: Iterable[FindingView], line: int | None) -> tuple[Question, ...]:
    """The questions on that line: one for each rule, which a second finding does not repeat."""
    own = sorted(
        dict.fromkeys(each for each in waiting if each.line == line), key=lambda each: each.rule
    )
    grouped = groupby(own, key=lambda each: each.rule)
    return tuple(Question(rule, line, tuple(found)) for rule, found in grouped)


def waiting_of(refusal: Refusal | None) -> tuple[FindingView, ...]:
    """The findings for which this refusal asks a reason."""
    if isinstance(refusal, LawRefusal) and refusal.code == "ACKNOWLEDGEMENT_REQUIRED":
        return refusal.findings
    return ()


def stopping(refusal: Refusal | None) -> tuple[FindingView, ...]:
    """The findings that stop what was asked, beside its sentence."""
    return refusal.findings if isinstance(refusal, LawRefusal) and not waiting_of(refusal) else ()


def asked_by(refusal: Refusal | None) -> tuple[Asked, ...]:
    """What to fill in, in the order of the page; the first takes the focus."""
    if refusal is None:
        return ()
    waiting = waiting_of(refusal)
    lines = dict.fromkeys(each.line for each in waiting)
    found = [
        Asked(_on(each.line, each.findings[0].message), each.id)
        for line in lines for each in questions(waiting, line)
    ]  # fmt: skip
    found += [
        Asked(fact.label, f"{fact.value}-{each.line}")
        for each in stopping(refusal) for fact in ANSWERED_BY.get(each.rule, ())
    ]  # fmt: skip
    return (*found, *(Asked("Aller à ce champ", each) for each in _fields(refusal.issues)))


def _on(line: int | None, message: str) -> str:
    return message if line is None else f"Ligne {line} : {message}"


def _fields(issues: Iterable[Issue]) -> Iterable[str]:
    """The fields of the form that these issues name."""
    return (each.at for each in issues if each.at is not None and each.at.rpartition("-")[0])
