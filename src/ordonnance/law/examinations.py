"""Whether the examination written is the one that a label asks for, and recent enough."""

from collections.abc import Iterable

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.mentions import Examination
from ordonnance.law.case import LineCase
from ordonnance.law.french import date_text
from ordonnance.law.labels import Label
from ordonnance.law.restricted import judged_on
from ordonnance.law.rule import MET, Answer, breached, cannot_tell
from ordonnance.law.substances import words_of

_OLD_COUNT = Duration(28, TimeUnit.DAY)
"""Longest rhythm of the counts that everybody on clozapine owes in the first year; beyond, only
the AMM and the seniority of the treatment tell."""
_NAMES = (
    ("neutrophiles", words_of("neutrophiles numération nfs nf fns formule leucocytaire hémogramme "
                              "pnn pn polynucléaires")),
    ("testosteronemie", words_of("testostéronémie testostérone")),
)  # fmt: skip
"""A word of a label, and those by which the examination that it asks for is written."""
_VAGUE = words_of(
    "bilan sang sanguin sanguine biologie biologique analyse analyses examen examens leucocytes "
    "globules blancs gb"
)
"""Words that may hold the examination asked: white cells may have been counted kind by kind."""
_ORGANS = words_of("hépatique rénal rénale lipidique thyroïdien martial")
"""What tells that a « bilan » is another one."""
_OTHERS = _ORGANS.union(
    words_of("radiographie radio irm scanner échographie doppler ecg électrocardiogramme eeg"),
    words_of("mammographie scintigraphie fibroscopie coloscopie spirométrie audiogramme"),
    words_of("tsh transaminases asat alat créatinine créatininémie clairance ionogramme kaliémie"),
    words_of("natrémie glycémie hba1c inr crp cholestérol ferritine lithiémie ecbu bêta hcg"),
    *(names for _, names in _NAMES),
)


def other_than_asked(
    line: LineCase, labels: Iterable[Label], written: Examination
) -> Answer | None:
    """An X-ray is no blood count; « bilan sanguin » may hold one: only its author can tell.

    So it is for words that nobody knows here: only another examination that is known breaks.
    """
    named = words_of(written.label)
    said = words_of(written.label) | words_of(" ".join(line.line.other_mentions))
    for label in labels:
        names = _names_of(label)
        if names is None or names & said:
            continue
        quoted = f"«\u202f{label.text}\u202f»"
        vague = said & _VAGUE - (words_of("bilan") if named & _ORGANS else frozenset())
        if vague or not named & _OTHERS:
            return cannot_tell(f"rien ne dit que l’examen écrit est celui qui est exigé ({quoted})")
        return breached(
            message="L’examen écrit n’est pas celui qui est exigé pour {subject} ({labels}).",
            remedy="Écrire l’examen exigé et sa date.",
            subject=line.law.subject,
            labels=quoted,
        )
    return None


def _names_of(label: Label) -> frozenset[str] | None:
    """The names of the examination that a label asks for; None when the label is not known."""
    asked = words_of(label.text)
    return next((names for word, names in _NAMES if word in asked), None)


def without_delay(line: LineCase, labels: Iterable[Label], written: Examination) -> Answer:
    """No delay is written: an old blood count may hold, for a treatment of long standing only."""
    counted = any("neutrophiles" in words_of(label.text) for label in labels)
    if not counted or judged_on(line) <= _OLD_COUNT.last_day(written.on):
        return MET
    return cannot_tell(
        f"la numération du {date_text(written.on)} a plus de quatre semaines, sans le délai "
        "au-delà duquel l’ordonnance devient caduque"
    )
