"""Where each field of the domain stands in a CDA document, and what does not come back exactly."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Means(StrEnum):
    """How a document says a field."""

    STRUCTURE = "élément"
    """An element of CDA: it comes back without the narrative."""
    WORDS = "mots"
    """Words of the narrative under a name of ours: from there they come back exactly."""
    TOLERATED = "toléré"
    """It may come back different, or not at all: `why` says when."""


@dataclass(frozen=True, slots=True)
class Place:
    """How one field is said, and for a tolerated one what may differ."""

    means: Means
    why: str = ""


def _all(means: Means, at: str, names: str) -> dict[str, Place]:
    return {f"{at}{name}": Place(means) for name in names.split()}


def _tolerated(at: str, **fields: str) -> dict[str, Place]:
    return {f"{at}{name}": Place(Means.TOLERATED, why) for name, why in fields.items()}


_UNIT: Final = "le code de l’unité revient s’il est UCUM, avec le libellé usuel"
_GIVEN: Final = "un prénom écrit avec une espace revient en deux"
_DRUG: Final = "d’un médicament mis dans une préparation, le nom revient"

_PEOPLE: Final = (
    _all(Means.STRUCTURE, "prescriber.", "family prefix rpps profession")
    | _all(Means.STRUCTURE, "prescriber.replaces.", "rpps family")
    | _all(Means.STRUCTURE, "prescriber.practice.", "name lines postcode city email finess")
    | _tolerated(
        "prescriber.",
        given=_GIVEN,
        adeli="un seul identifiant : le RPPS s’il est connu, sinon l’ADELI",
        specialty="revient comme code de TRE_R38, avec son libellé ; perdue sans profession",
        sector="le secteur conventionnel n’a pas d’élément",
        others="les autres savoir-faire n’ont pas d’élément",
    )
    | _tolerated(
        "prescriber.practice.",
        country="revient avec une adresse seulement",
        phone="sans espaces",
        am="le numéro AM n’a pas d’élément",
        siret="un seul identifiant : le FINESS s’il est connu, sinon le SIRET",
        service="le service du prescripteur n’a pas d’élément ; celui de l’hôpital en a un",
    )
    | _tolerated("prescriber.replaces.", given=_GIVEN)
    | _all(Means.STRUCTURE, "patient.", "family birth_date used_family birth_place")
    | _all(Means.STRUCTURE, "patient.", "weight_kg height_cm")
    | _tolerated(
        "patient.",
        given=_GIVEN,
        sex="un sexe inconnu revient absent",
        identity="l’INS n’est écrit que qualifié ; tout autre statut revient provisoire",
        ins="n’est écrit que qualifié",
    )
)
_DOCUMENT: Final = (
    _all(Means.STRUCTURE, "", "anonymous hospital_service advice")
    | _tolerated(
        "",
        established_at="à la seconde",
        objection="dite sur la copie PDF ; la base en tient compte",
        reserved="le numéro revient à côté de l’ordonnance",
        language="le document est en français",
        hidden_from_representative="une telle ordonnance n’a pas de document CDA",
    )
    | _tolerated(
        "derogation.",
        **dict.fromkeys(
            ("circuit", "recipient.name", "recipient.finess", "pharmacy.name", "pharmacy.finess"),
            "dite par le titre et par la copie PDF ; la base en tient compte",
        ),
    )
)
_PRODUCT: Final = (
    _all(Means.STRUCTURE, "lines.product.", "label cis cip13 substances.name")
    | _tolerated(
        "lines.product.",
        form="codée par EDQM seulement",
        other_codes="les codes d’un système nommé par un OID",
        content="dit dans la désignation",
    )
    | _tolerated(
        "lines.product.substances.",
        code="les codes SMS ; les substances du catalogue s’ajoutent à une spécialité",
        strength=_UNIT,
        per=_UNIT,
    )
    | _all(Means.STRUCTURE, "lines.preparation.", "label ingredients.label")
    | _all(Means.WORDS, "lines.preparation.", "therapeutic_mention ingredients.qsp")
    | _tolerated(
        "lines.preparation.",
        total="en mots : revient quand l’unité se lit, sans son code ; absente après « qsp »",
        form="codée par EDQM seulement",
    )
    | _tolerated("lines.preparation.ingredients.", quantity=_UNIT, per=_UNIT)
    | {
        f"lines.preparation.ingredients.product.{name}": Place(Means.TOLERATED, _DRUG)
        for name in (
            "label", "cis", "cip13", "substances.name", "substances.code", "substances.strength",
            "substances.per", "form", "other_codes", "content",
        )
    }
)  # fmt: skip
_LINE: Final = (
    _all(Means.STRUCTURE, "lines.", "number packs renewals not_reimbursable")
    | _all(
        Means.WORDS,
        "lines.",
        "category exoneration not_substitutable.reason not_substitutable.text off_label "
        "named_pharmacy.name named_pharmacy.finess fraction single_delivery overlap.text "
        "overlap.over i_say not_before examination.label examination.on examination.lapse "
        "diagnosis.label diagnosis.on diagnosis.lapse risk_information care_agreement "
        "intervention.on intervention.discharge_on intervention.window active_perfusion motive "
        "relations.other relations.instead relations.condition initial.on initial.establishment "
        "access conditional.test conditional.result conditional.within "
        "supporting_document.reference care_protocol execute_before other_mentions",
    )
    | _tolerated(
        "lines.",
        id="seul un UUID a une place ; les lignes émises en ont un",
        posology="une prise que CDA ne structure pas revient par ses mots : en prises quand ils se "
        "lisent sans doute, sinon en texte, majuscule et point compris",
        duration="celle que dit la posologie s’ajoute quand la ligne n’en dit pas",
        in_words="omis quand la posologie dit déjà ces mots",
        advice="une ligne vide disparaît",
        childbearing="dit seulement quand c’est oui",
        prior_agreement="une demande non faite ne se dit pas",
    )
    | _tolerated(
        "lines.relations.",
        kind="d’une alternative, le moment ne se dit pas",
        interval="le libellé de l’unité est le mot français ; ne se dit pas d’une alternative",
    )
    | _tolerated(
        "lines.initial.",
        hospital="dit seulement quand elle est hospitalière",
        specialty="en mots, sans le code",
    )
    | _tolerated("lines.supporting_document.", reimbursable="ne se dit pas au patient")
)

PLACES: Final[Mapping[str, Place]] = _DOCUMENT | _PEOPLE | _LINE | _PRODUCT
"""Every field of an ordonnance by its path (a test keeps the list whole)."""

SERVED: Final[Mapping[str, str]] = {
    "units": "données seulement quand chaque boîte en contient un nombre exact",
    "facts": "reviennent la péremption et la dispensation exceptionnelle ; le reste est en mots",
}
"""Fields of a line served that may differ; the others come back exactly."""

DISPENSING: Final[Mapping[str, str]] = {
    "executant": "le pharmacien et la pharmacie (FINESS ou SIRET) ; le préparateur reste au "
    "journal de la base",
    "acknowledged": "les constats attestés restent au journal de la base",
}
"""Fields of a dispensing that may differ. One that was taken back has no document."""
