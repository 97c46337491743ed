"""Questions about interactions outside any ordonnance: between two names, by name, coverage."""

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Any

from ordonnance.domain.drug import Catalogue, Medicine, Substance, folded
from ordonnance.domain.ids import Cip13, Cis, InvalidId
from ordonnance.domain.interactions import Couple, InteractionSource, Thesaurus, worst
from ordonnance.domain.substance_names import whole_key
from ordonnance.law.french import date_text
from ordonnance.law.interactions import known, met


def between_names(
    thesaurus: Thesaurus, catalogue: Catalogue, one: str, other: str
) -> dict[str, Any]:
    """What a thesaurus says of two names: substance, class, CIS or CIP13 of a medicine."""
    found = _couples(thesaurus, _named(catalogue, one), _named(catalogue, other))
    return {
        **_version(thesaurus),
        "one": one,
        "other": other,
        "unknown": [name for name in (one, other) if not _is_known(thesaurus, catalogue, name)],
        "interactions": [_told(each) for each in found],
    }


def search(thesaurus: Thesaurus, text: str, limit: int) -> list[dict[str, Any]]:
    """Substances and classes whose name has every word asked, by name."""
    wanted = folded(text).split()
    terms = {whole_key(name): name for name in _names(thesaurus)}
    found = sorted(
        (name for name in terms.values() if all(word in folded(name) for word in wanted)),
        key=lambda name: (len(name), name),
    )
    return [_term(thesaurus, name) for name in found[:limit]]


def coverage(thesaurus: Thesaurus, catalogue: Catalogue) -> dict[str, Any]:
    """How many specialities have only substances that the thesaurus knows, or surely does not."""
    counts = {"specialities": 0, "known": 0, "absent": 0, "unsure": 0, "no_composition": 0}
    names: dict[str, int] = {}
    for medicine in catalogue.by_cis.values():
        counts["specialities"] += 1
        found = known(thesaurus, medicine)
        if not medicine.substances:
            counts["no_composition"] += 1
        elif found.unsure:
            counts["unsure"] += 1
            for name in found.unsure:
                names[name] = names.get(name, 0) + 1
        else:
            counts["absent" if found.absent else "known"] += 1
    ordered = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    return {
        **counts,
        "catalogue_dated": catalogue.version.dated.isoformat(),
        "unsure_substances": [{"name": name, "specialities": n} for name, n in ordered],
    }


def warning_of(source: InteractionSource, day: date) -> str:
    """Why a base that is no demonstration controls little or nothing that day; else empty."""
    thesaurus = source.thesaurus
    if thesaurus is None:
        return "Aucun thésaurus des interactions n’est importé : rien n’est contrôlé."
    if not source.stale_on(day):
        return ""
    dated = date_text(thesaurus.version.dated)
    return f"Thésaurus des interactions du {dated} : importer une édition plus récente."


def _couples(
    thesaurus: Thesaurus, ones: Iterable[Medicine], others: Iterable[Medicine]
) -> list[Couple]:
    found: dict[Couple, None] = {}
    for one, other in product(ones, others):
        found.update(dict.fromkeys(each.couple for each in met(thesaurus, one, other)))
    return sorted(found, key=lambda couple: (couple.level.rank, couple.first, couple.second))


def _named(catalogue: Catalogue, text: str) -> tuple[Medicine, ...]:
    """A medicine by its code, else one that holds only the substance so named."""
    medicine = _by_code(catalogue, text)
    if medicine is not None:
        return (medicine,)
    return (Medicine(None, text, "", (), (Substance(text),)),)


def _by_code(catalogue: Catalogue, text: str) -> Medicine | None:
    for kind in (Cis, Cip13):
        try:
            code = kind.parse(text)
        except InvalidId:
            continue
        if isinstance(code, Cip13):
            return catalogue.with_presentation(code)
        return catalogue.speciality(code)
    return None


def _is_known(thesaurus: Thesaurus, catalogue: Catalogue, text: str) -> bool:
    if _by_code(catalogue, text) is not None:
        return True
    return bool(thesaurus.terms_of(text))


def _names(thesaurus: Thesaurus) -> Iterable[str]:
    for couple in thesaurus.couples:
        yield from (couple.first, couple.second)
    for each in thesaurus.substances:
        yield from (*each.classes, each.name)


def _term(thesaurus: Thesaurus, name: str) -> dict[str, Any]:
    key = whole_key(name)
    members = [each.name for each in thesaurus.substances if key in map(whole_key, each.classes)]
    classes = [c for each in thesaurus.substances if whole_key(each.name) == key
               for c in each.classes]  # fmt: skip
    terms = thesaurus.terms_of(name) | {key}
    reached = [sides for term in terms for sides in thesaurus.reach.get(term, {}).values()]
    couples = {side.couple: None for sides in reached for side in sides}
    return {
        "name": name,
        "classes": classes,
        "members": members,
        "interacts_with": [_told(couple) for couple in _ordered(couples)],
    }


def _ordered(couples: Iterable[Couple]) -> list[Couple]:
    return sorted(couples, key=lambda each: (each.level.rank, each.first, each.second))


def _told(couple: Couple) -> dict[str, Any]:
    return {
        "first": couple.first,
        "second": couple.second,
        "level": worst(couple.advices).value,
        "mechanism": couple.mechanism,
        "advices": [
            {"level": each.level.value, "label": each.level.label, "conduct": each.conduct}
            for each in couple.advices
        ],
    }


def _version(thesaurus: Thesaurus) -> dict[str, Any]:
    version = thesaurus.version
    return {
        "label": version.label,
        "dated": version.dated.isoformat(),
        "digest": version.digest,
        "demonstration": version.demonstration,
    }
