"""Arrêté of 30 January 2020: the pharmacist may keep a medicine of narrow therapeutic margin."""

from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.domain.drug import GenericGroup, GroupRole
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.law.case import LineCase
from ordonnance.law.drafting import DISPENSING, READ_ON, line_rule
from ordonnance.law.examples import WRITTEN, a_case, at_counter, days, met, tablets, tells
from ordonnance.law.narrow_margin import narrow_margin
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Family,
    Rule,
    Severity,
    informs,
)

_SINCE = date(2020, 2, 7)
"""The day after its publication; the catalogue counts from 1 January 2020."""


def _kept(line: LineCase) -> bool:
    """A listed medicine with a generic group is handed over as prescribed."""
    medicine, asked = line.medicine, line.asked
    return (
        asked is not None
        and asked.medicine is None
        and medicine is not None
        and medicine.generic_group is not None
        and medicine.generic_group.role is GroupRole.REFERENCE
        and narrow_margin(medicine, line.case.established_on)
    )


def _by_the_pharmacist(line: LineCase) -> Answer:
    return MET if line.line.not_substitutable is not None else informs(subject=line.law.subject)


def _served(**line: Any) -> Any:
    return lambda: at_counter(a_case(_REFERENCE, duration=days(28), **line), WRITTEN, asked=28)


_REFERENCE = replace(
    tablets("lévothyroxine sodique", "liste II"),
    generic_group=GenericGroup("1", "LEVOTHYROXINE", GroupRole.REFERENCE),
)
_MTE = NotSubstitutable(NonSubstitutionReason.NARROW_MARGIN)

LINE_RULES: tuple[Rule[LineCase], ...] = (
    line_rule(
        "MD-16",
        "Le pharmacien peut garder la référence d’un médicament à marge étroite (MTE-PH)",
        family=Family.LINE,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=_SINCE,
        severity=Severity.INFO,
        confidence=Confidence.SECONDARY,
        citation=Citation("médicaments à marge thérapeutique étroite",
                          "Arrêté du 30 janvier 2020", READ_ON),
        message="{subject} est à marge thérapeutique étroite : la référence peut être gardée sans "
        "mention du prescripteur, en portant « non substituable (MTE-PH) » et en l’informant.",
        why="La stabilité du traitement peut justifier de ne pas substituer ; la mention est celle "
        "du pharmacien, jamais du prescripteur.",
        remedy="Porter la mention MTE-PH et prévenir le prescripteur, ou délivrer le générique.",
        applies=_kept,
        check=_by_the_pharmacist,
        examples=(
            met("Mention MTE du prescripteur", _served(not_substitutable=_MTE)),
            tells("Sans mention du prescripteur", _served()),
        ),
    ),
)  # fmt: skip
