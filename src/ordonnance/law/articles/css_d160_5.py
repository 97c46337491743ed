"""D.160-5 II (CSS): acts that follow a former exonerating affection say so."""

from datetime import date

from ordonnance.domain.prescription import Category, Exoneration, Line, Product
from ordonnance.law.articles.convention_medicale import plain
from ordonnance.law.case import Case, LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.examples import a_case, breaks, met
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

MENTION = "suivi post-ALD"


def _written(line: Line) -> bool:
    said = (*line.other_mentions, line.motive or "", line.advice or "")
    return any(plain(MENTION) in plain(each) for each in said)


def _mentioned(line: LineCase) -> Answer:
    if _written(line.line):
        return MET
    changes = {"other_mentions": (*line.line.other_mentions, MENTION)}
    return breached(
        corrections=(Correction(f"Ajouter la mention « {MENTION} »", line.line.number, changes),)
    )


def _follow_up(*mentions: str) -> Case:
    return a_case(
        None, category=Category.BIOLOGY, product=Product("TSH"), exoneration=Exoneration.POST_ALD,
        other_mentions=mentions,
    )  # fmt: skip


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="TY-14",
        title="Les actes de suivi après une affection de longue durée le mentionnent",
        family=Family.TYPE,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        since=date(2019, 8, 14),
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=Citation("Code de la sécurité sociale", "D.160-5 II", date(2026, 11, 1)),
        message="L’exonération du suivi après une affection de longue durée est demandée sans la "
        "mention « suivi post-ALD ».",
        why="L’exonération du suivi n’est accordée qu’aux actes et examens qui portent cette "
        "mention.",
        remedy="Ajouter la mention « suivi post-ALD » à la ligne.",
        line_rule=True,
        applies=lambda line: line.line.exoneration is Exoneration.POST_ALD,
        check=_mentioned,
        examples=(
            met("Mention portée", lambda: _follow_up("Suivi post-ALD")),
            breaks("Mention absente", _follow_up),
        ),
    ),
)
