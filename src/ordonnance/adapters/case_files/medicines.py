"""Medicines of a case: described in the file, or named as the catalogue names them."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ordonnance.adapters.case_files.fields import Fields, needed
from ordonnance.adapters.case_files.keys import MEDICINE
from ordonnance.adapters.case_files.nodes import CaseUnreadable, Node, Text, key_of, quoted
from ordonnance.adapters.drugs.strengths import amount
from ordonnance.adapters.drugs.units import GRAM, MILLILITRE, per
from ordonnance.domain.drug import (
    Catalogue,
    GenericGroup,
    GroupRole,
    Medicine,
    Presentation,
    Substance,
)
from ordonnance.domain.ids import Cip7, Cip13, Cis
from ordonnance.domain.prescription import DciSubstance
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.typed.reader import read

_STRENGTH = re.compile(
    r"(?P<name>.+?) (?P<value>\d{1,6}(?:,\d{1,3})?) ?(?P<unit>mg|g|µg|microgrammes?|UI|MU|%)"
    r"(?: ?/ ?(?P<per>ml|g))?"
)
_BASES = {"ml": MILLILITRE, "g": GRAM}
_HINT = "Écrire le nom entier, un code CIS ou CIP13, ou le décrire sous « médicaments »."
_SHOWN = 5


@dataclass(slots=True)
class Medicines:
    """The medicines that cases may name: those described first, then the catalogue's."""

    catalogue: Catalogue
    described: dict[str, Medicine] = field(default_factory=dict)

    def with_(self, nodes: tuple[Node, ...]) -> "Medicines":
        """These medicines, and those that the nodes describe."""
        known = dict(self.described)
        for node in nodes:
            medicine = _described(Fields(node, MEDICINE), len(known) + 1)
            if key_of(medicine.name) in known:
                raise CaseUnreadable(
                    node.place,
                    f"{quoted(medicine.name)} est décrit deux fois.",
                    "N’en garder qu’un.",
                )
            known[key_of(medicine.name)] = medicine
        return Medicines(self.catalogue, known)

    def named(self, text: Text) -> Medicine:
        """The medicine of that name or code. Raises CaseUnreadable."""
        described = self.described.get(key_of(text.value))
        if described is not None:
            return described
        code = re.sub(r"\s", "", text.value)
        if code.isdecimal() and len(code) in (8, 13):
            return self._coded(text, code)
        return self._in_catalogue(text)

    def _coded(self, text: Text, code: str) -> Medicine:
        by_code = self.catalogue.by_cis if len(code) == 8 else self.catalogue.by_cip13
        found = by_code.get(code)
        if found is None:
            raise CaseUnreadable(
                text.place, f"Aucun médicament du catalogue n’a le code {quoted(code)}.", _HINT
            )
        return found

    def _in_catalogue(self, text: Text) -> Medicine:
        wanted = key_of(text.value)
        begins = [m for m in self.catalogue.by_cis.values() if key_of(m.name).startswith(wanted)]
        found = next((m for m in begins if key_of(m.name) == wanted), None)
        if found is None and len(begins) == 1:
            found = begins[0]
        if found is None and begins:
            shown = "\u202f; ".join(m.name for m in begins[:_SHOWN])
            raise CaseUnreadable(
                text.place, f"{quoted(text.value)} désigne plusieurs médicaments.",
                f"Écrire le nom entier de l’un d’eux\u202f: {shown}.",
            )  # fmt: skip
        if found is None:
            raise CaseUnreadable(text.place, f"{quoted(text.value)} n’est pas connu.", _HINT)
        return found


def _described(fields: Fields, number: int) -> Medicine:
    name, label = needed(fields.said("nom")), fields.said("groupe générique")
    packs = fields.texts("boîtes")
    return Medicine(
        cis=Cis(f"6999{number:04d}"),
        name=name,
        form=needed(fields.said("forme")),
        routes=(fields.said("voie", "orale") or "",),
        substances=tuple(_substance(text) for text in fields.texts("substances")),
        conditions=tuple(text.value for text in fields.texts("conditions")),
        presentations=tuple(
            _pack(text, number * 10 + at, fields.said("remboursement"))
            for at, text in enumerate(packs)
        ),
        generic_group=GenericGroup(key_of(label), label, GroupRole.GENERIC) if label else None,
        biosimilar_group=fields.said("groupe biosimilaire"),
        atc=fields.said("ATC"),
    )


def _pack(text: Text, number: int, reimbursement: str | None) -> Presentation:
    content = content_of(text)
    units, unit = (None, None) if content is None else (content.value, content.unit)
    return Presentation(
        Cip13.of(Cip7(f"300{number:04d}")), text.value, units, unit, reimbursement=reimbursement
    )


def content_of(text: Text) -> Quantity | None:
    """What a pack holds (« 14 gélules »); None for « non comptable »."""
    if key_of(text.value) == "non comptable":
        return None
    found = read(f"{text.value} par jour").posology
    dose = found.steps[0].dose if found is not None and len(found.steps) == 1 else None
    if dose is None or dose.low != dose.high:
        raise CaseUnreadable(
            text.place,
            f"{quoted(text.value)} n’est pas un contenu de boîte.",
            "L’écrire « 14 gélules » ou « 100 ml », ou « non comptable ».",
        )
    return Quantity(dose.high, dose.unit)


def _parts(text: Text) -> tuple[str, Quantity | None, Unit | None]:
    """« sulfate de morphine 10 mg/ml »: a name, a strength when one is written, and of what."""
    found = _STRENGTH.fullmatch(text.value)
    if found is None:
        return text.value, None, None
    known = amount(f"{found['value']} {found['unit']}")  # « microgrammes » and « µg » are one unit.
    value = Decimal(found["value"].replace(",", "."))
    basis = _BASES[found["per"]] if found["per"] else None
    return found["name"], known or Quantity(value, Unit(found["unit"])), basis


def _substance(text: Text) -> Substance:
    name, strength, basis = _parts(text)
    if strength is not None and basis is not None:
        strength = Quantity(strength.value, per(strength.unit, basis))
    return Substance(name, None, strength)


def dci_of(text: Text) -> DciSubstance:
    """One substance of a prescription in common name."""
    name, strength, basis = _parts(text)
    return DciSubstance(name, None, strength, basis)
