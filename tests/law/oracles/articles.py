"""Which articles bind which substance: no « assimilé » that is true or false, a set for each.

`since` is the first day on which the whole set holds as written here.
"""

from datetime import date
from typing import NamedTuple

EVERY = "5 29 30 33.1 33.2 35"


class Bound(NamedTuple):
    """One kind of medicine: its name here, its articles, since when.

    `earlier`: a former text bound it already in the same way.
    """

    kind: str
    articles: frozenset[str]
    since: date
    earlier: bool = False


def _bound(kind: str, articles: str, since: date, *, earlier: bool = False) -> Bound:
    return Bound(kind, frozenset(articles.split()), since, earlier)


BOUND = (
    _bound("morphine par voie orale", EVERY, date(2007, 2, 6)),
    _bound("fentanyl transdermique", EVERY, date(2007, 2, 6)),
    _bound("méthadone, gélule", EVERY, date(2008, 4, 8)),
    _bound("méthylphénidate", EVERY, date(2008, 4, 8)),
    _bound("buprénorphine de plus de 0,2 mg", "5 29 30 33.2 35", date(2012, 3, 21), earlier=True),
    _bound("zolpidem", "5 29 33.2", date(2017, 4, 11)),
    _bound("prégabaline", "5", date(2021, 5, 24)),
    _bound("tramadol par voie orale", "5 29", date(2025, 3, 1)),
    _bound("codéine", "5 29", date(2025, 3, 1)),
    _bound("dihydrocodéine", "5 29", date(2025, 3, 1)),
    _bound("zopiclone", "", date(1991, 10, 7)),
    _bound("alprazolam", "", date(1991, 10, 7)),
    _bound("ramipril", "", date(1991, 10, 7)),
)


def three_day_rule(bound: Bound) -> bool:
    """The first paragraph of R.5132-33 is for stupéfiants only."""
    return "33.1" in bound.articles
