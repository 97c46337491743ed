"""Names as they are searched: lower case, no accent, letters and figures only."""

import unicodedata


class _Letters(dict[int, str]):
    """What each letter becomes, worked out the first time it is met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFKD", _JOINED.get(letter, letter).casefold())
        kept = "".join(each for each in plain if each.isascii() and each.isalnum())
        # A mark that goes with the letter before it leaves nothing; anything else ends the word.
        self[code] = kept or ("" if unicodedata.combining(letter) else " ")
        return self[code]


_JOINED = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}
_LETTERS = _Letters()


def folded(text: str) -> str:
    """« Pharmacie de l'Été » as « pharmacie de l ete »."""
    return text.translate(_LETTERS)


def heading(text: str) -> str:
    """The name of a column without what changes from one edition to the next."""
    return folded(text).replace(" ", "")
