"""Spaces and elisions of printed French."""

from collections.abc import Sequence

NARROW = "\u202f"
"""Narrow no-break space: inside numbers, before a unit symbol, before ; : ! ? and inside « »."""

_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæ")


def elided(article: str, word: str) -> str:
    """« de » + « ampoule » gives « d'ampoule », « de » + « comprimé » gives « de comprimé »."""
    if word and word[0].lower() in _VOWELS:
        return f"{article[:-1]}'{word}"
    return f"{article} {word}"


def enumeration(items: Sequence[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"
