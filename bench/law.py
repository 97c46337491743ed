"""The rules of the law on five lines; the floor calls as many functions that do nothing."""

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations

from bench.documents import five_lines
from bench.table import Table, figure
from bench.timing import COLUMNS, Compared, blank, compared, row, tail
from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.interactions.demonstration import (
    load_demonstration as load_interactions,
)
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.interactions import InteractionSource
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law.case import Case
from ordonnance.law.check import check, compiled
from ordonnance.law.interactions import met
from ordonnance.law.register import DOCUMENT_RULES, IDS, LINE_RULES, REGISTER
from ordonnance.law.rule import Moment
from ordonnance.usecases.medicines import medicines_of


def law() -> Table:
    """The whole judgement of an ordonnance, when it is written and at the counter."""
    ordonnance = five_lines()
    written = _judged(ordonnance, Moment.PRESCRIBING)
    served = _judged(ordonnance, Moment.DISPENSING)
    with_interactions = _judged(ordonnance, Moment.PRESCRIBING, _SOURCE)
    size = f"{len(IDS)} règles, {len(REGISTER)} versions"
    return Table(
        "law — jugement d'une ordonnance de cinq lignes",
        COLUMNS,
        (
            row("à l'émission", written),
            row("à l'émission, interactions comprises", with_interactions),
            row("interactions de trois lignes", _pairs(ordonnance, met)),
            row("les mêmes, jamais vues", _pairs(ordonnance, met.__wrapped__)),
            row("à la délivrance (aperçu)", served),
            blank("à l'émission, 99 fois sur cent", figure(tail(_judge(ordonnance)))),
            blank("chargement de la loi, ms", figure(_loading())),
            blank("taille du registre", size),
        ),
        (
            f"{len(DOCUMENT_RULES)} versions jugent l'ordonnance, {len(LINE_RULES)} chaque ligne.",
            "Plancher\u202f: autant d'appels de fonctions vides.",
        ),
    )


def _judge(
    ordonnance: Ordonnance,
    moment: Moment = Moment.PRESCRIBING,
    interactions: InteractionSource | None = None,
) -> Callable[[], object]:
    """One judgement, from the facts to the findings."""
    medicines = medicines_of(ordonnance, load_demonstration())
    day = legal_day(ordonnance.established_at, ordonnance.prescriber.zone)

    def judge() -> object:
        return check(
            Case(
                ordonnance=ordonnance,
                medicines=medicines,
                moment=moment,
                day=day,
                interactions=interactions,
            )
        )

    return judge


def _loading() -> float:
    """Milliseconds of processor for a fresh process to load every rule, compiled once before."""
    program = (
        "import time; t = time.process_time(); import ordonnance.law.check; "
        "print(time.process_time() - t)"
    )
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    runs = [
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, text=True, env=kept
        )
        for _ in range(6)
    ]
    return min(float(run.stdout) for run in runs) * 1000


def _judged(
    ordonnance: Ordonnance, moment: Moment, interactions: InteractionSource | None = None
) -> Compared:
    day = legal_day(ordonnance.established_at, ordonnance.prescriber.zone)
    rules = compiled(moment, ordonnance.established_on, day)
    # Each rule is asked whether it applies, then what it finds.
    calls = range(2 * (len(rules.document) + len(rules.line) * len(ordonnance.lines)))

    def nothing() -> None:
        for _ in calls:
            _empty(ordonnance)

    return compared(_judge(ordonnance, moment, interactions), nothing)


def _pairs(ordonnance: Ordonnance, between: Callable[..., object]) -> Compared:
    """The couples that the last three lines meet, pair by pair; the floor calls as often."""
    medicines = medicines_of(ordonnance, load_demonstration())
    held = [medicine for medicine in medicines.values() if medicine is not None][-3:]
    pairs = list(combinations(held, 2))
    thesaurus = _SOURCE.thesaurus

    def look() -> None:
        for one, other in pairs:
            between(thesaurus, one, other)

    def nothing() -> None:
        for _ in pairs:
            _empty(ordonnance)

    return compared(look, nothing)


_SOURCE = InteractionSource(load_interactions(), 540)


def _empty(_case: object) -> None:
    """A rule that finds nothing."""
