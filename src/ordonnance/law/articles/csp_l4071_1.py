"""L.4071-1 and R.4073-2: digital first, paper for a ground, and what follows paper."""

from dataclasses import replace
from datetime import date

from ordonnance.law.case import Case
from ordonnance.law.examples import a_case, at_counter, breaks, days, met, tells, unsure
from ordonnance.law.form import Form, PaperGround
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
    cannot_tell,
    informs,
)

_READ = date(2026, 11, 1)
_TEXT = "Code de la santé publique"
DECREE = date(2023, 12, 22)
"""First day of the decree on the ordonnance numérique."""
DIGITAL_FIRST = date(2025, 1, 1)
"""Everybody complies on 31 December 2024 at the latest: from the next day paper needs a ground."""


def _grounded(case: Case) -> Answer:
    return MET if case.paper_ground is not None else breached()


def _in_transition(case: Case) -> Answer:
    return MET if case.paper_ground is not None else informs()


def _sent_by_the_dispenser(case: Case) -> Answer:
    """What the pharmacist does with paper depends on why it is paper."""
    if case.paper_ground is None:
        return cannot_tell("le motif du papier n’est pas connu", severity=Severity.INFO)
    return informs() if case.paper_ground.of_the_decree else MET


def _paper(ground: PaperGround | None = None, on: date = date(2026, 1, 5)) -> Case:
    facts = {"form": Form.CLASSIQUE, "paper_ground": ground}
    return a_case(on=on, duration=days(7), facts=facts)


def _served(ground: PaperGround | None) -> Case:
    return at_counter(_paper(ground), date(2026, 1, 6), asked=7)


_DIGITAL: Rule[Case] = Rule(
    id="ON-01",
    title="Les prescriptions s’établissent sous forme dématérialisée ; le papier a un motif",
    family=Family.DIGITAL,
    moments=frozenset({Moment.PRESCRIBING}),
    clock=Clock.PRESCRIBING,
    since=DIGITAL_FIRST,
    # The ground is recorded, not printed: giving it is the acknowledgement (ERRATA 11, ADR 0041).
    severity=Severity.WARNING,
    confidence=Confidence.VERIFIED,
    citation=Citation(_TEXT, "L.4071-1", _READ),
    message="Ordonnance sur papier sans motif enregistré.",
    why="Depuis le 1er janvier 2025, le papier est l’exception : téléservices indisponibles, "
    "connexion insuffisante, patient impossible à identifier, ou prescription hors du service. Le "
    "refus du patient n’est pas un motif.",
    remedy="Établir une ordonnance numérique, ou enregistrer le motif du papier.",
    line_rule=False,
    applies=lambda case: case.form.paper,
    check=_grounded,
    examples=(
        met("Téléservices indisponibles",
            lambda: _paper(PaperGround.TELESERVICE_UNAVAILABLE)),
        breaks("Papier sans motif le 1er janvier 2025", lambda: _paper(on=DIGITAL_FIRST)),
    ),
)  # fmt: skip

DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    replace(
        _DIGITAL,
        title="Jusqu’au 31 décembre 2024 : période de mise en conformité",
        since=DECREE,
        until=date(2024, 12, 31),
        severity=Severity.INFO,
        confidence=Confidence.SECONDARY,
        message="Le papier est encore admis sans motif : la dématérialisation est due au plus tard "
        "le 31/12/2024.",
        why="Version close : le décret est en vigueur depuis le 22 décembre 2023, la mise en "
        "conformité courait jusqu’au 31 décembre 2024.",
        remedy="Établir une ordonnance numérique dès que le logiciel le permet.",
        check=_in_transition,
        examples=(
            met("Motif enregistré",
                lambda: _paper(PaperGround.INSUFFICIENT_CONNECTION, date(2024, 12, 31))),
            tells("Papier sans motif le 31 décembre 2024",
                  lambda: _paper(on=date(2024, 12, 31))),
        ),
    ),
    _DIGITAL,
    Rule(
        id="ON-21",
        title="Le pharmacien transmet sous forme dématérialisée l’ordonnance restée sur papier",
        family=Family.DIGITAL,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        since=DECREE,
        severity=Severity.INFO,
        confidence=Confidence.VERIFIED,
        citation=Citation("Code de la sécurité sociale", "R.161-48 et R.161-47", _READ),
        message="Ordonnance restée sur papier : la transmettre numérisée avec la feuille de soins "
        "électronique, dans les 3 jours ouvrés (8 avec tiers payant) ; sans feuille électronique, "
        "le papier suit la feuille papier sous 8 jours.",
        why="Quand le papier tient à une panne, à la connexion ou à l’identification du patient, "
        "c’est l’exécutant qui transmet l’ordonnance. Une demande d’accord préalable qui la "
        "portait déjà en dispense.",
        remedy="Joindre l’ordonnance numérisée à la facturation.",
        line_rule=False,
        attestable=False,
        applies=lambda case: case.form.paper,
        check=_sent_by_the_dispenser,
        examples=(
            met("Commande à usage professionnel", lambda: _served(PaperGround.PROFESSIONAL_USE)),
            tells("Téléservices indisponibles",
                  lambda: _served(PaperGround.TELESERVICE_UNAVAILABLE)),
            unsure("Motif inconnu", lambda: _served(None)),
        ),
    ),
)  # fmt: skip
