"""Posologies: what is typed, read; what is structured, said in French and checked."""

from collections.abc import Callable, Sequence
from functools import partial

import msgspec

from bench.table import Table
from bench.timing import COLUMNS, compared, row
from ordonnance.domain.french.posology import sentence, sentence_in_words
from ordonnance.domain.posology import Posology
from ordonnance.domain.typed.lint import lint
from ordonnance.domain.typed.reader import read
from ordonnance.doors.cli.posologies import answer_of

_TYPED = (
    "1 cp x3/j pdt 7j",
    "2 gél matin et soir au cours des repas pendant 8 jours",
    "1 cp si douleur, sans dépasser 6 comprimés par 24 heures",
    "60 mg le matin pendant 7 jours puis 40 mg le matin pendant 7 jours",
    "EXEMPLOL 500 mg (exemple) 1 cp q4-6h prn",
)


def posology() -> Table:
    """Reading, saying in figures and in words, checking the free text: five phrases a call."""
    held = [found for typed in _TYPED if (found := read(typed).posology) is not None]
    checked = [Posology(each.steps, "1 cp x3/j") for each in held]
    floor = partial(_each, str.split, _TYPED)
    return Table(
        "posology — cinq posologies par appel",
        COLUMNS,
        (
            row("lire", compared(partial(_each, read, _TYPED), floor)),
            row("dire en chiffres", compared(partial(_each, sentence.__wrapped__, held), floor)),
            row("dire en lettres", compared(partial(_each, sentence_in_words, held), floor)),
            row("lire et répondre en JSON", compared(partial(_each, _line, _TYPED), floor)),
            row("comparer au texte", compared(partial(_each, lint, checked), floor)),
        ),
        ("Plancher\u202f: couper les cinq phrases aux espaces.",),
    )


def _line(typed: str) -> None:
    """What `posology parse --json` does of one line, its writing apart."""
    msgspec.json.encode(answer_of(typed))


def _each(call: Callable[..., object], given: Sequence[object]) -> None:
    for one in given:
        call(one)
