"""A free text compared with the structure beside it: doses, takes, durations, amounts."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from ordonnance.domain.calendar import Duration
from ordonnance.domain.dosage import Rate
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.intake import DAYS_PER, takes_per_day
from ordonnance.domain.posology import DosageStep, Posology
from ordonnance.domain.quantity import Unit
from ordonnance.domain.typed.amounts import Counted, counted
from ordonnance.domain.typed.moments import moment_begins
from ordonnance.domain.typed.phrases import said
from ordonnance.domain.typed.reader import MAX_LENGTH, Confidence, read
from ordonnance.domain.typed.rhythm import every, per
from ordonnance.domain.typed.tokens import Token, fold, tokens_of

_SCALE: Final = {
    "µg": ("mg", Decimal("0.001")), "μg": ("mg", Decimal("0.001")), "ug": ("mg", Decimal("0.001")),
    "mcg": ("mg", Decimal("0.001")), "mg": ("mg", Decimal(1)), "g": ("mg", Decimal(1000)),
    "ml": ("ml", Decimal(1)), "cl": ("ml", Decimal(10)), "dl": ("ml", Decimal(100)),
    "l": ("ml", Decimal(1000)), "ui": ("ui", Decimal(1)), "mui": ("ui", Decimal(1_000_000)),
}  # fmt: skip
"""Units of measure that can be compared, folded."""

HIDDEN: Final = "contient une quantité qui n’est pas dans la posologie structurée."


def same(text: str, posology: Posology) -> bool:
    """True for the sentence that the structure itself makes."""
    return _folded(text) == _folded(sentence(Posology(posology.steps)))


def against(text: str, posology: Posology) -> str | None:
    """How the prescriber's own words, read, differ from the structure; None when they do not.

    Only what the text says for sure is compared: a length or a number of takes read in part may
    belong to something else.
    """
    found = read(text[:MAX_LENGTH])
    typed = found.posology
    if typed is None or found.confidence is Confidence.NONE or _same_by_day(typed, posology):
        return None
    whole = found.confidence is not Confidence.PARTIAL
    checks: tuple[tuple[str, Callable[[Posology, Posology], bool], bool], ...] = (
        ("la dose", _doses_differ, True), ("le nombre de prises", _takes_differ, whole),
        ("la durée", _lengths_differ, whole),
    )  # fmt: skip
    for name, differ, told in checks:
        if told and differ(typed, posology):
            return (
                f"ne dit pas comme la structure ({name})\u202f: «\u202f{sentence(typed)}\u202f» "
                f"contre «\u202f{sentence(Posology(posology.steps))}\u202f»."
            )
    return None


def hidden(text: str, posology: Posology, *, given: bool = False) -> str | None:
    """An amount that the structure does not hold, None when there is none.

    Only amounts in a unit of the structure are compared: « 500 mg » beside tablets is a strength.
    With `given`, an amount in another unit counts when the text says when to take it.
    """
    tokens = tokens_of(text[:MAX_LENGTH])
    known = _amounts(posology)
    kinds, daily = {kind for kind, _ in known}, _by_day(posology)
    at = 0
    while at < len(tokens):
        one = counted(tokens, at)
        if one is None or _of_a_sum(tokens, at, one):
            at += 1
            continue
        kind, low, high = _kind(one)
        if _at_most(tokens, at, one.end):
            if _exceeded(kind, high, posology):
                return HIDDEN
        elif kind in kinds:
            by_day = {*known, *daily} if per(tokens, one.end) else known
            if not {(kind, low), (kind, high)} <= by_day:
                return HIDDEN
        elif given and _taken(tokens, one.end):
            return HIDDEN
        at = one.end
    return None


_MOST: Final = frozenset(
    {"max", "maxi", "maximum", "maximal", "maximale", "depasser", "depassez", "exceder"}
)


def _at_most(tokens: Sequence[Token], at: int, end: int) -> bool:
    """« maximum 3 g », « ne pas dépasser 4 g par jour », « 4 g par jour au maximum »."""
    near = (*tokens[max(at - 3, 0) : at], *tokens[end : end + 4])
    return any(token.text in _MOST for token in near)


def _exceeded(kind: str, most: Decimal, posology: Posology) -> bool:
    """True when a limit said in words is not that of the structure, or is below its doses."""
    limits = {
        value * factor
        for step in posology.steps
        for value, (named, factor) in (
            (limit.value, unit_kind(limit.unit))
            for limit in (step.max_per_take, step.max_dose.quantity if step.max_dose else None)
            if limit is not None
        )
        if named == kind
    }
    if limits:
        return most not in limits
    taken = {value for named, value in {*_amounts(posology), *_by_day(posology)} if named == kind}
    return bool(taken) and most < max(taken)


def in_stages(posology: Posology) -> bool:
    """True when the structure itself holds several doses: a text may say that they change."""
    return len({step.dose for step in posology.steps if step.dose is not None}) > 1


def _kind(one: Counted) -> tuple[str, Decimal, Decimal]:
    kind, factor = unit_kind(Unit(one.unit))
    return kind, one.low * factor, one.high * factor


def _of_a_sum(tokens: Sequence[Token], at: int, one: Counted) -> bool:
    """True for « 100 mg/5 ml » or « 30 mg/kg »: a strength or a calculation, not a dose."""
    after = said(tokens, one.end, "/") and (
        counted(tokens, one.end + 1) is not None or per(tokens, one.end) is None
    )
    return bool(after) or (at > 0 and tokens[at - 1].text == "/")


def _taken(tokens: Sequence[Token], at: int) -> bool:
    """True when a rhythm, a moment or a reason follows an amount: it is a dose."""
    if said(tokens, at, "si") or said(tokens, at, "en", "cas"):
        return True
    return bool(every(tokens, at) or per(tokens, at) or moment_begins(tokens, at))


def unit_kind(unit: Unit) -> tuple[str, Decimal]:
    """What is compared with what: a measure with its factor, or the first word of a form."""
    label = fold(" ".join(unit.label.split()).replace("(s)", ""))
    kind, factor = _SCALE.get(label, (label.split(" ou ")[0], Decimal(1)))
    return kind if label in _SCALE else kind.removesuffix("s"), factor


def _amounts(posology: Posology) -> set[tuple[str, Decimal]]:
    known: set[tuple[str, Decimal]] = set()
    for step in posology.steps:
        said_here = [each for each in (step.dose, step.calculated) if each is not None]
        for dose in said_here:
            kind, factor = unit_kind(dose.unit)
            known |= {(kind, dose.low * factor), (kind, dose.high * factor)}
        limits = (
            step.max_per_take, step.max_dose.quantity if step.max_dose else None,
            step.rate.quantity if step.rate else None,
        )  # fmt: skip
        for most in limits:
            if most is not None:
                kind, factor = unit_kind(most.unit)
                known.add((kind, most.value * factor))
    return known


def _flow_by_day(rate: Rate) -> set[tuple[str, Decimal]]:
    """« 5 mg par heure » is 120 mg in 24 hours."""
    daily = Fraction(rate.quantity.value) / (Fraction(rate.per) * DAYS_PER[rate.per_unit])
    kind, factor = unit_kind(rate.quantity.unit)
    return {(kind, Decimal(daily.numerator) * factor)} if daily.denominator == 1 else set()


def _by_day(posology: Posology) -> set[tuple[str, Decimal]]:
    """The amount of a day, which texts often repeat: « soit 3 g par jour »."""
    flows = [_flow_by_day(step.rate) for step in posology.steps if step.rate]
    daily = posology.daily_units()
    dose = next((step.dose for step in posology.steps if step.dose), None)
    if daily is None or dose is None or daily.denominator != 1:
        return set().union(*flows)
    kind, factor = unit_kind(dose.unit)
    return {(kind, Decimal(daily.numerator) * factor)}.union(*flows)


def _folded(text: str) -> str:
    return " ".join(fold(text).replace("’", "'").split()).rstrip(" .")


def _same_by_day(typed: Posology, written: Posology) -> bool:
    """« 1 à 2 par jour » and « 1, au plus 2 fois par jour » are the same day."""
    one, other = typed.daily_units(), written.daily_units()
    lasts = _lasts(typed.total_duration())
    if one is None or one != other or lasts not in (None, _lasts(written.total_duration())):
        return False
    units = [next((s.dose.unit for s in each.steps if s.dose), None) for each in (typed, written)]
    kinds = [unit_kind(unit)[0] for unit in units if unit is not None]
    return len(kinds) == 2 and kinds[0] == kinds[1]


def _doses_differ(typed: Posology, written: Posology) -> bool:
    """Only doses in the same unit can contradict each other: 1 g may be two tablets."""
    one, other = _doses(typed), _doses(written)
    known = _amounts(written)
    for kind in one.keys() & other.keys():
        if not one[kind] & other[kind]:
            return any(
                (kind, value) not in known for low, high in one[kind] for value in (low, high)
            )
    return False


def _doses(posology: Posology) -> dict[str, set[tuple[Decimal, Decimal]]]:
    found: dict[str, set[tuple[Decimal, Decimal]]] = {}
    for step in posology.steps:
        if step.dose is not None:
            kind, factor = unit_kind(step.dose.unit)
            found.setdefault(kind, set()).add((step.dose.low * factor, step.dose.high * factor))
    return found


def _takes_differ(typed: Posology, written: Posology) -> bool:
    return _apart(_takes(typed), _takes(written))


def _takes(posology: Posology) -> set[Fraction]:
    """Takes a day: of each step, and of parallel steps together."""
    each = [_average(step) for step in posology.steps if _regular(step)]
    told = [takes for takes in each if takes is not None]
    both = {sum(told, Fraction(0))} if len(told) == len(posology.steps) else set[Fraction]()
    return {*told, *both}


def _average(step: DosageStep) -> Fraction | None:
    """Takes a day over a whole cycle."""
    takes, cycle = takes_per_day(step), step.cycle
    if takes is None or cycle is None:
        return takes
    return takes * cycle.running_days / cycle.days


def _regular(step: DosageStep) -> bool:
    return not step.as_needed or step.frequency is not None


def _lengths_differ(typed: Posology, written: Posology) -> bool:
    lengths = [
        {_lasts(step.bounds) for step in each.steps if step.bounds} for each in (typed, written)
    ]
    whole = _lasts(typed.total_duration())
    if whole is not None and whole == _lasts(written.total_duration()):
        return False
    return _apart(*lengths)


def _lasts(length: Duration | None) -> Duration | int | None:
    """« 1 semaine » is 7 days; a month is not 30."""
    return length if length is None or length.exact_days is None else length.exact_days


def _apart(one: set[Any], other: set[Any]) -> bool:
    return bool(one and other and not one & other)
