"""Does the time of an answer tell whether a number exists? Distributions asked in turn, ranked.

A physician asks for a number that nobody has, for a colleague's, and for one whose check characters
are wrong. The first two must look the same; the third is told before the database is asked, and
says nothing that the number itself does not.
"""

import http.client
import json
import random
from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import median, quantiles
from time import perf_counter

from bench import crowd
from bench.documents import now
from bench.postgres import temporary_folder
from bench.serving import Server, served
from bench.table import NONE, Table, figure
from ordonnance.domain.number import OrdonnanceNumber

UNKNOWN, OTHERS, MALFORMED = "inconnu", "d'un confrère", "clé fausse"
EACH = 1200
"""Requests of each kind."""

MOST_MISSES = EACH * 3 // crowd.PRESCRIBERS
"""Asked in the name of one person: the base refuses the twenty-first within ten minutes."""

STORED = 1300
WARM_UP = 200
_SEED = 20261122


def secrecy() -> Table:
    """Milliseconds of each kind, and how its ranks stand to those of unknown numbers."""
    with temporary_folder() as folder, served(folder / "base", 1) as server:
        server.load(STORED)
        found = _measured(server)
    return Table(
        f"Secret des numéros : ce que dit la durée d'une réponse ({EACH} fois chacune)",
        ("numéro demandé", "p10 ms", "médiane ms", "p90 ms", "médiane ÷ inconnu", "P(plus lent)",
         "écarts types"),
        tuple(_row(kind, found) for kind in (UNKNOWN, OTHERS, MALFORMED)),
        (
            "Demandes mêlées au hasard sur une même connexion ; P(plus lent) vaut 0,5 quand rien",
            "ne distingue, et s'en écarte d'un à deux écarts types par hasard (Mann et Whitney).",
        ),
    )  # fmt: skip


def ranked(these: Sequence[float], those: Sequence[float]) -> tuple[float, float]:
    """Probability that one of these is above one of those, and its distance to a half.

    The distance is in standard deviations under « nothing differs » (Mann and Whitney, ties
    counted as halves; without the correction for ties, hence never overstated).
    """
    first, second = len(these), len(those)
    together = sorted([(value, 1) for value in these] + [(value, 0) for value in those])
    ranks, place = 0.0, 0
    while place < len(together):
        end = place
        while end < len(together) and together[end][0] == together[place][0]:
            end += 1
        # Ranks from 1; equal values share the mean of theirs.
        mean = (place + 1 + end) / 2
        ranks += mean * sum(mine for _, mine in together[place:end])
        place = end
    above = (ranks - first * (first + 1) / 2) / (first * second)
    deviation = sqrt((first + second + 1) / (12 * first * second))
    return above, (above - 0.5) / deviation


def _row(kind: str, found: Mapping[str, Sequence[float]]) -> tuple[str, ...]:
    tenths = quantiles(found[kind], n=10)
    cells = (kind, figure(tenths[0]), figure(median(found[kind])), figure(tenths[-1]))
    if kind == UNKNOWN:
        return (*cells, "1", NONE, NONE)
    above, deviations = ranked(found[kind], found[UNKNOWN])
    ratio = median(found[kind]) / median(found[UNKNOWN])
    return (*cells, figure(ratio), figure(above), figure(deviations))


def _measured(server: Server) -> dict[str, list[float]]:
    people = crowd.Crowd(server.data, now())
    chance = random.Random(_SEED)
    asked = [(UNKNOWN, rank) for rank in range(EACH)]
    asked += [(OTHERS, rank) for rank in range(EACH)]
    asked += [(MALFORMED, rank) for rank in range(EACH)]
    chance.shuffle(asked)
    found: dict[str, list[float]] = {UNKNOWN: [], OTHERS: [], MALFORMED: []}
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        for rank in range(WARM_UP):
            number = crowd.past_number(EACH + rank % (STORED - EACH)).value
            _ask(link, people.pharmacists[rank].headers, number, 200)
        for turn, (kind, rank) in enumerate(asked):
            asking = turn // MOST_MISSES
            # The author of a past ordonnance is the prescriber of its rank: somebody else asks.
            if asking == rank % crowd.PRESCRIBERS:
                asking = (asking + 1) % crowd.PRESCRIBERS
            person, expected = people.prescribers[asking], 400 if kind == MALFORMED else 404
            found[kind].append(_ask(link, person.headers, _number(kind, rank), expected))
    finally:
        link.close()
    return found


def _number(kind: str, rank: int) -> str:
    """A past number, the same mistyped, or one that nobody has: past ones are spread at random."""
    if kind == UNKNOWN:
        return OrdonnanceNumber.from_payload(OrdonnanceNumber.DEMO_SCHEME, 10**9 + rank).value
    number = crowd.past_number(rank).value
    if kind == OTHERS:
        return number
    return number[:-1] + ("0" if number[-1] != "0" else "1")


def _ask(link: http.client.HTTPConnection, lines: str, number: str, expected: int) -> float:
    """Milliseconds of one answer, which has the status expected."""
    headers = dict(line.split(": ", 1) for line in lines.split("\r\n") if line)
    parameter = {"name": "number", "valueString": number}
    body = json.dumps({"resourceType": "Parameters", "parameter": [parameter]})
    began = perf_counter()
    link.request("POST", "/fhir/$consult", body, headers)
    response = link.getresponse()
    told = response.read()
    took = (perf_counter() - began) * 1000
    if response.status != expected:
        raise RuntimeError(f"{response.status} instead of {expected}: {told[:300]!r}")
    return took
