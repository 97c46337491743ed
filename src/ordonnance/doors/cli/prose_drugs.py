"""Medicines of the catalogue, told in French."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ordonnance.domain.french.numbers import in_figures
from ordonnance.doors.cli.layout import UNKNOWN, columns, count, paragraph


def found(medicines: Sequence[Mapping[str, Any]]) -> str:
    """The results of a search, one line each."""
    if not medicines:
        return "Aucun médicament du catalogue ne correspond."
    rows = [(str(each["cis"] or UNKNOWN), str(each["name"])) for each in medicines]
    head = f"{count(len(medicines), 'médicament', 'médicaments')} (code CIS, nom)\u202f:"
    return "\n".join([head, *columns(rows, indent=2)])


def shown(medicine: Mapping[str, Any]) -> str:
    """Everything that the catalogue says about one medicine."""
    lines = [str(medicine["name"])]
    for name, text in _facts(medicine):
        first, *rest = paragraph(text or UNKNOWN, indent=20)
        lines += [f"  {name.ljust(18)}{first.lstrip()}", *rest]
    lines += ["  Boîtes (CIP13)", *columns(map(_pack, medicine["presentations"]), indent=4)]
    group = medicine["generic_group"]
    if group:
        lines += paragraph(f"Groupe générique\u202f: {group['label']}", indent=2)
        lines += columns(
            [(str(m["cis"] or UNKNOWN), str(m["name"])) for m in group["members"]], indent=4
        )
    source = medicine["catalogue"]
    lines += paragraph(f"{source['label']}, {source['source']}, du {_day(source['dated'])}", 2)
    return "\n".join(lines)


def _facts(medicine: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("Code CIS", str(medicine["cis"] or UNKNOWN)),
        ("Forme", str(medicine["form"])),
        ("Voie", ", ".join(medicine["routes"])),
        ("Composition", ", ".join(map(_substance, medicine["substances"]))),
        ("Code ATC", str(medicine["atc"] or "")),
        ("Titulaire", str(medicine["holder"] or "")),
        ("Commercialisé", "oui" if medicine["marketed"] else "non"),
        ("Conditions", "\u202f; ".join(medicine["conditions"])),
    ]


def _substance(part: Mapping[str, Any]) -> str:
    strength = part["strength"]
    if not strength:
        return str(part["name"])
    return f"{part['name']} {_number(strength['value'])} {strength['unit']}"


def _pack(pack: Mapping[str, Any]) -> tuple[str, str, str]:
    price = f"{in_figures(Decimal(pack['price']))} €" if pack["price"] else ""
    notes = [text for text in (price, "" if pack["marketed"] else "non commercialisée") if text]
    return str(pack["cip13"]), str(pack["label"]), ", ".join(notes)


def _number(value: str) -> str:
    return in_figures(Decimal(value))


def _day(iso: str) -> str:
    year, month, number = iso[:10].split("-")
    return f"{number}/{month}/{year}"
