"""The couples and the index as bytes and back: MessagePack of plain lists."""

import zlib
from datetime import date

import msgspec

from ordonnance.adapters.interactions.building import built
from ordonnance.domain.interactions import (
    Advice,
    Couple,
    Level,
    ListedSubstance,
    Thesaurus,
    ThesaurusVersion,
)

FORMAT = 1
"""Changes with the layout below: a version stored in another one is imported again."""


def packed(thesaurus: Thesaurus) -> bytes:
    """What was imported, in a compact form; what is made of it is made again at each reading."""
    version = thesaurus.version
    content = [
        FORMAT,
        [version.label, version.source, version.dated.isoformat(), version.digest],
        [
            [c.first, c.second, [[a.level.value, a.conduct] for a in c.advices], c.mechanism]
            for c in thesaurus.couples
        ],
        [[each.name, list(each.classes)] for each in thesaurus.substances],
    ]
    return zlib.compress(msgspec.msgpack.encode(content), 6)


def unpacked(content: bytes) -> Thesaurus:
    """The thesaurus of `packed`. Raises ValueError, TypeError or zlib.error on anything else."""
    head, *rest = msgspec.msgpack.decode(zlib.decompress(content))
    if head != FORMAT:
        raise ValueError(f"format {head}")
    (label, source, dated, digest), couples, substances = rest
    return built(
        ThesaurusVersion(label, source, date.fromisoformat(dated), digest),
        [
            Couple(first, second, tuple(Advice(Level(w), c) for w, c in advices), mechanism)
            for first, second, advices, mechanism in couples
        ],
        [ListedSubstance(name, tuple(classes)) for name, classes in substances],
    )
