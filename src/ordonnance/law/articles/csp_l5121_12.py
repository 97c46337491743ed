"""L.5121-12 and L.5121-12-1: medicines under early or compassionate access, marked as such."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from ordonnance.domain.drug import Medicine
from ordonnance.domain.mentions import Access
from ordonnance.law.case import LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.drafting import changing, csp, line_rule
from ordonnance.law.examples import a_case, breaks, days, met, tablets
from ordonnance.law.rule import MET, Answer, Confidence, Family, Rule, breached
from ordonnance.law.substances import words_of

_SINCE = date(2021, 7, 1)
_COMPASSIONATE = (Access.COMPASSIONATE, Access.COMPASSIONATE_FRAMEWORK)


@lru_cache(maxsize=4096)
def _told(medicine: Medicine) -> frozenset[str]:
    """« precoce », « compassionnel » when the name or a label of the medicine speaks of access."""
    found: set[str] = set()
    for text in (medicine.name, *medicine.conditions):
        words = words_of(text)
        if words & {"acces", "cadre"}:
            found |= words & {"precoce", "compassionnel"}
    return frozenset(found)


def _applies(word: str, *access: Access) -> Callable[[LineCase], bool]:
    """Where the medicine is only available so, or where the prescriber says so."""

    def applies(line: LineCase) -> bool:
        if line.line.access in access:
            return True
        return line.medicine is not None and word in _told(line.medicine)

    return applies


def _marked(*access: Access) -> Callable[[LineCase], Answer]:
    labels = {Access.EARLY: "Marquer l’accès précoce",
              Access.COMPASSIONATE: "Marquer l’accès compassionnel",
              Access.COMPASSIONATE_FRAMEWORK: "Marquer le cadre de prescription compassionnelle",
              }  # fmt: skip

    def check(line: LineCase) -> Answer:
        if line.line.access in access:
            return MET
        fixes: tuple[Correction, ...] = tuple(
            changing(line, labels[each], access=each) for each in access
        )
        return breached(subject=line.law.subject, corrections=fixes)

    return check


def _rule(rule_id: str, title: str, **facts: Any) -> Rule[LineCase]:
    return line_rule(
        rule_id,
        title,
        family=Family.LINE,
        since=_SINCE,
        confidence=Confidence.MEMORY,
        message="{subject} est disponible dans un cadre d’accès et la ligne ne le dit pas.",
        why="La mention dit au pharmacien et à la caisse dans quel cadre le médicament est "
        "prescrit ; elle est imprimée dès que le cadre est choisi.",
        remedy="Choisir le cadre d’accès de la ligne.",
        **facts,
    )


_EARLY = tablets("exemplomab", "liste I", name="EXEMPLOMAB (accès précoce)")
_PITY = tablets("exemplostat", "liste I", name="EXEMPLOSTAT (accès compassionnel)")

LINE_RULES: tuple[Rule[LineCase], ...] = (
    _rule(
        "MD-21",
        "Un médicament en accès précoce est marqué comme tel",
        citation=csp("L.5121-12"),
        applies=_applies("precoce", Access.EARLY),
        check=_marked(Access.EARLY),
        examples=(
            met("Accès précoce écrit",
                lambda: a_case(_EARLY, duration=days(30), access=Access.EARLY)),
            breaks("Médicament en accès précoce, sans mention",
                   lambda: a_case(_EARLY, duration=days(30))),
        ),
    ),
    _rule(
        "MD-22",
        "Un accès compassionnel, ou son cadre de prescription, est marqué comme tel",
        citation=csp("L.5121-12-1"),
        applies=_applies("compassionnel", *_COMPASSIONATE),
        check=_marked(*_COMPASSIONATE),
        examples=(
            met("Accès compassionnel écrit",
                lambda: a_case(_PITY, duration=days(30), access=Access.COMPASSIONATE)),
            met("Cadre de prescription compassionnelle",
                lambda: a_case(duration=days(30), access=Access.COMPASSIONATE_FRAMEWORK)),
            breaks("Médicament en accès compassionnel, sans mention",
                   lambda: a_case(_PITY, duration=days(30))),
        ),
    ),
)  # fmt: skip
