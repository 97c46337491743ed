"""Interactions told in French: what an import read, what two names do together."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ordonnance.domain.french.numbers import in_figures
from ordonnance.domain.interactions import Level
from ordonnance.doors.cli.layout import OTHER_FOLDER, columns, paragraph
from ordonnance.doors.cli.prose_drug_versions import file_reasons, file_table
from ordonnance.doors.cli.prose_drugs import dated

SHOWN = 20
"""Lines of a list shown to people; `--json` gives them all."""


def imported(report: Mapping[str, Any]) -> str:
    """The report of an import."""
    lines = paragraph(
        f"{report['label']} du {dated(report['dated'])} : "
        f"{in_figures(report['couples'])} couples, {in_figures(report['substances'])} substances, "
        f"{in_figures(report['classes'])} classes, en service."
    )
    levels = [(f"{Level(name).label}", in_figures(n)) for name, n in report["by_level"].items()]
    lines += ["", *columns(levels, indent=2), ""]
    lines += paragraph(
        f"{in_figures(report['depends_on_the_case'])} couples ont plusieurs niveaux, selon la "
        "dose, la personne ou la substance : le plus fort qui peut valoir est retenu."
    )
    lines += ["", *columns(file_table(report["files"]), indent=2), ""]
    for file in report["files"]:
        lines += file_reasons(file, "repaired", "réparé")
        lines += file_reasons(file, "refused", "refusé")
    if report["terms_without_substance"]:
        named = ", ".join(report["terms_without_substance"])
        lines += paragraph(f"Termes sans substance dans l'index (gardés) : {named}.")
    lines += _coverage(report["coverage"])
    return "\n".join([*lines, f"Empreinte : {report['digest']}"])


def _coverage(found: Mapping[str, Any]) -> Iterator[str]:
    total = found["specialities"]
    sure = found["known"] + found["absent"]
    share = f"{100 * sure / total:.1f}".replace(".", ",") if total else "0"
    yield from paragraph(
        f"Médicaments du {dated(found['catalogue_dated'])} : {in_figures(sure)} sur "
        f"{in_figures(total)} ({share} %) n'ont que des substances reconnues "
        f"({in_figures(found['known'])}) ou que le thésaurus ne nomme pas "
        f"({in_figures(found['absent'])}) ; {in_figures(found['unsure'])} ont un nom qui ressemble "
        "à une substance connue sans correspondre : leurs interactions sont dites non contrôlées."
    )
    unsure = found["unsure_substances"]
    for each in unsure[:SHOWN]:
        yield from paragraph(
            f"{in_figures(each['specialities'])} × {each['name']}", indent=4, hang=6
        )
    if len(unsure) > SHOWN:
        yield f"    … et {in_figures(len(unsure) - SHOWN)} autres (--json les donne)"


def kept(versions: Sequence[Mapping[str, Any]], folder: Path) -> str:
    """The versions kept in a data folder."""
    if not versions:
        return "\n".join(
            paragraph(
                f"Aucun thésaurus importé dans {folder} : la base de ce dossier ne contrôle pas "
                f"les interactions. {OTHER_FOLDER}"
            )
        )
    return "\n".join(
        columns(
            [
                (
                    dated(each["dated"]),
                    f"{in_figures(each['couples'])} couples",
                    each["digest"][:12],
                    "en service" if each["in_service"] else "",
                )
                for each in versions
            ]
        )
    )


def between(found: Mapping[str, Any]) -> str:
    """What two names do together."""
    lines = [_source(found)]
    if not found["interactions"]:
        lines.append(f"Rien entre {found['one']} et {found['other']}.")
    for each in found["interactions"]:
        lines += ["", *_couple(each)]
    return "\n".join(lines)


def found(terms: Sequence[Mapping[str, Any]]) -> str:
    """Substances and classes, each with what it interacts with."""
    if not terms:
        return "Aucune substance ni classe de ce nom."
    lines: list[str] = []
    for each in terms:
        lines += [each["name"]]
        if each["classes"]:
            lines += paragraph(f"Classes : {', '.join(each['classes'])}.", indent=2)
        if each["members"]:
            lines += paragraph(f"Substances : {', '.join(each['members'])}.", indent=2)
        for couple in each["interacts_with"][:SHOWN]:
            named = f"{couple['first']} / {couple['second']}"
            lines += paragraph(f"{Level(couple['level']).label} : {named}", indent=2, hang=4)
        more = len(each["interacts_with"]) - SHOWN
        if more > 0:
            lines.append(f"  … et {in_figures(more)} autres (--json les donne)")
        lines.append("")
    return "\n".join(lines).rstrip()


def _couple(each: Mapping[str, Any]) -> Iterator[str]:
    yield f"{Level(each['level']).label.upper()} : {each['first']} / {each['second']}"
    yield from paragraph(each["mechanism"], indent=2)
    for advice in each["advices"]:
        if advice["conduct"]:
            yield from paragraph(f"{advice['label']} : {advice['conduct']}", indent=2, hang=4)


def _source(found: Mapping[str, Any]) -> str:
    told = f"{found['label']}, {dated(found['dated'])}"
    return f"{told} (pas une source de soins)" if found["demonstration"] else told
