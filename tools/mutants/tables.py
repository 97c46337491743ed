"""The changes tried on the dated tables of the law: days, durations, figures, words of lists."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tools.mutants.edits import Mutant

NOT_JUDGED = re.compile(r"^\s*(?:#|source|confidence|subject|note|read_on|reason|label|why)\b")
"""Lines that only say something."""

_DATE = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")
_LENGTH = re.compile(r'"(\d+) (d|wk|mo|a)"')
_FIGURE = re.compile(r"(?<==\s)\d+$")
_ARTICLES = re.compile(r'(?<=articles = ")[^"]+(?=")')
_REGIME = re.compile(r'"(aucune|liste-1|liste-2|stupefiant)"')
_REGIMES = ("aucune", "liste-2", "liste-1", "stupefiant")


def _days(match: re.Match[str]) -> Iterator[str]:
    for days in (-1, 1):
        yield (date.fromisoformat(match[0]) + timedelta(days=days)).isoformat()


def _lengths(match: re.Match[str]) -> Iterator[str]:
    for value in (int(match[1]) - 1, int(match[1]) + 1):
        if value > 0:
            yield f'"{value} {match[2]}"'


def _figures(match: re.Match[str]) -> Iterator[str]:
    yield str(int(match[0]) + 1)


def _articles(match: re.Match[str]) -> Iterator[str]:
    words = match[0].split()
    for word in words:
        yield " ".join(each for each in words if each != word)


def _regimes(match: re.Match[str]) -> Iterator[str]:
    yield f'"{_REGIMES[(_REGIMES.index(match[1]) + 1) % 4]}"'


_CHANGES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], Iterator[str]]], ...] = (
    ("date by one day", _DATE, _days),
    ("duration", _LENGTH, _lengths),
    ("figure", _FIGURE, _figures),
    ("article removed", _ARTICLES, _articles),
    ("other list", _REGIME, _regimes),
)


def mutants_of_table(file: str, source: bytes) -> Iterator[Mutant]:
    """Every change of one table."""
    at = 0
    for number, raw in enumerate(source.splitlines(keepends=True), start=1):
        line = raw.decode().rstrip("\n")
        if not NOT_JUDGED.match(line):
            for kind, pattern, changes in _CHANGES:
                for match in pattern.finditer(line):
                    start = at + len(line[: match.start()].encode())
                    end = start + len(match[0].encode())
                    for text in changes(match):
                        yield Mutant(file, number, start, end, text, kind, None)
        at += len(raw)
