"""The versions in service: drugs, interactions, rules, release, schema; what each import said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from starlette.responses import Response

from ordonnance import __version__
from ordonnance.bootstrap.overseeing import Report
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.doors.web.visit import Visit
from ordonnance.law.french import plural
from ordonnance.law.register import IDS, REGISTER, in_force

FORMER_SHOWN = 5
"""Former versions named beside the one in service."""


@dataclass(frozen=True, slots=True)
class FileSeen:
    """One file of an import, in rows; the reasons with their counts, without the rows."""

    name: str
    read: int
    kept: int
    repaired: int
    refused: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportSeen:
    """One imported version; `age` of its data in days."""

    label: str
    source: str
    dated: date
    age: int
    digest: str
    imported_at: datetime
    in_service: bool
    files: tuple[FileSeen, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawSeen:
    """The rules as they are encoded: how many, in force today, the newest, the last day on which
    a text was read, what comes next."""

    rules: int
    in_force: int
    newest: date | None
    read_on: date
    coming: tuple[tuple[date, str], ...]


async def show(visit: Visit) -> Response:
    """Every version."""
    overseeing, ports = visit.platform.overseeing, visit.platform.ports
    kept = await overseeing.imports()
    today = legal_day(ports.clock.now(), PARIS)
    facts = visit.platform.facts()
    return visit.page(
        "administration_versions.html", version=__version__, law=law_on(today), facts=facts,
        drugs=imports_of(kept.drugs, today), interactions=imports_of(kept.interactions, today),
        warnings=visit.platform.warnings(), schema=await overseeing.schema_version(),
        age=(today - facts.dated).days,
        former=FORMER_SHOWN,
    )  # fmt: skip


def imports_of(reports: Iterable[Report], today: date) -> tuple[ImportSeen, ...]:
    """Reports as they are shown, the version in service first, then the newest data."""
    seen = [_import(each, today) for each in reports]
    return tuple(sorted(seen, key=lambda each: (each.in_service, each.dated), reverse=True))


def _import(report: Report, today: date) -> ImportSeen:
    dated = date.fromisoformat(report["dated"])
    return ImportSeen(
        report["label"], report["source"], dated, (today - dated).days, report["digest"],
        datetime.fromisoformat(report["imported_at"]), bool(report.get("in_service")),
        tuple(_file(each) for each in report["files"]), tuple(_warnings(report)),
    )  # fmt: skip


def _file(told: Report) -> FileSeen:
    repaired, refused = told["repaired"], told["refused"]
    return FileSeen(
        told["name"], told["read"], told["kept"],
        sum(each["count"] for each in repaired), sum(each["count"] for each in refused),
        tuple(f"{each['reason']} ({each['count']})" for each in (*refused, *repaired)),
    )  # fmt: skip


def _warnings(report: Report) -> Iterable[str]:
    """What an import tells that somebody should read."""
    if absent := report.get("absent_files"):
        yield f"Fichiers absents de l'import : {', '.join(absent)}."
    if unread := report.get("unread_conditions"):
        several = plural(len(unread), "condition de délivrance", "conditions de délivrance")
        yield f"{several} sans règle écrite : ces médicaments demandent une vérification."
    if uncounted := report.get("uncounted_presentations"):
        several = plural(uncounted, "présentation", "présentations")
        yield f"{several} dont le nombre d'unités n'a pas pu être lu."


def law_on(today: date) -> LawSeen:
    """The register of rules, seen on a day."""
    begun = [rule.since for rule in REGISTER if rule.since and rule.since <= today]
    coming = {(rule.since, rule.title) for rule in REGISTER if rule.since and rule.since > today}
    return LawSeen(
        len(IDS), len(in_force(today)), max(begun, default=None),
        max(rule.citation.read_on for rule in REGISTER), tuple(sorted(coming)),
    )  # fmt: skip
