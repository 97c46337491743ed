"""The composite values of HL7 v2 that XDS metadata use: people, structures, identifiers."""

import re
from dataclasses import dataclass

from ordonnance.documents.xdm.schemes import Coded

_ESCAPES = {"\\": "\\E\\", "^": "\\S\\", "&": "\\T\\", "|": "\\F\\", "~": "\\R\\"}
_MEANINGS = {escape: char for char, escape in _ESCAPES.items()}
_ESCAPED = re.compile(r"\\[ESTFR]\\")


@dataclass(frozen=True, slots=True)
class Identifier:
    """CX: an identifier, the OID of who gives it, its type (`NH` for the INS, `PI` for a local)."""

    value: str
    root: str
    kind: str

    def __repr__(self) -> str:
        return "Identifier(•••)"

    def written(self) -> str:
        """`279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH`."""
        return f"{escaped(self.value)}^^^&{self.root}&ISO^{escaped(self.kind)}"

    @classmethod
    def read(cls, text: str) -> "Identifier":
        """The same from its text; what is missing is empty."""
        parts = _components(text, 5)
        return cls(unescaped(parts[0]), _authority(parts[3]), unescaped(parts[4]))


@dataclass(frozen=True, slots=True)
class Someone:
    """XCN: a person, or the software that acts as one (`is_device`)."""

    value: str
    root: str
    family: str
    given: str
    is_device: bool = False

    def __repr__(self) -> str:
        return "Someone(•••)"

    def written(self) -> str:
        """`801234567897^PIOU^Romain^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS`."""
        kind, of = ("U", "RI") if self.is_device else ("D", "IDNPS")
        said = "^".join(escaped(each) for each in (self.value, self.family, self.given))
        if not self.value:
            return f"{said}^^^^^^^{kind}"
        return f"{said}^^^^^^&{self.root}&ISO^{kind}^^^{of}"

    @classmethod
    def read(cls, text: str) -> "Someone":
        """The same from its text; what is missing is empty."""
        parts = _components(text, 10)
        value, family, given = (unescaped(each) for each in parts[:3])
        return cls(value, _authority(parts[8]), family, given, parts[9] == "U")


@dataclass(frozen=True, slots=True)
class Structure:
    """XON: a structure."""

    name: str
    root: str
    value: str

    def written(self) -> str:
        """`Cabinet^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1750512345`."""
        if not self.value:
            return escaped(self.name)
        return f"{escaped(self.name)}^^^^^&{self.root}&ISO^IDNST^^^{escaped(self.value)}"

    @classmethod
    def read(cls, text: str) -> "Structure":
        """The same from its text; what is missing is empty."""
        parts = _components(text, 10)
        return cls(unescaped(parts[0]), _authority(parts[5]), unescaped(parts[9]))


def specialty_written(coded: Coded) -> str:
    """`G15_10/SM26^Médecin^1.2.250.1.213.1.1.4.5`."""
    return "^".join(escaped(each) for each in (coded.code, coded.words, coded.system))


def specialty_read(text: str) -> Coded:
    """The same from its text."""
    code, words, system = (unescaped(each) for each in _components(text, 3))
    return Coded(code, system, words)


def escaped(text: str) -> str:
    """The text with the separators of HL7 escaped."""
    return "".join(_ESCAPES.get(char, char) for char in text)


def unescaped(text: str) -> str:
    """The text that was written so."""
    return _ESCAPED.sub(lambda found: _MEANINGS[found[0]], text)


def _components(text: str, count: int) -> list[str]:
    parts = text.split("^")
    return [*parts, *[""] * count][:count]


def _authority(component: str) -> str:
    parts = component.split("&")
    return parts[1] if len(parts) > 1 else ""
