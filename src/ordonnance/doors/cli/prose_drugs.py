"""Medicines of the catalogue, told in French."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ordonnance.domain.french.money import euros
from ordonnance.domain.french.numbers import in_figures
from ordonnance.domain.french.packs import counted_words
from ordonnance.doors.cli import program
from ordonnance.doors.cli.layout import UNKNOWN, columns, count, paragraph

ALSO_SHOWN = 6
OPINIONS_SHOWN = 3
"""The latest opinions of each kind shown to people; `--json` gives them all."""


def found(medicines: Sequence[Mapping[str, Any]]) -> str:
    """The results of a search, one line each."""
    if not medicines:
        return "Aucun médicament du catalogue ne correspond."
    rows = [
        (str(each["cis"] or UNKNOWN), ", ".join([str(each["name"]), *_notes(each)]))
        for each in medicines
    ]
    head = f"{count(len(medicines), 'médicament', 'médicaments')} (code CIS, nom)\u202f:"
    return "\n".join([head, *columns(rows, indent=2), *_version(medicines[0])])


def shown(medicine: Mapping[str, Any]) -> str:
    """Everything that is known of one medicine."""
    lines = [*_also(medicine.get("also", ())), str(medicine["name"])]
    for name, text in _facts(medicine):
        first, *rest = paragraph(text or UNKNOWN, indent=20)
        lines += [f"  {name.ljust(18)}{first.lstrip()}", *rest]
    lines += _conditions(medicine)
    lines += ["  Boîtes (CIP13)", *columns(map(_pack, medicine["presentations"]), indent=4)]
    group = medicine["generic_group"]
    if group:
        lines += paragraph(f"Groupe générique\u202f: {group['label']}", indent=2)
        lines += columns([_member(each) for each in group["members"]], indent=4)
    hybrid = medicine.get("hybrid_group")
    if hybrid:
        lines += paragraph(f"Groupe hybride\u202f: {hybrid['label']}", indent=2)
        lines += columns([_member(each) for each in hybrid["members"]], indent=4)
    if medicine.get("biosimilar_group"):
        lines += paragraph(
            f"Groupe biologique similaire\u202f: {medicine['biosimilar_group']}", indent=2
        )
        lines += columns([_member(each) for each in medicine.get("biosimilars", ())], indent=4)
    for each in medicine.get("shortages", ()):
        lines += paragraph(f"Disponibilité\u202f: {each['message']}", indent=2, hang=4)
    lines += _told(medicine)
    return "\n".join([*lines, *_version(medicine)])


def _also(others: Sequence[Mapping[str, Any]]) -> list[str]:
    """The other medicines of the name asked, and how to choose."""
    if not others:
        return []
    rows = [(str(each["cis"]), str(each["name"])) for each in others[:ALSO_SHOWN]]
    left = len(others) - len(rows)
    how = program.command("drugs show CODE")
    head = f"Plusieurs médicaments correspondent ; voici le premier. Pour un autre\u202f: {how}"
    more = f"  … et d'autres\u202f: {program.command('drugs search TEXTE')}" if left else ""
    return [*paragraph(head), *columns(rows, indent=2), *([more] if more else []), ""]


def dated(iso: str) -> str:
    """« 12/03/2026 » from « 2026-03-12 »."""
    year, month, number = iso[:10].split("-")
    return f"{number}/{month}/{year}"


def _notes(medicine: Mapping[str, Any]) -> Iterator[str]:
    if not medicine["marketed"]:
        yield "non commercialisé"
    for each in medicine.get("shortages", ()):
        if each["kind"] != "BACK":
            yield str(each["label"])


def _facts(medicine: Mapping[str, Any]) -> list[tuple[str, str]]:
    facts = [
        ("Code CIS", str(medicine["cis"] or UNKNOWN)),
        ("Forme", str(medicine["form"])),
        ("Voie", ", ".join(medicine["routes"])),
        ("Composition", ", ".join(map(_substance, medicine["substances"]))),
        ("Code ATC", str(medicine["atc"] or "")),
        ("Titulaire", str(medicine["holder"] or "")),
        ("Commercialisé", "oui" if medicine["marketed"] else "non"),
    ]
    told = medicine.get("authorisation")
    if told:
        since = f", depuis le {dated(told['since'])}" if told["since"] else ""
        facts.append(("Autorisation", f"{told['status']}, {told['procedure']}{since}"))
        if told["additional_monitoring"]:
            facts.append(("Surveillance", "surveillance supplémentaire"))
    if medicine.get("prescribed_by"):
        facts.append(("Prescripteurs", "\u202f; ".join(medicine["prescribed_by"])))
    return facts + _regimes(medicine.get("regimes", ()))


def _regimes(found: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """One row for each regime; two days that have the same one share it."""
    days: dict[str, list[str]] = {}
    for each in found:
        days.setdefault(_regime(each), []).append(dated(each["on"]))
    rows = [f"le {' et le '.join(on)}\u202f: {text}" for text, on in days.items()]
    return [("" if rank else "Régime", row) for rank, row in enumerate(rows)]


def _regime(each: Mapping[str, Any]) -> str:
    parts = [str(each["regime"])]
    if each["maximum"]:
        parts.append(f"{each['maximum']} au plus")
    if each["fraction"]:
        parts.append(f"par fractions de {each['fraction']}")
    if each["articles"]:
        parts.append(", ".join(each["articles"]))
    return "\u202f; ".join([*parts, *each["differences"]])


def _conditions(medicine: Mapping[str, Any]) -> Iterator[str]:
    """Each condition with what it does; the labels alone when that is not told."""
    effects = medicine.get("condition_effects")
    if effects is None:
        effects = [{"label": each, "effect": None} for each in medicine["conditions"]]
    yield "  Conditions" if effects else f"  {'Conditions'.ljust(18)}{UNKNOWN}"
    for each in effects:
        yield from paragraph(str(each["label"]), indent=4, hang=6)
        if each["effect"]:
            article = f" ({each['article']})" if each["article"] else ""
            yield from paragraph(f"→ {each['effect']}{article}", indent=6, hang=8)
    varying = medicine.get("varying_conditions", ())
    if varying:
        yield from paragraph("Selon la marque, pour la même substance et le même dosage :", 2)
    for each in varying:
        share = f"{each['label']} ({each['specialities']} spécialités sur {each['of']})"
        yield from paragraph(share, indent=4, hang=6)


def _told(medicine: Mapping[str, Any]) -> Iterator[str]:
    """Notices and opinions, then the official page."""
    for each in medicine.get("notices", ()):
        yield from paragraph(f"Information importante\u202f: {each['text']}", indent=2, hang=4)
    for name, title in (("smr", "SMR"), ("asmr", "ASMR")):
        opinions = sorted(medicine.get(name, ()), key=lambda each: each["on"] or "", reverse=True)
        for each in opinions[:OPINIONS_SHOWN]:
            day = f" du {dated(each['on'])}" if each["on"] else ""
            yield from paragraph(f"{title}{day}\u202f: {each['value']}", indent=2, hang=4)
    if medicine.get("link"):
        yield f"  {medicine['link']}"


def _substance(part: Mapping[str, Any]) -> str:
    strength = part["strength"]
    if not strength:
        return str(part["name"])
    return f"{part['name']} {_number(strength['value'])} {strength['unit']}"


def _member(each: Mapping[str, Any]) -> tuple[str, str]:
    sold = "" if each.get("marketed", True) else ", non commercialisé"
    return str(each["cis"] or UNKNOWN), f"{each['name']}{sold}"


def _pack(pack: Mapping[str, Any]) -> tuple[str, str, str]:
    price = euros(Decimal(pack["price"])) if pack["price"] else ""
    rate = f"remboursée à {pack['reimbursement']}" if pack["reimbursement"] else ""
    sold = "" if pack["marketed"] else "non commercialisée"
    notes = [text for text in (price, rate, sold) if text]
    return str(pack["cip13"]), counted_words(str(pack["label"])), ", ".join(notes)


def _number(value: str) -> str:
    return in_figures(Decimal(value))


def _version(medicine: Mapping[str, Any]) -> list[str]:
    source = medicine["catalogue"]
    text = f"{source['label']}, {source['source']}, du {dated(source['dated'])}"
    if source.get("digest"):
        text += f", empreinte {source['digest'][:12]}"
    mark = " (démonstration)" if source.get("demonstration") else ""
    return paragraph(f"{text}{mark}", 2)
