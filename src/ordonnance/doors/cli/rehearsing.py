"""`ordonnance preserie rehearse`: an editor's software, rehearsed alone against a demonstration."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.doors.cli import output, report_files, session
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.problems import REFUSED, UNREADABLE, Problem

if TYPE_CHECKING:
    from ordonnance.client.rehearsal.software import Software
    from ordonnance.domain.preserie.balance import Balance
    from ordonnance.domain.preserie.rehearsal.judging import Played
    from ordonnance.domain.preserie.rehearsal.scenario import Scenario

_OURS = "ordonnance"
EVERY = ("pdf", "ods", "csv", "json")


Client = Annotated[
    str | None,
    typer.Option(
        "--client", metavar="ADRESSE|COMMANDE",
        help="L'adaptateur du logiciel\u202f: une adresse http(s), ou une commande qui lit et "
        "répond une ligne de JSON par étape. Le client d'ordonnance lui-même sinon.",
    ),
]  # fmt: skip
Version = Annotated[
    str, typer.Option("--version", metavar="VERSION", help="Version du logiciel, au bilan.")
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="ID", help="Ce scénario seulement\u202f; répétable."),
]
Out = Annotated[
    str | None,
    typer.Option("--out", metavar="DOSSIER",
                 help="Y écrit aussi le bilan, en PDF, ODS, CSV et JSON."),
]  # fmt: skip
Listed = Annotated[bool, typer.Option("--list", help="Énumère les scénarios, sans rien jouer.")]


def rehearse(
    client: Client = None,
    version: Version = "0",
    only: Only = None,
    listed: Listed = False,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Répète une présérie : joue chaque scénario du comptoir avec un logiciel, coupe la réponse,
    ralentit ou arrête la base, puis donne le bilan.

    La base doit être une base de démonstration (`ordonnance serve --demo`) ; aucune session n'est
    demandée. Sort avec 1 quand un scénario ne se passe pas comme il devrait.
    """
    from ordonnance.doors.cli import prose_rehearsal

    scenarios = _chosen(only or [])
    if listed:
        output.answer(scenarios, prose_rehearsal.playbill, as_json=as_json)
        return
    plays = _played(scenarios, client, as_json=as_json)
    balance = _balance(client or _OURS, version, plays)
    if out is not None:
        from ordonnance.bootstrap.pilot_files import report_of

        report_files.write(report_of(balance), Path(out), EVERY)
    if as_json:
        output.say(output.to_json(summary(plays, balance)))
    else:
        output.tell(prose_rehearsal.told(plays, balance))
    if any(each.faults for each in plays):
        raise typer.Exit(REFUSED)


def summary(plays: "list[Played]", balance: "Balance") -> dict[str, object]:
    """The answer as JSON: each scenario with its faults, then the criteria."""
    return {
        "scenarios": [
            {"id": each.scenario.id, "title": each.scenario.title,
             "faults": [{"failing": fault.failing.value, "why": fault.why}
                        for fault in each.faults]}
            for each in plays
        ],
        "criteria": [
            {"id": each.criterion.id, "title": each.criterion.title,
             "verdict": each.finding.verdict.value, "why": each.finding.why,
             "evidence": each.finding.evidence, "missing": each.finding.missing}
            for each in balance.criteria
        ],
    }  # fmt: skip


def _chosen(ids: list[str]) -> "tuple[Scenario, ...]":
    from ordonnance.domain.preserie.rehearsal.playbill import among

    try:
        return among(frozenset(ids))
    except ValueError as unknown:
        raise Problem.local(
            "SCENARIO_UNKNOWN",
            f"Aucun scénario ne s'appelle\u202f: {unknown}.",
            "Les énumérer avec --list.",
            "--only",
            exit_code=UNREADABLE,
        ) from unknown


def _played(
    scenarios: "tuple[Scenario, ...]", client: str | None, *, as_json: bool
) -> "list[Played]":
    from ordonnance.bootstrap import offline
    from ordonnance.bootstrap.rehearsed import document
    from ordonnance.client.rehearsal.playing import played, stage_of
    from ordonnance.doors.cli import prose_rehearsal

    software = _software(client)
    plays = []
    try:
        stage = stage_of(session.address(), offline.now, document)
        for each in played(scenarios, software, stage):
            plays.append(each)
            if each.faults and not as_json:
                output.tell("\n".join(prose_rehearsal.failed(each)))
                output.flush()
    finally:
        software.close()
    return plays


def _software(client: str | None) -> "Software":
    from ordonnance.client.rehearsal.ours import OurClient
    from ordonnance.client.rehearsal.software import SoftwareUnusable, software_of

    if client is None:
        return OurClient()
    try:
        return software_of(client)
    except SoftwareUnusable as error:
        raise Problem.local(
            "SOFTWARE_UNUSABLE",
            f"Le logiciel ne peut pas répéter\u202f: {error.reason}.",
            "Vérifier --client\u202f: une adresse http(s), ou une commande qui démarre d'ici.",
            "--client",
            exit_code=UNREADABLE,
        ) from error


def _balance(name: str, version: str, plays: "list[Played]") -> "Balance":
    from ordonnance.bootstrap import offline
    from ordonnance.domain.preserie.rehearsal.weighing import balance_of
    from ordonnance.domain.preserie.traces import TraceInvalid

    try:
        return balance_of(name, version, plays, offline.now())
    except TraceInvalid as invalid:
        raise Problem.local(
            "SOFTWARE_TRACE_INVALID",
            f"Le bilan ne s'établit pas\u202f: {invalid}.",
            "Corriger --version, ou le code que le logiciel a répondu.",
            exit_code=UNREADABLE,
        ) from invalid
