"""How the code of a sheet reaches the software: scanned, typed, damaged, hostile."""

from enum import StrEnum

from ordonnance.domain.number import OrdonnanceNumber


class Code(StrEnum):
    """What the scanner or the keyboard gives."""

    ADDRESS = "address"
    TAIL = "tail"
    NUMBER = "number"
    GROUPS = "groups"
    SMALL = "small"
    LOOKALIKES = "lookalikes"
    OTHER_HOST = "other_host"
    WRONG = "wrong"
    EXCHANGED = "exchanged"
    SHORT = "short"
    LONG = "long"
    NO_NUMBER = "no_number"
    EMPTY = "empty"
    PAGE = "page"
    MARKUP = "markup"
    QUERY = "query"
    ENDLESS = "endless"
    NATIONAL = "national"
    BOX = "box"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """French words."""
        return _LABELS[self]

    @property
    def readable(self) -> bool:
        """True when the number can be read from it."""
        return self in _READABLE

    @property
    def opens(self) -> bool:
        """True when it is the number of the scenario's ordonnance."""
        return self.readable and self is not Code.UNKNOWN


_LABELS = {
    Code.ADDRESS: "l’adresse du QR code",
    Code.TAIL: "une adresse dont la fin porte autre chose après un point",
    Code.NUMBER: "le numéro seul",
    Code.GROUPS: "le numéro tapé par groupes",
    Code.SMALL: "le numéro tapé en minuscules",
    Code.LOOKALIKES: "le numéro tapé avec des O pour des zéros et des I pour des uns",
    Code.OTHER_HOST: "l’adresse d’un autre serveur, avec le bon numéro",
    Code.WRONG: "un caractère faux",
    Code.EXCHANGED: "deux caractères échangés",
    Code.SHORT: "un caractère en moins",
    Code.LONG: "un caractère en trop",
    Code.NO_NUMBER: "l’adresse sans le numéro",
    Code.EMPTY: "rien",
    Code.PAGE: "l’adresse d’un site quelconque",
    Code.MARKUP: "du balisage à la place du numéro",
    Code.QUERY: "un morceau de requête à la place du numéro",
    Code.ENDLESS: "quatre mille caractères",
    Code.NATIONAL: "un numéro d’une autre base",
    Code.BOX: "le DataMatrix d’une boîte",
    Code.UNKNOWN: "un numéro bien formé que la base ne connaît pas",
}

_READABLE = frozenset(
    {Code.ADDRESS, Code.TAIL, Code.NUMBER, Code.GROUPS, Code.SMALL, Code.LOOKALIKES,
     Code.OTHER_HOST, Code.UNKNOWN}
)  # fmt: skip

_UNKNOWN = OrdonnanceNumber.from_payload(OrdonnanceNumber.DEMO_SCHEME, 2**70 - 2**35 + 1)
_GROUPS = (4, 8, 12, 16)


def scanned(code: Code, number: str, base: str, elsewhere: str) -> str:
    """What the software is given, for the canonical `number` of an ordonnance.

    `base`: the address printed; `elsewhere`: that of a server which nobody should ask.
    """
    address = f"{base}/o#"
    exchanged = _exchanged(number)
    return {
        Code.ADDRESS: f"{address}{number}",
        Code.TAIL: f"{address}{number}.0123456789ABCDEF",
        Code.NUMBER: number,
        Code.GROUPS: " ".join(
            number[start:end] for start, end in zip((0, *_GROUPS), (*_GROUPS, 18), strict=True)
        ),
        Code.SMALL: number.lower(),
        Code.LOOKALIKES: number.replace("0", "O").replace("1", "I"),
        Code.OTHER_HOST: f"{elsewhere}/o#{number}",
        Code.WRONG: f"{address}{number[:6]}{'7' if number[6] != '7' else '8'}{number[7:]}",
        Code.EXCHANGED: f"{address}{exchanged}",
        Code.SHORT: f"{address}{number[:-1]}",
        Code.LONG: f"{address}{number}7",
        Code.NO_NUMBER: address,
        Code.EMPTY: "",
        Code.PAGE: "https://www.exemple.example/carte?table=12",
        Code.MARKUP: f"{address}<script>alert(1)</script>",
        Code.QUERY: f"{address}' OR 1=1 --",
        Code.ENDLESS: f"{address}{'7' * 4000}",
        Code.NATIONAL: "0A1B2C3D4E5F6G7H8J",
        Code.BOX: "]d20103400933313586172712311000EXEMPLE1\x1d2100001",
        Code.UNKNOWN: f"{address}{_UNKNOWN.value}",
    }[code]


def _exchanged(number: str) -> str:
    """The number with two neighbours exchanged, chosen so that they differ."""
    at = next(place for place in range(2, 17) if number[place] != number[place + 1])
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
