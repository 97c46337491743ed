"""Which catalogue facts stand behind each line: the speciality named, or what its DCI covers."""

from collections.abc import Mapping
from dataclasses import replace

from ordonnance.domain.drug import Catalogue, Medicine
from ordonnance.domain.errors import Issue, Refusal
from ordonnance.domain.ids import Cip13
from ordonnance.domain.prescription import Line, Ordonnance
from ordonnance.domain.substance_names import significant_words
from ordonnance.law import dci
from ordonnance.law.drugs import reading
from ordonnance.law.exception import of_exception
from ordonnance.law.groups import least_restrictive, servable, variations
from ordonnance.law.substances import Article

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
    fitting = _fitting(line, catalogue)
    candidates = servable(fitting)
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
        opens=dci.opened(fitting),
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
    first = medicine.substances[0]
    held = _holding(catalogue, first.name, first.code)
    return tuple(other for other in held if dci.alike(medicine, other))


def equivalents(line: Line, catalogue: Catalogue) -> tuple[Medicine, ...]:
    """The specialities that may be served for a line in DCI (`law.dci`): those that it covers, then
    the rest of their generic groups. Nothing for a line that names a speciality.

    A substance is named by its base: « tramadol » also finds « chlorhydrate de tramadol ».
    """
    fitting = _fitting(line, catalogue)
    groups = dci.opened(fitting)
    others = (each for group in groups for each in catalogue.by_group.get(group, ()))
    grouped = (each for each in others if dci.in_group(line, groups, each))
    return tuple({medicine.cis: medicine for medicine in (*fitting, *grouped)}.values())


def _fitting(line: Line, catalogue: Catalogue) -> tuple[Medicine, ...]:
    """The specialities that hold exactly the substances and strengths of a line in DCI."""
    product = line.product
    if product is None or not product.in_dci or not product.substances:
        return ()
    first = product.substances[0]
    code = first.code.code if first.code else None
    return dci.covered(line, _holding(catalogue, first.name, code))


def _holding(catalogue: Catalogue, name: str, code: str | None) -> tuple[Medicine, ...]:
    """What may hold a substance: of that code, or of its base whatever the salt."""
    return catalogue.holding(" ".join(significant_words(name)) or name, code)
