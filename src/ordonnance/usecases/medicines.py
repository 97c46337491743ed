"""Which catalogue facts stand behind each line: the speciality named, or what its DCI covers."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from ordonnance.domain.drug import Catalogue, Medicine, Substance, folded
from ordonnance.domain.errors import Issue, Refusal
from ordonnance.domain.ids import Cip13
from ordonnance.domain.prescription import DciSubstance, Line, Ordonnance
from ordonnance.law.drugs import reading
from ordonnance.law.exception import of_exception
from ordonnance.law.groups import least_restrictive, servable, variations
from ordonnance.law.substances import Article, words_of

_OTHER = "cette boîte n'est pas celle de la spécialité nommée à côté (CIS)"


def medicines_of(ordonnance: Ordonnance, catalogue: Catalogue) -> Mapping[int, Medicine | None]:
    """The medicine behind each line, None where the catalogue does not know it."""
    return {line.number: medicine_of(line, catalogue) for line in ordonnance.lines}


def require_one_medicine(ordonnance: Ordonnance, catalogue: Catalogue) -> None:
    """Refuse a line whose two codes, speciality and pack, name two medicines.

    Raises Refusal IDENTIFIER_INVALID at each such line. A pack unknown to the catalogue may still
    be of the speciality: it passes.
    """
    issues = [
        Issue("IDENTIFIER_INVALID", f"line[{line.number}]", {"kind": Cip13.kind, "reason": _OTHER})
        for line in ordonnance.lines
        if (named := line.product) is not None
        and named.cis is not None
        and named.cip13 is not None
        and (packed := catalogue.with_presentation(named.cip13)) is not None
        and packed.cis != named.cis
    ]
    if issues:
        raise Refusal(*issues)


def in_words(ordonnance: Ordonnance, medicines: Mapping[int, Medicine | None]) -> set[int]:
    """Numbers of the lines whose quantities R.5132-29 wants in words."""
    day = ordonnance.established_on
    return {
        number
        for number, medicine in medicines.items()
        if medicine is not None and Article.R5132_29 in reading(medicine, day).articles
    }


def secured(ordonnance: Ordonnance, medicines: Mapping[int, Medicine | None]) -> bool:
    """True when a line falls under R.5132-5 (stupéfiants and assimilés)."""
    day = ordonnance.established_on
    known = (medicine for medicine in medicines.values() if medicine is not None)
    return any(Article.R5132_5 in reading(medicine, day).articles for medicine in known)


def exceptional(ordonnance: Ordonnance, medicines: Mapping[int, Medicine | None]) -> bool:
    """True when a line that is reimbursed is known to be a médicament d’exception."""
    day = ordonnance.established_on
    asked = (line for line in ordonnance.lines if not line.not_reimbursable)
    found = (medicines.get(line.number) for line in asked)
    return any(each is not None and of_exception(each, day) is True for each in found)


def medicine_of(line: Line, catalogue: Catalogue) -> Medicine | None:
    """The medicine behind one line; None for a preparation or an unknown code."""
    product = line.product
    if product is None:
        return None
    if product.cis is not None:
        return catalogue.speciality(product.cis)
    if product.cip13 is not None:
        return catalogue.with_presentation(product.cip13)
    return virtual_medicine(line, catalogue)


def virtual_medicine(line: Line, catalogue: Catalogue) -> Medicine | None:
    """The virtual medicine of a line in DCI, with the least restrictive conditions (ERRATA 4).

    They are those of a speciality that may be served; which labels the others bear is told beside.
    None when the catalogue has no such speciality.
    """
    candidates = servable(equivalents(line, catalogue))
    if line.product is None or not candidates:
        return None
    lightest = least_restrictive(candidates)
    return Medicine(
        cis=None,
        name=line.product.label,
        form=lightest.form,
        routes=lightest.routes,
        substances=lightest.substances,
        conditions=lightest.conditions,
        atc=lightest.atc,
        variations=variations(candidates),
    )


def as_served(
    medicines: Mapping[int, Medicine | None],
    handed: Mapping[int, tuple[Medicine, ...]],
    line: int,
    served: Medicine | None,
) -> tuple[Mapping[int, Medicine | None], Mapping[int, tuple[Medicine, ...]]]:
    """The medicines of an act, a line in DCI with the labels of the brand served (ERRATA 4).

    What was handed over of that line before is the same treatment, whatever its brand.
    """
    written = medicines.get(line)
    if served is None or written is None or written.cis is not None:
        return medicines, handed
    own = replace(written, conditions=served.conditions, variations=())
    before = tuple(own if each == written else each for each in handed.get(line, ()))
    return {**medicines, line: own}, {**handed, line: before} if before else handed


def alike(medicine: Medicine, catalogue: Catalogue) -> tuple[Medicine, ...]:
    """The specialities that a line in DCI for this one would cover, itself included."""
    if not medicine.substances:
        return (medicine,)
    first, form = medicine.substances[0], folded(medicine.form).split(" ")[:1]
    held = {(each.name, each.strength) for each in medicine.substances}
    modified = _modified(f"{medicine.name} {medicine.form}")
    return tuple(
        other
        for other in catalogue.holding(first.name, first.code)
        if {(each.name, each.strength) for each in other.substances} == held
        and folded(other.form).split(" ")[:1] == form
        and _modified(f"{other.name} {other.form}") is modified
        and set(other.routes) & set(medicine.routes)
    )


def equivalents(line: Line, catalogue: Catalogue) -> tuple[Medicine, ...]:
    """The specialities that hold exactly the substances and strengths of a line in DCI.

    A substance is named by its base: « tramadol » also finds « chlorhydrate de tramadol ». The form
    and the route count when they are written; a modified release must be written to be served, and
    is served when it is.
    """
    product = line.product
    if product is None or not product.substances:
        return ()
    wanted, first = product.substances, product.substances[0]
    form = folded(product.form.display or "") if product.form else ""
    modified = _modified(f"{product.label} {form}")
    route = _route(line)
    return tuple(
        medicine
        for medicine in catalogue.holding(first.name, first.code.code if first.code else None)
        if len(medicine.substances) == len(wanted)
        and all(any(_same(asked, held) for held in medicine.substances) for asked in wanted)
        and (not form or folded(medicine.form).startswith(form.split(" ")[0]))
        and _modified(f"{medicine.name} {medicine.form}") is modified
        and (not route or any(words_of(each) <= route for each in medicine.routes))
    )


_MODIFIED = frozenset({"lp", "prolongee", "modifiee"})
_ROUTES = frozenset(
    {"orale", "rectale", "vaginale", "cutanee", "ophtalmique", "auriculaire", "nasale", "inhalee",
     "sublinguale", "gingivale", "buccale", "transdermique", "intraveineuse", "intramusculaire"}
)  # fmt: skip
"""Words by which a route is known for one of the public file; any other way to say it is left."""


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


def pack_is_of(line: Line, cip13: Cip13, catalogue: Catalogue) -> bool:
    """True when that pack is what the line prescribes (same speciality, or same DCI)."""
    served, product = catalogue.with_presentation(cip13), line.product
    if served is None or product is None:
        return False
    if product.cis is not None:
        return served.cis == product.cis
    if product.cip13 is not None:
        prescribed = catalogue.with_presentation(product.cip13)
        return prescribed is not None and prescribed.cis == served.cis
    return served in equivalents(line, catalogue)


def _same(asked: DciSubstance, held: Substance) -> bool:
    """True when the catalogue's substance is the one written, in the same strength.

    The catalogue counts by unit: a strength by gram or by millilitre is not compared, nor trusted.
    """
    if asked.per is not None:
        return False
    if asked.code is not None and held.code is not None and asked.code.code == held.code:
        return asked.strength is None or asked.strength == held.strength
    named = set(folded(asked.name).split()) <= set(folded(held.name).split())
    if asked.strength is None or held.strength is None:
        return named and asked.strength is held.strength
    amount = asked.strength.value == held.strength.value
    return named and amount and asked.strength.unit.same_as(held.strength.unit)
