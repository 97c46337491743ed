"""What a présérie shows once it runs, read from French lines: workstations, anomalies, answers."""

from ordonnance.adapters.case_files import values
from ordonnance.adapters.case_files.fields import Fields, needed
from ordonnance.adapters.case_files.nodes import CaseUnreadable, Node, Section, Text, quoted
from ordonnance.adapters.pilot_files import observed_keys as keys
from ordonnance.adapters.pilot_files.sites import am_number
from ordonnance.domain.calendar import PARIS
from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.anomalies import Anomaly, Fix, Origin
from ordonnance.domain.preserie.questionnaire import Answers, AnswersInvalid
from ordonnance.domain.preserie.register import EditorKey, Ended, Workstation
from ordonnance.domain.preserie.technical import TechnicalNeed
from ordonnance.domain.preserie.traces import Installation, Operation, Outage

ORIGINS = {each.label: each for each in Origin}
OPERATIONS = {each.label: each for each in Operation}


def workstation(node: Node) -> Workstation:
    """A workstation. Raises CaseUnreadable."""
    fields = Fields(node, keys.WORKSTATION)
    since, until = needed(fields.day("depuis le")), fields.day("jusqu’au")
    shown = needed(fields.day("montré le"))
    if shown > since:
        raise CaseUnreadable(
            fields.at("montré le"), "Les traces commencent avant que le pharmacien ne les voie.",
            "Montrer d’abord ce qui est tracé.",
        )  # fmt: skip
    installed = Installation(
        needed(fields.said("poste")), am_number(needed(fields.text("n° AM"))),
        needed(fields.said("nom")), since, until,
    )  # fmt: skip
    return Workstation(installed, shown)


def ended(node: Node) -> Ended:
    """The end of the traces of a workstation. Raises CaseUnreadable."""
    fields = Fields(node, keys.OFF)
    return Ended(needed(fields.said("poste")), needed(fields.day("le")))


def outage(node: Node) -> Outage:
    """A time when the base was down. Raises CaseUnreadable."""
    fields = Fields(node, keys.OUTAGE)
    start, end = (values.instant(needed(fields.text(name)), PARIS) for name in ("de", "à"))
    if end <= start:
        raise CaseUnreadable(fields.at("à"), "Elle finit avant d’avoir commencé.",
                             "Écrire la fin après le début.")  # fmt: skip
    return Outage(start, end)


def anomaly(node: Node) -> Anomaly:
    """An anomaly as it is known. Raises CaseUnreadable."""
    fields = Fields(node, keys.ANOMALY)
    return Anomaly(
        needed(fields.said("nom")),
        needed(fields.day("ouverte le")),
        needed(fields.said("constat")),
        operation=fields.choice("opération", OPERATIONS),
        origin=fields.choice("origine", ORIGINS) or Origin.NOT_KNOWN,
        blocking=fields.flag("bloquante"),
        reproduced=fields.day("reproduite le"),
        fix=_fix(fields),
        codes=frozenset(each.value for each in fields.texts("codes")),
        sites=_sites(fields),
    )


def _fix(fields: Fields) -> Fix | None:
    version, on = fields.said("corrigée en version"), fields.day("corrigée le")
    verified = fields.day("vérifiée le")
    if version is None and on is None and verified is None:
        return None
    if version is None or on is None or (verified is not None and verified < on):
        raise CaseUnreadable(
            fields.place, "Un correctif a sa version et son jour, et se vérifie ensuite.",
            "Écrire « corrigée en version » et « corrigée le ».",
        )  # fmt: skip
    return Fix(version, on, verified)


def need(node: Node) -> TechnicalNeed:
    """A technical prerequisite. Raises CaseUnreadable."""
    fields = Fields(node, keys.NEED)
    return TechnicalNeed(
        needed(fields.said("constat")), needed(fields.day("relevé le")),
        needed(fields.said("réponse")), _sites(fields),
    )  # fmt: skip


def answers(node: Node) -> Answers:
    """What a pharmacist answered. Raises CaseUnreadable."""
    fields = Fields(node, keys.QUESTIONNAIRE)
    try:
        return Answers(
            needed(fields.said("invitation")),
            am_number(needed(fields.text("n° AM"))),
            needed(fields.day("le")),
            _marks(fields.node("réponses")),
            fields.said("frein bloquant") or "",
            fields.said("texte") or "",
            fields.day("levé le"),
        )
    except AnswersInvalid as error:
        raise CaseUnreadable(fields.place, f"Questionnaire\u202f: {error}.",
                             "Voir les questions dans la référence.") from error  # fmt: skip


def _marks(node: Node | None) -> dict[str, int]:
    if node is None:
        return {}
    if not isinstance(node, Section):
        raise CaseUnreadable(node.place, "Des lignes « SAT-01: 4 » sont attendues ici.",
                             "Écrire une réponse par ligne.")  # fmt: skip
    marks = {}
    for key, value in node.entries:
        if not isinstance(value, Text):
            raise CaseUnreadable(value.place, f"{quoted(key.value)} attend un chiffre.",
                                 "Écrire de 1 à 5.")  # fmt: skip
        marks[key.value] = values.whole(value)
    return marks


def editor_key(node: Node) -> EditorKey:
    """A public key of the editor. Its soundness is judged by what verifies signatures."""
    fields = Fields(node, keys.KEY)
    found = {name: fields.said(name) for name in keys.KEY.names if name != "kid"}
    return EditorKey(
        needed(fields.said("kid")),
        {name: value for name, value in found.items() if value is not None},
    )


def _sites(fields: Fields) -> tuple[AmNumber, ...]:
    return tuple(am_number(each) for each in fields.texts("sites"))
