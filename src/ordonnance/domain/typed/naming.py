"""Drugs named in a free text: one that the line does not prescribe is another drug."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from ordonnance.domain.typed.amounts import counted
from ordonnance.domain.typed.tokens import MAX_LENGTH, Token, tokens_of

_LEAST: Final = 5
"""Letters of a name: shorter capitals are abbreviations (INR, ALD, QSP)."""

_ALIKE: Final = 8
"""Names alike by eight tenths are one name with a typing error (BETHAMETHASONE)."""

_ADDS: Final = (
    ("associer",), ("associe",), ("ajouter",), ("ajoutez",), ("prendre", "aussi"),
    ("prendre", "egalement"), ("donner", "aussi"), ("et", "aussi"),
)  # fmt: skip

OTHER: Final = (
    "nomme un autre médicament que celui de la ligne. Chaque médicament se prescrit sur sa ligne."
)


@dataclass(frozen=True, slots=True)
class Names:
    """The words, folded, of everything that the line prescribes: label, substances, form."""

    words: frozenset[str]

    @classmethod
    def of(cls, labels: Iterable[str]) -> "Names":
        """From the labels of the line."""
        said = (token.text for label in labels for token in tokens_of(label[:MAX_LENGTH]))
        return cls(frozenset(word for word in said if len(word) > 2))

    def hold(self, word: str) -> bool:
        """True when the word is one of the names, or one typed badly."""
        return word in self.words or any(
            abs(len(word) - len(known)) <= 2
            and SequenceMatcher(None, word, known).ratio() * 10 >= _ALIKE
            for known in self.words
        )


def other_drug(text: str, names: Names) -> str | None:
    """Why the text worries, as the end of a sentence, None when it does not.

    A drug is a word in capitals beside an amount, or after « associer », « prendre aussi »; a text
    that also names what the line prescribes is about it.
    """
    tokens = tokens_of(text[:MAX_LENGTH])
    shouted = [at for at, token in enumerate(tokens) if _shouted(text, token)]
    if not shouted or len(shouted) > 3 or any(names.hold(tokens[at].text) for at in shouted):
        return None
    if any(names.hold(token.text) for token in tokens if len(token.text) >= _LEAST):
        return None
    told = (_counted_near(tokens, at) or _added(tokens, at) for at in shouted)
    return OTHER if any(told) else None


def after_the_name(text: str) -> str:
    """The text without « EXEMPLOL 10 mg comprimé : » before it; the strength is not a dose."""
    name, colon, rest = text.partition(":")
    named = any(_shouted(name, token) for token in tokens_of(name[:MAX_LENGTH]))
    return rest if colon and named and rest.strip() else text


def _shouted(text: str, token: Token) -> bool:
    word = text[token.start : token.end]
    return token.is_word and len(word) >= _LEAST and word.isupper()


def _counted_near(tokens: Sequence[Token], at: int) -> bool:
    """« EXEMPLOL 1 g » or « 1 cp EXEMPLOL »."""
    after = any(counted(tokens, place) for place in range(at + 1, min(at + 4, len(tokens))))
    before = (counted(tokens, place) for place in range(max(at - 4, 0), at))
    return after or any(read is not None and read.end in (at, at - 1) for read in before)


def _added(tokens: Sequence[Token], at: int) -> bool:
    words = [token.text for token in tokens[max(at - 5, 0) : at]]
    return any(
        tuple(words[place : place + len(cue)]) == cue
        for cue in _ADDS
        for place in range(len(words))
    )
