"""R.4127-76: what a physician writes is in French."""

from datetime import date

from ordonnance.domain.actors import Profession
from ordonnance.law.case import Case
from ordonnance.law.drafting import csp, document_rule
from ordonnance.law.examples import a_case, breaks, met
from ordonnance.law.rule import MET, Answer, Confidence, Family, Rule, breached

_NAMES = {"en": "anglais", "de": "allemand", "es": "espagnol", "it": "italien", "pt": "portugais",
          "nl": "néerlandais", "ar": "arabe", "zh": "chinois"}  # fmt: skip


def _in_french(case: Case) -> Answer:
    code = case.ordonnance.language.replace("_", "-").split("-")[0].casefold()
    return MET if code == "fr" else breached(language=_NAMES.get(code, f"langue « {code} »"))


DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    document_rule(
        "RX-GEN-02",
        "L’ordonnance d’un médecin est rédigée en français",
        family=Family.GENERAL,
        since=date(2004, 8, 8),
        confidence=Confidence.SEED,
        citation=csp("R.4127-76"),
        message="L’ordonnance est rédigée dans une autre langue que le français ({language}).",
        why="Le pharmacien doit pouvoir la lire ; le médecin peut y joindre une traduction pour "
        "le patient.",
        remedy="Rédiger l’ordonnance en français et remettre la traduction à part.",
        applies=lambda case: case.ordonnance.prescriber.profession is Profession.PHYSICIAN,
        check=_in_french,
        examples=(
            met("En français", a_case),
            met("En français de Belgique", lambda: a_case(ordonnance={"language": "fr-BE"})),
            breaks("En anglais seulement", lambda: a_case(ordonnance={"language": "en"})),
            breaks("En langue bretonne", lambda: a_case(ordonnance={"language": "br"})),
        ),
    ),
)  # fmt: skip
