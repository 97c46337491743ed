"""Spaces and elisions of printed French."""

import re
import unicodedata
from collections.abc import Sequence

NARROW = "\u202f"
"""Narrow no-break space: inside numbers, before a unit symbol, before ; : ! ? and inside « »."""

_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæ")


_WIDE = re.compile(r"« | »| [;:!?](?=\s|$)")
_STRAIGHT = re.compile(r"(?<=[^\W\d_])'(?=[^\W_])")
_PASTED = re.compile(r"\S*[/=\\]\S*|`[^`\n]*`")
"""Paths, addresses, options with a value, commands between grave accents."""


def typeset(text: str) -> str:
    """The text as it is printed: curved apostrophes, narrow spaces before « ; » and in guillemets.

    « jusqu'au » gives « jusqu’au »; nothing else of the words changes.
    """
    curved = _STRAIGHT.sub("’", text) if "'" in text else text
    return _WIDE.sub(lambda found: found[0].replace(" ", NARROW), curved)


def printed(text: str) -> str:
    """The text as `typeset` makes it, but for what people copy and paste: paths, commands."""
    kept, at = [], 0
    for found in _PASTED.finditer(text):
        kept += [typeset(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*kept, typeset(text[at:])])


_COUNTED = re.compile(
    r"(?<![\w/:.,-])(\d+(?:[.,]\d+)?) "
    r"(?!(?:à|au|de|du|en|et|la|le|ou|par|pour|sur)\b)(?=[a-zà-ÿµ%°])"
)
_CITED = re.compile(r"\b([LRD]\.|art\.|articles?|n°) (?=[LRD\d])")


def unbroken(text: str) -> str:
    """The text where no line may end between a figure and its noun, or an article and its number.

    « 62 kg », « 7 jours », « article R. 4072-1 »: the space is a no-break one, as wide as another.
    """
    return _CITED.sub("\\1\u00a0", _COUNTED.sub("\\1\u00a0", text))


def elided(article: str, word: str) -> str:
    """« de » + « ampoule » gives « d’ampoule », « de » + « comprimé » gives « de comprimé »."""
    if word and word[0].lower() in _VOWELS:
        return f"{article[:-1]}’{word}"
    return f"{article} {word}"


def enumeration(items: Sequence[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"


def visible(text: str) -> str:
    """The same text without what moves a cursor, hides or turns letters: for words of strangers."""
    return "".join(
        each if unicodedata.category(each)[0] not in "C" else " " for each in text
    ).strip()
