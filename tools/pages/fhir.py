"""What travels as FHIR: parameters of the operations, extensions, what is kept as it came."""

from dataclasses import is_dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from tools.pages.markdown import page, table

if TYPE_CHECKING:
    from ordonnance.fhir.results import Planned


def operations() -> str:
    """What each operation receives and answers, parameter by parameter."""
    from ordonnance.fhir import inputs
    from ordonnance.fhir.results import plan
    from ordonnance.usecases import (
        corrected,
        correction_views,
        drug_views,
        medicine_views,
        results,
    )

    lines: list[str] = []
    for module, title in (
        (inputs, "Reçoit"),
        (results, "Répond"),
        (corrected, ""),
        (correction_views, ""),
        (drug_views, ""),
        (medicine_views, ""),
    ):
        lines += [f"## {title}", ""] if title else []
        if module is results:
            lines += ["FHIR n’a pas de texte vide : un texte `1..1` qui ne dirait rien manque.", ""]
        for kind in _dataclasses(module):
            rows = ((f"`{each.name}`", each.element, _cardinality(each)) for each in plan(kind))
            lines += [f"### {kind.__name__}", "", str(kind.__doc__ or "").split("\n")[0], ""]
            lines += [*table(("paramètre", "valeur", "nombre"), rows), ""]
    return page("Paramètres des opérations", lines)


def _dataclasses(module: ModuleType) -> list[type]:
    kinds = (each for each in vars(module).values() if isinstance(each, type))
    return [each for each in kinds if is_dataclass(each) and each.__module__ == module.__name__]


def _cardinality(field: "Planned") -> str:
    if field.repeated:
        return "0..*"
    return "0..1" if field.optional else "1..1"


def extensions() -> str:
    """Every FHIR extension that is read or written."""
    from ordonnance.fhir.extension_table import EXTENSIONS
    from ordonnance.fhir.systems import DEFAULT_SYSTEMS

    rows = (
        (
            f"`{each.url(DEFAULT_SYSTEMS)}`",
            each.context,
            each.value or ", ".join(part.name for part in each.parts),
            each.meaning,
            each.source,
        )
        for each in EXTENSIONS
    )
    heads = ("adresse", "où", "valeur", "sens", "source")
    return page("Extensions FHIR", table(heads, rows))


def cda() -> str:
    """Where each field stands in a CDA document, and what may differ on the way back."""
    from ordonnance.documents.cda.codes import FLAG_NAMES
    from ordonnance.documents.cda.tolerated import DISPENSING, PLACES, SERVED, Means

    count = {each: sum(place.means is each for place in PLACES.values()) for each in Means}
    lines = [
        "Où chaque champ d'une ordonnance se trouve dans `eP-MED-DM`, et ce qui peut différer du "
        "document à l'ordonnance qu'on y relit ; rien d'autre ne diffère, et chaque différence "
        "tolérée se produit (des tests y veillent).",
        "",
        f"- **élément** ({count[Means.STRUCTURE]}) : un élément de CDA le dit ;",
        f"- **mots** ({count[Means.WORDS]}) : les mots de la feuille le disent, sous un nom d'où "
        "ils sont relus exactement ;",
        f"- **toléré** ({count[Means.TOLERATED]}) : il peut revenir autrement, ou pas.",
        "",
    ]
    rows = ((f"`{at}`", place.means.value, place.why) for at, place in PLACES.items())
    lines += table(("champ", "dit par", "ce qui peut différer"), rows)
    lines += ["", "Ce qui se dit de toute la prescription :", ""]
    lines += table(("code", "mots"), ((f"`{code}`", words) for code, words in FLAG_NAMES.items()))
    lines += [
        "",
        "La base écrit les trois marques qu'elle connaît (bizone, médicaments d'exception, "
        "ordonnance sécurisée) et relit les sept. Les renouvellements, la quantité, la dose "
        "maximale par jour et la non-substitution avec son motif ont un élément dans la ligne.",
        "",
        "D'une délivrance (`eDISP-MED`), ces champs seuls peuvent différer :",
        "",
    ]
    told = (*DISPENSING.items(), *((f"served.{at}", why) for at, why in SERVED.items()))
    lines += table(("champ", "ce qui peut différer"), ((f"`{at}`", why) for at, why in told))
    return page("Fidélité CDA", lines)


def fidelity() -> str:
    """What reading and writing a Bundle may change, and what is carried beside the domain."""
    from ordonnance.fhir.carry.canonical import TOLERATED
    from ordonnance.fhir.carry.table import CARRIED, UNREAD_LINE

    heads = ("où", "genre", "ce qui est gardé tel quel")
    lines = ["Ce qui change entre un Bundle lu et le même réécrit, et rien d'autre :", ""]
    lines += table(("où", "différence tolérée"), ((f"`{at}`", why) for at, why in TOLERATED))
    lines += ["", "Ce que le domaine ne tient pas, gardé mot pour mot et réécrit :", ""]
    lines += table(heads, ((f"`{each.pattern}`", each.kind.label, each.why) for each in CARRIED))
    lines += ["", "D'une ligne dont la posologie n'a pas pu être structurée, en plus :", ""]
    lines += table(
        heads, ((f"`{each.pattern}`", each.kind.label, each.why) for each in UNREAD_LINE)
    )
    lines += ["", "Un `+` final : seulement ce que la lecture complète."]
    return page("Fidélité FHIR", lines)
