"""The traits of somebody's civil identity, compared to the letter once accents are folded."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from ordonnance.domain.people import Patient, Sex

_PLACE = re.compile(r"[0-9][0-9AB][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Traits:
    """Birth name, birth given names, sex, birth date: what somebody's papers say in letters.

    Raises ValueError when one is missing.
    """

    family: str = field(repr=False)
    given: tuple[str, ...] = field(repr=False)
    sex: Sex = field(repr=False)
    birth_date: date = field(repr=False)

    def __post_init__(self) -> None:
        if not _words(self.family) or not self.given_words or self.sex is Sex.UNKNOWN:
            raise ValueError("a whole identity has a name, given names and a sex")

    @property
    def given_words(self) -> tuple[str, ...]:
        """The given names word by word, folded: « Marie-Ève, Anne » is MARIE EVE ANNE."""
        return _words(" ".join(self.given))

    @property
    def key(self) -> str:
        """What two writings of the same traits share; the given name by its first word."""
        family = " ".join(_words(self.family))
        return "|".join((family, self.given_words[0], self.sex, self.birth_date.isoformat()))

    @property
    def name(self) -> str:
        """« Jeanne EXEMPLE », for the eye."""
        return f"{' '.join(self.given)} {self.family.upper()}"

    def begins_with(self, given_words: tuple[str, ...]) -> bool:
        """True when these given names are the first ones: an INS holds the first, or all."""
        return self.given_words[: len(given_words)] == given_words

    def is_named(self, family: str, given: tuple[str, ...]) -> bool:
        """True for that name and that first given name."""
        first = _words(" ".join(given))[:1]
        return _words(self.family) == _words(family) and self.given_words[:1] == first


@dataclass(frozen=True, slots=True)
class CivilIdentity(Traits):
    """The same, and the INSEE code of the town or country of birth.

    Raises ValueError for anything else than a whole identity.
    """

    birth_place: str = field(repr=False)

    def __post_init__(self) -> None:
        # Not `super()`: a class with slots is made anew by the decorator.
        Traits.__post_init__(self)
        if not _PLACE.fullmatch(self.birth_place):
            raise ValueError("a birth place is an INSEE code")

    @property
    def key(self) -> str:
        """What two writings of the same identity share; the given name by its first word."""
        return f"{self.traits.key}|{self.birth_place}"

    @property
    def traits(self) -> Traits:
        """Without the birth place."""
        return Traits(self.family, self.given, self.sex, self.birth_date)


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
