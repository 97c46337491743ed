"""A file that describes a présérie, to a pilot; what cannot be read says where and what to do."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from ordonnance.adapters.case_files.fields import Fields, needed
from ordonnance.adapters.case_files.nodes import CaseUnreadable, Node, Text, decoded, quoted
from ordonnance.adapters.case_files.yaml_text import read_yaml
from ordonnance.adapters.pilot_files import keys
from ordonnance.domain.ids import AmNumber, InvalidId
from ordonnance.domain.preserie.pilot import (
    Done,
    Evidence,
    Module,
    Pilot,
    PilotAct,
    Prerequisite,
    Site,
    Software,
)
from ordonnance.domain.preserie.terms import PHARMACISTS, Terms

T = TypeVar("T")

ACTS = {act.label: act for act in PilotAct}
"""What may stand under « acte »."""
_PREREQUISITES = {
    "autorisation CNDA": Prerequisite.AUTHORISATION,
    "support": Prerequisite.SUPPORT,
    "installation et formation": Prerequisite.TRAINING,
    "kit": Prerequisite.KIT,
}
_PROFESSIONS = {"pharmacien": True, "prescripteur": False}
_WHOLE_SHARE = Decimal(100)


def read_pilot(content: bytes, file: str) -> Pilot:
    """The présérie that a file describes. Raises CaseUnreadable."""
    fields = Fields(read_yaml(decoded(content, file), file), keys.PILOT)
    module = _module(fields.required("module"))
    return Pilot(
        title=needed(fields.said("présérie")),
        editor=needed(fields.said("éditeur")),
        terms=_terms(fields),
        module=module,
        software=_each(fields, "logiciels", lambda node: _software(node, module)),
        share=_share(fields),
        prerequisites=_prerequisites(fields.node("prérequis")),
        departments=tuple(each.value for each in fields.texts("CPAM")),
        sites=_each(fields, "sites", _site),
        done=_each(fields, "déroulement", _done),
    )


def _each(fields: Fields, name: str, read: Callable[[Node], T]) -> tuple[T, ...]:
    return tuple(read(each) for each in fields.many(name))


def _terms(fields: Fields) -> Terms:
    given = fields.node("modalités")
    if needed(fields.choice("profession", _PROFESSIONS)):
        if given is not None:
            raise CaseUnreadable(
                given.place, "Les modalités des pharmaciens sont celles de la note publiée.",
                "Retirer « modalités ».",
            )  # fmt: skip
        return PHARMACISTS
    if given is None:
        raise CaseUnreadable(
            fields.at("profession"), "Aucune note publiée ne donne celles des prescripteurs.",
            "Écrire « modalités », avec leur source.",
        )  # fmt: skip
    terms = Fields(given, keys.TERMS)
    return Terms(
        profession="prescripteur",
        source=needed(terms.said("source")),
        least_sites=needed(terms.whole("sites au moins")),
        most_sites=needed(terms.whole("sites au plus")),
        first_week=needed(terms.whole("première semaine")),
    )


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
    for name, prerequisite in _PREREQUISITES.items():
        given = fields.node(name)
        if given is not None:
            evidence = Fields(given, keys.EVIDENCE)
            shown[prerequisite] = Evidence(
                needed(evidence.day("le")), needed(evidence.said("preuve"))
            )
    return shown


def _site(node: Node) -> Site:
    fields = Fields(node, keys.SITE)
    return Site(
        am=_am(needed(fields.text("n° AM"))),
        department=needed(fields.said("CPAM")),
        agreed=fields.day("accord le"),
        equipped=fields.day("équipement vérifié le"),
        planned=fields.day("prévue le"),
        traces=fields.day("traces depuis le"),
    )


def _done(node: Node) -> Done:
    fields = Fields(node, keys.DONE)
    act = needed(fields.choice("acte", ACTS))
    site = fields.text("n° AM")
    if (act is PilotAct.INSTALL) is (site is None):
        raise CaseUnreadable(
            fields.place, "Une installation, et elle seule, nomme un site.",
            "Ajouter « n° AM » à l’installation, ou le retirer des autres actes.",
        )  # fmt: skip
    return Done(act, needed(fields.day("le")), None if site is None else _am(site))


def _am(text: Text) -> AmNumber:
    try:
        return AmNumber.parse(text.value)
    except InvalidId as error:
        raise CaseUnreadable(
            text.place, f"{quoted(text.value)} n’est pas un numéro AM.",
            "L’écrire en neuf caractères, clé comprise.",
        ) from error  # fmt: skip
