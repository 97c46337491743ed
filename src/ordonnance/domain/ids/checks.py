"""What every identifier shares: how a typed text is read, how check digits are computed."""

from functools import lru_cache

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)

_MOST_TYPED = 64

# People separate groups with spaces (also the ones that do not break), hyphens (also the ones that
# word processors put in their place) and dots; a hand scanner ends with a carriage return.
_SEPARATORS = " \t\r\n.-\u00a0\u2007\u2009\u202f\u2010\u2011\u2012\u2013\u2212"
_WITHOUT_SEPARATORS = str.maketrans("", "", _SEPARATORS)

_CORSICA = ("2A", "2B")


class InvalidId(ValueError):
    """A text is not the identifier it should be.

    `kind` names the identifier, `reason` says in French what is wrong. Neither ever carries the
    text itself: it may be a person's identifier and this exception may reach a log.
    """

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(kind, reason)
        self.kind = kind
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.kind}\u202f: {self.reason}"


def typed(kind: str, text: str) -> str:
    """`text` as a person typed it, without separators and in upper case.

    Raises InvalidId when it is longer than any identifier or has a character outside ASCII: upper
    case would silently turn some of these into plain letters.
    """
    if len(text) > _MOST_TYPED:
        raise InvalidId(kind, "le texte est trop long")
    kept = text.translate(_WITHOUT_SEPARATORS)
    if not kept.isascii():
        raise InvalidId(kind, "seuls des chiffres et des lettres sans accent sont attendus")
    return kept.upper()


def masked(value: str) -> str:
    """`value` with everything but its first and last characters hidden."""
    return f"{value[:1]}{'•' * (len(value) - 2)}{value[-1:]}"


def all_digits(text: str) -> bool:
    """True when `text` is made of 0 to 9 only, at least one (no digit of another script)."""
    return text.isascii() and text.isdigit()


@lru_cache(maxsize=4096)
def luhn(digits: str) -> bool:
    """True when `digits`, last one included, satisfies the Luhn formula (ISO/IEC 7812-1).

    Kept: the numbers of a professional and of their place come back with each of their acts.
    """
    if not all_digits(digits):
        return False
    plain = sum(int(digit) for digit in digits[-1::-2])
    doubled = sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])
    return (plain + doubled) % 10 == 0


def ean13_key(first12: str) -> str:
    """The thirteenth digit of an EAN-13 (GS1): weights 1 and 3 from the left.

    Raises InvalidId unless given twelve digits.
    """
    if len(first12) != 12 or not all_digits(first12):
        raise InvalidId("EAN-13", "la clé se calcule sur douze chiffres")
    total = sum(map(int, first12[::2])) + 3 * sum(map(int, first12[1::2]))
    return str(-total % 10)


@lru_cache(maxsize=4096)
def ean13(digits: str) -> bool:
    """True when `digits` is thirteen digits whose last is their EAN-13 key.

    Kept: the codes of a few thousand packs come back with every act.
    """
    return len(digits) == 13 and all_digits(digits) and ean13_key(digits[:12]) == digits[12]


def is_corsican(value: str) -> bool:
    """True when the department at the head of `value` is 2A or 2B."""
    return value[:2] in _CORSICA
