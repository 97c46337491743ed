"""Which of the medicines of one name a typed line means: those that the unit may count first.

What the words leave open (strengths, forms, other specialities) is said, never chosen in silence.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import Medicine, folded
from ordonnance.domain.french.amounts import amount_in_figures
from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.prescription import DciSubstance, Product
from ordonnance.domain.substance_names import common_name
from ordonnance.domain.typed.tokens import Token
from ordonnance.law.perimeter import perimeter_problem
from ordonnance.usecases.typed_medicine import MEASURES_TYPED, NUMBER, WORD, Named

_FORMS: Final = "urn:ordonnance:code:form"
"""Forms as the public file says them: it has no code for them."""

_UNIT_WORDS: Final = MEASURES_TYPED | {
    "microgrammes", "microgramme", "unites", "dose", "heure", "h",
}  # fmt: skip

_FITTING: Final[dict[str, tuple[str, ...]]] = {
    "comprimé": ("comprime",), "gélule": ("gelule",), "capsule": ("capsule",),
    "sachet": ("sachet", "poudre", "granule"), "suppositoire": ("suppositoire",),
    "ovule": ("ovule",), "patch": ("transdermique", "patch"),
    "goutte": ("goutte", "collyre", "solution", "suspension"),
    "bouffée": ("inhal",), "inhalation": ("inhal",),
    "pulvérisation": ("pulverisation", "spray", "nasal", "buccal", "cutane"),
    "application": ("creme", "pommade", "gel", "lotion", "emulsion", "pate", "solution", "mousse"),
    "injection": ("injectable",), "seringue": ("injectable",), "stylo": ("injectable",),
    "cuillère à soupe": ("sirop", "buvable"), "cuillère à café": ("sirop", "buvable"),
    "cuillère-mesure": ("sirop", "buvable"), "ml": ("sirop", "buvable", "injectable"),
    "lyophilisat oral": ("lyophilisat",), "ampoule": ("ampoule", "buvable", "injectable"),
    "dose-poids": ("buvable", "sirop"), "pipette": ("buvable", "sirop"),
}  # fmt: skip
"""Unit of a dose -> beginnings of words of the forms that it may count."""


def fitting(medicines: Sequence[Medicine], unit: str | None) -> tuple[tuple[Medicine, ...], bool]:
    """The medicines, those whose form the unit may count first; False when the unit fits none."""
    stems = _FITTING.get(unit or "")
    if stems is None:
        return tuple(medicines), True
    fits = [each for each in medicines if _fits(each, stems)]
    return (*fits, *(each for each in medicines if each not in fits)), bool(fits)


def _fits(medicine: Medicine, stems: tuple[str, ...]) -> bool:
    words = WORD.findall(folded(f"{medicine.name} {medicine.form}"))
    return any(word.startswith(stem.split()[0]) for word in words for stem in stems)


def alternatives(
    made: Named, words: Sequence[Token], medicines: Sequence[Medicine], unit: str | None
) -> tuple[str, ...]:
    """What the words leave open, in French: other strengths, other forms. Empty: only one fits."""
    sold = [each for each in medicines if each.marketed and perimeter_problem(each) is None]
    kept = sold or list(medicines)
    stems = _FITTING.get(unit or "")
    if stems is not None:
        kept = [each for each in kept if _fits(each, stems)] or kept
    first = kept[0]
    kept = [each for each in kept if len(each.substances) == len(first.substances)]
    notes = []
    if made.in_dci:
        strengths = tuple(dict.fromkeys(strength_text(each) for each in kept))
        if len(strengths) > 1:
            notes.append(f"plusieurs dosages : {_some(strengths)}")
        forms = tuple(dict.fromkeys(each.form.split()[0] for each in kept if each.form))
    else:
        if _whole(words, first):
            kept = [each for each in kept if _head(each) == _head(first)]
        heads = tuple({_head(each): each.name.split(", ")[0] for each in reversed(kept)}.values())
        if len(heads) > 1:
            notes.append(f"plusieurs spécialités : {_some(heads[::-1])}")
        forms = tuple(dict.fromkeys(each.form for each in kept))
    if len(forms) > 1:
        notes.append(f"plusieurs formes : {_some(forms)}")
    return tuple(notes)


def _head(medicine: Medicine) -> str:
    """The name before its form, to compare: « kardegic75mg »."""
    return "".join(folded(medicine.name.split(", ")[0]).split())


def _whole(words: Sequence[Token], medicine: Medicine) -> bool:
    """True when every word and number before the form was typed, the units apart."""
    typed = {token.text for token in words if token.is_word}
    values = {token.value for token in words if token.value is not None}
    head = medicine.name.split(", ")[0]
    named_words = {each for each in WORD.findall(folded(head)) if each not in _UNIT_WORDS}
    numbers = {Decimal(re.sub(r"\s", "", n).replace(",", ".")) for n in NUMBER.findall(head)}
    thousands = {each * 1000 for each in values} | values
    return named_words <= typed and numbers <= thousands


def _some(items: tuple[str, ...]) -> str:
    return ", ".join(items[:5]) + ("…" if len(items) > 5 else "")


def strength_text(medicine: Medicine) -> str:
    """« 1 g/125 mg », « 75 mg »; the name when the composition gives none."""
    known = [
        amount_in_figures(*_in_grams(part.strength.value, part.strength.unit.label))
        for part in medicine.substances
        if part.strength is not None
    ]
    return "/".join(known).replace(NARROW, " ") or medicine.name


def _in_grams(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """« 1 g » rather than « 1 000 mg », as doctors write it."""
    grams = value / 1000
    return (grams, "g") if unit == "mg" and value >= 1000 else (value, unit)


def product_of(medicine: Medicine, *, in_dci: bool) -> Product:
    """What a line for it prescribes: its substances when it is written in DCI, else its CIS."""
    if not in_dci:
        return Product(medicine.name, medicine.cis)
    names = [common_name(part.name) for part in medicine.substances]
    name = " / ".join(names)
    label = f"{name[:1].upper()}{name[1:]} {strength_text(medicine)}, {medicine.form}"
    substances = tuple(
        DciSubstance(name, None, part.strength)
        for name, part in zip(names, medicine.substances, strict=True)
    )
    form = Coding(_FORMS, "-".join(WORD.findall(folded(medicine.form))), medicine.form)
    return Product(label, substances=substances, form=form if medicine.form else None)
