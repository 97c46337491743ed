"""Versions of the drug facts, told in French: what an import read, what changed."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ordonnance.domain.french.numbers import in_figures
from ordonnance.doors.cli import program
from ordonnance.doors.cli.layout import OTHER_FOLDER, columns, paragraph
from ordonnance.doors.cli.prose_drugs import dated

_BAR = 20
"""Characters of a progress bar."""
SHOWN = 20
"""Lines of a list shown to people; `--json` gives them all."""


def imported(report: Mapping[str, Any]) -> str:
    """The report of an import."""
    lines = paragraph(
        f"{report['label']} du {dated(report['dated'])} : "
        f"{_figure(report['specialities'])} spécialités, "
        f"{_figure(report['presentations'])} présentations, en service."
    )
    lines += ["", *columns(file_table(report["files"]), indent=2), ""]
    for file in report["files"]:
        lines += file_reasons(file, "repaired", "réparé")
        lines += file_reasons(file, "refused", "refusé")
    absent = report["absent_files"]
    if absent:
        lines += paragraph(f"Absents : {', '.join(absent)}.")
    lines += _conditions(report.get("conditions"), report["unread_conditions"])
    lines += paragraph(
        f"{_figure(report['uncounted_presentations'])} présentations dont le contenu ne se compte "
        "pas : leurs boîtes ne sont pas converties en jours."
    )
    return "\n".join([*lines, f"Empreinte : {report['digest']}"])


def fetched(found: Mapping[str, Any]) -> str:
    """What was downloaded, and what to do next."""
    rows = [
        (each["name"], f"{_figure(each['size'])} octets", each["sha256"])
        if each["sha256"]
        else (each["name"], "absent du site", "")
        for each in found["files"]
    ]
    then = program.command(f"drugs import {found['folder']}")
    return "\n".join([*columns(rows), "", f"À faire ensuite : {then}"])


def bar(size: int, expected: int) -> str:
    """« [██████····] 60 % »: how much of a file is there."""
    done = min(size, expected)
    filled = _BAR * done // expected
    return f"[{'█' * filled}{'·' * (_BAR - filled)}] {100 * done // expected}\u202f%"


def progress_shown(name: str, size: int, expected: int | None) -> None:
    """One line on standard error that goes forward, when a person looks at it."""
    if sys.stderr.isatty():
        share = bar(size, expected) if expected else f"{_figure(size)} octets"
        end = "\n" if size == expected else ""
        sys.stderr.write(f"\r{name} {share}    {end}")
        sys.stderr.flush()


def kept(versions: Sequence[Mapping[str, Any]], folder: Path) -> str:
    """The versions kept in a data folder."""
    if not versions:
        return "\n".join(
            paragraph(
                f"Aucune version importée dans {folder} : le catalogue de démonstration y est en "
                f"service. {OTHER_FOLDER}"
            )
        )
    rows = [
        (
            dated(each["dated"]),
            f"{_figure(each['specialities'])} spécialités",
            each["digest"][:12],
            "en service" if each["in_service"] else "",
        )
        for each in versions
    ]
    return "\n".join(columns(rows))


def difference(found: Mapping[str, Any]) -> str:
    """What changed between two versions."""
    former, latter = found["former"], found["latter"]
    lines = paragraph(
        f"Du {dated(former['dated'])} ({former['digest'][:12]}) au {dated(latter['dated'])} "
        f"({latter['digest'][:12]})."
    )
    for name, title in (
        ("new", "Spécialités nouvelles"),
        ("withdrawn", "Spécialités retirées"),
        ("conditions", "Conditions changées"),
        ("renamed", "Noms changés"),
        ("no_longer_marketed", "Plus commercialisées"),
        ("marketed_again", "De nouveau commercialisées"),
    ):
        lines += ["", f"{title} : {_figure(len(found[name]))}"]
        for each in found[name][:SHOWN]:
            lines += [f"  {each['cis']}  {each['name']}", *_changes(each)]
        if len(found[name]) > SHOWN:
            lines.append(f"  … et {_figure(len(found[name]) - SHOWN)} autres (--json les donne)")
    return "\n".join(lines)


def _changes(each: Mapping[str, Any]) -> Iterator[str]:
    for sign, name in (("+", "added"), ("-", "removed")):
        for label in each.get(name, ()):
            yield from paragraph(f"{sign} {label}", indent=6)


def file_table(files: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Each file of an import: entries read, kept, refused, and its encoding."""
    head = ("Fichier", "lues", "gardées", "refusées", "encodage")
    return [
        head,
        *(
            (
                file["name"],
                _figure(file["read"]),
                _figure(file["kept"]),
                _figure(file["read"] - file["kept"]),
                file["encoding"],
            )
            for file in files
        ),
    ]


def file_reasons(file: Mapping[str, Any], name: str, word: str) -> Iterator[str]:
    """Why entries of a file were repaired or refused, with examples."""
    for each in file[name]:
        where = ", ".join(each["examples"])
        yield from paragraph(
            f"{file['name']}, {word} {_figure(each['count'])} fois : {each['reason']} ({where}).",
            hang=2,
        )


def _conditions(count: int | None, labels: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """How many labels of conditions are read, and those that are not, one by one."""
    if count is not None:
        read = _figure(count - len(labels))
        yield from paragraph(
            f"{_figure(count)} libellés de conditions différents, dont {read} lus, ensemble pour "
            "chaque médicament."
        )
    if not labels:
        return
    yield from paragraph(
        f"{_figure(len(labels))} libellés de conditions qu’aucune règle ne lit (montrés tels "
        "quels, ils donnent « ne peut pas être déterminé ») :"
    )
    for each in labels[:SHOWN]:
        yield from paragraph(f"{_figure(each['specialities'])} × {each['label']}", indent=4, hang=6)
    if len(labels) > SHOWN:
        yield f"    … et {_figure(len(labels) - SHOWN)} autres (--json les donne)"


def _figure(number: int) -> str:
    return in_figures(number)
