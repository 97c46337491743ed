"""What a verification of the journals says, in French."""

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from ordonnance.domain.french.dates import short
from ordonnance.doors.cli.layout import PARIS, paragraph

_SENTENCES = {
    "entry_missing": "Ordonnance {journal}, entrée {rank} : elle manque.",
    "entry_altered": "Ordonnance {journal}, entrée {rank} : elle n'est pas celle qui a été écrite.",
    "head": "Ordonnance {journal}, entrée {rank} : la fin du journal n'est pas celle que "
    "l'ordonnance annonce.",
    "cut": "Ordonnance {journal} : le journal est coupé avant l'entrée {rank}, qui a été ancrée.",
    "ordonnance_missing": "Ordonnance {journal} : elle a disparu avec son journal, ancré jusqu'à "
    "l'entrée {rank}.",
    "anchored_differently": "Ancre {rank} : ce qu'elle couvre a été récrit depuis.",
    "anchor_missing": "Ancre {rank} : elle manque.",
    "anchor_altered": "Ancre {rank} : elle a été changée, ou n'est pas signée par cette base.",
    "outside_forged": "Ancre {rank} gardée hors de la base : elle n'est pas signée par cette base.",
    "rolled_back": "Ancre {rank} gardée hors de la base : la base ne l'a pas, ou en a une autre "
    "(base remise dans un état antérieur).",
    "not_anchored": "Ordonnance {journal} : rien n'ancre son journal jusqu'à l'entrée {rank}, "
    "pourtant ancienne ; elle a été oubliée, ou ajoutée après coup.",
    "never_anchored": "Aucune ancre, alors que la base a servi : elles ont été retirées, ou aucun "
    "worker n'a jamais tourné.",
}
"""One sentence per fault; ordonnances are named by the short hash of their number."""


class Finding(Protocol):
    """One thing wrong."""

    @property
    def fault(self) -> str: ...
    @property
    def journal(self) -> str | None: ...
    @property
    def rank(self) -> int: ...


class Seen(Protocol):
    """What was read."""

    ordonnances: int
    entries: int
    anchors: int
    outside: int
    last_anchor: datetime | None
    not_anchored: int


class Verified(Protocol):
    """The whole result."""

    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def total(self) -> int: ...
    @property
    def seen(self) -> Seen: ...


def verified(result: Verified) -> str:
    """The findings, then what was read."""
    lines: list[str] = []
    for finding in result.findings:
        told = _SENTENCES[finding.fault].format(journal=finding.journal, rank=finding.rank)
        lines += paragraph(told.replace(" :", "\u202f:"), hang=2)
    if result.total > len(result.findings):
        lines.append(f"Et {result.total - len(result.findings)} autres constats.")
    if result.total:
        lines.append("")
    return "\n".join(lines + _read(result))


def _read(result: Verified) -> list[str]:
    seen = result.seen
    held = f"{result.total} constat(s)\u202f: des journaux ont été touchés."
    lines = [
        held if result.total else "Tout tient." if seen.anchors else "Rien à redire, sans preuve.",
        f"Lu\u202f: {seen.ordonnances} ordonnances, {seen.entries} entrées, {seen.anchors} ancres, "
        f"{seen.outside} ancres gardées hors de la base.",
    ]
    if seen.last_anchor is None:
        lines.append("Aucune ancre\u202f: une chaîne refaite en entier ne se verrait pas.")
        return lines
    at = seen.last_anchor.astimezone(ZoneInfo("Europe/Paris"))
    lines.append(f"Dernière ancre\u202f: {short(at.date())} à {at:%H:%M} {PARIS}.")
    if seen.not_anchored:
        lines += paragraph(
            f"{seen.not_anchored} journaux ont des entrées qu'aucune ancre ne couvre encore\u202f: "
            "leur fin n'est pas prouvée."
        )
    if not seen.outside:
        lines += paragraph(
            "Aucune ancre gardée hors de la base n'a été comparée\u202f: un retour à un état "
            "antérieur ne se verrait pas."
        )
    return lines
