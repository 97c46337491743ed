"""What a document says and the domain has no place for: kept word for word, never acted upon."""

from dataclasses import dataclass
from enum import StrEnum


class CarriedKind(StrEnum):
    """Why a part is carried."""

    CODE = "code"
    WORDS = "words"
    INSTANT = "instant"
    LOCAL = "local"
    HOSPITAL = "hospital"
    CLINICAL = "clinical"
    ENVELOPE = "envelope"
    UNREAD = "unread"
    COMPLETED = "completed"
    UNLISTED = "unlisted"

    @property
    def label(self) -> str:
        """French words."""
        return _LABELS[self]


_LABELS = {
    CarriedKind.CODE: "code placé à côté des mots",
    CarriedKind.WORDS: "mots placés à côté d’un code",
    CarriedKind.INSTANT: "heure exacte d’une date",
    CarriedKind.LOCAL: "identifiant ou référence d’un système local",
    CarriedKind.HOSPITAL: "donnée propre à une prescription hospitalière",
    CarriedKind.CLINICAL: "donnée clinique jointe",
    CarriedKind.ENVELOPE: "profil ou enveloppe technique",
    CarriedKind.UNREAD: "posologie structurée non lue",
    CarriedKind.COMPLETED: "élément absent du document, complété à la lecture",
    CarriedKind.UNLISTED: "partie que rien ne range",
}


@dataclass(frozen=True, slots=True)
class Carried:
    """One part: where it stands, and its JSON; `content` None where the document has nothing.

    `at` is an address of the document in canonical form; `line` the line that it belongs to.
    """

    at: str
    kind: CarriedKind
    content: str | None
    line: int | None = None

    def __repr__(self) -> str:
        return f"Carried({self.at}, {self.kind})"
