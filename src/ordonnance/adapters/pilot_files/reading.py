"""A file that describes a présérie, to a pilot; what cannot be read says where and what to do."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from ordonnance.adapters.case_files.fields import Fields, needed
from ordonnance.adapters.case_files.nodes import CaseUnreadable, Node, decoded
from ordonnance.adapters.case_files.yaml_text import read_yaml
from ordonnance.adapters.pilot_files import keys, observed
from ordonnance.adapters.pilot_files.sites import done, site
from ordonnance.domain.preserie.balance import Observed
from ordonnance.domain.preserie.executions import Field
from ordonnance.domain.preserie.pilot import (
    Evidence,
    Module,
    Pilot,
    Prerequisite,
    Software,
)
from ordonnance.domain.preserie.register import Opening
from ordonnance.domain.preserie.sides import SIDES
from ordonnance.domain.preserie.technical import TechnicalNeeds
from ordonnance.domain.preserie.terms import PHARMACISTS, Terms, in_force
from ordonnance.domain.preserie.traces import Attempt

T = TypeVar("T")

PREREQUISITES = {
    "autorisation CNDA": Prerequisite.AUTHORISATION,
    "support": Prerequisite.SUPPORT,
    "installation et formation": Prerequisite.TRAINING,
    "kit": Prerequisite.KIT,
}
"""What may stand under « prérequis »."""
_PROFESSIONS = {each: each for each in SIDES}
_WHOLE_SHARE = Decimal(100)


def read_pilot(content: bytes, file: str) -> Pilot:
    """The présérie that a file describes. Raises CaseUnreadable."""
    fields = Fields(read_yaml(decoded(content, file), file), keys.PILOT)
    module = _module(fields.required("module"))
    acts = _each(fields, "déroulement", done)
    first = min((each.on for each in acts), default=date.max)
    return Pilot(
        title=needed(fields.said("présérie")),
        editor=needed(fields.said("éditeur")),
        terms=_terms(fields) or in_force(_profession(fields), first),
        module=module,
        software=_each(fields, "logiciels", lambda node: _software(node, module)),
        share=_share(fields),
        prerequisites=_prerequisites(fields.node("prérequis")),
        departments=tuple(each.value for each in fields.texts("CPAM")),
        sites=_each(fields, "sites", site),
        done=acts,
    )


def read_observed(content: bytes, file: str, attempts: tuple[Attempt, ...]) -> Observed:
    """The présérie of a file and what it shows, with traces read beside. Raises CaseUnreadable."""
    pilot = read_pilot(content, file)
    fields = Fields(read_yaml(decoded(content, file), file), keys.PILOT)
    workstations = _each(fields, "postes", observed.workstation)
    installations = {each.installation.id: each.installation for each in workstations}
    versions = {each.value for each in fields.texts("versions")}
    software = {each.version for each in pilot.software}
    field = Field(
        installations,
        _each(fields, "indisponibilités", observed.outage),
        frozenset(versions | software),
    )
    needs = TechnicalNeeds(
        _each(fields, "prérequis techniques", observed.need),
        fields.day("prérequis techniques complets le"),
    )
    return Observed(
        pilot, field, tuple(each for each in attempts if each.installation in installations),
        _each(fields, "anomalies", observed.anomaly), needs,
        _each(fields, "questionnaires", observed.answers),
    )  # fmt: skip


def read_opening(node: Node) -> Opening:
    """What a présérie is opened with. Raises CaseUnreadable."""
    fields = Fields(node, keys.OPENING)
    module = _module(fields.required("module"))
    return Opening(
        title=needed(fields.said("nom")),
        editor=needed(fields.said("éditeur")),
        module=module,
        software=_each(fields, "logiciels", lambda each: _software(each, module)),
        share=_share(fields),
        terms=_terms(fields),
        profession=_profession(fields),
    )


def _each(fields: Fields, name: str, read: Callable[[Node], T]) -> tuple[T, ...]:
    return tuple(read(each) for each in fields.many(name))


def _profession(fields: Fields) -> str:
    return needed(fields.choice("profession", _PROFESSIONS))


def _terms(fields: Fields) -> Terms | None:
    """Those that are written; None: those of the table (`domain/preserie/terms.py`)."""
    given, profession = fields.node("modalités"), _profession(fields)
    if given is None:
        return None
    if profession == PHARMACISTS.profession:
        raise CaseUnreadable(
            given.place, "Les modalités des pharmaciens sont celles de la note publiée.",
            "Retirer « modalités ».",
        )  # fmt: skip
    terms = Fields(given, keys.TERMS)
    return Terms(
        profession=profession,
        source=needed(terms.said("source")),
        least_sites=needed(terms.whole("sites au moins")),
        most_sites=needed(terms.whole("sites au plus")),
        first_week=needed(terms.whole("première semaine")),
        least_success=_percent(terms),
    )


def _percent(terms: Fields) -> int | None:
    percent = terms.whole("succès au moins")
    if percent is not None and not 1 <= percent <= 100:
        raise CaseUnreadable(terms.at("succès au moins"), "Un pourcentage va de 1 à 100.",
                             "L’écrire comme 80.")  # fmt: skip
    return percent


def _module(node: Node) -> Module:
    fields = Fields(node, keys.MODULE)
    name, version, architecture, interface = (
        needed(fields.said(each)) for each in ("nom", "version", "architecture", "interface")
    )
    return Module(name, version, architecture, interface)


def _software(node: Node, module: Module) -> Software:
    fields = Fields(node, keys.SOFTWARE)
    own = fields.node("module")
    return Software(
        needed(fields.said("nom")),
        needed(fields.said("version")),
        module if own is None else _module(own),
        bool(fields.flag("moteur d’un tiers")),
    )


def _share(fields: Fields) -> Decimal | None:
    share = fields.amount("part de marché")
    if share is not None and share > _WHOLE_SHARE:
        raise CaseUnreadable(
            fields.at("part de marché"), "Une part de marché ne dépasse pas 100\u202f%.",
            "L’écrire en pour cent, comme 0,8.",
        )  # fmt: skip
    return share


def _prerequisites(node: Node | None) -> dict[Prerequisite, Evidence]:
    if node is None:
        return {}
    fields = Fields(node, keys.PREREQUISITES)
    shown = {}
    for name, prerequisite in PREREQUISITES.items():
        given = fields.node(name)
        if given is not None:
            evidence = Fields(given, keys.EVIDENCE)
            shown[prerequisite] = Evidence(
                needed(evidence.day("le")), needed(evidence.said("preuve"))
            )
    return shown
