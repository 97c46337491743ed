"""What a document in CDA does not give back exactly, and why: nothing else may differ."""

from collections.abc import Mapping

LINE: Mapping[str, str] = {
    "id": "seul un UUID a une place ; les lignes émises en ont un",
    "posology": "une prise que CDA ne sait pas structurer revient comme sa phrase",
    "product": "les substances du catalogue s’ajoutent à une spécialité ; codes autres que CIS, "
    "CIP, SMS et EDQM",
    "duration": "comptée en jours",
    "not_substitutable": "le motif est un texte",
}
"""Fields of a line prescribed."""

SERVED: Mapping[str, str] = {
    "units": "données seulement quand chaque boîte en contient un nombre exact",
    "facts": "reviennent la péremption et la dispensation exceptionnelle ; le reste est en mots",
}
"""Fields of a line served."""

DISPENSING: Mapping[str, str] = {
    "executant": "le pharmacien et la pharmacie (FINESS ou SIRET) ; le préparateur reste au "
    "journal de la base",
    "acknowledged": "les constats attestés restent au journal de la base",
}
"""Fields of a dispensing. One that was taken back has no document."""
