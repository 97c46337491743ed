"""How long and how many times a text says that a line is taken, against what the line holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.french.durations import duration_in_figures
from ordonnance.domain.posology import Posology
from ordonnance.domain.typed.phrases import number, said, time_unit
from ordonnance.domain.typed.tokens import MAX_LENGTH, Token, tokens_of

_DAYS: Final = {
    TimeUnit.DAY: (1, 1),
    TimeUnit.WEEK: (7, 7),
    TimeUnit.MONTH: (28, 31),
    TimeUnit.YEAR: (365, 366),
}
_RENEWED: Final = frozenset(
    {"renouveler", "renouveller", "renouvelable", "renouvellable", "renouvele", "renouvelee",
     "ar", "renouvellement", "renouvellements"}
)  # fmt: skip
_A_TAKE: Final = frozenset(
    {"si", "s", "par", "/", "apres", "toutes", "tous", "dans", "en", "au", "a", "chaque", "prise",
     "espace", "espacees", "jusqu"}
)  # fmt: skip
"""What follows « à renouveler 1 fois » when a take is meant, not the ordonnance."""
_BEFORE_A_LENGTH: Final = frozenset(
    {"prendre", "traitement", "poursuivre", "continuer", "poursuite", "duree", "total", "jour", "j",
     "traiter", "soit"}
)  # fmt: skip
_NO_LENGTH: Final = frozenset({"avant", "apres", "par", "puis", "sans", "d", "de", "sur", "/"})
"""What follows a length that is not that of the whole treatment."""
_NEVER: Final = frozenset({"pas", "non", "sans", "aucun", "jamais", "ni"})
_REFUSED: Final = frozenset({"interdit", "interdits", "exclu", "exclus", "refuse", "impossible"})
_LINKS: Final = frozenset({"de", "d", "a", "etre", "etes", "la", "le", "l", "cette", "ce"})
_ORDONNANCE: Final = frozenset(
    {"ordonnance", "prescription", "traitement", "medicament", "present"}
)
_LIMITED: Final = frozenset(
    {"avant", "si", "s", "plus", "dans", "sauf", "au", "apres", "pendant", "chez", "tant", "quand"}
)
"""What follows « ne pas renouveler » that is a delay, a number or a condition, no prohibition."""
_LENGTHS: Final = frozenset({"pendant", "durant", "pdt", "qsp"})
_STOPPED: Final = frozenset({".", ",", ";", ":", "-", "(", "!"})


@dataclass(frozen=True, slots=True)
class Held:
    """What the line holds: its duration, for one serving, and its renewals, None when unstated."""

    duration: Duration | None
    renewals: int | None


def told_otherwise(tokens: Sequence[Token], posology: Posology, held: Held) -> str | None:
    """How renewals or a length said in a text differ from the line, None when they do not."""
    times = renewals(tokens)
    if times is not None and times != (held.renewals or 0):
        line = "aucun" if not held.renewals else f"{held.renewals}"
        return f"ne dit pas comme la ligne (renouvellements\u202f: {times} contre {line})."
    for length in lengths(tokens):
        known = [*_spans(held), *(_days(each) for each in _bounds(posology))]
        if held.duration is not None and not any(_meet(_days(length), each) for each in known):
            return (
                f"ne dit pas comme la ligne (durée\u202f: {duration_in_figures(length)} contre "
                f"{duration_in_figures(held.duration)})."
            )
    return None


def longer(posology: Posology, held: Held) -> str | None:
    """How the posology outlasts the line, in French, None when it does not."""
    lasts = posology.total_duration()
    if lasts is None or held.duration is None:
        return None
    if any(_days(lasts)[0] <= most for _, most in _spans(held)):
        return None
    one, other = duration_in_figures(lasts), duration_in_figures(held.duration)
    return f"La posologie dure {one}, la ligne {other}\u202f: l’une des deux est fausse."


def renewals(tokens: Sequence[Token]) -> int | None:
    """« à renouveler 3 fois », « AR x2 », « non renouvelable »; None when nothing is said."""
    for at, token in enumerate(tokens):
        if token.text not in _RENEWED:
            continue
        if forbids(tokens, at) is not None:
            return 0
        place = at + 1
        while place < len(tokens) and tokens[place].text in ("x", "*", ":"):
            place += 1
        times = number(tokens, place)
        if times is None or times[0] != int(times[0]):
            continue
        crossed = place > at + 1
        counted = said(tokens, times[1], "fois") or said(tokens, times[1], "x")
        end = times[1] + counted
        if (counted or crossed) and not _next_in(tokens, end, _A_TAKE):
            return int(times[0])
    return None


def forbidden(text: str) -> str | None:
    """The words of a text that forbid to renew the ordonnance, as written; None when none do.

    « ne pas renouveler », « non renouvelable », « renouvellement interdit ». A take, a delay or a
    condition is no prohibition: « ne pas renouveler la prise avant 6 h ».
    """
    tokens = tokens_of(text[:MAX_LENGTH])
    for at, token in enumerate(tokens):
        found = forbids(tokens, at) if token.text in _RENEWED else None
        if found is not None:
            return text[tokens[found[0]].start : tokens[found[1]].end]
    return None


def forbids(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The first and the last token of a prohibition whose word of renewing stands at `at`."""
    first, last = at, at
    while first and at - first < 3 and tokens[first - 1].text in _LINKS:
        first -= 1
    if first and tokens[first - 1].text in _NEVER:
        first -= 1
        if first and tokens[first].text == "pas" and tokens[first - 1].text in ("ne", "n"):
            first -= 1
    elif not _next_in(tokens, at + 1, _REFUSED):
        return None
    else:
        last = at + 1
    return None if _elsewhere(tokens, last + 1) else (first, last)


def _elsewhere(tokens: Sequence[Token], at: int) -> bool:
    """True when what follows makes it a delay, a number, a condition, or speaks of a take."""
    if _next_in(tokens, at, _LIMITED):
        # « si » and « sauf » leave a renewal open; so does « plus de 2 fois ».
        return True
    following = [token.text for token in tokens[at : at + 3]]
    if not following or following[0] not in {"la", "le", "les", "l", "cette", "ce", "une", "un"}:
        return False
    return not _ORDONNANCE & set(following)


def lengths(tokens: Sequence[Token]) -> list[Duration]:
    """« pendant 3 mois », « QSP 2 mois » of the treatment itself."""
    found = []
    for at, token in enumerate(tokens):
        if token.text not in _LENGTHS or not _of_the_treatment(tokens, at):
            continue
        amount = number(tokens, at + 1)
        unit = time_unit(tokens, amount[1]) if amount is not None else None
        if amount is None or unit not in _DAYS or amount[0] != int(amount[0]) or amount[0] < 1:
            continue
        if not _next_in(tokens, amount[1] + 1, _NO_LENGTH):
            found.append(Duration(int(min(amount[0], Decimal(9999))), unit))
    return found


def _of_the_treatment(tokens: Sequence[Token], at: int) -> bool:
    """True at the start of a sentence or after « traitement », « poursuivre », « par jour »."""
    before = tokens[at - 1].text if at else "."
    return tokens[at].text == "qsp" or before in _STOPPED or before in _BEFORE_A_LENGTH


def _next_in(tokens: Sequence[Token], at: int, words: frozenset[str]) -> bool:
    return at < len(tokens) and tokens[at].text in words


def _bounds(posology: Posology) -> Iterable[Duration]:
    return (step.bounds for step in posology.steps if step.bounds is not None)


def _spans(held: Held) -> list[tuple[int, int]]:
    """The days of one serving, and of all of them."""
    if held.duration is None:
        return []
    low, high = _days(held.duration)
    times = (held.renewals or 0) + 1
    return [(low, high), (low * times, high * times)]


def _days(duration: Duration) -> tuple[int, int]:
    low, high = _DAYS.get(duration.unit, (1, 1))
    return duration.value * low, duration.value * high


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
