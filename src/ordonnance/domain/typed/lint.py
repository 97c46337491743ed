"""Free text against structure: what contradicts it, stops a treatment or hides a dose.

Elsewhere, 0.7 % of electronic prescriptions hid a cancellation in their free text, and about 1 %
a dose that contradicted their structure: text is read for that, and never trusted to be harmless.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from ordonnance.domain.french.posology import sentence
from ordonnance.domain.intake import takes_per_day
from ordonnance.domain.posology import DosageStep, Posology
from ordonnance.domain.typed.amounts import counted
from ordonnance.domain.typed.reader import MAX_LENGTH, Confidence, read
from ordonnance.domain.typed.tokens import Token, tokens_of

_STOPS = ("arret", "stop", "suspend", "annul", "interromp", "cesse", "remplac", "supprim")
_INSTEAD = (("au", "lieu"), ("a", "la", "place"), ("ne", "plus"), ("en", "relais"))
_CHANGES = ("augmente", "diminu", "double", "reduir", "redui")
_AWAY = frozenset({"pas", "sans", "puis", "jamais"})
"""Words that take the warning away: « ne pas arrêter », « puis arrêt » after a course."""


class Concern(StrEnum):
    """Why a free text is shown again."""

    STOPS = "stops"
    CHANGES = "changes"
    HIDES_A_DOSE = "hides_a_dose"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class TextConcern:
    """One concern about one text; `message` is for the prescriber, in French."""

    concern: Concern
    text: str
    message: str


def lint(posology: Posology, notes: Sequence[str] = ()) -> tuple[TextConcern, ...]:
    """What the free texts of a posology, and the notes beside it, say against its structure.

    Texts above the reader's limit are cut there: nothing beyond is judged.
    """
    own = [posology.text, *(step.text for step in posology.steps)]
    others = [each for step in posology.steps for each in step.instructions]
    others += [step.as_needed_reason for step in posology.steps if step.as_needed_reason]
    found: list[TextConcern] = []
    for text in own:
        if text is not None:
            found += [*_danger(text), *(_against(text, posology) if posology.steps else ())]
    for text in (*others, *notes):
        found += [*_danger(text), *_dose(text, posology)]
    return tuple(dict.fromkeys(found))


def _danger(text: str) -> list[TextConcern]:
    tokens = tokens_of(text[:MAX_LENGTH])
    found: list[TextConcern] = []
    if any(_stops(tokens, at) for at in range(len(tokens))):
        found.append(_warning(
            Concern.STOPS, text,
            "semble arrêter ou remplacer un traitement. Une annulation ou un remplacement se fait "
            "par son acte, jamais par un texte.",
        ))  # fmt: skip
    if any(each.text.startswith(_CHANGES) for each in tokens):
        found.append(_warning(
            Concern.CHANGES, text,
            "change la dose. Écrire les paliers dans la posologie structurée.",
        ))  # fmt: skip
    return found


def _stops(tokens: Sequence[Token], at: int) -> bool:
    before = {token.text for token in tokens[max(at - 2, 0) : at]}
    if any(
        tuple(token.text for token in tokens[at : at + len(words)]) == words for words in _INSTEAD
    ):
        return True
    return tokens[at].text.startswith(_STOPS) and not before & _AWAY


def _dose(text: str, posology: Posology) -> list[TextConcern]:
    """An amount in words that are not meant to hold one, unless the structure says the same."""
    tokens = tokens_of(text[:MAX_LENGTH])
    known = _amounts(posology)
    for at in range(len(tokens)):
        read_one = counted(tokens, at)
        if read_one and not {(read_one.low, read_one.unit), (read_one.high, read_one.unit)} & known:
            return [_warning(
                Concern.HIDES_A_DOSE, text,
                "contient une quantité qui n'est pas dans la posologie structurée.",
            )]  # fmt: skip
    return []


def _amounts(posology: Posology) -> set[tuple[object, str]]:
    known: set[tuple[object, str]] = set()
    for step in posology.steps:
        for dose in (step.dose, step.calculated):
            if dose is not None:
                known |= {(dose.low, dose.unit.label), (dose.high, dose.unit.label)}
        limits = (step.max_per_take, step.max_dose.quantity if step.max_dose else None)
        known |= {(most.value, most.unit.label) for most in limits if most is not None}
    return known


def _against(text: str, posology: Posology) -> list[TextConcern]:
    """The prescriber's own words, read, against the structure beside them."""
    said = read(text[:MAX_LENGTH])
    if said.posology is None or said.confidence is Confidence.NONE:
        return _dose(text, posology)
    for name, differ in (
        ("la dose", _doses_differ), ("le nombre de prises", _takes_differ),
        ("la durée", _lengths_differ),
    ):  # fmt: skip
        if differ(said.posology, posology):
            return [_warning(
                Concern.CONTRADICTS, text,
                f"ne dit pas comme la structure ({name})\u202f: «\u202f{sentence(said.posology)}"
                f"\u202f» contre «\u202f{sentence(Posology(posology.steps))}\u202f».",
            )]  # fmt: skip
    return [] if said.confidence is not Confidence.PARTIAL else _dose(text, posology)


def _doses_differ(typed: Posology, written: Posology) -> bool:
    """Only doses in the same unit can contradict each other: 1 g may be two tablets."""
    one, other = _doses(typed), _doses(written)
    return any(not one[unit] & other[unit] for unit in one.keys() & other.keys())


def _doses(posology: Posology) -> dict[str, set[tuple[Decimal, Decimal]]]:
    found: dict[str, set[tuple[Decimal, Decimal]]] = {}
    for step in posology.steps:
        if step.dose is not None:
            amounts = found.setdefault(step.dose.unit.label.casefold(), set())
            amounts.add((step.dose.low, step.dose.high))
    return found


def _takes_differ(typed: Posology, written: Posology) -> bool:
    return _apart(_takes(typed), _takes(written))


def _takes(posology: Posology) -> set[Fraction]:
    """Takes a day: of each step, and of parallel steps together."""
    found = [takes_per_day(step) for step in posology.steps if _regular(step)]
    each = {takes for takes in found if takes is not None}
    return each | {sum(each, Fraction(0))} if len(each) == len(posology.steps) else each


def _regular(step: DosageStep) -> bool:
    return not step.as_needed or step.frequency is not None


def _lengths_differ(typed: Posology, written: Posology) -> bool:
    lengths = [{step.bounds for step in each.steps if step.bounds} for each in (typed, written)]
    return _apart(*lengths)


def _apart(one: set[Any], other: set[Any]) -> bool:
    return bool(one and other and not one & other)


def _warning(concern: Concern, text: str, why: str) -> TextConcern:
    short = text if len(text) <= 80 else f"{text[:79]}…"
    return TextConcern(concern, text, f"Le texte libre «\u202f{short}\u202f» {why}")
