"""A typed phrase cut into numbers, words and signs; each keeps its place in the phrase."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

MAX_LENGTH: Final = 500
"""Longest phrase, in characters: a posology, not a letter."""

_TOKEN: Final = re.compile(
    r"(?P<date>\d{2}/\d{2}/\d{4})(?!\d)"
    r"|(?P<part>[½¼¾])"
    r"|(?P<number>\d{1,3}(?:[\u202f\u00a0]\d{3})+(?:,\d{1,9})?(?!\d)"
    r"|[1-9]\d{0,2}(?: 000)+(?![\d.,])|\d{1,9}(?:[.,]\d{1,9})?)"
    r"|(?P<dotted>(?:[^\W\d_]\.){2,9}[^\W\d_]?)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>[^\s'’])"
)
_SPACES: Final = re.compile(r"\s")
"""In numbers; with a plain space, thousands are read only when round: « 1 500 mg » may be one unit
of 500 mg, « 100 000 UI » is nothing else."""
_AFTER_A_DAY: Final = frozenset({"ja", "jpendant", "jpdt", "jjusqu", "jen"})
"""« 1 cp/jpendant 8 j »: a space that was not typed."""

_PARTS: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: `text` is in lower case without accents; `value` is set for a number."""

    text: str
    start: int
    end: int
    value: Decimal | None = None
    glued: bool = False

    @property
    def is_word(self) -> bool:
        """True for letters."""
        return self.text.isalpha()


def fold(text: str) -> str:
    """Lower case without accents, one character for one: places stay the same."""
    return "".join(
        "x" if char == "×" else unicodedata.normalize("NFD", char)[0].lower()[0] for char in text
    )


def tokens_of(text: str) -> list[Token]:
    """The tokens of a phrase. Raises ValueError above `MAX_LENGTH` characters.

    Dots inside an abbreviation (« q.i.d. ») and hyphens between letters are dropped.
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"posologie : {MAX_LENGTH} caractères au plus")
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        glued = bool(found) and found[-1].end == match.start()
        token = _token(match, glued=glued)
        if token.text == "-" and _joins_words(text, match.start()):
            continue
        if found and found[-1].text == "/" and token.text in _AFTER_A_DAY:
            day = Token("j", token.start, token.start + 1, glued=token.glued)
            token = Token(token.text[1:], token.start + 1, token.end, glued=True)
            found.append(day)
        found.append(token)
    return found


def _token(match: re.Match[str], *, glued: bool) -> Token:
    said, kind = match[0], match.lastgroup
    value = None
    if kind == "part":
        value = _PARTS[said]
    elif kind == "number":
        value = Decimal(_SPACES.sub("", said).replace(",", "."))
    folded = fold(said.replace(".", "") if kind == "dotted" else said)
    return Token(folded, match.start(), match.end(), value, glued)


def _joins_words(text: str, at: int) -> bool:
    around = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    return all(char.isalpha() for char in around) and all(around)
