"""What was served, in words: those that a person reads, and from which the codes are read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ordonnance.domain.counter import CounterFacts, Exceptional
from ordonnance.domain.dispensing import (
    Declined,
    DeclineReason,
    QuantityReason,
    Served,
    SubstitutionKind,
)
from ordonnance.domain.french.amounts import amount_in_figures
from ordonnance.domain.french.dates import short
from ordonnance.domain.french.typography import NARROW

SUBSTITUTIONS: Mapping[SubstitutionKind, str] = {
    SubstitutionKind.GENERIC: "Substitution dans le répertoire des génériques",
    SubstitutionKind.HYBRID: "Substitution dans le registre des hybrides",
    SubstitutionKind.BIOSIMILAR: "Substitution par un médicament biologique similaire",
    SubstitutionKind.SHORTAGE: "Remplacement en raison d’une rupture",
    SubstitutionKind.PRESCRIBER_AGREEMENT: "Remplacement avec l’accord du prescripteur",
}
QUANTITIES: Mapping[QuantityReason, str] = {
    QuantityReason.PACK_SIZE: "Quantité imposée par le conditionnement",
    QuantityReason.PATIENT_STOCK: "Le patient en avait encore",
    QuantityReason.SHORTAGE: "Quantité limitée par une rupture",
    QuantityReason.PRESCRIBER_AGREEMENT: "Quantité convenue avec le prescripteur",
    QuantityReason.TRAVEL: "Départ en voyage",
    QuantityReason.LOSS: "Perte, vol ou destruction",
}
REFUSALS: Mapping[DeclineReason, str] = {
    DeclineReason.PATIENT_INTEREST: "Refus dans l’intérêt de la santé du patient",
    DeclineReason.CONTRAINDICATION: "Refus pour une contre-indication",
    DeclineReason.FORGERY_SUSPECTED: "Authenticité de l’ordonnance mise en doute",
    DeclineReason.SHORTAGE: "Médicament en rupture",
    DeclineReason.LAW: "Délivrance non permise par les textes",
    DeclineReason.NOT_WANTED: "Le patient n’en veut pas",
}
EXCEPTIONAL: Mapping[Exceptional, str] = {
    each: each.mention[:1].upper() + each.mention[1:] for each in Exceptional
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said of a line served: the end of the name of its anchor, and its words."""

    part: str
    words: str


WHY, WHY_MORE, HOW_MANY = "remplacement", "remplacement-texte", "quantite-motif"
NOTE, BEYOND, OTHER = "note", "exceptionnelle", "autres"
REFUSED_LINE, REFUSED_WHY, REFUSED_TEXT = "ligne", "motif", "texte"


def amount(item: Served) -> str:
    """« 2 boîtes, 14 unités de prise, pour 7 jours »."""
    said = [amount_in_figures(item.packs, "boîte")]
    if item.units is not None:
        said.append(f"{amount_in_figures(item.units, 'unité')} de prise")
    if item.days > 0:
        days = amount_in_figures(Decimal(item.days), "jour")
        said.append(f"pour {days} à partir du {short(item.first_day)}")
    return ", ".join(said)


def remarks(item: Served) -> tuple[Remark, ...]:
    """Everything that the structures of CDA do not say of what was served."""
    said: list[Remark] = []
    if item.substitution is not None:
        said.append(Remark(WHY, SUBSTITUTIONS[item.substitution.kind]))
        if item.substitution.text:
            said.append(Remark(WHY_MORE, item.substitution.text))
    if item.quantity_reason is not None:
        said.append(Remark(HOW_MANY, QUANTITIES[item.quantity_reason]))
    if item.exceptional is not None:
        said.append(Remark(BEYOND, EXCEPTIONAL[item.exceptional]))
    if item.note:
        said.append(Remark(NOTE, item.note))
    if other := " ; ".join(_others(item.said)):
        said.append(Remark(OTHER, other))
    return tuple(said)


def _others(facts: CounterFacts) -> list[str]:
    """What else was said at the counter and concerns the treatment; never who came for it."""
    said: list[str] = []
    if facts.agreement is not None:
        agreed = facts.agreement
        said.append(
            f"Accord du prescripteur ({agreed.by}) le {short(agreed.on)}{NARROW}: {agreed.text}"
        )
    if facts.result is not None:
        found = "positif" if facts.result.positive else "négatif"
        said.append(f"Résultat du test {found}, le {short(facts.result.on)}")
    if facts.by_the_unit:
        said.append("Dispensation à l’unité")
    if facts.generic_refused:
        said.append("Le patient a refusé le générique")
    return said


def refusal(item: Declined) -> tuple[Remark, ...]:
    """A line that was not served: its number, why, and in which words."""
    said = (
        Remark(REFUSED_LINE, str(item.line)),
        Remark(REFUSED_WHY, REFUSALS[item.reason]),
        Remark(REFUSED_TEXT, item.text or ""),
    )
    return tuple(each for each in said if each.words)
