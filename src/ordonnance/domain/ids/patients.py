"""The national health identity of a patient: matricule INS and the OID that says which kind."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from ordonnance.domain.ids.checks import InvalidId, masked, typed

_KIND = "matricule INS"
_FIRST_THIRTEEN = re.compile(r"[1-8][0-9]{4}(?:[0-9]{2}|2[AB])[0-9]{6}")
_MATRICULE = re.compile(_FIRST_THIRTEEN.pattern + r"[0-9]{2}")
_CORSICA = {"2A": "19", "2B": "18"}


class InsOid(StrEnum):
    """The four OIDs under which a matricule INS exists (MSSanté, Annuaire, FR Core)."""

    NIR = "1.2.250.1.213.1.4.8"
    NIA = "1.2.250.1.213.1.4.9"
    NIR_TEST = "1.2.250.1.213.1.4.10"
    NIR_DEMO = "1.2.250.1.213.1.4.11"

    @property
    def production(self) -> bool:
        """True for the identity of a real person, False for tests and demonstrations."""
        return self in (InsOid.NIR, InsOid.NIA)

    @property
    def fhir_system(self) -> str:
        """The `identifier.system` of FHIR."""
        return f"urn:oid:{self.value}"

    @property
    def fhir_type(self) -> str:
        """The `identifier.type` code of FR Core (fr-core-cs-v2-0203)."""
        return f"INS-{self.name.replace('_', '-')}"


def nir_key(first13: str) -> str:
    """The two-digit key of a NIR or NIA: 97 minus the remainder by 97, with 2A as 19, 2B as 18.

    Raises InvalidId unless given the thirteen characters before the key.
    """
    if _FIRST_THIRTEEN.fullmatch(first13) is None:
        raise InvalidId(_KIND, "la clé se calcule sur les treize premiers caractères")
    department = first13[5:7]
    number = int(first13[:5] + _CORSICA.get(department, department) + first13[7:])
    return f"{97 - number % 97:02d}"


@dataclass(frozen=True, slots=True, repr=False)
class Ins:
    """Matricule INS (15 characters, key included) and its OID.

    The key is enforced on production OIDs; official test identities break it, so that it only warns
    on test and demonstration OIDs. The month is not checked: incomplete civil status uses others
    than 01 to 12. Raises InvalidId, which never carries the matricule.
    """

    WRONG_KEY: ClassVar[str] = (
        "La clé du matricule INS est inexacte\u202f: "
        "elle n'est admise que pour une identité de test ou de démonstration."
    )
    WAITING_NUMBER: ClassVar[str] = (
        "Ce matricule INS commence comme un numéro d'attente (NIA) "
        "alors qu'il est déclaré comme NIR."
    )

    matricule: str
    oid: InsOid

    def __post_init__(self) -> None:
        if len(self.matricule) == 13:
            raise InvalidId(
                _KIND, "la clé de deux chiffres manque\u202f: quinze caractères sont attendus"
            )
        if _MATRICULE.fullmatch(self.matricule) is None:
            raise InvalidId(_KIND, "quinze caractères sont attendus, dont deux chiffres de clé")
        if self.oid is InsOid.NIA and not self._starts_as_nia:
            raise InvalidId(_KIND, "un numéro d'attente (NIA) commence par 7 ou 8")
        if self.oid.production and not self._key_holds:
            raise InvalidId(_KIND, "la clé de contrôle est inexacte")

    @classmethod
    def parse(cls, text: str, oid: InsOid) -> Self:
        """Read a matricule as typed: spaces, hyphens, dots and lower case are accepted."""
        return cls(typed(_KIND, text), oid)

    def may_be_born_on(self, day: date) -> bool:
        """False when the matricule says another year of birth, or another month than this one.

        A month that is none (incomplete civil status) says nothing.
        """
        year, month = self.matricule[1:3], self.matricule[3:5]
        same_month = month == f"{day:%m}" or not "01" <= month <= "12"
        return year == f"{day:%y}" and same_month

    @property
    def _starts_as_nia(self) -> bool:
        return self.matricule[0] in "78"

    @property
    def _key_holds(self) -> bool:
        return nir_key(self.matricule[:13]) == self.matricule[13:]

    @property
    def warnings(self) -> tuple[str, ...]:
        """A wrong key on a test or demonstration OID; a NIR that looks like a NIA."""
        found: tuple[str, ...] = () if self._key_holds else (self.WRONG_KEY,)
        if self.oid is not InsOid.NIA and self._starts_as_nia:
            found += (self.WAITING_NUMBER,)
        return found

    def __str__(self) -> str:
        return self.matricule

    def __repr__(self) -> str:
        return f"Ins({masked(self.matricule)!r}, {self.oid.name})"
