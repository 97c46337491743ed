"""Sentences that explain a portion: why it is smaller than what was prescribed."""

from ordonnance.law.drugs import Reading
from ordonnance.law.finding import Finding
from ordonnance.law.french import days_text, typographic
from ordonnance.law.rule import Confidence, Severity, Verdict
from ordonnance.law.substances import Regime
from ordonnance.law.terms import Terms


def notes(
    line: Terms, reading: Reading | None, lost: int, fraction: int | None, reason: str | None,
    *, completes: bool = False, over: bool = False,
) -> tuple[Finding, ...]:  # fmt: skip
    """What a pharmacist should know of the portion due; information only.

    `over`: the longest duration is past, nothing can be renewed any more.
    """
    found: list[Finding] = []
    if lost:
        found.append(_late(line, lost))
    if fraction and reason is None:
        found.append(_by_fractions(line, fraction))
    if completes:
        found.append(_rest(line))
    liste_2 = reading is not None and reading.regime is Regime.LISTE_II
    if liste_2 and line.renewals is None and reason == "SERVED" and not over:
        found.append(_renewable(line))
    return tuple(found)


def _late(line: Terms, lost: int) -> Finding:
    return _note(
        "RX-STUP-06",
        line,
        f"Présentée tardivement : {days_text(lost)} de traitement sont déduits.",
        "Passé le délai, l’ordonnance n’est exécutée que pour la durée restant à courir.",
        "Délivrer pour les jours restants.",
        "R.5132-33 al. 1",
    )


def _by_fractions(line: Terms, fraction: int) -> Finding:
    return _note(
        "DI-STUP-04",
        line,
        f"Délivrance par fractions de {days_text(fraction)}.",
        "Les fractions sont délivrées l’une après l’autre.",
        "Délivrer une seule fraction.",
        "R.5132-30",
    )


def _rest(line: Terms) -> Finding:
    return _note(
        "RX-REN-02",
        line,
        "Une partie seulement de la portion a été délivrée : le reste est dû dès maintenant.",
        "Compléter une délivrance n’est pas renouveler : le délai du renouvellement ne joue pas.",
        "Délivrer le reste de la portion, pas davantage.",
        "R.5132-14",
    )


def _renewable(line: Terms) -> Finding:
    return _note(
        "RX-L2-02",
        line,
        "La quantité prescrite est délivrée ; sur la liste II, un renouvellement que le "
        "prescripteur n’a pas interdit reste possible, sur décision du pharmacien.",
        "Une prescription de liste II se renouvelle sauf interdiction expresse, dans la durée "
        "maximale du traitement.",
        "Délivrer au titre du renouvellement de liste II ; s’adresser au prescripteur en cas de "
        "doute.",
        "R.5132-22",
    )


def _note(rule: str, line: Terms, message: str, why: str, remedy: str, article: str) -> Finding:
    return Finding(
        rule=rule,
        version=None,
        verdict=Verdict.BREACHED,
        severity=Severity.INFO,
        line=line.number,
        message=typographic(message),
        why=typographic(why),
        remedy=typographic(remedy),
        citation=f"{article} (Code de la santé publique)",
        confidence=Confidence.SEED,
    )
