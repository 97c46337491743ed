"""L.324-1 (CSS): the exonerating affection has its zone, and its care stands in a protocol."""

from datetime import date
from typing import Any

from ordonnance.domain.prescription import Exoneration
from ordonnance.law.case import Case
from ordonnance.law.examples import a_case, breaks, days, met
from ordonnance.law.form import Form, PaperGround
from ordonnance.law.french import date_text
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
)

_READ = date(2026, 11, 1)
_PRESCRIBING = frozenset({Moment.PRESCRIBING})
TWO_ZONES = frozenset({Form.BIZONE, Form.SECURISEE_BIZONE, Form.EXCEPTION})
"""Papers that keep the care of an ALD apart; the exception form stands for them (TY-21)."""
_GROUND = {"paper_ground": PaperGround.TELESERVICE_UNAVAILABLE}


def _of_ald(case: Case) -> bool:
    return any(line.exoneration is Exoneration.ALD for line in case.ordonnance.lines)


def _two_zones(case: Case) -> Answer:
    return MET if case.form in TWO_ZONES else breached(form=case.form.label)


def _dated(case: Case) -> bool:
    """A protocol whose day is not written is no fact that is missing: see `_on_protocol`."""
    return any(
        line.care_protocol is not None
        for line in case.ordonnance.lines
        if line.exoneration is Exoneration.ALD
    )


def _on_protocol(case: Case) -> Answer:
    """Using the zone is itself the attestation (TY-13); only a day that is written is judged."""
    for line in case.ordonnance.lines:
        on = line.care_protocol
        if line.exoneration is Exoneration.ALD and on is not None and on > case.established_on:
            return breached(line=str(line.number), on=date_text(on))
    return MET


def _ald(form: Form = Form.NUMERIQUE, **line: Any) -> Case:
    facts = {"form": form, **(_GROUND if form.paper else {})}
    return a_case(duration=days(30), facts=facts, exoneration=Exoneration.ALD, **line)


DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    Rule(
        id="TY-10",
        title="Sur papier, les soins d’une affection de longue durée demandent l’ordonnance bizone",
        family=Family.TYPE,
        moments=_PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=date(1994, 1, 11),
        severity=Severity.BLOCKING,
        confidence=Confidence.SEED,
        citation=Citation(
            "Code de la sécurité sociale ; arrêté du 23 décembre 1993", "L.324-1 et R.161-45", _READ
        ),
        message="Une ligne relève d’une affection de longue durée exonérante : le papier choisi "
        "({form}) n’a pas deux zones.",
        why="La zone haute porte les soins en rapport avec l’affection, la zone basse les autres ; "
        "l’ordonnance d’exception en tient lieu. L’ordonnance numérique imprime ses deux zones.",
        remedy="Utiliser une ordonnance bizone (sécurisée bizone pour un stupéfiant ou assimilé), "
        "ou une ordonnance numérique.",
        line_rule=False,
        applies=lambda case: case.form.paper and _of_ald(case),
        check=_two_zones,
        examples=(
            met("Ordonnance bizone", lambda: _ald(Form.BIZONE)),
            met("L’ordonnance d’exception tient lieu de bizone", lambda: _ald(Form.EXCEPTION)),
            breaks("Papier ordinaire", lambda: _ald(Form.CLASSIQUE)),
        ),
    ),
    Rule(
        id="TY-11",
        title="La zone de l’affection de longue durée ne porte que les soins du protocole",
        family=Family.TYPE,
        moments=_PRESCRIBING,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=Citation("Code de la sécurité sociale", "L.324-1 et D.324-1", _READ),
        message="Le protocole de soins de la ligne {line} ({on}) est postérieur à l’ordonnance.",
        why="Seuls les soins en rapport direct avec l’affection et prévus par le protocole sont "
        "exonérés ; l’usage de cette zone vaut attestation du prescripteur.",
        remedy="Corriger la date du protocole, ou ôter l’exonération de la ligne.",
        line_rule=False,
        applies=_dated,
        check=_on_protocol,
        examples=(
            met("Protocole daté", lambda: _ald(care_protocol=date(2025, 6, 2))),
            breaks("Protocole postérieur", lambda: _ald(care_protocol=date(2026, 6, 2))),
        ),
    ),
)  # fmt: skip
