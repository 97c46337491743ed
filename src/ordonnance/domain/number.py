"""The number of an ordonnance: 18 characters that survive paper, telephone and keyboards.

`U`, one scheme character, 14 characters of payload (70 random bits), 2 check characters. After the
leading U, 32 symbols: digits and capitals without I, L, O and U, five bits each. The checks are the
two symbols of a Reed-Solomon code over GF(32): any one or two wrong characters are detected,
hence any two exchanged ones, at any distance. They are detected, never corrected: a number opens
somebody's prescription, so that a doubtful one is read again.
"""

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from ordonnance.domain.ids import InvalidId

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {symbol: value for value, symbol in enumerate(_SYMBOLS)}

_SIZE = 18
_PAYLOAD_SYMBOLS = 14
_PAYLOAD_BITS = 5 * _PAYLOAD_SYMBOLS

# The most that a QR code can hold: nothing longer was scanned.
_MOST_TYPED = 4296

_SEPARATORS = " \t\r\n-\u00a0\u2007\u2009\u202f\u2010\u2011\u2012\u2013\u2212"
_AS_TYPED = str.maketrans(
    {
        **{separator: None for separator in _SEPARATORS},
        **{letter.lower(): letter for letter in _SYMBOLS + "U" if letter.isalpha()},
        **dict.fromkeys("iIlL", "1"),
        **dict.fromkeys("oO", "0"),
    }
)

# What our QR codes hold. The base asked is the reader's own: the host printed is never used.
_ADDRESS = re.compile(r"https?://[^\s?#]+/o#(?P<number>.*)", re.IGNORECASE | re.DOTALL)


def _times_alpha(symbol: int) -> int:
    """`symbol` times the generator of GF(32), whose polynomial is x^5 + x^2 + 1."""
    symbol <<= 1
    return symbol ^ 0b100101 if symbol & 32 else symbol


def _check_tables() -> tuple[dict[str, int], ...]:
    """For each place from the leading U on, what a symbol there adds to the two checks (10 bits).

    A place is worth x^k mod g, with g = (x + α)(x + α²) = x² + (α + α²)x + α³: two consecutive
    roots give a distance of three.
    """
    tables: list[dict[str, int]] = []
    high, low = 1, 0  # x^1, one place before the first check
    for _ in range(_SIZE - 2):
        # Times x: the x² that appears is (α + α²)x + α³.
        alpha = _times_alpha(high)
        alpha2 = _times_alpha(alpha)
        high, low = low ^ alpha ^ alpha2, _times_alpha(alpha2)
        tables.append({symbol: _scaled(value, high, low) for symbol, value in _VALUES.items()})
    return tuple(reversed(tables))


def _scaled(value: int, high: int, low: int) -> int:
    """`value` times the pair (high, low), packed in ten bits."""
    packed = 0
    for bit in range(5):
        if value >> bit & 1:
            packed ^= high << 5 | low
        high, low = _times_alpha(high), _times_alpha(low)
    return packed


_TABLES = _check_tables()

# The leading U is no symbol of the alphabet: it counts as M, the symbol of value 20. Any constant
# would do but zero, which would make the number of all zeros well-formed.
_LEADING = _TABLES[0]["M"]
_PLACES = _TABLES[1:]


def _checks(scheme_and_payload: str) -> str:
    """The two check characters of the fifteen symbols that follow the leading U."""
    packed = _LEADING
    for table, symbol in zip(_PLACES, scheme_and_payload, strict=True):
        packed ^= table[symbol]
    return _SYMBOLS[packed >> 5] + _SYMBOLS[packed & 31]


_NOT_OURS = "il ne commence pas par U\u202f: ce n'est pas un numéro de ce système"
# The one public sample of the national format has 18 characters of this alphabet, a digit first.
_NATIONAL = f"{_NOT_OURS}, il a la forme d'un numéro national"

_DIGITS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
# fmt: off
_NAMES = (
    "Anatole", "Berthe", "Célestin", "Désiré", "Eugène", "François", "Gaston", "Henri", "Joseph",
    "Kléber", "Marcel", "Nicolas", "Pierre", "Quintal", "Raoul", "Suzanne", "Thérèse", "Ursule",
    "Victor", "William", "Xavier", "Yvonne", "Zoé",
)
# fmt: on
_SPELLED = {str(value): word for value, word in enumerate(_DIGITS)} | {
    name[0]: f"{name[0]} comme {name}" for name in _NAMES
}


class InvalidNumber(InvalidId):
    """A text is not the number of an ordonnance; `reason` says why, without the text."""

    def __init__(self, reason: str) -> None:
        super().__init__("numéro d'ordonnance", reason)
        self.args = (reason,)


def _holds(value: str) -> bool:
    """True for a number: several are read in each act, so that nothing is named here."""
    try:
        return len(value) == _SIZE and value[0] == "U" and _checks(value[1:-2]) == value[-2:]
    except KeyError:
        return False


def _fault(value: str) -> str:
    """Why a text is not a number."""
    if len(value) != _SIZE:
        return f"{_SIZE} caractères sont attendus\u202f; nombre lu\u202f: {len(value)}"
    if not _VALUES.keys() >= set(value[1:]):
        return (
            "seuls des chiffres et des capitales sont attendus après le U initial, "
            "sans I, L, O ni U"
        )
    if value[0] != "U":
        return _NATIONAL if value[0].isdigit() else _NOT_OURS
    return (
        "les caractères de contrôle ne correspondent pas\u202f: "
        "un caractère est mal lu ou deux sont intervertis"
    )


@dataclass(frozen=True, slots=True, repr=False)
class OrdonnanceNumber:
    """A number in its canonical form; the constructor raises InvalidNumber for anything else.

    It is a secret: with a professional identity it opens the content. `repr` hides it.
    """

    DEFAULT_SCHEME: ClassVar[str] = "A"
    DEMO_SCHEME: ClassVar[str] = "D"

    value: str

    def __post_init__(self) -> None:
        if not _holds(self.value):
            raise InvalidNumber(_fault(self.value))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number as typed, dictated or scanned; raises InvalidNumber.

        Accepted: lower case, I and L for 1, O for 0, spaces, hyphens and dots between characters;
        `https://host/o#NUMBER`, whose host is not used; after the number, a dot and a tail that
        this version does not know.
        """
        if len(text) > _MOST_TYPED:
            raise InvalidNumber("le texte est trop long")
        text = text.strip()
        if text[:4].lower() == "http":
            address = _ADDRESS.fullmatch(text)
            if address is None:
                raise InvalidNumber("le code lu n'est pas celui d'une ordonnance de ce système")
            text = address["number"]
        read = ""
        # A dot inside the number separates, the first one after it opens the tail.
        for part in text.split("."):
            read += part.translate(_AS_TYPED)
            if len(read) >= _SIZE:
                break
        return cls(read)

    @classmethod
    def from_payload(cls, scheme: str, bits: int) -> Self:
        """The number of `scheme` (one symbol) whose payload is `bits` (70 bits, not negative)."""
        if scheme not in _VALUES:
            raise InvalidNumber("le schéma est un seul caractère de l'alphabet des numéros")
        if not 0 <= bits < 1 << _PAYLOAD_BITS:
            raise InvalidNumber(f"la charge tient en {_PAYLOAD_BITS} bits")
        shifts = range(_PAYLOAD_BITS - 5, -1, -5)
        body = scheme + "".join(_SYMBOLS[bits >> shift & 31] for shift in shifts)
        return cls(f"U{body}{_checks(body)}")

    @property
    def scheme(self) -> str:
        """The character that says which kind of base gave the number."""
        return self.value[1]

    @property
    def is_demo(self) -> bool:
        """True when a demonstration base gave it."""
        return self.scheme == self.DEMO_SCHEME

    @property
    def grouped(self) -> str:
        """For the eye: groups of 4, 4, 4, 4 and 2."""
        return " ".join(self._groups)

    @property
    def dictated(self) -> str:
        """For the voice: every character in French words, one group after the other."""
        return "\u202f; ".join(
            ", ".join(_SPELLED[character] for character in group) for group in self._groups
        )

    @property
    def _groups(self) -> tuple[str, ...]:
        return tuple(self.value[start : start + 4] for start in range(0, _SIZE, 4))

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return f"OrdonnanceNumber({self.value[:2] + '•' * (_SIZE - 2)!r})"
