"""Identifiers of structures: FINESS, SIREN, SIRET, national identifier."""

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from ordonnance.domain.ids.checks import InvalidId, luhn, masked
from ordonnance.domain.ids.identifier import Identifier
from ordonnance.domain.ids.professionals import Rpps

_LA_POSTE = "356000000"


@dataclass(frozen=True, slots=True)
class Finess(Identifier):
    """Health establishment: 9 characters, department first, the last a Luhn key.

    In Corsica the second character is a letter (2A, 2B); the key reads 21 and 22 in their place.
    A wrong key warns: numbers that break it stand in official samples.
    """

    kind: ClassVar[str] = "FINESS"
    form: ClassVar[re.Pattern[str]] = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{7}")
    expected: ClassVar[str] = (
        "neuf caractères sont attendus\u202f: des chiffres, avec 2A ou 2B en tête pour la Corse"
    )

    WRONG_KEY: ClassVar[str] = "La clé du numéro FINESS est inexacte\u202f: vérifiez le numéro."

    @property
    def warnings(self) -> tuple[str, ...]:
        """A wrong Luhn key."""
        digits = {"2A": "21", "2B": "22"}.get(self.value[:2], self.value[:2]) + self.value[2:]
        return () if luhn(digits) else (self.WRONG_KEY,)


@dataclass(frozen=True, slots=True)
class Siren(Identifier):
    """Legal person in the register of businesses: 9 digits that satisfy the Luhn formula."""

    kind: ClassVar[str] = "SIREN"
    form: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]{9}")
    expected: ClassVar[str] = "neuf chiffres sont attendus"

    def _check(self) -> None:
        if not luhn(self.value):
            raise InvalidId(self.kind, "la clé de contrôle est inexacte")


@dataclass(frozen=True, slots=True)
class Siret(Identifier):
    """Establishment: SIREN (9 digits) and its own number (5), under the Luhn formula.

    La Poste has more establishments than the formula allows: there, a sum of the fourteen digits
    that is a multiple of five is accepted as well.
    """

    kind: ClassVar[str] = "SIRET"
    form: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]{14}")
    expected: ClassVar[str] = "quatorze chiffres sont attendus"

    def _check(self) -> None:
        if not luhn(self.value[:9]) or not (luhn(self.value) or self._of_la_poste()):
            raise InvalidId(self.kind, "la clé de contrôle est inexacte")

    def _of_la_poste(self) -> bool:
        return self.value.startswith(_LA_POSTE) and sum(map(int, self.value)) % 5 == 0

    @property
    def siren(self) -> Siren:
        """The legal person it belongs to."""
        return Siren(self.value[:9])


@dataclass(frozen=True, slots=True, repr=False)
class IdNatStruct(Identifier):
    """National identifier of a structure: a prefix that names the register, then its number.

    1 FINESS, 2 SIREN, 3 SIRET, 4 practice of an RPPS (number and rank), 0 practice of an ADELI
    (number, with or without rank). System 1.2.250.1.71.4.2.2. The last two designate a person:
    their `repr` is masked.
    """

    kind: ClassVar[str] = "identifiant national de la structure"
    form: ClassVar[re.Pattern[str]] = re.compile(
        r"0(?:[0-9]{2}|2[AB])[0-9]{7}(?:[0-9]{2,3})?"
        r"|1(?:[0-9]{2}|2[AB])[0-9]{7}"
        r"|2[0-9]{9}"
        r"|3[0-9]{14}"
        r"|4[0-9]{11}[0-9]{2,3}"
    )
    expected: ClassVar[str] = (
        "un préfixe (1 pour un FINESS, 2 SIREN, 3 SIRET, 4 cabinet RPPS, 0 cabinet ADELI) "
        "suivi du numéro est attendu"
    )

    def _check(self) -> None:
        # SIREN and SIRET refuse a wrong key themselves; the other registers never refuse one.
        _ = self.siren, self.siret

    @classmethod
    def of(cls, number: Finess | Siren | Siret) -> Self:
        """The national identifier of a structure known by one of its registers."""
        prefix = {Finess: "1", Siren: "2", Siret: "3"}[type(number)]
        return cls(prefix + number.value)

    @property
    def prefix(self) -> str:
        """The character that names the register."""
        return self.value[0]

    @property
    def finess(self) -> Finess | None:
        """The FINESS number it carries, or None when it carries another one."""
        return Finess(self.value[1:]) if self.prefix == "1" else None

    @property
    def siren(self) -> Siren | None:
        """The SIREN number it carries, or None when it carries another one."""
        return Siren(self.value[1:]) if self.prefix == "2" else None

    @property
    def siret(self) -> Siret | None:
        """The SIRET number it carries, or None when it carries another one."""
        return Siret(self.value[1:]) if self.prefix == "3" else None

    @property
    def rpps(self) -> Rpps | None:
        """The RPPS number of the practice's holder, or None for another register."""
        return Rpps(self.value[1:12]) if self.prefix == "4" else None

    @property
    def warnings(self) -> tuple[str, ...]:
        """Those of the number it carries."""
        carried = self.finess or self.rpps
        return carried.warnings if carried else ()

    def __repr__(self) -> str:
        shown = self.prefix + masked(self.value[1:]) if self.prefix in "04" else self.value
        return f"IdNatStruct({shown!r})"
