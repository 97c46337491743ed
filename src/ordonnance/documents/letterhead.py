"""The heading of a practice, within what R.4127-79 lets a physician print.

Names, address, telephone, number, sector and specialty come from the ordonnance itself. Here stands
what a practice adds: its name, associates, hours, titles that the Ordre recognises, a logo, the
mention of an association agréée, another emergency number. Nothing that would be advertising.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ordonnance.domain.french.typography import NARROW

AGA = "Membre d'une association de gestion agréée, le règlement par chèque est accepté."
"""CGI annexe II, art. 371 M; MI-13."""

LARGEST_LOGO = 64 * 1024
_LONGEST = 90
_LISTS = {"associes": 8, "horaires": 4, "titres": 3}
_KEYS = {"nom", "logo", "aga", "urgence", *_LISTS}
_ADVERTISING = re.compile(
    r"\b(?:promo(?:tion)?s?|gratuite?s?|meilleure?s?|leader|remises?|soldes?|offres?|"
    r"réductions?|numéro un)\b|n°\s*1\b|https?:|www\.|%|€|!",
    re.IGNORECASE,
)
_EMERGENCY = re.compile(r"\+?[0-9][0-9 ]{1,18}")
_PNG = b"\x89PNG\r\n\x1a\n"


class LetterheadInvalid(ValueError):
    """The heading cannot be used; `problems` are French sentences."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a practice prints above its ordonnances. `logo` is a PNG, empty when there is none."""

    name: str = ""
    titles: tuple[str, ...] = ()
    associates: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    aga: str = ""
    emergency: str = ""
    logo: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return f"Letterhead({self.name!r})"


def letterhead_from(given: Mapping[str, Any], logo: bytes = b"") -> Letterhead:
    """The heading that a file describes; `logo` is the content of the file that it names.

    Raises LetterheadInvalid with every problem at once.
    """
    problems = list(_problems(given, logo))
    if problems:
        raise LetterheadInvalid(tuple(problems))
    number = " ".join(given.get("urgence", "").split())
    return Letterhead(
        name=" ".join(given.get("nom", "").split()),
        titles=_texts(given, "titres"),
        associates=_texts(given, "associes"),
        hours=_texts(given, "horaires"),
        aga=AGA if given.get("aga") else "",
        emergency=f"En cas d'urgence{NARROW}: {number}" if number else "",
        logo=tuple(logo),
    )


def _texts(given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in given.get(name, ()))


def _problems(given: Mapping[str, Any], logo: bytes) -> Iterator[str]:
    for key in given:
        if key not in _KEYS:
            yield f"{key}{NARROW}: ce réglage n'existe pas."
    for key in ("nom", "urgence", "logo"):
        if not isinstance(given.get(key, ""), str):
            yield f"{key}{NARROW}: un texte est attendu."
    if not isinstance(given.get("aga", False), bool):
        yield f"aga{NARROW}: true ou false est attendu."
    for key, most in _LISTS.items():
        texts = given.get(key, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            yield f"{key}{NARROW}: une liste de textes est attendue."
        elif len(texts) > most:
            yield f"{key}{NARROW}: au plus {most} lignes."
    number = given.get("urgence", "")
    if isinstance(number, str) and number and not _EMERGENCY.fullmatch(number.strip()):
        yield f"urgence{NARROW}: un numéro de téléphone est attendu."
    yield from _allowed(given)
    if logo and (not logo.startswith(_PNG) or len(logo) > LARGEST_LOGO):
        yield f"logo{NARROW}: une image PNG d'au plus 64 Kio est attendue."


def _allowed(given: Mapping[str, Any]) -> Iterator[str]:
    """The profession is not a trade: no advertising (R.4127-79, recommendations of the Ordre)."""
    for key in ("nom", *_LISTS):
        value = given.get(key, ())
        texts = value if isinstance(value, list) else [value]
        for text in (each for each in texts if isinstance(each, str)):
            if len(text) > _LONGEST:
                yield f"{key}{NARROW}: {_LONGEST} caractères au plus par ligne."
            if _ADVERTISING.search(text):
                quoted = f"«{NARROW}{text[:40]}{NARROW}»"
                yield f"{key}{NARROW}: {quoted} ressemble à une publicité (R. 4127-79)."
