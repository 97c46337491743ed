"""Identifiers of medicines: speciality (CIS) and its packs (CIP13, CIP7)."""

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from ordonnance.domain.ids.checks import InvalidId, ean13, ean13_key, typed
from ordonnance.domain.ids.identifier import Identifier

_PREFIX = "34009"


@dataclass(frozen=True, slots=True)
class Cis(Identifier):
    """Speciality in the public drug file: 8 digits, without a key."""

    kind: ClassVar[str] = "CIS"
    form: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]{8}")
    expected: ClassVar[str] = "huit chiffres sont attendus"


@dataclass(frozen=True, slots=True)
class Cip7(Identifier):
    """Short code of a pack: 6 digits and a key, weights 2 to 7 modulo 11.

    Packs marketed since the end of 2014 in the ranges 300, 490, 495 and 550 have no key. The key
    never refuses; outside these ranges a wrong one warns.
    """

    kind: ClassVar[str] = "CIP7"
    form: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]{7}")
    expected: ClassVar[str] = "sept chiffres sont attendus"

    WRONG_KEY: ClassVar[str] = "La clé du code CIP à 7 chiffres est inexacte\u202f: vérifiez-le."
    KEYLESS: ClassVar[tuple[str, ...]] = ("300", "490", "495", "550")

    @property
    def warnings(self) -> tuple[str, ...]:
        """A wrong key where codes have one."""
        total = sum(weight * int(digit) for weight, digit in enumerate(self.value[:6], start=2))
        if total % 11 == int(self.value[6]) or self.value.startswith(self.KEYLESS):
            return ()
        return (self.WRONG_KEY,)


@dataclass(frozen=True, slots=True)
class Cip13(Identifier):
    """Pack of a medicine: 34009, the CIP7, an EAN-13 key; all are enforced."""

    kind: ClassVar[str] = "CIP13"
    form: ClassVar[re.Pattern[str]] = re.compile(_PREFIX + r"[0-9]{8}")
    expected: ClassVar[str] = "treize chiffres qui commencent par 34009 sont attendus"

    def _check(self) -> None:
        if not ean13(self.value):
            raise InvalidId(self.kind, "la clé de contrôle est inexacte")

    @classmethod
    def of(cls, short: Cip7) -> Self:
        """The long code of a pack known by its short one."""
        first12 = _PREFIX + short.value
        return cls(first12 + ean13_key(first12))

    @classmethod
    def from_gtin14(cls, text: str) -> Self:
        """Read the product code of a box's DataMatrix (GS1 identifier 01): 0 and the CIP13."""
        code = typed(cls.kind, text)
        if len(code) != 14 or not code.startswith("0"):
            raise InvalidId(cls.kind, "un code GTIN de quatorze chiffres en 0 est attendu")
        return cls(code[1:])

    @property
    def gtin14(self) -> str:
        """The code as a box's DataMatrix carries it: 0 and the CIP13."""
        return f"0{self.value}"

    @property
    def cip7(self) -> Cip7:
        """The short code it contains."""
        return Cip7(self.value[5:12])
