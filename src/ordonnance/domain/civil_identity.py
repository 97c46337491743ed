"""The five traits of somebody's civil identity, compared to the letter once accents are folded."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from ordonnance.domain.people import Patient, Sex

_PLACE = re.compile(r"[0-9][0-9AB][0-9]{3}")


@dataclass(frozen=True, slots=True)
class CivilIdentity:
    """Birth name, birth given names, sex, birth date, INSEE code of the town or country of birth.

    Raises ValueError for anything else than a whole identity.
    """

    family: str = field(repr=False)
    given: tuple[str, ...] = field(repr=False)
    sex: Sex = field(repr=False)
    birth_date: date = field(repr=False)
    birth_place: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _words(self.family) or not self.given_words or self.sex is Sex.UNKNOWN:
            raise ValueError("a whole identity has a name, given names and a sex")
        if not _PLACE.fullmatch(self.birth_place):
            raise ValueError("a birth place is an INSEE code")

    @property
    def given_words(self) -> tuple[str, ...]:
        """The given names word by word, folded: « Marie-Ève, Anne » is MARIE EVE ANNE."""
        return _words(" ".join(self.given))

    @property
    def key(self) -> str:
        """What two writings of the same identity share; the given name by its first word."""
        family = " ".join(_words(self.family))
        day = self.birth_date.isoformat()
        return "|".join((family, self.given_words[0], self.sex, day, self.birth_place))

    def begins_with(self, given_words: tuple[str, ...]) -> bool:
        """True when these given names are the first ones: an INS holds the first, or all."""
        return self.given_words[: len(given_words)] == given_words


def identity_of(patient: Patient) -> CivilIdentity | None:
    """The identity of a patient whose INS is qualified; None when a trait is missing."""
    if not patient.ins_qualified or patient.sex is None or patient.birth_date is None:
        return None
    place = patient.birth_place or ""
    try:
        return CivilIdentity(
            patient.family or "", patient.given, patient.sex, patient.birth_date, place
        )
    except ValueError:
        return None


def _words(text: str) -> tuple[str, ...]:
    bare = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "OE"))
    letters = "".join(each for each in bare if not unicodedata.combining(each)).upper()
    return tuple(re.findall(r"[^\W_]+", letters))
