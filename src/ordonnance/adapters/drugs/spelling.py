"""Words typed with a fault: found by their sound, then by one or two letters that differ.

Each word of the vocabulary is kept under its sound, and under what remains of the first letters of
its sound when one is left out (the method of symmetric deletions): a fault costs a few look-ups
instead of a comparison with every word.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

SHORTEST = 4
"""Shorter words are too close to one another."""
LONGEST = 40
_COMPARED = 8
_CANDIDATES = 400

_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"ae|oe"), "e"),
    (re.compile(r"ch|qu|q|ck"), "k"),
    (re.compile(r"c(?=[eiy])|z|sc(?=[eiy])"), "s"),
    (re.compile(r"c"), "k"),
    (re.compile(r"g(?=[eiy])"), "j"),
    (re.compile(r"h"), ""),
    (re.compile(r"y"), "i"),
    (re.compile(r"w"), "v"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"e?au|ow"), "o"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def sound(word: str) -> str:
    """What a folded word sounds like, roughly, to a French ear."""
    for pattern, written in _SOUNDS:
        word = pattern.sub(written, word)
    return word


class Speller:
    """The words of a vocabulary, by sound."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = {}
        for word in vocabulary:
            if len(word) >= SHORTEST and word.isalpha():
                self._words.setdefault(sound(word), []).append(word)
        self._sounds = sorted(self._words)
        self._near: dict[str, list[str]] = {}
        for each in self._sounds:
            for left in _without_one(each[:_COMPARED]):
                self._near.setdefault(left, []).append(each)

    def close_to(self, term: str) -> dict[str, int]:
        """The words that a faulty term, or its beginning, may stand for, with their distance."""
        if not SHORTEST <= len(term) <= LONGEST or not term.isalpha():
            return {}
        heard = sound(term)
        if len(heard) < SHORTEST - 1:
            return {}
        same = list(self._beginning(heard))
        if same:
            return dict.fromkeys(same, 0)
        most = 1 if len(heard) <= 5 else 2
        found = {
            each: distance
            for each in self._candidates(heard)
            if (distance := prefix_distance(heard, each, most)) <= most
        }
        best = min(found.values(), default=0)
        return {
            word: distance
            for each, distance in found.items()
            if distance == best
            for word in self._words[each]
        }

    def _beginning(self, heard: str) -> Iterator[str]:
        for at in range(bisect_left(self._sounds, heard), len(self._sounds)):
            if not self._sounds[at].startswith(heard):
                return
            yield from self._words[self._sounds[at]]

    def _candidates(self, heard: str) -> list[str]:
        found: dict[str, None] = {}
        for size in {_COMPARED, min(_COMPARED, len(heard)) - 1}:
            for left in _without_one(heard[:size]):
                found.update(dict.fromkeys(self._near.get(left, ())))
        return list(found)[:_CANDIDATES]


def prefix_distance(typed: str, word: str, most: int) -> int:
    """Fewest letters added, lost, changed or swapped from `typed` to some beginning of `word`.

    Above `most` the answer is only some number above `most`.
    """
    width = min(len(word), len(typed) + most)
    before: list[int] = []
    row = list(range(width + 1))
    for line, letter in enumerate(typed, start=1):
        older, before = before, row
        row = [line]
        for at in range(1, width + 1):
            cost = before[at - 1] + (letter != word[at - 1])
            cost = min(cost, before[at] + 1, row[at - 1] + 1)
            if older and at > 1 and letter == word[at - 2] and typed[line - 2] == word[at - 1]:
                cost = min(cost, older[at - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    # The end of the word may not be typed yet, yet nearly the whole word is expected of a fault.
    return min(row[max(0, len(typed) - most) :], default=most + 1)


def _without_one(text: str) -> set[str]:
    return {text} | {text[:at] + text[at + 1 :] for at in range(len(text))}
