"""A catalogue as bytes and back: MessagePack of plain lists, each text and unit written once."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from ordonnance.collecting import no_collection
from ordonnance.domain.drug import (
    Catalogue,
    CatalogueVersion,
    GenericGroup,
    GroupRole,
    HybridGroup,
    Medicine,
    Presentation,
    Shortage,
    ShortageKind,
    Substance,
)
from ordonnance.domain.ids import Cip13, Cis
from ordonnance.domain.quantity import Quantity, Unit

FORMAT = 2
"""Changes with the layout below. The first one, without hybrid groups, is still read; a version
stored in any other is imported again."""
_READ = (1, FORMAT)


class _Shared:
    """Values written once and called by their place."""

    def __init__(self) -> None:
        self.places: dict[Any, int] = {}

    def place(self, value: Any) -> int:
        return self.places.setdefault(value, len(self.places))


def packed(catalogue: Catalogue) -> bytes:
    """The catalogue in its compact form."""
    texts, units, parts, groups = _Shared(), _Shared(), _Shared(), _Shared()
    medicines = [
        [
            m.cis.value if m.cis else None, m.name, texts.place(m.form), texts.place(m.routes),
            [parts.place(part) for part in m.substances],
            [texts.place(label) for label in m.conditions],
            [_pack(pack, texts, units) for pack in m.presentations],
            None if m.generic_group is None else groups.place(m.generic_group),
            m.biosimilar_group, m.atc,
            None if m.holder is None else texts.place(m.holder),
            m.marketed, [_shortage(each) for each in m.shortages], _hybrid(m.hybrid_group),
        ]
        for m in catalogue.by_cis.values()
    ]  # fmt: skip
    substances = [_substance(part, units) for part in parts.places]
    version = catalogue.version
    content = [
        FORMAT,
        [version.label, version.source, version.dated.isoformat(), version.digest],
        list(texts.places),
        [[unit.label, unit.code, unit.system] for unit in units.places],
        substances,
        [[group.group, group.label, group.role.value] for group in groups.places],
        medicines,
    ]
    return zlib.compress(msgspec.msgpack.encode(content), 6)


def unpacked(content: bytes) -> Catalogue:
    """The catalogue of `packed`. Raises ValueError, TypeError or zlib.error on anything else."""
    with no_collection():
        head, *rest = msgspec.msgpack.decode(zlib.decompress(content))
        if head not in _READ:
            raise ValueError(f"format {head}")
        label, source, dated, digest = rest[0]
        version = CatalogueVersion(label, source, date.fromisoformat(dated), digest)
        return Catalogue.of(version, _medicines(*rest[1:]))


def _medicines(
    texts: Sequence[Any],
    unit_rows: Iterable[Sequence[Any]],
    part_rows: Iterable[Sequence[Any]],
    group_rows: Iterable[Sequence[Any]],
    rows: Iterable[Sequence[Any]],
) -> Iterator[Medicine]:
    texts = [tuple(text) if isinstance(text, list) else text for text in texts]
    units = [Unit(*row) for row in unit_rows]
    parts = [
        Substance(name, code, None if value is None else Quantity(Decimal(value), units[unit]))
        for name, code, value, unit in part_rows
    ]
    groups = [GenericGroup(group, label, GroupRole(role)) for group, label, role in group_rows]
    amount = _remembered(Decimal)
    for (cis, name, form, routes, held, conditions, packs, group, similar, atc, holder, marketed,
         shortages, *hybrid) in rows:  # fmt: skip
        yield Medicine(
            cis=None if cis is None else Cis(cis),
            name=name,
            form=texts[form],
            routes=texts[routes],
            substances=tuple(parts[place] for place in held),
            conditions=tuple(texts[place] for place in conditions),
            presentations=tuple(_sold(pack, texts, units, amount) for pack in packs),
            generic_group=None if group is None else groups[group],
            biosimilar_group=similar,
            atc=atc,
            holder=None if holder is None else texts[holder],
            marketed=marketed,
            shortages=tuple(_declared(each) for each in shortages),
            hybrid_group=HybridGroup(*hybrid[0]) if hybrid and hybrid[0] else None,
        )


def _sold(
    row: Sequence[Any],
    texts: Sequence[Any],
    units: Sequence[Unit],
    amount: Callable[[str], Decimal],
) -> Presentation:
    code, label, count, unit, on_sale, rate, price = row
    return Presentation(
        Cip13(code),
        texts[label],
        None if count is None else amount(count),
        None if unit is None else units[unit],
        on_sale,
        None if rate is None else texts[rate],
        None if price is None else amount(price),
    )


def _pack(pack: Presentation, texts: _Shared, units: _Shared) -> list[object]:
    return [
        pack.cip13.value, texts.place(pack.label), number_text(pack.units),
        None if pack.unit is None else units.place(pack.unit), pack.marketed,
        None if pack.reimbursement is None else texts.place(pack.reimbursement),
        number_text(pack.price),
    ]  # fmt: skip


def _substance(part: Substance, units: _Shared) -> list[object]:
    strength = part.strength
    if strength is None:
        return [part.name, part.code, None, None]
    return [part.name, part.code, number_text(strength.value), units.place(strength.unit)]


def _hybrid(group: HybridGroup | None) -> list[object] | None:
    return None if group is None else [group.group, group.label, group.reference]


def _shortage(each: Shortage) -> list[object]:
    days = [day and day.isoformat() for day in (each.since, each.updated, each.back)]
    return [each.kind.value, *days, each.cip13 and each.cip13.value, each.link]


def _declared(row: Sequence[Any]) -> Shortage:
    kind, *days, cip13, link = row
    since, updated, back = (date.fromisoformat(day) if day else None for day in days)
    return Shortage(ShortageKind(kind), since, updated, back, Cip13(cip13) if cip13 else None, link)


def number_text(value: Decimal | None) -> str | None:
    """A number in digits, never with an exponent."""
    return None if value is None else format(value, "f")


def _remembered(make: Callable[[str], Decimal]) -> Callable[[str], Decimal]:
    """`make`, each text made once."""
    known: dict[str, Decimal] = {}

    def made(text: str) -> Decimal:
        value = known.get(text)
        if value is None:
            value = known[text] = make(text)
        return value

    return made
