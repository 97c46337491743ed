"""The directory of secure health mail, told in French: imports, what is found, readiness."""

from collections.abc import Mapping
from typing import Any

from ordonnance.domain.french.numbers import in_figures
from ordonnance.doors.cli.layout import columns, count, paragraph
from ordonnance.doors.cli.prose_drug_versions import file_reasons, file_table
from ordonnance.doors.cli.prose_drugs import dated


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
