"""A prescription line as printed: denomination, posology in full, what is served."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ordonnance.documents import mentions
from ordonnance.documents.identities import one_line
from ordonnance.documents.said import Mention, Part
from ordonnance.documents.sheet import FormulaRow, SheetLine, Zone
from ordonnance.domain.drug import Medicine, Substance, folded
from ordonnance.domain.french.amounts import amount_in_figures, amount_in_words
from ordonnance.domain.french.durations import duration_in_figures, duration_in_words
from ordonnance.domain.french.posology import sentence, sentence_in_words
from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.prescription import Ingredient, Line, Preparation, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.substance_names import METALS, keys_of_name, words_of_name
from ordonnance.law.quantities_in_words import strengths

PACK = "boîte"
IN_FULL = f" En toutes lettres{NARROW}: "
"""What stands before the prescriber's own words in full."""
_PACKS = re.compile(r"(\d+)\s+boîtes?")
_ENDINGS = (".", "!", "?", "…")


def sheet_line(line: Line, medicine: Medicine | None, *, in_words: bool) -> SheetLine:
    """The line for paper. `in_words`: doses, takes and strength in words (CSP R.5132-29)."""
    return SheetLine(
        number=line.number,
        label=one_line(line.label),
        posology=_posology(line, medicine, in_words=in_words),
        beside=mentions.beside(line),
        detail=_detail(line.product, medicine),
        formula=_formula(line.preparation, in_words=in_words),
        right=_right(line, medicine),
        mentions=mentions.mentions(line),
    )


# --- Posology ----------------------------------------------------------------------------------


def _posology(line: Line, medicine: Medicine | None, *, in_words: bool) -> str:
    if in_words and line.posology.steps:
        said = sentence_in_words(line.posology, strengths(line, medicine))
        if line.duration is not None and line.posology.total_duration() is None:
            said += f", pendant {duration_in_words(line.duration)}"
    else:
        said = sentence(line.posology)
    said = one_line(said)
    own = one_line(line.in_words or "")
    if own and _bare(own) not in _bare(said):
        said = f"{_closed(said)}{IN_FULL}{own}"
    return _closed(f"{said[:1].upper()}{said[1:]}")


def _closed(said: str) -> str:
    return said if said.endswith(_ENDINGS) else f"{said}."


def _bare(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.casefold()))


# --- Common name and preparation ---------------------------------------------------------------


def _detail(product: Product | None, medicine: Medicine | None) -> str:
    """Substances with strength, form and content, when the label leaves them out.

    A brand is followed by the common name of what it holds (L.5121-1-2): a brand may be added to
    the common name, it does not replace it.
    """
    if product is None:
        return ""
    if not product.in_dci:
        return _common_name(product.label, medicine)
    substances = _substances_of(product)
    form = one_line(product.form.label) if product.form else ""
    parts = [substances, form, _strength(product.content)]
    said = _words(product.label)
    return ", ".join(part for part in parts if part and not _words(part) <= said)


def _common_name(label: str, medicine: Medicine | None) -> str:
    """« paracétamol » beside a brand; empty when the label already names each substance."""
    names = tuple(dict.fromkeys(one_line(each.name).lower() for each in _held(medicine)))
    said = frozenset(words_of_name(label))
    return "" if all(_is_named(name, said) for name in names) else " + ".join(names)


def _is_named(name: str, said: frozenset[str]) -> bool:
    """True when the whole name stands in the words, its salt and water apart: « acide » alone
    names no acid."""
    keys = keys_of_name(name)
    return any(
        frozenset(key.split()) <= said for key in keys if key not in METALS or len(keys) == 1
    )


def _held(medicine: Medicine | None) -> tuple[Substance, ...]:
    return medicine.substances if medicine else ()


def _strength(strength: Quantity | None, per: Unit | None = None) -> str:
    said = amount_in_figures(strength.value, strength.unit.label) if strength else ""
    return f"{said}/{per.label}" if said and per else said


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+|\d+(?:[.,]\d+)?", folded(text)))


def _formula(preparation: Preparation | None, *, in_words: bool) -> tuple[FormulaRow, ...]:
    if preparation is None:
        return ()
    rows = [_row(each, in_words=in_words) for each in preparation.ingredients]
    said_in_qsp = any(each.qsp and each.quantity for each in preparation.ingredients)
    if preparation.total is not None and not said_in_qsp:
        rows.append(FormulaRow("quantité totale", _amount(preparation.total, in_words=in_words)))
    return tuple(rows)


def formula_parted(preparation: Preparation, rows: tuple[FormulaRow, ...]) -> Iterator[Mention]:
    """The quantities of those rows, with what of the preparation each says."""
    for rank, (row, ingredient) in enumerate(zip(rows, preparation.ingredients, strict=False), 1):
        if ingredient.qsp:
            mark = Part(f"preparation.ingredients.{rank}.qsp", "qsp")
            yield mark, row.quantity.removeprefix("qsp")
        else:
            yield (row.quantity,)
    for row in rows[len(preparation.ingredients) :]:
        yield (Part("preparation.total", row.quantity),)


def _row(ingredient: Ingredient, *, in_words: bool) -> FormulaRow:
    quantity = _amount(ingredient.quantity, in_words=in_words) if ingredient.quantity else ""
    if quantity and ingredient.per is not None:
        quantity += f" par {ingredient.per.label}"
    held = ingredient.product.content if ingredient.product else None
    if not quantity and held is not None:
        quantity = _amount(held, in_words=in_words)
    said = one_line(f"qsp {quantity}") if ingredient.qsp else quantity
    return FormulaRow(_named(ingredient), said)


def _named(ingredient: Ingredient) -> str:
    """Its name, and for a medicine of its own what the name leaves out."""
    detail = _substances_of(ingredient.product) if ingredient.product else ""
    label = one_line(ingredient.label)
    return f"{label} ({detail})" if detail and not _words(detail) <= _words(label) else label


def _substances_of(product: Product) -> str:
    return " + ".join(
        one_line(f"{each.name} {_strength(each.strength, each.per)}") for each in product.substances
    )


def _amount(quantity: Quantity, *, in_words: bool) -> str:
    written = amount_in_words if in_words else amount_in_figures
    return written(quantity.value, quantity.unit.label)


# --- The right edge ----------------------------------------------------------------------------


def _right(line: Line, medicine: Medicine | None) -> tuple[str, ...]:
    said: list[str] = []
    if line.duration is not None:
        said.append(duration_in_figures(line.duration))
    if line.packs is not None:
        said.append(_packs(line.packs, line.product, medicine))
    if line.renewals is not None:
        said.append(_renewals(line.renewals))
    return tuple(said)


def quantity_text(line: Line, medicine: Medicine | None) -> str:
    """« 3 boîtes de 30 comprimés »; empty when no number of packs is written."""
    return _packs(line.packs, line.product, medicine) if line.packs is not None else ""


def counted(zone: Zone, noun: str) -> Zone:
    """The zone with its packs counted as that kind of care counts them (« 10 séances »)."""
    if noun == PACK:
        return zone
    return replace(zone, lines=tuple(_counted_as(line, noun) for line in zone.lines))


def _counted_as(line: SheetLine, noun: str) -> SheetLine:
    """A device, an act or an examination does not come in packs."""
    said = (
        amount_in_figures(Decimal(match[1]), noun) if (match := _PACKS.fullmatch(text)) else text
        for text in line.right
    )
    return replace(line, right=tuple(said))


def _packs(packs: int, product: Product | None, medicine: Medicine | None) -> str:
    said = amount_in_figures(Decimal(packs), PACK)
    pack = medicine.presentation(product.cip13) if medicine and product and product.cip13 else None
    if pack is None or pack.units is None or pack.unit is None:
        return said
    return f"{said} de {amount_in_figures(pack.units, pack.unit.label)}"


def _renewals(renewals: int) -> str:
    return "ne pas renouveler" if renewals == 0 else f"à renouveler {renewals}\u00a0fois"
