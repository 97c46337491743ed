"""YAML to nodes, by the events of the parser: no value is ever converted, no reference followed.

What YAML does behind the back of those who write is refused with its line: a key given twice, an
anchor, a tag, an empty value, several documents.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from ordonnance.adapters.case_files.nodes import (
    CaseUnreadable,
    Node,
    Place,
    Section,
    Series,
    Text,
    key_of,
    quoted,
)

MOST_VALUES = 60_000
"""Values in one file: enough for two thousand cases."""
DEEPEST = 12
"""Levels of sections and lists inside one another."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MARK = "\ufeff"
_CAUSES = (
    (
        re.compile(r"mapping values are not allowed"),
        "un deux-points suivi d’une espace est de trop, ou l’alignement change",
        'Mettre le texte entre guillemets ("…"), ou l’écrire à la ligne après « > ».',
    ),
    (
        re.compile(r"cannot start any token"),
        "un signe (@, %, `) qui ne peut pas commencer une valeur, ou une tabulation",
        "Mettre la valeur entre guillemets.",
    ),
    (
        re.compile(r"quoted scalar"),
        "des guillemets ouverts ne sont pas refermés",
        "Refermer les guillemets.",
    ),
    (
        re.compile(r"flow (sequence|mapping)"),
        "un crochet ou une accolade n’est pas refermé",
        "Refermer le crochet ou l’accolade.",
    ),
    (
        re.compile(r"block scalar"),
        "un texte suit « | » ou « > » sur la même ligne",
        "Écrire le texte à la ligne suivante, décalé de deux espaces.",
    ),
)
_OTHER = (
    "l’alignement des lignes ne se comprend pas",
    "Aligner les lignes d’un même niveau sur la même colonne, avec des espaces.",
)
_NOTHING = {"", "~", "null"}


def read_yaml(text: str, file: str) -> Node:
    """The only document of a YAML text. Raises CaseUnreadable."""
    _refuse_tabs(text, file)
    try:
        return _Builder(yaml.parse(text.removeprefix(_MARK), Loader=_Loader), file).document()
    except yaml.YAMLError as error:
        raise _unreadable(error, file) from error


def _refuse_tabs(text: str, file: str) -> None:
    """A tab before the first word of a line shows as spaces and is none."""
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line[: len(line) - len(line.lstrip())] and line.strip():
            raise CaseUnreadable(
                Place(file, number),
                "Cette ligne commence par une tabulation.",
                "La remplacer par des espaces.",
            )


def _unreadable(error: yaml.YAMLError, file: str) -> CaseUnreadable:
    mark = getattr(error, "problem_mark", None)
    place = Place(file, mark.line + 1 if mark is not None else 1)
    said = f"{getattr(error, 'context', None)} {getattr(error, 'problem', None)}"
    for pattern, cause, do in _CAUSES:
        if pattern.search(said):
            return CaseUnreadable(place, f"Ce n’est pas du YAML\u202f: {cause}.", do)
    if mark is None:
        return CaseUnreadable(
            place,
            "Un caractère invisible ne peut pas être lu.",
            "Retirer les caractères de contrôle.",
        )
    cause, do = _OTHER
    return CaseUnreadable(place, f"Ce n’est pas du YAML\u202f: {cause}.", do)


class _Builder:
    """One document, event by event."""

    def __init__(self, events: Iterator[Any], file: str) -> None:
        self.events, self.file, self.count = events, file, 0

    def document(self) -> Node:
        """The node of the document, which is alone in its file."""
        found: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    raise self._no(
                        event, "Le fichier contient plusieurs documents (« --- »).",
                        "Mettre tous les cas sous « cas », dans un seul document.",
                    )  # fmt: skip
                found = self._node(next(self.events), 0)
        if found is None:
            raise CaseUnreadable(Place(self.file, 1), "Le fichier est vide.", "Y écrire un cas.")
        return found

    def _node(self, event: Any, depth: int) -> Node:
        self.count += 1
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._no(
                event, "Les renvois de YAML (« & » et « * ») ne sont pas lus.",
                "Écrire la valeur en entier, entre guillemets si elle commence par « & » ou « * ».",
            )  # fmt: skip
        if event.tag is not None:
            raise self._no(
                event, "Les étiquettes de YAML (« ! ») ne sont pas lues.",
                "Retirer l’étiquette, ou mettre la valeur entre guillemets.",
            )  # fmt: skip
        if depth > DEEPEST or self.count > MOST_VALUES:
            raise self._no(event, "Le fichier est trop grand ou trop profond.", "Le découper.")
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Series(tuple(self._items(depth)), place)
        return Section(tuple(self._entries(depth)), place)

    def _text(self, event: Any) -> Text:
        value = event.value.strip()
        if value in _NOTHING and (not event.style or not value):
            raise self._no(
                event, "Il n’y a pas de valeur ici.",
                "Écrire la valeur, ou supprimer la ligne ; « absent » dit qu’une mention manque.",
            )  # fmt: skip
        return Text(value, self._place(event))

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Text, Node]]:
        seen: dict[str, int] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, depth + 1)
            if not isinstance(key, Text):
                raise self._no(event, "Ce nom n’est pas un mot.", "Écrire « nom: valeur ».")
            once(seen, key)
            yield key, self._node(next(self.events), depth + 1)

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1)

    def _no(self, event: Any, message: str, do: str) -> CaseUnreadable:
        return CaseUnreadable(self._place(event), message, do)


def once(seen: dict[str, int], key: Text) -> None:
    """Refuse a key given twice in one section, however it is written; remember its line."""
    same = key_of(key.value)
    if same in seen:
        raise CaseUnreadable(
            key.place,
            f"{quoted(key.value)} est écrit deux fois (déjà ligne {seen[same]}).",
            "N’en garder qu’un.",
        )
    seen[same] = key.place.line
