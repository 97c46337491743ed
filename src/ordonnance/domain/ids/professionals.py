"""Identifiers of health professionals: RPPS, ADELI, national identifier, AM number."""

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from ordonnance.domain.ids.checks import is_corsican, luhn, masked, typed
from ordonnance.domain.ids.identifier import PersonalIdentifier

_NINE = r"(?:[0-9]{2}|2[AB])[0-9]{7}"


@dataclass(frozen=True, slots=True, repr=False)
class Rpps(PersonalIdentifier):
    """Number in the shared directory of health professionals: 11 digits, the last a Luhn key.

    No published text imposes the key and official samples break it: a wrong one only warns, the
    directory decides.
    """

    kind: ClassVar[str] = "RPPS"
    form: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]{11}")
    expected: ClassVar[str] = "onze chiffres sont attendus"

    WRONG_KEY: ClassVar[str] = (
        "La clé du numéro RPPS est inexacte\u202f: vérifiez le numéro dans l'annuaire."
    )

    @property
    def warnings(self) -> tuple[str, ...]:
        """A wrong Luhn key."""
        return () if luhn(self.value) else (self.WRONG_KEY,)


@dataclass(frozen=True, slots=True, repr=False)
class Adeli(PersonalIdentifier):
    """Former register of professions: department (2), profession (1), order (5), Luhn key.

    A wrong key warns. How a Corsican department enters the key is not published: it warns too.
    """

    kind: ClassVar[str] = "ADELI"
    form: ClassVar[re.Pattern[str]] = re.compile(_NINE)
    expected: ClassVar[str] = "neuf caractères sont attendus, qui commencent par le département"

    WRONG_KEY: ClassVar[str] = (
        "La clé du numéro ADELI est inexacte\u202f: vérifiez le numéro dans l'annuaire."
    )
    UNVERIFIED_KEY: ClassVar[str] = (
        "La clé d'un numéro ADELI de Corse ne peut pas être vérifiée\u202f: "
        "contrôlez le numéro dans l'annuaire."
    )

    @property
    def warnings(self) -> tuple[str, ...]:
        """A wrong Luhn key, or one that nobody can verify (Corsica)."""
        if is_corsican(self.value):
            return (self.UNVERIFIED_KEY,)
        return () if luhn(self.value) else (self.WRONG_KEY,)


@dataclass(frozen=True, slots=True, repr=False)
class AmNumber(PersonalIdentifier):
    """Billing number given by the Assurance Maladie (N° AM): 8 characters and a key, ADELI form.

    A wrong key warns, like that of the ADELI number whose form it shares.
    """

    kind: ClassVar[str] = "N° AM"
    form: ClassVar[re.Pattern[str]] = re.compile(_NINE)
    expected: ClassVar[str] = "neuf caractères sont attendus, clé comprise"

    WRONG_KEY: ClassVar[str] = "La clé du numéro AM est inexacte\u202f: vérifiez le numéro."
    UNVERIFIED_KEY: ClassVar[str] = (
        "La clé d'un numéro AM de Corse ne peut pas être vérifiée\u202f: contrôlez le numéro."
    )

    @property
    def warnings(self) -> tuple[str, ...]:
        """A wrong Luhn key, or one that nobody can verify (Corsica)."""
        if is_corsican(self.value):
            return (self.UNVERIFIED_KEY,)
        return () if luhn(self.value) else (self.WRONG_KEY,)


# What follows `/` is the structure's own number for its agent: its case and hyphens are kept.
_INTERNAL = r"/[A-Za-z0-9._-]{1,30}"
_ID_NAT_PS_FORMS = (
    r"0(?:[0-9]{2}|2[AB])[0-9]{7}",  # ADELI
    r"1(?:[0-9]{2}|2[AB])[0-9]{7}" + _INTERNAL,  # practice of an ADELI, employee
    r"3(?:[0-9]{2}|2[AB])[0-9]{7}" + _INTERNAL,  # FINESS, employee
    r"4[0-9]{9}" + _INTERNAL,  # SIREN, employee
    r"5[0-9]{14}" + _INTERNAL,  # SIRET, employee
    r"6[0-9]{11}" + _INTERNAL,  # practice of an RPPS, employee
    r"8[0-9]{11}",  # RPPS
)


@dataclass(frozen=True, slots=True, repr=False)
class IdNatPs(PersonalIdentifier):
    """National identifier of a professional: a prefix that names the register, then its number.

    8 RPPS, 0 ADELI; 1, 3, 4, 5, 6 a structure (ADELI practice, FINESS, SIREN, SIRET, RPPS practice)
    followed by `/` and the number it gives its employee. System 1.2.250.1.71.4.2.1.
    """

    kind: ClassVar[str] = "identifiant national du professionnel"
    form: ClassVar[re.Pattern[str]] = re.compile("|".join(_ID_NAT_PS_FORMS))
    expected: ClassVar[str] = (
        "un préfixe (8 pour un RPPS, 0 pour un ADELI) suivi du numéro est attendu"
    )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a text as typed; after `/`, only the spaces around are dropped."""
        head, slash, internal = text.partition("/")
        return cls(typed(cls.kind, head) + slash + internal.strip())

    @classmethod
    def of(cls, number: Rpps | Adeli) -> Self:
        """The national identifier of someone known by an RPPS or an ADELI number."""
        return cls(("8" if isinstance(number, Rpps) else "0") + number.value)

    @property
    def prefix(self) -> str:
        """The character that names the register."""
        return self.value[0]

    @property
    def rpps(self) -> Rpps | None:
        """The RPPS number it carries, or None when it carries another one."""
        return Rpps(self.value[1:]) if self.prefix == "8" else None

    @property
    def adeli(self) -> Adeli | None:
        """The ADELI number it carries, or None when it carries another one."""
        return Adeli(self.value[1:]) if self.prefix == "0" else None

    @property
    def warnings(self) -> tuple[str, ...]:
        """Those of the number it carries."""
        carried = self.rpps or self.adeli
        return carried.warnings if carried else ()

    def __repr__(self) -> str:
        return f"IdNatPs({self.prefix + masked(self.value[1:])!r})"
