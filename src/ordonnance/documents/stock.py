"""Pre-printed secured stock: where a supplier left room for what is printed (R.5132-5).

Only the variable parts are printed: the paper itself carries its watermark, its lot number, its
double square and, as a rule, the prescriber's identification in blue. Every place is in millimetres
from the top left corner of the sheet; a file per supplier says where they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import combinations
from typing import Any

_LARGEST_SHIFT = 20.0
_SMALLEST = 5.0


class StockInvalid(ValueError):
    """The description of a stock cannot be used; `problems` are French sentences."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Area:
    """A place on the sheet, in millimetres from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    def meets(self, other: "Area") -> bool:
        """True when the two share more than an edge."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


@dataclass(frozen=True, slots=True)
class Stock:
    """One kind of secured sheet. An area of None is not printed: the paper already has it.

    `body` holds the lines of a plain sheet; `upper` and `lower` those of a bizone one. `square` is
    the inside of the double square, which receives the number of medicines of the sheet.
    """

    name: str
    body: Area
    upper: Area
    lower: Area
    patient: Area
    dated: Area
    ground: Area
    square: Area
    marks: Area
    prescriber: Area | None = None
    person_code: Area | None = None
    structure_code: Area | None = None
    width: float = 210
    height: float = 297
    shift_right: float = 0
    shift_down: float = 0

    def areas(self) -> Iterator[tuple[str, Area]]:
        """Each place with its French name, in reading order."""
        for attribute, name in AREAS.items():
            area = getattr(self, attribute)
            if area is not None:
                yield name, area


AREAS = {
    "prescriber": "prescripteur",
    "person_code": "code_rpps",
    "structure_code": "code_structure",
    "patient": "patient",
    "dated": "date",
    "ground": "motif",
    "marks": "mentions",
    "body": "lignes",
    "upper": "zone_ald",
    "lower": "zone_sans_rapport",
    "square": "carre",
}
"""Attribute of a place -> its name in a supplier's file."""

_INSIDE = {"body": {"upper", "lower"}}
"""A plain sheet and a bizone one are two papers: these places may meet."""

GENERIC = Stock(
    name="générique A4",
    patient=Area(112, 18, 80, 30),
    dated=Area(18, 62, 80, 7),
    ground=Area(18, 70, 174, 7),
    marks=Area(112, 59, 80, 10),
    body=Area(18, 82, 174, 180),
    upper=Area(18, 90, 174, 92),
    lower=Area(18, 194, 174, 68),
    square=Area(174, 270, 15, 15),
)
"""Nobody's paper: a start to calibrate from."""


def stock_from(given: Mapping[str, Any]) -> Stock:
    """The stock that a supplier's file describes. Raises StockInvalid with every problem at once.

    `nom`, `feuille = [largeur, hauteur]`, `decalage = [droite, bas]`, and under `[places]` one
    `[gauche, haut, largeur, hauteur]` for each name of `AREAS`; what is absent is as in `GENERIC`.
    """
    problems = [f"{key}{_NARROW}: ce réglage n'existe pas." for key in given if key not in _KEYS]
    size = _numbers(given.get("feuille", (GENERIC.width, GENERIC.height)), 2, "feuille", problems)
    shift = _numbers(given.get("decalage", (0, 0)), 2, "decalage", problems)
    places = given.get("places", {})
    if not isinstance(places, Mapping):
        problems.append(f"places{_NARROW}: une table est attendue.")
        places = {}
    by_name = {name: attribute for attribute, name in AREAS.items()}
    problems += [f"places.{name}{_NARROW}: cette place n'existe pas." for name in places
                 if name not in by_name]  # fmt: skip
    found: dict[str, Area] = {}
    for name, value in places.items():
        numbers = _numbers(value, 4, f"places.{name}", problems)
        if name in by_name and numbers:
            found[by_name[name]] = Area(*numbers)
    if problems:
        raise StockInvalid(tuple(problems))
    stock = replace(
        GENERIC, name=str(given.get("nom", GENERIC.name)), width=size[0], height=size[1],
        shift_right=shift[0], shift_down=shift[1], **found,
    )  # fmt: skip
    problems = list(_misplaced(stock))
    if problems:
        raise StockInvalid(tuple(problems))
    return stock


_NARROW = "\u202f"
_KEYS = ("nom", "feuille", "decalage", "places")


def _numbers(value: Any, count: int, name: str, problems: list[str]) -> tuple[float, ...]:
    good = (
        isinstance(value, (list, tuple))
        and len(value) == count
        and all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in value)
    )
    if good:
        return tuple(float(each) for each in value)
    problems.append(f"{name}{_NARROW}: {count} nombres en millimètres sont attendus.")
    return ()


def _misplaced(stock: Stock) -> Iterator[str]:
    if not (100 <= stock.width <= 300 and 100 <= stock.height <= 430):
        yield f"feuille{_NARROW}: une feuille de 100 à 300 mm sur 100 à 430 mm est attendue."
    if max(abs(stock.shift_right), abs(stock.shift_down)) > _LARGEST_SHIFT:
        yield f"decalage{_NARROW}: au plus 20 mm de chaque côté."
    places = {each.name: getattr(stock, each.name) for each in fields(stock)
              if isinstance(getattr(stock, each.name), Area)}  # fmt: skip
    for attribute, area in places.items():
        right, bottom = area.left + area.width, area.top + area.height
        if min(area.left, area.top) < 0 or right > stock.width or bottom > stock.height:
            yield f"places.{AREAS[attribute]}{_NARROW}: cette place sort de la feuille."
        if min(area.width, area.height) < _SMALLEST:
            yield f"places.{AREAS[attribute]}{_NARROW}: cette place a moins de 5 mm."
    for (one, first), (two, second) in combinations(places.items(), 2):
        if two in _INSIDE.get(one, ()) or one in _INSIDE.get(two, ()):
            continue
        if first.meets(second):
            yield f"places.{AREAS[one]} et places.{AREAS[two]} se chevauchent."


@dataclass(frozen=True, slots=True)
class Calibration:
    """A page to print on plain paper and lay over the stock: rulers, and every place outlined."""

    layout: str
    title: str
    issued_at: Any
    stock: Stock
    places: tuple[tuple[str, Area], ...]
    steps: tuple[str, ...]


def calibration(stock: Stock, at: Any) -> Calibration:
    """The calibration page of a stock; `at`, an aware instant, dates the file."""
    steps = (
        "1. Imprimer cette page sur papier ordinaire, à 100 %, sans ajustement à la page.",
        "2. Mesurer les deux règles : 100 mm chacune. Sinon l'imprimante agrandit ou réduit.",
        "3. Poser la page sur une ordonnance sécurisée, devant une fenêtre.",
        "4. Reporter l'écart dans « decalage = [droite, bas] », en millimètres, puis recommencer.",
    )
    return Calibration(
        "calage", f"Calage du papier sécurisé : {stock.name}", at, stock, tuple(stock.areas()),
        steps,
    )  # fmt: skip
