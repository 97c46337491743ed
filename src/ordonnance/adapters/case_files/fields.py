"""One section of a case file, read key by key: what is not known is refused with its line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from ordonnance.adapters.case_files import values
from ordonnance.adapters.case_files.nodes import (
    CaseUnreadable,
    Node,
    Place,
    Section,
    Series,
    Text,
    key_of,
    listed,
    nearest,
    quoted,
)
from ordonnance.domain.calendar import Duration

T = TypeVar("T")

ABSENT = "absent"
"""Said of what an ordonnance lacks: it takes a default away."""
_ABSENT = {"absent", "absente", "absents", "absentes"}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a section: its name, how its value is written, what it means (French)."""

    name: str
    form: str
    meaning: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one kind of section; `title` and `intro` head it on the reference page."""

    title: str
    intro: str
    keys: tuple[Key, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names, as documented."""
        return tuple(key.name for key in self.keys)


class Fields:
    """The values of a section by the documented name of their key."""

    def __init__(self, node: Node, keys: Keys) -> None:
        if not isinstance(node, Section):
            raise CaseUnreadable(
                node.place,
                f"{keys.title}\u202f: des lignes «\u202fnom: valeur\u202f» sont attendues ici.",
                f"Écrire par exemple «\u202f{keys.names[0]}: …\u202f», à la ligne et décalé.",
            )
        self.place = node.place
        self.keys = keys
        known = {key_of(name): name for name in keys.names}
        self.found: dict[str, Node] = {}
        for key, value in node.entries:
            name = known.get(key_of(key.value))
            if name is None:
                raise _unknown(key, keys)
            self.found[name] = value
        for each in keys.keys:
            if each.required and each.name not in self.found:
                raise CaseUnreadable(
                    self.place,
                    f"{keys.title}\u202f: il manque {quoted(each.name)}.",
                    f"Ajouter «\u202f{each.name}: {each.form}\u202f».",
                )

    def node(self, name: str) -> Node | None:
        """What stands under a key, None when it is not there."""
        if name not in self.keys.names:
            raise LookupError(name)
        return self.found.get(name)

    def required(self, name: str) -> Node:
        """What stands under a required key."""
        return self.found[name]

    def at(self, name: str) -> Place:
        """The line of a value, that of the section when it is not there."""
        node = self.node(name)
        return node.place if node is not None else self.place

    def text(self, name: str) -> Text | None:
        """One value."""
        node = self.node(name)
        return None if node is None else one(node, name)

    def said(self, name: str, usual: str | None = None) -> str | None:
        """A text; `usual` when the key is not there, None when it says « absent »."""
        text = self.text(name)
        if text is None:
            return usual
        return None if is_absent(text) else text.value

    def texts(self, name: str) -> tuple[Text, ...]:
        """A list of values; one value alone is a list of one."""
        return tuple(one(each, name) for each in self.many(name))

    def many(self, name: str) -> tuple[Node, ...]:
        """The items of a list; one alone need not be written as a list."""
        node = self.node(name)
        if node is None:
            return ()
        return node.items if isinstance(node, Series) else (node,)

    def flag(self, name: str) -> bool | None:
        """« oui » or « non »."""
        text = self.text(name)
        return None if text is None else values.flag(text)

    def day(self, name: str) -> date | None:
        """A date."""
        text = self.text(name)
        return None if text is None else values.day(text)

    def whole(self, name: str) -> int | None:
        """A whole number, 0 included."""
        text = self.text(name)
        return None if text is None else values.whole(text)

    def amount(self, name: str) -> Decimal | None:
        """A number, with a comma when it has decimals."""
        text = self.text(name)
        return None if text is None else values.amount(text)

    def duration(self, name: str) -> Duration | None:
        """« 28 jours », « 12 semaines », « 3 mois »."""
        text = self.text(name)
        return None if text is None else values.duration(text)

    def choice(self, name: str, table: Mapping[str, T]) -> T | None:
        """One of the words of a table."""
        text = self.text(name)
        return None if text is None else chosen(text, table)


def needed(value: T | None) -> T:
    """The value of a required key: a section without it is refused when it is opened."""
    if value is None:
        raise LookupError("the key is not required")
    return value


def one(node: Node, name: str) -> Text:
    """The node as one value. Raises CaseUnreadable for a list or a section."""
    if isinstance(node, Text):
        return node
    raise CaseUnreadable(
        node.place,
        f"{quoted(name)}\u202f: une seule valeur est attendue.",
        "L’écrire sur la même ligne, entre guillemets si elle contient « : », « , » ou « [ ».",
    )


def is_absent(text: Text) -> bool:
    """True for « absent », in any gender and number."""
    return key_of(text.value) in _ABSENT


def chosen(text: Text, table: Mapping[str, T]) -> T:
    """What a word of a table stands for. Raises CaseUnreadable, with the words allowed."""
    by_key = {key_of(word): value for word, value in table.items()}
    found = by_key.get(key_of(text.value))
    if found is None:
        words = tuple(table)
        close = nearest(text.value, words)
        hint = f"Peut-être {quoted(close)}\u202f? " if close else ""
        shown = listed(words) if len(words) <= 16 else listed((*words[:12], "un autre de la page"))
        raise CaseUnreadable(
            text.place,
            f"{quoted(text.value)} n’est pas un mot connu ici.",
            f"{hint}Écrire {shown}.",
        )
    return found


def _unknown(key: Text, keys: Keys) -> CaseUnreadable:
    close = nearest(key.value, keys.names)
    hint = f"Peut-être {quoted(close)}\u202f? " if close else ""
    return CaseUnreadable(
        key.place,
        f"{keys.title}\u202f: {quoted(key.value)} n’est pas un nom connu.",
        f"{hint}Les noms possibles\u202f: {', '.join(keys.names)}.",
    )
