"""Reading the words that stay words: reasons, routes, places, instructions."""

from collections.abc import Sequence

from ordonnance.domain.typed.draft import Sketch
from ordonnance.domain.typed.expressions import AGAINST, DANGERS, INSTRUCTIONS, PAIRS, ROUTES
from ordonnance.domain.typed.phrases import found, group_end, longest, said
from ordonnance.domain.typed.rhythm import also_needed
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import NUMBERS

MOST_WORDS = 16
"""Longest instruction or reason, in words; a longer one is not understood."""

_ENDS = frozenset(".;,:()+-[]")
_AGAIN = frozenset({"renouveler", "repeter", "reprendre"})
_HOW = frozenset({"en", "a", "au", "loin"})
"""How an instruction begins that no reason holds: « si douleur, en dehors des repas »."""
_PLACES = ("sur", "dans", "ds")


def dangerous(text: str) -> bool:
    """True for a word that changes a treatment: « arrêter », « remplace », « sauf »."""
    return text.startswith(DANGERS)


def slice_end(tokens: Sequence[Token], at: int, least: int, stops: frozenset[int]) -> int | None:
    """Where free words that begin at `at` end, None when they hide a number or a danger.

    `stops` are the places where something that is understood begins.
    """
    end = at
    while end < len(tokens):
        if tokens[end].text in _ENDS and not (said(tokens, end, ",", "de") and end > at):
            break
        if end >= at + least and end in stops:
            break
        end += 1
    inside = tokens[at:end]
    if end <= at or len(inside) > MOST_WORDS:
        return None
    hidden = any(
        ((token.value is not None or _telling(token.text)) and not _pair(inside, number))
        for number, token in enumerate(inside)
    )
    return None if hidden or any(t.text in ("puis", "si") for t in inside[1:]) else end


def _pair(inside: Sequence[Token], at: int) -> bool:
    """« les deux yeux » hides no amount."""
    return at + 1 < len(inside) and inside[at + 1].text in PAIRS


def _telling(word: str) -> bool:
    return dangerous(word) or NUMBERS.get(word, 1) != 1


def words(text: str, tokens: Sequence[Token], at: int, end: int) -> str:
    """The words as they were typed."""
    return " ".join(text[tokens[at].start : tokens[end - 1].end].split())


def route(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« par voie orale », « en IM », « per os »."""
    named = found(tokens, at, ROUTES)
    return named[1] if named and sketch.last.put(route=named[0]) else None


def reason(
    tokens: Sequence[Token], at: int, sketch: Sketch, text: str, stops: frozenset[int]
) -> int | None:
    """« si douleur », « s'il tousse », « en cas de fièvre »: taken as needed, for that reason."""
    opening = next(
        (each for each in (("si",), ("s",), ("en", "cas", "de"), ("en", "cas", "d"))
         if said(tokens, at, *each)), None,
    )  # fmt: skip
    if opening is None or sketch.last.has("as_needed"):
        return None
    least = len(opening) + 1
    capital = next(
        (place for place in range(at + least, len(tokens)) if _shouting(text, [tokens[place]])),
        len(tokens),
    )
    again = {
        place for place, token in enumerate(tokens)
        if token.text in _AGAIN and said(tokens, place - 1, "a")
    }  # fmt: skip
    how = {
        place for place, token in enumerate(tokens)
        if token.text in _HOW and longest(tokens, place, INSTRUCTIONS)
    }  # fmt: skip
    end = slice_end(tokens, at, least, stops | how | {capital} | {place - 1 for place in again})
    if end is None or end < at + least:
        return None
    if not any(token.is_word for token in tokens[at + len(opening) : end]):
        return None
    also_needed(tokens, at, sketch, begins=True)
    kept = at + 1 if opening in (("si",), ("s",)) else at
    sketch.last.fields |= {"as_needed": True, "as_needed_reason": words(text, tokens, kept, end)}
    return end


def _shouting(text: str, inside: Sequence[Token]) -> bool:
    """True when a word in capitals, most likely a drug, stands among others."""
    raw = [text[token.start : token.end] for token in inside]
    return any(len(word) > 3 and word.isupper() for word in raw)


def place(
    tokens: Sequence[Token], at: int, sketch: Sketch, text: str, stops: frozenset[int]
) -> int | None:
    """« sur la plaie », « dans chaque œil »."""
    if at >= len(tokens) or tokens[at].text not in _PLACES:
        return None
    # « dans chaque narine avant chaque tétée »: where, then when.
    stops |= {place for place, token in enumerate(tokens) if token.text in ("avant", "apres")}
    end = slice_end(tokens, at, 2, stops)
    aside = group_end(tokens, at + 1)
    if aside is not None:
        end = slice_end(tokens, at + 2, 1, stops)
        inside = end is not None and end + 1 == aside
        where = words(text, tokens, at + 2, aside - 1) if inside else None
        return aside if where and sketch.last.put(site=f"{tokens[at].text} {where}") else None
    if end is None or end < at + 2 or _shouting(text, tokens[at:end]):
        return None
    where = words(text, tokens, at, end)
    if tokens[at].text == "ds":
        where = f"dans{where[2:]}"
    return end if sketch.last.put(site=where) else None


def instruction(
    tokens: Sequence[Token], at: int, sketch: Sketch, text: str, stops: frozenset[int]
) -> int | None:
    """Words that say how, kept as they were typed."""
    size = longest(tokens, at, INSTRUCTIONS)
    if size and tokens[at].text in AGAINST:
        stops = frozenset()
    end = slice_end(tokens, at, size, stops) if size else None
    if end is None or end < at + size or _shouting(text, tokens[at + 1 : end]):
        return None
    if tokens[at].text == "selon":
        sketch.note("dose à adapter")
    return end if sketch.last.add("instructions", words(text, tokens, at, end)) else None
