"""How a query is looked for: rare words by the index, frequent beginnings among what they find.

The index of SQLite puts together every list of a beginning before it answers: that of « ph » is
most of the country. The vocabulary says how many entries a beginning has; above BROAD it is
compared with the entries found by the rest, and alone, its most frequent words stand for it.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from ordonnance.adapters.directory import schema
from ordonnance.adapters.directory.words import folded
from ordonnance.usecases.directory import Query

BROAD = 20_000
"""Entries of a beginning above which its lists are not put together."""
_MOST_TERMS = 8
_STANDING = 6
"""Most frequent words that stand for a beginning looked for alone."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the index is asked, and the beginnings that each entry found must have besides.

    `whole` asks everything of the index: slow, for when the rest was not enough.
    """

    match: str
    besides: tuple[str, ...]
    whole: str


def plan(database: sqlite3.Connection, query: Query) -> Plan | None:
    """How to look for a query; None when there is nothing to look for."""
    terms = list(dict.fromkeys(folded(query.text).split()))[:_MOST_TERMS]
    facets = [f'"{each}"' for each in _facets(query)]
    town = folded(query.town).replace(" ", "")
    if town:
        facets.append(f'"{schema.TOWN}{town}"*')
    if not terms and not facets:
        return None
    # A single letter begins half of the names: it counts only as a whole word.
    asked = {term: f'"{term}"*' if len(term) > 1 else f'"{term}"' for term in terms}
    broad = [term for term in terms if len(term) > 1 and _entries(database, term) > BROAD]
    narrow = [asked[term] for term in terms if term not in broad]
    whole = " AND ".join([*facets, *asked.values()])
    if narrow or facets:
        return Plan(" AND ".join([*facets, *narrow]), tuple(broad), whole)
    return Plan(" AND ".join(_standing(database, term) for term in broad), (), whole)


def _entries(database: sqlite3.Connection, term: str) -> int:
    (count,) = database.execute(
        "SELECT total(entries) FROM vocabulary WHERE term >= ? AND term < ?", (term, f"{term}{{")
    ).fetchone()
    return int(count)


def _standing(database: sqlite3.Connection, term: str) -> str:
    """The most frequent words with that beginning; one word alone when it is that very one."""
    rows = database.execute(
        "SELECT term FROM vocabulary WHERE term >= ? AND term < ?"
        " ORDER BY term = ? DESC, entries DESC LIMIT ?",
        (term, f"{term}{{", term, _STANDING),
    ).fetchall()
    words = [f'"{word}"' for (word,) in rows]
    return f"({' OR '.join(words)})"


def _facets(query: Query) -> Iterator[str]:
    if query.kind is not None:
        yield f"{schema.KIND}{query.kind}"
    for sign, value in (
        (schema.POSTCODE, query.postcode),
        (schema.DEPARTMENT, query.department),
        (schema.FINESS, query.finess),
        (schema.PROFESSION, query.profession),
    ):
        if value:
            yield sign + folded(value).replace(" ", "")
