"""The circuits of the derogation of the SAMU-SAS, and the mailboxes that they end in."""

from enum import StrEnum


class Circuit(StrEnum):
    """The three circuits of the note to the SAMU-SAS; the third only by default."""

    PHARMACY = "1"
    CARE_HOME = "2"
    PATIENT = "3"

    @property
    def label(self) -> str:
        """What people read."""
        return _CIRCUITS[self]


class Box(StrEnum):
    """The kind of mailbox that receives the prescription."""

    ORGANISATION = "ORG"
    PERSON = "PER"
    PATIENT_SPACE = "MES"
    ORDINARY = "EMAIL"

    @property
    def professional(self) -> bool:
        """True for a secured mailbox of a professional or of a structure."""
        return self in (Box.ORGANISATION, Box.PERSON)

    @property
    def label(self) -> str:
        """What people read."""
        return _BOXES[self]


_CIRCUITS = {
    Circuit.PHARMACY: "Cas 1\u202f: pharmacie",
    Circuit.CARE_HOME: "Cas 2\u202f: établissement médico-social",
    Circuit.PATIENT: "Cas 3\u202f: patient (Mon espace santé)",
}
_BOXES = {
    Box.ORGANISATION: "Boîte organisationnelle",
    Box.PERSON: "Boîte personnelle d’un professionnel",
    Box.PATIENT_SPACE: "Mon espace santé",
    Box.ORDINARY: "Messagerie ordinaire",
}
