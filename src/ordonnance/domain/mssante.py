"""Secure health mail (MSSanté): an address, and the domains of its trust space (the white list).

An address names a person as often as a place: its `repr` hides what stands before the @.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from ordonnance.domain.ids import Ins, InvalidId

PATIENT_DOMAIN = "patient.mssante.fr"
"""Where the mailboxes of patients are, each named by a matricule INS (Ref. #2, ECO.2.2.6)."""

_KIND = "adresse MSSanté"
_MOST_LOCAL, _MOST_DOMAIN = 64, 253
"""Characters, RFC 5321 4.5.3.1."""
_ATOM = r"[a-z0-9_'&+=~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
"""Less than the Dot-string of RFC 5321: no quoted form, where a second address could hide, and no
% nor !, by which old servers hand a message over to another domain."""
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_MATRICULE = re.compile(r"[1-8][0-9]{4}(?:[0-9]{2}|2[ab])[0-9]{8}")


def domain_name(text: str) -> str:
    """A domain as it is compared and sent: lower case, international names in their ASCII form.

    Raises InvalidId, which never carries the text.
    """
    try:
        ascii_form = text.strip().encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise InvalidId(_KIND, "le nom de domaine ne se lit pas") from error
    labels = ascii_form.split(".")
    whole = len(labels) > 1 and len(ascii_form) <= _MOST_DOMAIN
    # A last label of figures is the end of a number of machine, never a domain.
    if not whole or labels[-1].isdigit() or not all(map(_LABEL.fullmatch, labels)):
        raise InvalidId(_KIND, "le nom de domaine n'en est pas un")
    return ascii_form


@dataclass(frozen=True, slots=True, repr=False)
class MssAddress:
    """A mailbox as it is compared and sent: lower case, its domain in ASCII.

    Whether the domain is one of the trust space is another question: `usecases.mssante`.
    """

    local: str
    domain: str

    def __post_init__(self) -> None:
        if len(self.local) > _MOST_LOCAL or _LOCAL.fullmatch(self.local) is None:
            raise InvalidId(_KIND, "ce qui précède @ n'est pas admis")
        if domain_name(self.domain) != self.domain:
            raise InvalidId(_KIND, "le nom de domaine n'en est pas un")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address as it is typed or published. Raises InvalidId without the text."""
        local, at, domain = text.strip().partition("@")
        if not at or not local.isascii():
            raise InvalidId(_KIND, "une adresse de la forme nom@domaine est attendue")
        return cls(local.lower(), domain_name(domain))

    @classmethod
    def of_patient(cls, ins: Ins) -> Self:
        """The mailbox of a patient in Mon espace santé; whether it is open is not known."""
        return cls(ins.matricule.lower(), PATIENT_DOMAIN)

    @property
    def is_patient(self) -> bool:
        """True in the domain of patients."""
        return self.domain == PATIENT_DOMAIN

    @property
    def names_a_matricule(self) -> bool:
        """True when what precedes @ has the form of a matricule INS; its key is not judged here."""
        return _MATRICULE.fullmatch(self.local) is not None

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"

    def __repr__(self) -> str:
        return "MssAddress(•••)"


@dataclass(frozen=True, slots=True, repr=False)
class WhiteList:
    """The domains that may exchange, as published on one day; `digest` is that of the file."""

    domains: frozenset[str]
    dated: date
    digest: str
    source: str

    @classmethod
    def of(cls, names: Iterable[str], dated: date, digest: str = "", source: str = "") -> Self:
        """The list of these domains. Raises InvalidId for a name that is no domain."""
        return cls(frozenset(map(domain_name, names)), dated, digest, source)

    def __contains__(self, address: object) -> bool:
        """True when the domain of the address is one of the list, letter for letter.

        A domain under a listed one is another domain.
        """
        return isinstance(address, MssAddress) and address.domain in self.domains

    def age(self, on: date) -> int:
        """Days since it was published; 0 for a list dated later."""
        return max(0, (on - self.dated).days)

    def __repr__(self) -> str:
        return f"WhiteList({len(self.domains)} domaines, {self.dated.isoformat()})"
