"""Labels of packs as the public files write them, « 30 comprimé(s) », said as people say them."""

import re

from ordonnance.domain.french.typography import typeset

_WORD = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)(?![\w.,])|(?P<word>[^\W\d]+)\((?P<mark>s|x|e|es|aux)\)(?:\(s\))?"
)


def counted_words(label: str) -> str:
    """« 2 plaquette(s) de 15 comprimé(s) » gives « 2 plaquettes de 15 comprimés ».

    Each mark (some are doubled in the files) agrees with the number that stands before it; with
    none, the label speaks of one. Spaces and apostrophes are those of print.
    """
    several = False

    def agreed(match: re.Match[str]) -> str:
        nonlocal several
        if match["number"]:
            several = int(match["number"].replace(",", ".").partition(".")[0]) >= 2
            return match[0]
        return match["word"] + (match["mark"] if several else "")

    spaced = " ".join(_WORD.sub(agreed, label).split()).replace("( ", "(")
    return typeset(spaced)
