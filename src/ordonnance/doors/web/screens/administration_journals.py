"""The journals by act and reason, in counts only; when their chains were verified."""

from collections.abc import Iterable

from starlette.responses import Response

from ordonnance.bootstrap.volumes import FEWEST, ReasonCount
from ordonnance.domain.french.dates import short
from ordonnance.doors.web.charts import columns
from ordonnance.doors.web.forms import invalid
from ordonnance.doors.web.screens.administration_errors import plain
from ordonnance.doors.web.screens.administration_volumes import label, summary, thousands
from ordonnance.doors.web.visit import Visit
from ordonnance.law.register import versions
from ordonnance.usecases.access import Act
from ordonnance.usecases.journal import refusal_words
from ordonnance.usecases.words import (
    CANCEL_REASONS,
    DECLINE_REASONS,
    QUANTITY_REASONS,
    UNDO_REASONS,
)

PERIODS = (7, 30, 90)
"""Days that may be asked for: whole periods, so that a reason of one day is never told apart."""

DRAWN = "Entrées des journaux par jour"

FAULTS = {
    "entry_missing": "une entrée manque",
    "entry_altered": "une entrée a été changée",
    "head": "la tête d'un journal ne correspond pas",
    "cut": "un journal est coupé à sa fin",
    "ordonnance_missing": "une ordonnance manque",
    "anchored_differently": "un journal n'est pas celui qui fut ancré",
    "anchor_missing": "une ancre manque",
    "anchor_altered": "une ancre a été changée",
    "outside_forged": "une ancre gardée ailleurs n'est pas de cette base",
    "rolled_back": "la base a été remise en arrière",
    "not_anchored": "une entrée ancienne n'est pas ancrée",
    "never_anchored": "rien n'a jamais été ancré",
}


async def search(visit: Visit) -> Response:
    """Counts over a period, of one act or of all, for the reasons that have those words."""
    asked = visit.request.query_params
    act, words = asked.get("acte", ""), asked.get("motif", "").strip()[:80]
    days = asked.get("jours", "30")
    if act and act not in {each.value for each in Act}:
        raise invalid("acte", "cet acte n'existe pas")
    if days not in {str(each) for each in PERIODS}:
        raise invalid("jours", "cette période n'est pas proposée")
    overseeing = visit.platform.overseeing
    found = await overseeing.journals(int(days), act)
    told = summary(found.entries.counts, found.days, short)
    return visit.page(
        "administration_journals.html", found=found, act=act, words=words, count=int(days),
        periods=PERIODS, acts=tuple((each.value, label(each.value)) for each in Act),
        label=label, fewest=FEWEST, check=await overseeing.journal_check(), faults=FAULTS,
        thousands=thousands, told=told,
        picture=columns("entrees", DRAWN, f"{told}.", found.entries.counts),
        refusals=_matching(((each, refusal_told(each.reason)) for each in found.refusals), words),
        reasons=_matching(((each, reason_told(each.reason)) for each in found.reasons), words),
    )  # fmt: skip


def reason_told(reason: str) -> str:
    """A reason in words: « constat RX-DUR-01 : … », « rupture d'approvisionnement »."""
    kind, _, code = reason.partition(":")
    if kind == "rule":
        known = versions(code)
        return f"réponse à un constat : {known[-1].title if known else code} ({code})"
    if kind == "withdraw":
        return "levée de l'opposition" if code == "true" else "opposition enregistrée"
    if kind == "quantity":
        return f"quantité : {QUANTITY_REASONS.get(code, code)}"
    if kind == "decline":
        return f"ligne non délivrée : {DECLINE_REASONS.get(code, code)}"
    return {**CANCEL_REASONS, **UNDO_REASONS}.get(reason, reason)


def refusal_told(code: str) -> str:
    """A code of refusal in words, with the code."""
    return f"{refusal_words(code)} ({code})"


Told = tuple[ReasonCount, str]
"""A count and its reason in words."""


def _matching(rows: Iterable[Told], words: str) -> tuple[Told, ...]:
    """Those whose act and reason have every word; accents and case do not count."""
    asked = plain(words).split()
    return tuple(
        (each, told)
        for each, told in rows
        if all(word in plain(f"{label(each.act)} {told}") for word in asked)
    )
