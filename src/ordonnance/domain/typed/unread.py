"""What a word that nobody understands takes with it: what follows may be about something else."""

from collections.abc import Sequence

from ordonnance.domain.typed.amounts import counted
from ordonnance.domain.typed.draft import WHEN, Sketch
from ordonnance.domain.typed.manner import dangerous
from ordonnance.domain.typed.phrases import said
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import NUMBERS

_TURNS = frozenset({"ou", "avant", "apres", "ne", "pas", "enlever", "retirer", "oter"})
"""Words that, not understood, change what follows: nothing after them is read."""

_MOST = frozenset({"jusqu", "max", "maximum"})
_LEFT_OUT = frozenset({"sauf", "sf", "hors", "excepte"})
"""« sauf le dimanche », not understood, is never « le dimanche »."""

_SHORT = 3
"""Letters of a word too short to name anything."""

_STEPS = ("augment", "diminu", "redui", "ajust", "adapt")
"""« augmenter de 2 UI tous les 3 jours » gives a change, and no dose."""


def turns(tokens: Sequence[Token], at: int, sketch: Sketch) -> bool:
    """True when nothing after this place may be read.

    An amount that follows may belong to something else; « augmenter de 2 UI » is no dose.
    """
    word = tokens[at].text
    amounts = (place for place in range(at + 1, len(tokens)) if counted(tokens, place) is not None)
    if word.startswith(_STEPS) or word in _LEFT_OUT:
        return at + 1 < len(tokens)
    if word in _MOST:
        return next(amounts, at) in (at + 1, at + 2)
    if tokens[at].value == 0:
        return next(amounts, None) is not None  # « 0 UI si… »: what follows would shift by one.
    if not sketch.last.fields and len(sketch.drafts) == 1:
        return False
    return word in _TURNS or dangerous(word) or next(amounts, None) is not None


def clause_end(tokens: Sequence[Token], at: int, sketch: Sketch) -> int:
    """Where a number that nobody read, or words after a comma, leave the rest readable.

    « 2 cp/j (1 matin ou 1 soir) », « 10 mg le lundi, acide folique le mercredi »: what follows
    them up to a sign is about them.
    """
    counts = tokens[at].value is not None or tokens[at].text in NUMBERS
    named = tokens[at].is_word and len(tokens[at].text) > _SHORT and said(tokens, at - 1, ",")
    if not sketch.last.has("dose") or not sketch.last.has(*WHEN) or not (counts or named):
        return at + 1
    ends = (")", ".", ";") if counts else (",", ".", ";")
    return next(
        (place for place in range(at + 1, len(tokens)) if tokens[place].text in ends), len(tokens)
    )
