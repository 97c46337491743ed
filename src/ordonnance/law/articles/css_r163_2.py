"""R.163-2 III (CSS): médicaments d’exception, and the form on which they are reimbursed."""

from datetime import date
from typing import Any

from ordonnance.domain.drug import Medicine
from ordonnance.domain.prescription import Product
from ordonnance.law.case import Case, LineCase
from ordonnance.law.examples import a_case, breaks, days, met, tablets, unsure
from ordonnance.law.exception import CONFIDENCE, of_exception
from ordonnance.law.form import Form, PaperGround
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
from ordonnance.law.treatment import one_duration

_READ = date(2026, 11, 1)
_SINCE = date(2012, 7, 17)
_PRESCRIBING = frozenset({Moment.PRESCRIBING})
_SOMATROPINE = tablets("somatropine", "liste I", form="solution injectable")


def _known(line: LineCase) -> bool:
    medicine = line.medicine
    return (
        medicine is not None
        and not line.line.not_reimbursable
        and bool(of_exception(medicine, line.case.established_on))
    )


def _on_its_form(line: LineCase) -> Answer:
    subject = line.medicine.name if line.medicine else ""
    return MET if line.case.form is Form.EXCEPTION else breached(subject=subject)


def _missing(line: LineCase) -> list[str]:
    """What the form asks and the line lacks; a medicine that nobody knows is not judged."""
    medicine, written = line.medicine, line.line
    found = []
    if medicine is not None:
        stated = any(each.strength for each in medicine.substances)
        figures = any(character.isdigit() for character in written.label)
        found += [] if medicine.form else ["forme"]
        found += [] if stated or figures else ["dosage"]
        found += [] if medicine.routes else ["voie d’administration"]
    return found if one_duration(written) else [*found, "durée"]


def _complete(line: LineCase) -> Answer:
    missing = _missing(line)
    if missing:
        return breached(missing=", ".join(missing))
    if line.medicine is None:
        return cannot_tell("forme, dosage et voie du médicament ne sont pas connus")
    return MET


def _on_paper(form: Form, medicine: Medicine | None = _SOMATROPINE, **line: Any) -> Case:
    facts = {"form": form, "paper_ground": PaperGround.INSUFFICIENT_CONNECTION}
    return a_case(medicine, facts=facts, **line)


_DOSED = Product("SOMATROPINE EXEMPLE 5 mg/1,5 ml")


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="TY-20",
        title="Sur papier, un médicament d’exception se prescrit sur l’ordonnance à quatre volets",
        family=Family.TYPE,
        moments=_PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=_SINCE,
        severity=Severity.BLOCKING,
        # The text is of a secondary source; which medicines it concerns is remembered.
        confidence=CONFIDENCE,
        citation=Citation(
            "Code de la sécurité sociale ; arrêté du 17 juillet 2012", "R.163-2 III", _READ
        ),
        message="{subject} est un médicament d’exception : sur papier, il n’est remboursé que sur "
        "l’ordonnance d’exception à quatre volets.",
        why="L’usage de ce formulaire atteste que la prescription suit la fiche d’information "
        "thérapeutique. La liste de ces médicaments n’est pas dans les données publiques.",
        remedy="Utiliser l’ordonnance d’exception, ou une ordonnance numérique.",
        line_rule=True,
        applies=lambda line: line.case.form.paper and _known(line),
        check=_on_its_form,
        examples=(
            met("Ordonnance d’exception", lambda: _on_paper(Form.EXCEPTION, duration=days(28))),
            breaks("Papier ordinaire", lambda: _on_paper(Form.CLASSIQUE, duration=days(28))),
        ),
    ),
    Rule(
        id="TY-22",
        title="L’ordonnance d’exception dit forme, dosage, posologie, voie et durée",
        family=Family.TYPE,
        moments=_PRESCRIBING,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.SECONDARY,
        citation=Citation("formulaire cerfa 12708*02", "CSS R.163-2 III", _READ),
        message="Sur l’ordonnance d’exception, il manque : {missing}.",
        why="Le formulaire demande ces éléments pour contrôler le respect de la fiche "
        "d’information thérapeutique.",
        remedy="Compléter la ligne.",
        line_rule=True,
        applies=lambda line: line.case.form is Form.EXCEPTION,
        check=_complete,
        examples=(
            met("Tout est écrit",
                lambda: _on_paper(Form.EXCEPTION, duration=days(28), product=_DOSED)),
            breaks("Sans durée", lambda: _on_paper(Form.EXCEPTION, product=_DOSED)),
            unsure("Médicament inconnu",
                   lambda: _on_paper(Form.EXCEPTION, None, duration=days(28))),
        ),
    ),
)  # fmt: skip
