"""What a line written in common name (DCI) covers: one meaning, for the law and for the counter.

The same substances whatever their salt (L.5121-1), in the same strengths, by the same route, in the
same form: forms by mouth that release at once are one. A pharmacist serves it with any medicine
that fits, or any of the generic group of one that does (L.5125-23).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from ordonnance.domain.drug import Medicine, Substance
from ordonnance.domain.prescription import DciSubstance, Line
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.substance_names import same_substance, words_of_name
from ordonnance.law.drugs import milligrams
from ordonnance.law.substances import words_of

_MODIFIED = frozenset({"lp", "prolongee", "modifiee"})
_INJECTED = frozenset({"intraveineuse", "intramusculaire", "sous"})
_ROUTES = frozenset(
    {"orale", "rectale", "vaginale", "cutanee", "ophtalmique", "auriculaire", "nasale", "inhalee",
     "sublinguale", "gingivale", "buccale", "transdermique", "intraveineuse", "intramusculaire"}
)  # fmt: skip
"""Words by which a route is known for one of the public file; any other way to say it is left."""
_BY_MOUTH = frozenset(
    {"comprime", "gelule", "capsule", "lyophilisat", "film", "sachet", "granule", "microgranule",
     "dragee", "poudre", "sirop", "solution", "suspension"}
)  # fmt: skip
"""First words of forms swallowed. A syrup is told from a tablet by its strength, a liquid that is
not swallowed by its route."""
_AMOUNT = re.compile(
    r"(\d+(?:[ \u00a0\u202f]\d{3})*(?:,\d{1,3})?) ?(mg|g|µg|microgrammes?|UI)\b(?! ?/)"
)
_SAME_WORD = {"cp": "comprime", "cpr": "comprime", "dispositif": "patch", "timbre": "patch"}
_ELSEWHERE = frozenset({"vaginale", "rectale"})
_ROUTE_SAID: dict[str, frozenset[str]] = {
    "buvable": frozenset({"orale"}),
    "suppositoire": frozenset({"rectale"}),
    "rectal": frozenset({"rectale"}),
    "rectale": frozenset({"rectale"}),
    "ovule": frozenset({"vaginale"}),
    "vaginal": frozenset({"vaginale"}),
    "vaginale": frozenset({"vaginale"}),
    "sublingual": frozenset({"sublinguale"}),
    "sublinguale": frozenset({"sublinguale"}),
    "patch": frozenset({"transdermique"}),
    "transdermique": frozenset({"transdermique"}),
    "collyre": frozenset({"ophtalmique"}),
    "ophtalmique": frozenset({"ophtalmique"}),
    "auriculaire": frozenset({"auriculaire"}),
    "nasal": frozenset({"nasale"}),
    "nasale": frozenset({"nasale"}),
    "inhalation": frozenset({"inhalee"}),
    "injectable": _INJECTED,
    "perfusion": _INJECTED,
}
"""Words of a form that say by which route; the route is one whose words hold one of those."""
_FORMS = _BY_MOUTH | _ROUTE_SAID.keys() | {"creme", "pommade", "lotion"}
_COUNTED = frozenset(
    {"comprime", "gelule", "capsule", "lyophilisat", "sachet", "suppositoire", "ovule", "patch"}
)
"""Units of a dose that tell the form when nothing else does."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a line in DCI says of the medicine. `form` is empty when nothing tells it.

    `counted`: only the unit of the dose tells the form, which « gélule » does loosely.
    """

    substances: tuple[DciSubstance, ...]
    form: str
    route: frozenset[str]
    modified: bool
    counted: bool = False


def is_prescribed(line: Line, prescribed: Medicine | None, served: Medicine) -> bool:
    """True when `served` is what the line prescribes: the speciality named, or one of its DCI.

    `prescribed` is the medicine behind the line, None when the catalogue does not know it; that of
    a line in DCI tells which generic groups it opens.
    """
    product = line.product
    if product is None:
        return False
    if not product.in_dci:
        return prescribed is not None and prescribed.cis == served.cis
    return covers(line, served) or (
        prescribed is not None and in_group(line, prescribed.opens, served)
    )


def in_group(line: Line, groups: Iterable[str], medicine: Medicine) -> bool:
    """True for a medicine of a generic group opened, by the route written when there is one."""
    group = medicine.generic_group
    return group is not None and group.group in groups and _by_route(_route(line), medicine)


def covers(line: Line, medicine: Medicine) -> bool:
    """True when that medicine is, by itself, what a line in DCI asks for."""
    return bool(covered(line, (medicine,)))


def covered(line: Line, medicines: Iterable[Medicine]) -> tuple[Medicine, ...]:
    """Those of the medicines that a line in DCI covers by themselves, in their order."""
    product = line.product
    if product is None or not product.in_dci or not product.substances:
        return ()
    told = (product.form.display or "") if product.form else ""
    written = told or _form_of(product.label)
    asked = _Asked(
        _with_strength(product.substances, product.label),
        written or _form_counted(line),
        _route(line),
        _modified(f"{product.label} {told}"),
        counted=not written,
    )
    return tuple(medicine for medicine in medicines if _covered(asked, medicine))


def alike(one: Medicine, other: Medicine) -> bool:
    """True when a line in DCI written for `one` would cover `other`."""
    if one == other:
        return True
    substances = tuple(DciSubstance(s.name, None, s.strength) for s in one.substances)
    asked = _Asked(substances, one.form, frozenset(), _modified(f"{one.name} {one.form}"))
    return (
        bool(substances) and _covered(asked, other) and not set(one.routes).isdisjoint(other.routes)
    )


def opened(fitting: Iterable[Medicine]) -> tuple[str, ...]:
    """The generic groups of the medicines that a line in DCI covers, each once."""
    groups = (each.generic_group.group for each in fitting if each.generic_group)
    return tuple(dict.fromkeys(groups))


def _covered(asked: _Asked, medicine: Medicine) -> bool:
    return (
        len(medicine.substances) == len(asked.substances)
        and all(any(_same(one, held) for held in medicine.substances) for one in asked.substances)
        and _modified(f"{medicine.name} {medicine.form}") is asked.modified
        and _by_route(asked.route, medicine)
        and _one_form(asked, medicine)
    )


def _by_route(route: frozenset[str], medicine: Medicine) -> bool:
    return not route or any(words_of(each) <= route for each in medicine.routes)


def _one_form(asked: _Asked, medicine: Medicine) -> bool:
    """True when the form asked, which may be empty, is that of the medicine."""
    words = frozenset(_in_order(asked.form))
    if not words:
        return True
    routes = words_of(" ".join(medicine.routes))
    if any(routes.isdisjoint(said) for word, said in _ROUTE_SAID.items() if word in words):
        return False
    if "gastro" in words and "gastro" not in _in_order(medicine.form):
        return False
    first, its = _first(asked.form), _first(medicine.form)
    if first in _BY_MOUTH and routes <= _ELSEWHERE:
        # A tablet that is not swallowed is written so.
        return not words.isdisjoint(_ROUTE_SAID)
    if first == its or (first in _COUNTED and first in _in_order(medicine.form)):
        return True
    released = not asked.modified or asked.counted
    at_once = released and "gastro" not in _in_order(medicine.form)
    return at_once and "orale" in routes and first in _BY_MOUTH and its in _BY_MOUTH


def _first(form: str) -> str:
    return next(iter(_in_order(form)), "")


@lru_cache(maxsize=8192)
def _in_order(text: str) -> tuple[str, ...]:
    """The words of a text in their order, in the singular, abbreviations written out."""
    words = (word.removesuffix("s") for word in words_of_name(text))
    return tuple(_SAME_WORD.get(word, word) for word in words)


@lru_cache(maxsize=8192)
def _form_of(text: str) -> str:
    """The part of a text from its first word that names a form; empty when none does."""
    words = _in_order(text)
    named = (at for at, word in enumerate(words) if word in _FORMS)
    at = next(named, None)
    return "" if at is None else " ".join(words[at:])


def _with_strength(asked: tuple[DciSubstance, ...], label: str) -> tuple[DciSubstance, ...]:
    """The only substance with the strength that its label tells, when only the label does."""
    if len(asked) != 1 or asked[0].strength is not None:
        return asked
    found = _AMOUNT.findall(label)
    if len(found) != 1:
        return asked
    number, unit = found[0]
    value = Decimal("".join(number.split()).replace(",", "."))
    told = Quantity(value, Unit("µg" if unit.startswith("micro") else unit))
    return (replace(asked[0], strength=told),)


def _form_counted(line: Line) -> str:
    """The form that the unit of the dose tells: « 1 comprimé », « 1 suppositoire »."""
    step = line.posology.steps[0] if line.posology.steps else None
    if step is None or step.dose is None:
        return ""
    first = _first(step.dose.unit.label)
    return first if first in _COUNTED else ""


@lru_cache(maxsize=8192)
def _modified(text: str) -> bool:
    """True for a release that is prolonged or modified, « L.P. » included."""
    return bool(words_of(text.replace(".", "")) & _MODIFIED)


def _route(line: Line) -> frozenset[str]:
    """The words of the route written on the line; empty when none is, or when it is not known."""
    steps = line.posology.steps
    route = steps[0].route if steps else None
    words = words_of(route.display or "") if route is not None else frozenset()
    return words if words & _ROUTES else frozenset()


def _same(asked: DciSubstance, held: Substance) -> bool:
    """True when the substance held is the one written, in the same strength."""
    coded = asked.code is not None and asked.code.code == held.code
    return (coded or same_substance(asked.name, held.name)) and _one_strength(asked, held.strength)


def _one_strength(asked: DciSubstance, held: Quantity | None) -> bool:
    """True for one amount per unit counted, or one concentration; none is only none."""
    mine = asked.strength
    if mine is None or held is None:
        # A code alone stands for every strength of its substance.
        return mine is held or (mine is None and asked.code is not None)
    if mine.unit.label == "%":
        # Grams for a hundred grams, or for a hundred millilitres.
        return mine.value * 10 == held.value and _label(held.unit) in ("mg/g", "mg/ml")
    if asked.per is not None:
        mine = Quantity(mine.value, Unit(f"{mine.unit.label}/{asked.per.label}"))
        return mine.value == held.value and _label(mine.unit) == _label(held.unit)
    one, other = milligrams(mine), milligrams(held)
    if one is not None and other is not None:
        return one == other
    return mine.value == held.value and mine.unit.same_as(held.unit)


def _label(unit: Unit) -> str:
    return unit.label.replace(" ", "").casefold()
