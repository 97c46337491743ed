"""Reading OD, OG and ODG: an eye or an ear, right, left or both, as drops and ointments are typed.

Elsewhere OD also means once a day: it is read beside drops only, and never as a rhythm.
"""

from collections.abc import Sequence
from typing import Final

from ordonnance.domain.typed.draft import Sketch
from ordonnance.domain.typed.phrases import found, said
from ordonnance.domain.typed.tokens import Token

_SIDES: Final = {"od": ("droit", "droite"), "og": ("gauche", "gauche"), "odg": ("", "")}
_UNITS: Final = frozenset({"goutte", "application", "unidose", "instillation", "lavage oculaire",
                           "bain d'oreille", "pulvérisation"})  # fmt: skip
_EYE: Final = frozenset(
    {"collyre", "oculaire", "ophtalmique", "oeil", "œil", "yeux", "conjonctival", "larmes"}
)
_ONE_OF_TWO: Final = {"narine": "narine", "oeil": "œil", "œil": "œil", "oreille": "oreille"}
_NAMED: Final = {
    tuple(words.split()): site
    for site, spellings in {
        "dans l'œil droit": "oeil droit,œil droit", "dans l'œil gauche": "oeil gauche,œil gauche",
        "dans les deux yeux": "2 yeux,deux yeux,les 2 yeux,les deux yeux",
        "dans l'oreille droite": "oreille droite", "dans l'oreille gauche": "oreille gauche",
        "dans les deux oreilles": "2 oreilles,deux oreilles,les 2 oreilles,les deux oreilles",
    }.items()
    for words in spellings.split(",")
}  # fmt: skip
_EAR: Final = frozenset({"auriculaire", "auriculaires", "oreille", "oreilles"})


def sided(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 1 gtte OD », in an eye or an ear when the phrase says which, else kept as typed."""
    dose = sketch.last.fields.get("dose")
    named = found(tokens, at, _NAMED)
    if named is not None and dose is not None and not said(tokens, at - 1, "l"):
        return named[1] if sketch.last.put(site=named[0]) else None
    if tokens[at].text not in _SIDES or dose is None or dose.unit.label not in _UNITS:
        return None
    return at + 1 if sketch.last.put(site=_site(tokens, at, sketch)) else None


def each_side(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 1 pulv/narine », « 1 goutte par œil »: in each of the two."""
    if tokens[at].text not in ("/", "par") or at + 1 >= len(tokens) or not sketch.last.has("dose"):
        return None
    place = _ONE_OF_TWO.get(tokens[at + 1].text)
    return at + 2 if place and sketch.last.put(site=f"dans chaque {place}") else None


def _site(tokens: Sequence[Token], at: int, sketch: Sketch) -> str:
    side = tokens[at].text
    right, feminine = _SIDES[side]
    words = {token.text for token in tokens}
    eye, ear = bool(words & _EYE), bool(words & _EAR)
    if eye is ear:
        sketch.note(f"«\u202f{side.upper()}\u202f»\u202f: œil ou oreille, gardé tel quel")
        return side.upper()
    if not right:
        return "dans les deux yeux" if eye else "dans les deux oreilles"
    return f"dans l'œil {right}" if eye else f"dans l'oreille {feminine}"
