"""One way to compare a treatment with its longest duration, shared by the articles that set one."""

from ordonnance.domain.calendar import Duration
from ordonnance.law.case import LineCase
from ordonnance.law.french import days_text, duration_text
from ordonnance.law.rule import MET, Answer, breached, cannot_tell
from ordonnance.law.treatment import duration_words

NO_DURATION = "la durée du traitement n’est ni écrite ni calculable à partir des boîtes"
MESSAGE = "La durée demandée ({asked}) dépasse {limit} pour {subject}."
REMEDY = "Ramener à {allowed}."


def within(line: LineCase, limit: Duration) -> Answer:
    """Met when the whole treatment, renewals included, fits in `limit` from the establishment."""
    span = line.treatment()
    if span is None:
        return cannot_tell(NO_DURATION)
    shortest, longest = span
    allowed = limit.days_from(line.case.established_on)
    if longest <= allowed:
        return MET
    if shortest <= allowed:
        return cannot_tell("la durée dépend de la boîte délivrée")
    return breached(
        asked=duration_words(line.line, shortest),
        limit=duration_text(limit),
        allowed=_at_most(line, limit, allowed),
        subject=line.law.subject,
    )


def _at_most(line: LineCase, limit: Duration, allowed: int) -> str:
    """« 84 jours », « 12 mois, renouvellements compris »: weeks are shown in days."""
    text = duration_text(limit) if limit.exact_days is None else days_text(allowed)
    return f"{text}, renouvellements compris" if line.line.renewals else text
