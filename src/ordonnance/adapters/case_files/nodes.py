"""What a case file holds before anybody gives it a meaning: texts, lists, sections, with lines.

Every value is a text, as written: « no », « 12:30 », « 010 » never become anything else.
"""

from dataclasses import dataclass
from difflib import get_close_matches

from ordonnance.domain.drug import folded


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file; 1 is the first."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, ligne {self.line}"


class CaseUnreadable(Exception):
    """A case file says something that cannot be read: where, what, what to do (French)."""

    def __init__(self, place: Place, message: str, do: str) -> None:
        super().__init__(message)
        self.place = place
        self.message = message
        self.do = do


def decoded(content: bytes, file: str) -> str:
    """The text of a file. Raises CaseUnreadable where it is not UTF-8."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CaseUnreadable(
            Place(file, line), "Ce fichier n’est pas en UTF-8.",
            "L’enregistrer en UTF-8 dans l’éditeur de texte.",
        ) from error  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """One value as written, spaces around it left out."""

    value: str
    place: Place


@dataclass(frozen=True, slots=True)
class Series:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """Keys and their values, in the order of the file."""

    entries: tuple[tuple[Text, "Node"], ...]
    place: Place


Node = Text | Series | Section


def key_of(text: str) -> str:
    """What two ways to write one word have in common: no case, no accent, spaces alike."""
    plain = folded(text).replace("’", "'").replace("œ", "oe").replace("_", " ").replace("-", " ")
    return " ".join(plain.split())


def nearest(text: str, known: tuple[str, ...]) -> str | None:
    """The known word that looks most like what was written, None when none does."""
    by_key = {key_of(each): each for each in known}
    close = get_close_matches(key_of(text), by_key, n=1, cutoff=0.6)
    return by_key[close[0]] if close else None


def quoted(text: str, most: int = 60) -> str:
    """« text », cut when it is long."""
    shown = text if len(text) <= most else text[: most - 1] + "…"
    return f"«\u202f{shown}\u202f»"


def listed(words: tuple[str, ...]) -> str:
    """« a, b ou c »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} ou {words[-1]}"
