"""What may replace the medicine prescribed, and what never may (CSP L.5125-23, L.5125-23-2)."""

from datetime import date

from ordonnance.domain.drug import Medicine
from ordonnance.law.biosimilars import BIOSIMILARS
from ordonnance.law.drugs import Reading, reading
from ordonnance.law.perimeter import perimeter_problem
from ordonnance.law.substances import Article, Regime, words_of

_RANKS = {regime: rank for rank, regime in enumerate(Regime)}
_ASSIMILATED = frozenset({Article.R5132_5, Article.R5132_29, Article.R5132_30})


def biosimilar_substitutable(medicine: Medicine, day: date) -> bool:
    """True when a similar biological medicine may be substituted that day (DI-BIO-01)."""
    names = [words_of(substance.name) for substance in medicine.substances]
    return any(row.since <= day and any(row.words <= name for name in names) for row in BIOSIMILARS)


def substitution_problem(prescribed: Medicine | None, served: Medicine, day: date) -> str | None:
    """Why `served` may never replace `prescribed` on `day`, in French; None when it may.

    No reason lifts it: what is served outside the perimeter, or under a stricter law than what was
    prescribed, needs its own ordonnance. `prescribed` None: not known to the catalogue.
    """
    if perimeter_problem(served) is not None:
        return f"{served.name} n’est pas délivré en ville sur une ordonnance numérique"
    other = reading(served, day)
    if prescribed is None:
        special = other.narcotic or bool(other.articles & _ASSIMILATED)
        told = "stupéfiant ou assimilé, ne remplace pas un médicament inconnu du catalogue"
        return f"{served.name}, {told}" if special else None
    if _stricter(other, reading(prescribed, day), same=same_substances(prescribed, served)):
        return f"{served.name} relève de règles plus strictes que le médicament prescrit"
    return None


def same_substances(one: Medicine, other: Medicine) -> bool:
    """True when both hold the same active substances, salts aside."""
    mine = [words_of(each.name) for each in one.substances]
    theirs = [words_of(each.name) for each in other.substances]
    return _each_named(mine, theirs) and _each_named(theirs, mine)


def _each_named(names: list[frozenset[str]], others: list[frozenset[str]]) -> bool:
    return bool(names) and all(
        any(name <= each or each <= name for each in others) for name in names
    )


def _stricter(served: Reading, prescribed: Reading, *, same: bool) -> bool:
    """Stupéfiant or secured where the other is not; the list too when the substances differ."""
    if served.articles - prescribed.articles:
        return True
    if served.narcotic and not prescribed.narcotic:
        return True
    return not same and _RANKS[served.regime] > _RANKS[prescribed.regime]
