"""R.5125-55: what a prescription in common name holds."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, DciSubstance, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.case import LineCase
from ordonnance.law.drafting import csp, line_rule
from ordonnance.law.examples import RAMIPRIL, a_case, breaks, days, met
from ordonnance.law.rule import MET, Answer, Confidence, Family, Rule, Severity, breached
from ordonnance.law.substances import words_of
from ordonnance.law.wording import OPEN, ROUTES, TELLING, WITHOUT_STRENGTH

_SINCE = date(2004, 8, 8)
_STRENGTH = re.compile(
    r"\d\s{0,2}(?:mg|g|kg|µg|μg|mcg|microgrammes?|ng|ml|l|%|pour ?cent|m?ui|ki?u|unités?|"
    r"mmol|meq|mbq|gbq|ch|dh|x)(?![a-zà-ÿ])",
    re.IGNORECASE,
)
_BARE_PAIR = re.compile(r"\b\d+(?:[.,]\d+)?\s*/\s*\d+(?:[.,]\d+)?(?!\s*(?:mg|g|µg|ml|ui|%))")


class Written(NamedTuple):
    """What a product in common name says by itself."""

    strengths: int
    form: bool
    route: bool
    joined: bool


@lru_cache(maxsize=4096)
def _written(product: Product) -> Written:
    words = words_of(f"{product.label} {product.form.label if product.form else ''}")
    strong = sum(1 for each in product.substances if each.strength is not None)
    counted = max(strong, len(_STRENGTH.findall(product.label)))
    if words & WITHOUT_STRENGTH:
        counted = max(counted, 1, len(product.substances))
    form = product.form is not None or bool(words & (TELLING | OPEN))
    return Written(
        counted, form, bool(words & (TELLING | ROUTES)), _BARE_PAIR.search(product.label) is None
    )


def _in_dci(line: LineCase) -> bool:
    """A medicine in common name: a code of another kind names more than the name does."""
    product = line.line.product
    return (
        line.line.category is Category.MEDICINE
        and product is not None
        and product.in_dci
        and not product.other_codes
        and bool(product.substances)
    )


@lru_cache(maxsize=8192)
def _taken(posology: Posology) -> frozenset[str]:
    """Words of what is counted: « 1 gélule matin et soir » tells the form too."""
    units = [step.dose.unit.label for step in posology.steps if step.dose is not None]
    return words_of(" ".join((*units, posology.text or "")))


@lru_cache(maxsize=8192)
def _routed(posology: Posology) -> bool:
    if posology.text is not None and words_of(posology.text) & ROUTES:
        return True
    return any(step.route is not None or step.site is not None for step in posology.steps)


def _complete(line: LineCase) -> Answer:
    product = line.line.product
    if product is None:
        return MET
    said, missing = _written(product), []
    if len(product.substances) < 2 and said.strengths < 1:
        missing.append("le dosage")
    taken = _taken(line.line.posology)
    if not said.form and not taken & (TELLING | OPEN):
        missing.append("la forme")
    if not said.route and not taken & TELLING and not _routed(line.line.posology):
        missing.append("la voie")
    if not missing:
        return MET
    # The way to take it is often plain from the rest: the pharmacist is not left without an answer.
    lightly = missing == ["la voie"]
    return breached(severity=Severity.WARNING if lightly else None, missing=_and(missing))


def _and(parts: list[str]) -> str:
    """« le dosage, la forme et la voie »."""
    return " et ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _each_with_its_strength(line: LineCase) -> Answer:
    product = line.line.product
    if product is None:
        return MET
    said = _written(product)
    if said.strengths >= len(product.substances) and said.joined:
        return MET
    return breached()


def _mg(value: int) -> Quantity:
    return Quantity(Decimal(value), Unit("mg"))


_PARACETAMOL = DciSubstance("paracétamol", None, _mg(500))
_PAIR = (DciSubstance("amlodipine", None, _mg(5)), DciSubstance("valsartan", None, _mg(80)))
_SPOON = Posology(text="une cuillère-mesure par jour")
_BARE = tuple(replace(each, strength=None) for each in _PAIR)

LINE_RULES: tuple[Rule[LineCase], ...] = (
    line_rule(
        "MD-07",
        "En dénomination commune : principe actif, dosage, voie et forme",
        family=Family.LINE,
        since=_SINCE,
        confidence=Confidence.SEED,
        citation=csp("R.5125-55"),
        message="La prescription en dénomination commune n’indique pas {missing}.",
        why="Le pharmacien choisit la spécialité d’après ces quatre éléments.",
        remedy="Compléter la ligne, par exemple « paracétamol 500 mg comprimé, voie orale ».",
        applies=_in_dci,
        check=_complete,
        examples=(
            met("Paracétamol 500 mg comprimé",
                lambda: a_case(RAMIPRIL, duration=days(7), product=Product(
                    "paracétamol 500 mg comprimé", substances=(_PARACETAMOL,)))),
            breaks("Paracétamol, sans plus",
                   lambda: a_case(RAMIPRIL, duration=days(7), product=Product(
                       "paracétamol", substances=(DciSubstance("paracétamol"),)))),
            breaks("Solution sans voie",
                   lambda: a_case(RAMIPRIL, duration=days(7), posology=_SPOON, product=Product(
                       "paracétamol 500 mg solution", substances=(_PARACETAMOL,)))),
        ),
    ),
    line_rule(
        "MD-08",
        "Plusieurs principes actifs en dénomination commune : chacun avec son dosage",
        family=Family.LINE,
        since=_SINCE,
        confidence=Confidence.SEED,
        citation=csp("R.5125-55"),
        message="Chaque principe actif de l’association doit être écrit avec son dosage, reliés "
        "par « + ».",
        why="« 5/80 » ne dit pas à quel principe actif revient chaque dosage.",
        remedy="Écrire par exemple « amlodipine 5 mg + valsartan 80 mg ».",
        applies=lambda line: _in_dci(line)
        and line.line.product is not None
        and len(line.line.product.substances) > 1,
        check=_each_with_its_strength,
        examples=(
            met("Amlodipine 5 mg + valsartan 80 mg",
                lambda: a_case(RAMIPRIL, duration=days(7), product=Product(
                    "amlodipine 5 mg + valsartan 80 mg, comprimé", substances=_PAIR))),
            breaks("Amlodipine valsartan 5/80",
                   lambda: a_case(RAMIPRIL, duration=days(7), product=Product(
                       "amlodipine valsartan 5/80 comprimé", substances=_BARE))),
        ),
    ),
)  # fmt: skip
