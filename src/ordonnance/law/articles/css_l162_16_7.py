"""L.162-16 and L.162-16-7 (CSS): what a patient pays who refuses the generic."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ordonnance.domain.drug import GenericGroup, GroupRole
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.counter import CounterFacts
from ordonnance.law.drafting import DISPENSING, css, line_rule
from ordonnance.law.examples import RAMIPRIL, a_case, at_counter, days, met, tells, unsure
from ordonnance.law.narrow_margin import narrow_margin
from ordonnance.law.rule import MET, Answer, Clock, Family, Rule, Severity, cannot_tell, informs

_SINCE = date(2022, 12, 25)
_REPEALED = date(2026, 9, 1)
"""Repeal written in the copy read; what replaces the article was not read (ERRATA 22)."""
_PRICE_SINCE = date(2025, 12, 31)


def _refused(line: LineCase) -> bool:
    """The patient refuses the generic: the medicine prescribed is handed over, of a group."""
    medicine, asked = line.medicine, line.asked
    return (
        asked is not None
        and asked.facts.generic_refused
        and asked.medicine is None
        and medicine is not None
        and medicine.generic_group is not None
    )


def _kept_for_a_reason(line: LineCase) -> bool:
    """The prescriber's mention, or a narrow margin that the pharmacist may keep (MTE-PH)."""
    medicine = line.medicine
    margin = medicine is not None and narrow_margin(medicine, line.case.established_on)
    return line.line.not_substitutable is not None or margin


def _told(line: LineCase) -> Answer:
    return MET if _kept_for_a_reason(line) else informs()


def _unread(line: LineCase) -> Answer:
    if _kept_for_a_reason(line):
        return MET
    return cannot_tell(
        "l’article L.162-16-7 est abrogé le 01/09/2026 et le texte qui le remplace n’a pas été lu",
        attestable=False,
    )


def _served(on: date, *, why: NonSubstitutionReason | None = None) -> Any:
    flag = NotSubstitutable(why) if why else None
    asked = Asked(1, days=28, facts=CounterFacts(generic_refused=True))
    request = ServingRequest("pharmacien", "pharmacie", (asked,))
    return lambda: replace(at_counter(_written(on, flag), on), serving=request)


def _written(on: date, flag: NotSubstitutable | None) -> Case:
    return a_case(_REFERENCE, on=on, duration=days(28), not_substitutable=flag)


_REFERENCE = replace(RAMIPRIL, generic_group=GenericGroup("1", "RAMIPRIL", GroupRole.REFERENCE))
_LAST = _REPEALED - timedelta(days=1)
_CIF = NonSubstitutionReason.CONTRAINDICATION
_COUNTER: dict[str, Any] = {
    "family": Family.INSURANCE,
    "moments": DISPENSING,
    "clock": Clock.DISPENSING,
    "applies": _refused,
}

_ADVANCE = (
    "Le patient refuse le générique sans que le prescripteur l’ait exclu : il avance les frais"
)
_THIRD_PARTY: Rule[LineCase] = line_rule(
    "AM-09",
    "Le tiers payant suppose d’accepter le générique, sauf exceptions",
    **_COUNTER,
    since=_SINCE,
    until=_PRICE_SINCE - timedelta(days=1),
    severity=Severity.WARNING,
    citation=css("L.162-16-7"),
    message=f"{_ADVANCE}.",
    why="Le tiers payant est réservé aux patients qui acceptent le générique, sauf mention "
    "« non substituable » et les autres cas de l’article.",
    remedy="Proposer le générique, ou facturer sans tiers payant.",
    check=_told,
    examples=(
        met("« Non substituable (CIF) »", _served(_SINCE, why=_CIF)),
        tells("Générique refusé", _served(_SINCE)),
    ),
)

LINE_RULES: tuple[Rule[LineCase], ...] = (
    _THIRD_PARTY,
    replace(
        _THIRD_PARTY,
        since=_PRICE_SINCE,
        until=_LAST,
        citation=css("L.162-16 III ; L.162-16-7"),
        message=f"{_ADVANCE} et est remboursé sur le prix du générique le plus cher.",
        examples=(
            met("« Non substituable (CIF) »", _served(_LAST, why=_CIF)),
            tells("Générique refusé la veille de l’abrogation", _served(_LAST)),
        ),
    ),
    replace(
        _THIRD_PARTY,
        title="Tiers payant et générique : texte non lu depuis le 1er septembre 2026",
        since=_REPEALED,
        until=None,
        citation=css("L.162-16 III ; L.162-16-7"),
        unknown="Le patient refuse le générique : il est remboursé sur le prix du générique le "
        "plus cher. On ne peut pas dire si le tiers payant en dépend encore : {missing}.",
        why="La copie du code qui a été lue annonce l’abrogation sans donner la suite.",
        remedy="Se renseigner auprès de la caisse avant de facturer en tiers payant.",
        check=_unread,
        examples=(
            met("« Non substituable (CIF) »", _served(_REPEALED, why=_CIF)),
            unsure("Générique refusé le jour de l’abrogation", _served(_REPEALED)),
        ),
    ),
)
