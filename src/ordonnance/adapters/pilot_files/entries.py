"""What is sent for the register of a présérie, in the words of its description: one thing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ordonnance.adapters.case_files.fields import Fields, needed
from ordonnance.adapters.case_files.nodes import CaseUnreadable, Node, decoded
from ordonnance.adapters.case_files.yaml_text import read_yaml
from ordonnance.adapters.pilot_files import keys, observed, observed_keys
from ordonnance.adapters.pilot_files.reading import PREREQUISITES, read_opening
from ordonnance.adapters.pilot_files.sites import done, site
from ordonnance.domain.preserie.parties import Kind
from ordonnance.domain.preserie.pilot import Evidence
from ordonnance.domain.preserie.register import Said, Shown

NAME = "demande"
"""How the place of what cannot be read is named."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class GivenEntry:
    """What was sent: for which présérie, what, and why despite a breach."""

    pilot: str
    said: Said
    reason: str = ""


def read_entry(content: bytes) -> GivenEntry:
    """One entry, in JSON or YAML. Raises CaseUnreadable."""
    fields = Fields(read_yaml(decoded(content, NAME), NAME), observed_keys.ENTRY)
    pilot = needed(fields.text("présérie"))
    if not _UUID.fullmatch(pilot.value):
        raise CaseUnreadable(pilot.place, "Une présérie a pour identifiant un UUID en minuscules.",
                             "En tirer un à l’ouverture, puis garder le même.")  # fmt: skip
    found = [name for name in fields.found if name in _READERS]
    if len(found) != 1:
        raise CaseUnreadable(
            fields.place, "Une demande enregistre une seule chose.",
            f"N’écrire qu’un nom parmi\u202f: {', '.join(_READERS)}.",
        )  # fmt: skip
    said = _READERS[found[0]](fields, fields.required(found[0]))
    return GivenEntry(pilot.value, said, fields.said("motif") or "")


def _prerequisite(_fields: Fields, node: Node) -> Said:
    fields = Fields(node, observed_keys.PREREQUISITE)
    evidence = Evidence(needed(fields.day("le")), needed(fields.said("preuve")))
    chosen = needed(fields.choice("prérequis", PREREQUISITES))
    return Said(Kind.PREREQUISITE, shown=Shown(chosen, evidence))


def _departments(fields: Fields, _node: Node) -> Said:
    found = tuple(each.value for each in fields.texts("CPAM"))
    return Said(Kind.DEPARTMENTS, departments=found)


def _version(fields: Fields, _node: Node) -> Said:
    return Said(Kind.VERSION, version=needed(fields.said("version")))


def _whole(fields: Fields, _node: Node) -> Said:
    name = "prérequis techniques complets le"
    return Said(Kind.NEEDS_WHOLE, whole=needed(fields.day(name)))


_READERS: Mapping[str, Callable[[Fields, Node], Said]] = {
    "ouverture": lambda _, node: Said(Kind.OPENED, opening=read_opening(node)),
    "prérequis": _prerequisite,
    "CPAM": _departments,
    "site": lambda _, node: Said(Kind.SITE, site=site(node)),
    "acte": lambda _, node: Said(Kind.DONE, done=done(node)),
    "poste": lambda _, node: Said(Kind.WORKSTATION, workstation=observed.workstation(node)),
    "fin des traces": lambda _, node: Said(Kind.TRACES_OFF, ended=observed.ended(node)),
    "version": _version,
    "clé": lambda _, node: Said(Kind.KEY, key=observed.editor_key(node)),
    "indisponibilité": lambda _, node: Said(Kind.OUTAGE, outage=observed.outage(node)),
    "anomalie": lambda _, node: Said(Kind.ANOMALY, anomaly=observed.anomaly(node)),
    "prérequis technique": lambda _, node: Said(Kind.NEED, need=observed.need(node)),
    "prérequis techniques complets le": _whole,
    "questionnaire": lambda _, node: Said(Kind.ANSWERS, answers=observed.answers(node)),
}

SECTIONS = (keys.OPENING, *observed_keys.SECTIONS)
"""The sections of what is sent, for the reference."""
