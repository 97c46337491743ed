"""What the prescriber writes beside a line."""

from typing import Any

from ordonnance.adapters.case_files import keys
from ordonnance.adapters.case_files.fields import Fields, is_absent, needed
from ordonnance.adapters.case_files.nodes import CaseUnreadable, Node, quoted
from ordonnance.adapters.case_files.people import specialty_of
from ordonnance.adapters.case_files.words import (
    ACCESSES,
    EXONERATIONS,
    NOT_SUBSTITUTABLE,
    PRIOR_AGREEMENTS,
    TESTS,
)
from ordonnance.domain.calendar import Period
from ordonnance.domain.mentions import (
    ConditionalDelivery,
    Examination,
    InitialPrescription,
    NamedPharmacy,
    NonSubstitutionReason,
    NotSubstitutable,
    OffLabel,
    OverlapMention,
    ScheduledIntervention,
    SupportingDocument,
)

WORDS = "oui"
"""Stands for the quantities of the posology, written out."""


def mentions_of(line: Fields) -> dict[str, Any]:
    """The fields of `Line` that mentions fill."""
    overlap, pharmacy = line.said("chevauchement"), line.said("pharmacie")
    return {
        "exoneration": line.choice("prise en charge", EXONERATIONS),
        "not_substitutable": _not_substitutable(line),
        "not_reimbursable": line.flag("non remboursable") or False,
        "off_label": _off_label(line),
        "named_pharmacy": NamedPharmacy(pharmacy) if pharmacy else None,
        "fraction": line.duration("fraction"),
        "single_delivery": line.flag("délivrance en une seule fois") or False,
        "overlap": OverlapMention(overlap) if overlap else None,
        "in_words": _yes_or_text(line, "en toutes lettres", WORDS),
        "i_say": line.said("je dis"),
        "not_before": line.day("pas avant le"),
        "examination": _examination(line.node("examen")),
        "diagnosis": _examination(line.node("diagnostic")),
        "risk_information": line.flag("information sur les risques") or False,
        "care_agreement": line.day("accord de soins"),
        "intervention": _intervention(line.node("intervention")),
        "active_perfusion": line.flag("perfusion active") or False,
        "motive": line.said("motif"),
        "advice": line.said("conseils"),
        "initial": _initial(line.node("prescription initiale")),
        "access": line.choice("accès", ACCESSES),
        "conditional": _conditional(line.node("délivrance conditionnelle")),
        "supporting_document": _supporting(line.node("document justificatif")),
        "prior_agreement": line.choice("accord préalable", PRIOR_AGREEMENTS),
        "care_protocol": line.day("protocole de soins"),
        "execute_before": line.day("à exécuter avant le"),
        "childbearing": line.flag("procréation possible"),
        "other_mentions": tuple(text.value for text in line.texts("autres mentions")),
    }


def _yes_or_text(line: Fields, name: str, usual: str) -> str | None:
    """« oui » stands for `usual`, « non » or « absent » for nothing, anything else for itself."""
    text = line.text(name)
    if text is None or text.value == "non" or is_absent(text):
        return None
    return usual if text.value == "oui" else text.value


def _not_substitutable(line: Fields) -> NotSubstitutable | None:
    reason = line.choice("non substituable", NOT_SUBSTITUTABLE)
    if reason is None:
        if line.node("excipient") is not None:
            raise CaseUnreadable(
                line.at("excipient"), "Un excipient est nommé sans « non substituable ».",
                "Écrire « non substituable: CIF », ou retirer l’excipient.",
            )  # fmt: skip
        return None
    code = reason if isinstance(reason, NonSubstitutionReason) else None
    return NotSubstitutable(code, line.said("excipient"))


def _off_label(line: Fields) -> OffLabel | None:
    said = _yes_or_text(line, "hors AMM", "")
    return None if said is None else OffLabel(said or None)


def _examination(node: Node | None) -> Examination | None:
    if node is None:
        return None
    fields = Fields(node, keys.EXAMINATION)
    name, on = needed(fields.said("nom")), needed(fields.day("le"))
    return Examination(name, on, fields.duration("valable"))


def _intervention(node: Node | None) -> ScheduledIntervention | None:
    if node is None:
        return None
    fields = Fields(node, keys.INTERVENTION)
    first, last = fields.day("délivrance du"), fields.day("délivrance au")
    if (first is None) is not (last is None) or (first and last and last < first):
        raise CaseUnreadable(
            fields.at("délivrance du"), "La période de délivrance n’a pas ses deux bornes.",
            f"Écrire {quoted('délivrance du')} puis {quoted('délivrance au')}, ou aucune des deux.",
        )  # fmt: skip
    window = Period(first, last) if first and last else None
    return ScheduledIntervention(needed(fields.day("le")), fields.day("sortie le"), window)


def _initial(node: Node | None) -> InitialPrescription | None:
    if node is None:
        return None
    fields = Fields(node, keys.INITIAL)
    specialty = fields.text("spécialité")
    return InitialPrescription(
        needed(fields.day("le")),
        fields.flag("hôpital"),
        specialty_of(specialty) if specialty else None,
        fields.said("établissement"),
    )


def _conditional(node: Node | None) -> ConditionalDelivery | None:
    if node is None:
        return None
    fields = Fields(node, keys.CONDITIONAL)
    test = needed(fields.choice("test", TESTS))
    return ConditionalDelivery(test, needed(fields.said("résultat")), fields.duration("sous"))


def _supporting(node: Node | None) -> SupportingDocument | None:
    if node is None:
        return None
    fields = Fields(node, keys.SUPPORTING)
    return SupportingDocument(needed(fields.said("référence")), fields.flag("remboursable"))
