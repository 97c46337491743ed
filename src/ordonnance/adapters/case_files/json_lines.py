"""JSON Lines to nodes: one case a line, with the same words as in YAML."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from ordonnance.adapters.case_files.nodes import (
    CaseUnreadable,
    Node,
    Place,
    Section,
    Series,
    Text,
)
from ordonnance.adapters.case_files.yaml_text import DEEPEST, once

_LINE = "Écrire un objet JSON par ligne, { … }."


class _Pairs(tuple[tuple[str, Any], ...]):
    """The members of an object, in order, doubles included."""


def read_json_lines(text: str, file: str) -> Iterator[Section]:
    """Each object, one a line; empty lines are passed over. Raises CaseUnreadable."""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        place = Place(file, number)
        try:
            value = json.loads(
                line, object_pairs_hook=_Pairs, parse_float=str, parse_int=str,
                parse_constant=_refuse,
            )  # fmt: skip
        except (ValueError, RecursionError) as error:
            raise CaseUnreadable(place, "Cette ligne n’est pas du JSON.", _LINE) from error
        node = _node(value, place, 0)
        if not isinstance(node, Section):
            raise CaseUnreadable(place, "Cette ligne n’est pas un objet.", _LINE)
        yield node


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _node(value: Any, place: Place, depth: int) -> Node:
    if depth > DEEPEST:
        raise CaseUnreadable(place, "Cette ligne est trop profonde.", "La simplifier.")
    if isinstance(value, _Pairs):
        seen: dict[str, int] = {}
        entries = []
        for name, held in value:
            key = Text(name.strip(), place)
            once(seen, key)
            entries.append((key, _node(held, place, depth + 1)))
        return Section(tuple(entries), place)
    if isinstance(value, list):
        return Series(tuple(_node(each, place, depth + 1) for each in value), place)
    if isinstance(value, bool):
        return Text("oui" if value else "non", place)
    if isinstance(value, str) and value.strip():
        return Text(value.strip(), place)
    raise CaseUnreadable(
        place, 'Une valeur est vide (null ou "").', "L’écrire, ou retirer son nom."
    )
