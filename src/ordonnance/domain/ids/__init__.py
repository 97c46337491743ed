"""Identifiers as value types: what the constructor accepts is canonical, `parse` reads people.

Nothing here looks an identifier up: a well-formed RPPS may belong to nobody.
"""

from ordonnance.domain.ids.checks import InvalidId, ean13, ean13_key, luhn
from ordonnance.domain.ids.identifier import Identifier, PersonalIdentifier
from ordonnance.domain.ids.patients import Ins, InsOid, nir_key
from ordonnance.domain.ids.products import Cip7, Cip13, Cis
from ordonnance.domain.ids.professionals import Adeli, AmNumber, IdNatPs, Rpps
from ordonnance.domain.ids.structures import Finess, IdNatStruct, Siren, Siret

__all__ = [
    "Adeli",
    "AmNumber",
    "Cip7",
    "Cip13",
    "Cis",
    "Finess",
    "IdNatPs",
    "IdNatStruct",
    "Identifier",
    "Ins",
    "InsOid",
    "InvalidId",
    "PersonalIdentifier",
    "Rpps",
    "Siren",
    "Siret",
    "ean13",
    "ean13_key",
    "luhn",
    "nir_key",
]
