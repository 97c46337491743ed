"""The directory of secure health mail, told in French: imports, what is found, readiness."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ordonnance.domain.directory import DutyNote
from ordonnance.domain.french.dates import short
from ordonnance.domain.french.numbers import in_figures
from ordonnance.doors.cli import program
from ordonnance.doors.cli.layout import OTHER_FOLDER, columns, count, paragraph
from ordonnance.doors.cli.prose_drug_versions import file_reasons, file_table
from ordonnance.doors.cli.prose_drugs import dated
from ordonnance.usecases.directory_views import DirectoryFound, EntryView, NearView, postal
from ordonnance.usecases.directory_words import distance


def white_list(report: Mapping[str, Any]) -> str:
    """The report of an import of the white list."""
    lines = paragraph(
        f"{report['label']} du {dated(report['dated'])} : "
        f"{in_figures(report['domains'])} domaines, en service."
    )
    lines += ["", *columns(file_table(report["files"]), indent=2), ""]
    for file in report["files"]:
        lines += file_reasons(file, "repaired", "réparé")
        lines += file_reasons(file, "refused", "refusé")
    return "\n".join([*lines, f"Empreinte : {report['digest']}"])


def trusted_address(found: Mapping[str, Any]) -> str:
    """What the white list says of an address that may be written to."""
    lines = paragraph(
        f"{found['address']} : son domaine est dans la liste blanche du {dated(found['dated'])}."
    )
    if found["patient"]:
        lines += paragraph(
            "C'est l'adresse d'un patient (Mon espace santé) : elle n'existe que s'il l'a activée."
        )
    if found["old"]:
        age = count(found["age_days"], "jour", "jours")
        lines += paragraph(f"Attention : cette liste a {age} ; en importer une nouvelle.")
    return "\n".join(lines)


def imported(report: Mapping[str, Any]) -> str:
    """The report of an import of the directory."""
    lines = paragraph(
        f"{report['label']} du {dated(report['dated'])} : {in_figures(report['mailboxes'])} "
        f"boîtes, dont {in_figures(report['organisational'])} organisationnelles ; "
        f"{in_figures(report['pharmacies'])} pharmacies reconnues, dont "
        f"{in_figures(report['equipped_pharmacies'])} avec une boîte organisationnelle."
    )
    lines += ["", *columns(file_table(report["files"]), indent=2), ""]
    for file in report["files"]:
        lines += file_reasons(file, "repaired", "réparé")
        lines += file_reasons(file, "refused", "refusé")
        if "left" in file:
            lines += file_reasons(file, "left", "laissé")
    if report["absent_files"]:
        lines += paragraph(f"Absents : {', '.join(report['absent_files'])}.")
    if "FINESS" in report["absent_files"]:
        lines += paragraph(
            "Sans le fichier FINESS, ni la sorte des lieux ni leur distance ne sont connues."
        )
    return "\n".join([*lines, f"Empreinte : {report['digest']}"])


def fetched(found: Mapping[str, Any]) -> str:
    """What was downloaded, and what to do next."""
    rows = [(each["name"], f"{in_figures(each['size'])} octets", each["sha256"])
            for each in found["files"]]  # fmt: skip
    then = program.command(f"directory import {found['folder']}")
    return "\n".join([*columns(rows), "", f"À faire ensuite, avec le fichier FINESS : {then}"])


def kept(versions: Sequence[Mapping[str, Any]], folder: Path) -> str:
    """The versions kept in a data folder."""
    if not versions:
        return "\n".join(paragraph(f"Aucun annuaire importé dans {folder}. {OTHER_FOLDER}"))
    rows = [
        (dated(each["dated"]), f"{in_figures(each['mailboxes'])} boîtes", each["digest"][:12],
         "en service" if each["in_service"] else "")
        for each in versions
    ]  # fmt: skip
    return "\n".join(columns(rows))


def answered(found: DirectoryFound) -> str:
    """What a search found, with the nearest equipped pharmacies when they are told."""
    lines = [line for entry in found.entries for line in (*_told(entry), "")]
    if not found.entries:
        lines += paragraph(
            "Aucune boîte publiée ne correspond. Une boîte en liste rouge n'est pas publiée."
        )
    if found.near:
        lines += [*paragraph("Les plus proches qui ont une boîte organisationnelle :")]
        lines += columns([_nearby(each) for each in found.near], indent=2)
        lines.append("")
    for each in found.notes:
        lines += paragraph(
            f"Note de garde ({each.finess}), tapée le {short(each.typed_on)} par le centre : "
            f"{each.text}"
        )
    far = any(each.metres is not None for each in found.near)
    return "\n".join([*lines, *_dated(found.dated, found.source, old=found.old, far=far)])


def ready(found: Mapping[str, Any]) -> str:
    """Whether a centre is ready."""
    lines = []
    if found["pharmacies"]:
        lines += paragraph(
            f"Département {found['department']} : {in_figures(found['organisational'])} pharmacies "
            f"sur {in_figures(found['pharmacies'])} ont une boîte organisationnelle publiée "
            f"({found['percent']} %) ; {in_figures(found['personal_only'])} n'ont que des boîtes "
            f"personnelles, {in_figures(found['none_published'])} n'en publient aucune."
        )
    else:
        lines += paragraph(
            f"Aucune pharmacie connue dans le département {found['department']} : le fichier "
            "FINESS manque, ou le code n'est pas le bon."
        )
    if found["centre"]:
        lines += ["", "Boîtes organisationnelles du centre :"]
        lines += [f"  {each.address}  {each.service}".rstrip() for each in found["centre"]]
    missing = [each for each in found["regulators"] if not each["mailboxes"]]
    if found["regulators"]:
        total = len(found["regulators"])
        lines += ["", *paragraph(f"Régulateurs : {total - len(missing)} sur {total} ont une boîte "
                                 "personnelle publiée.")]  # fmt: skip
        rows = [(each["rpps"], each["name"] or "inconnu de l'annuaire", "sans boîte publiée")
                for each in missing]  # fmt: skip
        lines += columns(rows, indent=2)
    told = _dated(found["dated"], found["source"], old=found["old"], far=False)
    return "\n".join([*lines, "", *told])


def noted(notes: Sequence[DutyNote]) -> str:
    """Duty notes."""
    if not notes:
        return "Aucune note de garde."
    rows = [(each.finess, f"{short(each.first)} – {short(each.last)}", each.text)
            for each in notes]  # fmt: skip
    return "\n".join(columns(rows))


def _told(entry: EntryView) -> list[str]:
    place, holder = entry.place, entry.holder
    name = holder.name if holder else place.name if place else entry.service
    lines = [name or "Sans nom"]
    if holder and holder.profession_label:
        lines[0] += f", {holder.profession_label.lower()}"
    if holder and place:
        lines.append(f"  {place.name}")
    if place:
        where = (postal(place), place.phone)
        lines.append(f"  {', '.join(part for part in where if part)}")
        if place.finess:
            lines.append(f"  FINESS {place.finess} {place.category}".rstrip())
    if entry.address is None or entry.type is None:
        lines.append("  aucune boîte publiée")
    else:
        service = f", {entry.service}" if entry.service else ""
        lines.append(f"  {entry.address} ({entry.type.label}{service})")
    return lines


def _nearby(each: NearView) -> tuple[str, str, str]:
    place = each.place
    far = distance(each.metres, same_postcode=each.same_postcode)
    return far, place.name, f"{place.postcode} {place.town} ({place.finess})"


def _dated(dated: date, source: str, *, old: bool, far: bool) -> list[str]:
    text = f"Annuaire du {short(dated)} ({source})."
    if old:
        text += " Attention : il est ancien, en importer un nouveau."
    if far:
        text += " Distances à vol d'oiseau."
    return paragraph(text)
