"""The simulated présérie as an editor would write it: a description, and traces line by line."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ordonnance.domain.preserie.pilot import PilotAct, Prerequisite
from ordonnance.domain.preserie.traces import Attempt
from tests.builders import simulated_pilot as simulated

_PREREQUISITES = {
    Prerequisite.AUTHORISATION: "autorisation CNDA", Prerequisite.SUPPORT: "support",
    Prerequisite.TRAINING: "installation et formation", Prerequisite.KIT: "kit",
}  # fmt: skip


def french(day: date) -> str:
    """12/03/2026."""
    return day.strftime("%d/%m/%Y")


def _instant(at: datetime) -> str:
    return at.astimezone(ZoneInfo("Europe/Paris")).strftime("%d/%m/%Y à %Hh%M")


def described() -> dict[str, Any]:
    """The description."""
    pilot, anomaly, needs = simulated.pilot(), simulated.anomaly(), simulated.NEEDS
    fix = anomaly.fix
    assert fix is not None
    assert fix.verified is not None
    assert anomaly.reproduced is not None
    assert needs.whole is not None
    module = {
        "nom": pilot.module.name, "version": pilot.module.version,
        "architecture": pilot.module.architecture, "interface": pilot.module.interface,
    }  # fmt: skip
    return {
        "présérie": pilot.title, "éditeur": pilot.editor, "profession": "pharmacien",
        "part de marché": "4,2", "module": module, "CPAM": ["33"], "versions": ["4.2"],
        "logiciels": [{"nom": "LGO EXEMPLE", "version": "4.1"}],
        "prérequis": {
            _PREREQUISITES[each]: {"le": french(shown.on), "preuve": shown.shown_by}
            for each, shown in pilot.prerequisites.items()
        },
        "sites": [
            {"n° AM": each.am.value, "CPAM": each.department, "accord le": "02/02/2026",
             "équipement vérifié le": "03/02/2026", "prévue le": french(simulated.start(rank)),
             "traces depuis le": french(simulated.start(rank))}
            for rank, each in enumerate(pilot.sites, 1)
        ],
        "déroulement": [
            {"acte": each.act.label, "le": french(each.on)}
            | ({"n° AM": each.site.value} if each.act is PilotAct.INSTALL and each.site else {})
            for each in pilot.done
        ],
        "postes": [
            {"poste": each.id, "n° AM": each.site.value, "nom": each.workstation,
             "depuis le": french(each.since), "montré le": french(each.since)}
            for each in simulated.FIELD.installations.values()
        ],
        "indisponibilités": [
            {"de": _instant(simulated.OUTAGE.start), "à": _instant(simulated.OUTAGE.end)}
        ],
        "anomalies": [{
            "nom": anomaly.id, "ouverte le": french(anomaly.opened), "constat": anomaly.told,
            "opération": "enregistrement de la délivrance", "origine": "intrinsèque au logiciel",
            "bloquante": "oui", "reproduite le": french(anomaly.reproduced),
            "corrigée en version": fix.version, "corrigée le": french(fix.on),
            "vérifiée le": french(fix.verified), "codes": sorted(anomaly.codes),
            "sites": [each.value for each in anomaly.sites],
        }],
        "prérequis techniques": [
            {"constat": each.told, "relevé le": french(each.found), "réponse": each.met_by}
            for each in needs.needs
        ],
        "prérequis techniques complets le": french(needs.whole),
        "questionnaires": [
            {"invitation": each.respondent, "n° AM": each.site.value, "le": french(each.on),
             "réponses": {name: str(mark) for name, mark in each.marks.items()}}
            for each in simulated.answers()
        ],
    }  # fmt: skip


def traced(attempt: Attempt) -> dict[str, Any]:
    """A trace as the software writes it: what is not told is left out."""
    told = {
        "id": attempt.id, "installation": attempt.installation, "operation": attempt.operation,
        "at": attempt.at.isoformat(), "outcome": attempt.outcome, "version": attempt.version,
        "module_version": attempt.module_version, "reference": attempt.reference,
        "code": attempt.code, "duration_ms": attempt.duration_ms, "paper": attempt.paper,
        "served": attempt.served, "test": attempt.test,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


def written(folder: Path) -> tuple[str, str]:
    """The two files."""
    description, traces = folder / "présérie.json", folder / "traces.jsonl"
    description.write_text(json.dumps(described(), ensure_ascii=False), "utf-8")
    lines = (json.dumps(traced(each)) for each in simulated.attempts())
    traces.write_text("\n".join(lines) + "\n", "utf-8")
    return str(description), str(traces)
