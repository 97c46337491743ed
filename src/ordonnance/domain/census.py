"""The census of derogatory prescriptions (note to the SAMU-SAS, 3): what is counted of each one.

Date, circuit and motive are what the note asks for at least. Nothing of the patient, of the author
or of the number: a row cannot be led back to a person without the keys of the base.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from ordonnance.domain.circuits import Box, Circuit
from ordonnance.domain.ids import Finess

MOST_WORDS = 500
"""Characters of the motive in the regulator's own words."""

_ID = re.compile(r"[0-9a-f]{32}")
_DEPARTMENT = re.compile(r"[0-9]{2}|2[AB]|9[78][0-9]")
_MOST_NAME = 120
_BEFORE = re.compile(r"^[\W_]+")
_NAME = re.compile(r"[^\W_].{0,119}")
"""Begins with a letter or a figure: no spreadsheet runs it."""
_BOXES_OF = {
    Circuit.PHARMACY: frozenset({Box.ORGANISATION, Box.PERSON}),
    Circuit.CARE_HOME: frozenset({Box.ORGANISATION, Box.PERSON}),
    Circuit.PATIENT: frozenset({Box.PATIENT_SPACE}),
}


class _Coded(StrEnum):
    """A code of the census: it is written as it is in the files that leave."""

    @property
    def label(self) -> str:
        """What people read."""
        return _LABELS[self]


class Motive(_Coded):
    """Why the opioid was prescribed. The two first are the examples of the note."""

    DENTAL = "douleur_dentaire"
    CHRONIC = "douleur_chronique"
    TRAUMA = "traumatisme"
    POST_OPERATIVE = "post_operatoire"
    RENAL_COLIC = "colique_nephretique"
    CANCER = "cancer"
    LOW_BACK = "lombalgie_sciatique"
    HEADACHE = "cephalee"
    OTHER = "autre"


class Regulator(_Coded):
    """In what capacity the author regulates (note, 2.1)."""

    SAMU = "medecin_samu"
    AMBULATORY = "medecin_ambulatoire"
    ON_DUTY = "medecin_pdsa"
    DENTIST = "chirurgien_dentiste"
    PHARMACIST = "pharmacien"


class Molecule(_Coded):
    """The only substances of the derogation."""

    TRAMADOL = "tramadol"
    CODEINE = "codeine"
    DIHYDROCODEINE = "dihydrocodeine"


class CensusFlag(_Coded):
    """What happened to a prescription after it was sent; it stays in the census."""

    WITHDRAWN = "retiree"
    BOUNCED = "non_remise"


_LABELS: dict[_Coded, str] = {
    Motive.DENTAL: "Douleur dentaire",
    Motive.CHRONIC: "Douleur chronique",
    Motive.TRAUMA: "Traumatisme",
    Motive.POST_OPERATIVE: "Douleur postopératoire",
    Motive.RENAL_COLIC: "Colique néphrétique",
    Motive.CANCER: "Douleur cancéreuse",
    Motive.LOW_BACK: "Lombalgie ou sciatique",
    Motive.HEADACHE: "Céphalée",
    Motive.OTHER: "Autre motif",
    Regulator.SAMU: "Médecin régulateur du SAMU",
    Regulator.AMBULATORY: "Médecin régulateur de médecine ambulatoire",
    Regulator.ON_DUTY: "Médecin régulateur de la permanence des soins",
    Regulator.DENTIST: "Chirurgien-dentiste régulateur",
    Regulator.PHARMACIST: "Pharmacien prescripteur",
    Molecule.TRAMADOL: "Tramadol",
    Molecule.CODEINE: "Codéine",
    Molecule.DIHYDROCODEINE: "Dihydrocodéine",
    CensusFlag.WITHDRAWN: "Prescription retirée",
    CensusFlag.BOUNCED: "Message non remis",
}


@dataclass(frozen=True, slots=True)
class Centre:
    """The SAMU or SAS that counts, and its département (`2A`, `974`: two or three characters)."""

    finess: Finess
    name: str
    department: str

    def __post_init__(self) -> None:
        if _NAME.fullmatch(self.name) is None or not self.name.isprintable():
            raise ValueError("centre\u202f: un nom d’une ligne est attendu")
        if _DEPARTMENT.fullmatch(self.department) is None:
            raise ValueError("centre\u202f: un code de département est attendu")

    @classmethod
    def called(cls, finess: Finess, label: str, department: str) -> Self:
        """The centre of a place, whatever its label: one line, from its first letter or figure.

        Raises ValueError for a département that is none.
        """
        shown = "".join(each if each.isprintable() else " " for each in label)
        begun = _BEFORE.sub("", " ".join(shown.split()))
        return cls(finess, begun[:_MOST_NAME].rstrip() or finess.value, department)


@dataclass(frozen=True, slots=True)
class CensusEntry:
    """One derogatory prescription, as the act counts it.

    `on` is the legal day of the prescribing. `molecules` are distinct and in their order.
    """

    on: date
    circuit: Circuit
    box: Box
    motive: Motive
    centre: Centre
    regulator: Regulator
    molecules: tuple[Molecule, ...]
    out_of_hours: bool

    def __post_init__(self) -> None:
        if self.box not in _BOXES_OF[self.circuit]:
            raise ValueError("recensement\u202f: cette boîte n’est pas celle de ce circuit")
        if not self.molecules or self.molecules != tuple(sorted(set(self.molecules))):
            raise ValueError("recensement\u202f: des molécules distinctes, dans leur ordre")


@dataclass(frozen=True, slots=True)
class Counted:
    """What one prescription adds to the census: its row and, kept apart, the words of its motive.

    The words are needed for « autre ». They are sealed with the ordonnance and leave in no file.
    """

    entry: CensusEntry
    words: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if len(self.words) > MOST_WORDS:
            raise ValueError(f"motif\u202f: {MOST_WORDS} caractères au plus")
        if self.entry.motive is Motive.OTHER and not self.words.strip():
            raise ValueError("motif\u202f: un autre motif se dit en quelques mots")


@dataclass(frozen=True, slots=True)
class CensusRow:
    """One row as it is read and returned. `id` is opaque, and the same in every return."""

    id: str
    entry: CensusEntry
    flags: frozenset[CensusFlag] = frozenset()

    def __post_init__(self) -> None:
        if _ID.fullmatch(self.id) is None:
            raise ValueError("recensement\u202f: un identifiant de 32 caractères est attendu")
