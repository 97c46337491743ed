"""Law of 7 July 1980 (loi Talon): what one magistral preparation never associates."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ordonnance.domain.prescription import Category, Ingredient, Preparation
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.case import Case, LineCase
from ordonnance.law.drafting import READ_ON, line_rule
from ordonnance.law.examples import a_case, breaks, days, met, unsure
from ordonnance.law.outline import of_category
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Confidence,
    Family,
    Rule,
    Severity,
    breached,
    cannot_tell,
)
from ordonnance.law.substances import load, words_of

_TABLE = load("talon.toml")
GROUPS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (entry["name"], frozenset(entry["words"])) for entry in _TABLE["group"]
)
"""Name of each group, and the words that name its members."""
_SINCE: date = min(entry["since"] for entry in _TABLE["group"])


@lru_cache(maxsize=2048)
def _members(preparation: Preparation) -> tuple[tuple[str, str], ...]:
    """Group and label of each ingredient that stands in one."""
    return tuple(
        (group, ingredient.label)
        for ingredient in preparation.ingredients
        for group, words in GROUPS
        if _words(ingredient) & words
    )


def _words(ingredient: Ingredient) -> frozenset[str]:
    held = ingredient.product.substances if ingredient.product else ()
    return words_of(" ".join((ingredient.label, *(each.name for each in held))))


def _apart(line: LineCase) -> Answer:
    found = _members(line.line.preparation) if line.line.preparation else ()
    groups = {group for group, _ in found}
    told = " et ".join(f"{label} ({group})" for group, label in found)
    if len(groups) > 1:
        return breached(told=told)
    if len({label for _, label in found}) > 1:
        # The text read here quotes the groups, not whether one group may stand twice.
        return cannot_tell(
            f"deux substances du même groupe ({told}), que le texte cité ne règle pas",
            severity=Severity.WARNING,
        )
    return MET


def _of(*names: str) -> Case:
    amount: Any = Quantity(Decimal(10), Unit("mg"))
    formula = tuple(Ingredient(name, amount) for name in names)
    return a_case(
        None, category=Category.PREPARATION, product=None, duration=days(7),
        preparation=Preparation("Gélules EXEMPLE", formula),
    )  # fmt: skip


LINE_RULES: tuple[Rule[LineCase], ...] = (
    line_rule(
        "RX-GEN-08",
        "Une préparation n’associe pas diurétique, psychotrope, anorexigène et hormone "
        "thyroïdienne",
        family=Family.GENERAL,
        since=_SINCE,
        confidence=Confidence.SEED,
        citation=Citation("loi n° 80-512, dite loi Talon", "Loi du 7 juillet 1980", READ_ON),
        message="La préparation associe des substances que la loi interdit d’associer : {told}.",
        why="Ces associations, vendues pour maigrir, ont causé des accidents graves.",
        remedy="Prescrire ces substances séparément, si elles sont justifiées.",
        applies=of_category(Category.PREPARATION),
        check=_apart,
        examples=(
            met("Un seul psychotrope", lambda: _of("Diazépam", "Amidon")),
            breaks("Furosémide et lévothyroxine", lambda: _of("Furosémide", "Lévothyroxine")),
            unsure("Deux diurétiques", lambda: _of("Furosémide", "Spironolactone")),
        ),
    ),
)  # fmt: skip
