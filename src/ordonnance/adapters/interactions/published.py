"""The structured thesaurus as it is brought: JSON, compressed or not, read strictly.

Two files: the couples (`main_drug`, `plus_drug`, `severity_levels`, `interaction_mechanism`) and
the index (`substance`, `drug_classes`). Every entry is kept, repaired or refused, and counted.
"""

import hashlib
import json
import re
import zlib
from pathlib import Path

from ordonnance.adapters.drugs.tally import FileTally
from ordonnance.adapters.interactions.errors import InteractionsRefused
from ordonnance.domain.drug import folded
from ordonnance.domain.interactions import Advice, Couple, Level, ListedSubstance
from ordonnance.domain.substance_names import whole_key

MAX_BYTES = 50 * 1024 * 1024
MAX_TEXT = 4_000
"""Ten times the longest advice published."""
_COUPLE = {
    "main_drug", "between_main_and_plus_drug", "plus_drug", "severity_levels",
    "interaction_mechanism", "description",
}  # fmt: skip
_LEVELS = {
    "contre-indication": Level.CONTRAINDICATED,
    "association deconseillee": Level.NOT_RECOMMENDED,
    "precaution d'emploi": Level.PRECAUTION,
    "a prendre en compte": Level.TO_CONSIDER,
    "il convient de prendre en compte": Level.TO_CONSIDER,
}
_WRITTEN = {
    "CONTRE-INDICATION", "Association DECONSEILLEE", "Précaution d'emploi", "A prendre en compte",
}  # fmt: skip
"""How the file writes the levels; another case or accent is a repair."""
_SPLIT_HYPHEN = re.compile(r"(?<=\w)- (?=\w)")


def read_json(path: Path) -> tuple[list[object], str]:
    """The entries of a file and the SHA-256 of its content. Raises InteractionsRefused."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if content[:2] == b"\x1f\x8b":
            inflate = zlib.decompressobj(wbits=31)
            content = inflate.decompress(content, MAX_BYTES + 1)
            if not inflate.eof and len(content) <= MAX_BYTES:
                raise ValueError("the end of the file is missing")
        if len(content) > MAX_BYTES:
            raise ValueError("too large")
        entries = json.loads(content)
    except (OSError, ValueError, RecursionError, zlib.error) as error:
        raise _unreadable(path, type(error).__name__) from error
    if not isinstance(entries, list) or not entries:
        raise _unreadable(path, "ce n'est pas une liste")
    return entries, hashlib.sha256(content).hexdigest()


def read_couples(entries: list[object], tally: FileTally) -> tuple[Couple, ...]:
    """The couples, each once: the file names most of them from both sides."""
    found: dict[tuple[str, str], Couple] = {}
    for place, entry in enumerate(entries, start=1):
        tally.read += 1
        try:
            couple = _couple(entry, place, tally)
        except ValueError as error:
            tally.refuse(str(error), place)
            continue
        one, other = sorted((whole_key(couple.first), whole_key(couple.second)))
        _add(found, (one, other), couple, place, tally)
    return tuple(found.values())


def _add(
    found: dict[tuple[str, str], Couple],
    key: tuple[str, str],
    couple: Couple,
    place: int,
    tally: FileTally,
) -> None:
    """Keep a couple; the same one from the other side merges, never to a lesser level."""
    former = found.get(key)
    if former is None:
        found[key] = couple
        return
    if (former.advices, former.mechanism) == (couple.advices, couple.mechanism):
        tally.repair("couple nommé des deux côtés, gardé une fois", place)
        return
    worst = min(former, couple, key=lambda each: each.level.rank)
    other = couple if worst is former else former
    mechanism = worst.mechanism
    if other.mechanism not in mechanism:
        mechanism = f"{mechanism} {other.mechanism}"
    found[key] = Couple(worst.first, worst.second, worst.advices, mechanism)
    tally.repair("couple dont les deux textes diffèrent : réunis, niveau le plus fort", place)


def read_substances(entries: list[object], tally: FileTally) -> tuple[ListedSubstance, ...]:
    """The substances of the index; the same one written twice keeps the classes of both."""
    found: dict[str, ListedSubstance] = {}
    for place, entry in enumerate(entries, start=1):
        tally.read += 1
        try:
            listed = _substance(entry, place, tally)
        except ValueError as error:
            tally.refuse(str(error), place)
            continue
        key = whole_key(listed.name)
        former = found.get(key)
        if former is not None:
            tally.repair("substance écrite deux fois, classes réunies", place)
            classes = tuple(dict.fromkeys((*former.classes, *listed.classes)))
            listed = ListedSubstance(former.name, classes)
        found[key] = listed
    return tuple(found.values())


def _couple(entry: object, place: int, tally: FileTally) -> Couple:
    if not isinstance(entry, dict) or set(entry) != _COUPLE:
        raise ValueError("entrée sans les champs attendus")
    first, second = (_text(entry[name], place, tally) for name in ("main_drug", "plus_drug"))
    mechanism = _text(entry["interaction_mechanism"], place, tally)
    levels = entry["severity_levels"]
    if not first or not second or whole_key(first) == whole_key(second):
        raise ValueError("couple sans deux termes distincts")
    if not isinstance(levels, list) or not levels:
        raise ValueError("couple sans niveau")
    advices = tuple(_advice(each, place, tally) for each in levels)
    if not mechanism and not any(each.conduct for each in advices):
        raise ValueError("couple sans texte")
    return Couple(first, second, advices, mechanism)


def _advice(entry: object, place: int, tally: FileTally) -> Advice:
    if not isinstance(entry, dict) or set(entry) != {"level", "info"}:
        raise ValueError("niveau sans les champs attendus")
    written = str(entry["level"]).strip()
    level = _LEVELS.get(folded(written.replace("’", "'")))
    if level is None:
        raise ValueError(f"niveau inconnu : {written[:60]}")
    if written not in _WRITTEN:
        tally.repair("niveau écrit autrement", place)
    conduct = _text(entry["info"], place, tally).lstrip(":- ").strip()
    return Advice(level, conduct)


def _substance(entry: object, place: int, tally: FileTally) -> ListedSubstance:
    if not isinstance(entry, dict) or set(entry) != {"substance", "drug_classes"}:
        raise ValueError("entrée sans les champs attendus")
    name, classes = _text(entry["substance"], place, tally), entry["drug_classes"]
    if not name or not isinstance(classes, list):
        raise ValueError("substance sans nom ou sans liste de classes")
    named = tuple(_text(each, place, tally) for each in classes)
    if not all(named):
        raise ValueError("classe sans nom")
    return ListedSubstance(name, named)


def _text(value: object, place: int, tally: FileTally) -> str:
    """A text on one line; a word cut at the end of a line of the PDF is put together again."""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise ValueError("texte absent ou trop long")
    plain = " ".join(value.split())
    joined = _SPLIT_HYPHEN.sub("-", plain)
    if joined != plain:
        tally.repair("mot coupé en fin de ligne", place)
    return joined


def _unreadable(path: Path, why: str) -> InteractionsRefused:
    return InteractionsRefused(
        "INTERACTIONS_SOURCE_UNREADABLE",
        f"{path} ne se lit pas en entier ({why}).",
        "Donner le fichier JSON du thésaurus et son index, compressés ou non.",
    )
