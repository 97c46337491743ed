"""Preface of the Pharmacopée: a dose above the maximum is confirmed in words by « je dis »."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from ordonnance.domain.dosage import Dose
from ordonnance.domain.posology import Posology
from ordonnance.law.case import Case, LineCase
from ordonnance.law.drafting import READ_ON, changing, line_rule
from ordonnance.law.examples import ONE_A_DAY, RAMIPRIL, TABLET, a_case, breaks, days, met
from ordonnance.law.rule import MET, Answer, Citation, Confidence, Family, Rule, breached
from ordonnance.law.substances import words_of
from ordonnance.law.wording import NUMBERS

_JE_DIS = re.compile(r"\bje\s+dis\b\s*:?", re.IGNORECASE)


def _confirmed(line: LineCase) -> Answer:
    said = _JE_DIS.sub(" ", line.line.i_say or "")
    if line.line.renewals:
        return breached(
            message="Une ligne dont la dose dépasse le maximum (« je dis ») ne se renouvelle pas.",
            remedy="Retirer le renouvellement : chaque délivrance demande une nouvelle ordonnance.",
            corrections=(changing(line, "Interdire le renouvellement", renewals=0),),
        )
    if words_of(said) & NUMBERS or words_of(line.line.in_words or "") & NUMBERS:
        return MET
    return breached()


def _saying(text: str, **line: Any) -> Case:
    dose = replace(ONE_A_DAY.steps[0], dose=Dose.of(Decimal(4), TABLET))
    return a_case(
        RAMIPRIL, duration=days(7), posology=Posology((dose,)), i_say=text, **line
    )  # fmt: skip


LINE_RULES: tuple[Rule[LineCase], ...] = (
    line_rule(
        "MD-10",
        "Une dose au-delà du maximum est confirmée en toutes lettres (« je dis »), sans "
        "renouvellement",
        family=Family.LINE,
        since=date(1988, 1, 1),
        confidence=Confidence.SEED,
        citation=Citation("préface de la Pharmacopée", "Pharmacopée française, 10e édition",
                          READ_ON),
        message="La mention « je dis » ne donne pas la dose en toutes lettres.",
        why="Le pharmacien doit être sûr que la dose inhabituelle est voulue.",
        remedy="Écrire la dose en toutes lettres, par exemple « cent milligrammes, je dis : "
        "100 mg ».",
        applies=lambda line: line.line.i_say is not None,
        check=_confirmed,
        examples=(
            met("« Vingt milligrammes »", lambda: _saying("vingt milligrammes par jour")),
            breaks("En chiffres seulement", lambda: _saying("20 mg par jour")),
            breaks("Avec un renouvellement",
                   lambda: _saying("vingt milligrammes par jour", renewals=2)),
        ),
    ),
)  # fmt: skip
