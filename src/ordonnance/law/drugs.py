"""What the law says of one medicine on one day: list, articles, longest duration, fraction.

For stupéfiants and assimilés the table of substances wins over the label of conditions; for every
other condition the label does, the table filling what it does not say (ERRATA 28). A substance
that the table knows takes its durations from the table on days when the label did not exist.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ordonnance.domain.calendar import Duration
from ordonnance.domain.drug import Medicine, Substance
from ordonnance.domain.quantity import Quantity
from ordonnance.law.french import duration_text
from ordonnance.law.labels import LabelSet, read_labels
from ordonnance.law.substances import (
    CONDITIONS,
    NARCOTIC_ARTICLES,
    ROWS,
    Article,
    Condition,
    Regime,
    Row,
    Version,
    label_key,
    words_of,
)

NO_LABELS = LabelSet(())
_FAR_AWAY = 10**6
_MICROGRAM = dict.fromkeys(("µg", "ug", "mcg", "microgramme", "microgrammes"), Decimal("0.001"))
_PER_MG = {"mg": Decimal(1), "g": Decimal(1000), **_MICROGRAM}
_INJECTED = {"intraveineuse", "sous", "intramusculaire", "peridurale", "intrathecale", "injectable",
             "perfusion", "parenteral", "parenterale"}  # fmt: skip
_MUCOSAL = {"sublinguale", "sublingual", "gingivale", "buccogingivale", "nasale", "buccale",
            "buccal", "oromuqueuse"}  # fmt: skip
_BY_MOUTH = {"orale", "comprime", "gelule", "capsule", "sirop", "buvable", "granules", "gouttes"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A medicine read in law on one day.

    `subject` is French with its article (« le tramadol par voie orale »); `overlap_key` names the
    substance whose periods may not overlap; `labels` are its labels read together, and `unread`
    those that no rule reads.
    """

    regime: Regime
    articles: frozenset[Article]
    maximum: Duration | None
    fraction: Duration | None
    subject: str
    overlap_key: str | None
    row: Row | None = None
    tolerance: date | None = None
    source: str = "conditions de prescription et de délivrance (ANSM)"
    differences: tuple[str, ...] = ()  # where label and table disagree
    labels: LabelSet = NO_LABELS

    @property
    def unread(self) -> tuple[str, ...]:
        """The labels that no rule reads."""
        return self.labels.unknown

    @property
    def listed(self) -> bool:
        """True on liste I or liste II."""
        return self.regime in (Regime.LISTE_I, Regime.LISTE_II)

    @property
    def narcotic(self) -> bool:
        """True for a stupéfiant."""
        return self.regime is Regime.NARCOTIC

    def has(self, article: Article) -> bool:
        """True when that article applies."""
        return article in self.articles


def regime(medicine: Medicine, day: date) -> Regime:
    """The list on which the medicine stands that day."""
    return reading(medicine, day).regime


@lru_cache(maxsize=8192)
def reading(medicine: Medicine, day: date, *, active_perfusion: bool = False) -> Reading:
    """Everything the law says of a medicine on a day. `active_perfusion`: served by a pump."""
    known = [CONDITIONS.get(label_key(text)) for text in medicine.conditions]
    conditions = [condition for condition in known if condition is not None]
    row = row_of(medicine)
    version = row.version(day) if row else None
    if row is not None and version is not None:
        return _from_table(row, version, conditions, medicine, pump=active_perfusion)
    return _from_labels(row, conditions, medicine, pump=active_perfusion)


def _from_table(
    row: Row, version: Version, conditions: list[Condition], medicine: Medicine, *, pump: bool,
) -> Reading:  # fmt: skip
    special = version.regime is Regime.NARCOTIC or bool(version.articles)
    maximum = version.maximum_by_pump if pump and version.maximum_by_pump else version.maximum
    labelled = _shortest(_label_maximum(condition, pump=pump) for condition in conditions)
    if not special and version is row.versions[-1] and labelled is not None:
        maximum = labelled
    # Labels are those of today: an older version of a substance is not compared with them.
    differences = _differences(version, conditions, maximum, labelled, medicine.conditions)
    return Reading(
        regime=version.regime,
        articles=version.articles,
        maximum=maximum,
        fraction=version.fraction,
        subject=row.subject,
        overlap_key=row.substance if Article.R5132_33_2 in version.articles else None,
        row=row,
        tolerance=version.tolerance,
        source=row.source,
        differences=differences if version is row.versions[-1] else (),
        labels=read_labels(medicine.conditions),
    )


def _from_labels(
    row: Row | None, conditions: list[Condition], medicine: Medicine, *, pump: bool,
) -> Reading:  # fmt: skip
    regimes = {condition.regime for condition in conditions} - {None}
    order = (Regime.NARCOTIC, Regime.LISTE_I, Regime.LISTE_II)
    found = next((each for each in order if each in regimes), Regime.NONE)
    articles = frozenset(a for condition in conditions for a in condition.articles)
    if found is Regime.NARCOTIC:
        articles |= NARCOTIC_ARTICLES
    if row is not None:
        # The table knows the substance but not that day: the label of today says nothing of it.
        conditions, articles = [], frozenset()
    return Reading(
        regime=found,
        articles=articles,
        maximum=_shortest(_label_maximum(condition, pump=pump) for condition in conditions),
        fraction=_shortest(condition.fraction for condition in conditions),
        subject=row.subject if row else medicine.name,
        overlap_key=_own_key(medicine) if Article.R5132_33_2 in articles else None,
        row=row,
        labels=read_labels(medicine.conditions),
    )


def _label_maximum(condition: Condition, *, pump: bool) -> Duration | None:
    return condition.maximum_by_pump if pump and condition.maximum_by_pump else condition.maximum


def _shortest(durations: Iterable[Duration | None]) -> Duration | None:
    known = [duration for duration in durations if duration is not None]
    return min(known, key=lambda duration: duration.least_days, default=None)


def _own_key(medicine: Medicine) -> str | None:
    return "+".join(sorted(" ".join(sorted(words_of(s.name))) for s in medicine.substances)) or None


def _differences(
    version: Version, conditions: list[Condition], maximum: Duration | None,
    labelled: Duration | None, labels: tuple[str, ...],
) -> tuple[str, ...]:  # fmt: skip
    """Where the labels published say other than the table, in French; none without labels."""
    if not labels:
        return ()
    found: list[str] = []
    if _days(maximum) != _days(labelled):
        found.append(
            f"durée maximale : {_or_none(maximum)} d’après le texte, {_or_none(labelled)} "
            "d’après l’étiquette"
        )
    fraction = _shortest(condition.fraction for condition in conditions)
    if _days(version.fraction) != _days(fraction):
        found.append(
            f"fraction : {_or_none(version.fraction)} d’après le texte, {_or_none(fraction)} "
            "d’après l’étiquette"
        )
    secured = any(Article.R5132_5 in condition.articles for condition in conditions)
    if (Article.R5132_5 in version.articles) != secured:
        found.append(
            "forme sécurisée : exigée par le texte, absente de l’étiquette"
            if not secured
            else "forme sécurisée : exigée par l’étiquette, pas par le texte connu ici"
        )
    return tuple(found)


def _days(duration: Duration | None) -> int:
    return duration.least_days if duration else _FAR_AWAY


def _or_none(duration: Duration | None) -> str:
    return duration_text(duration) if duration else "aucune"


@lru_cache(maxsize=4096)
def rows_named(name: str) -> tuple[Row, ...]:
    """Rows whose words all stand in a substance's name, homeopathic stocks left out."""
    words = words_of(name)
    if "homeopathiques" in words:
        return ()
    return tuple(row for row in ROWS if row.words <= words)


def row_of(medicine: Medicine) -> Row | None:
    """The row of the table that holds for a medicine, or None; the strictest of several.

    Files name a substance twice, as salt and as base: an entry that is sure wins over one whose
    strength is missing. When none is sure, the strictest row that may hold does.
    """
    sure: list[Row] = []
    possible: list[Row] = []
    for substance in medicine.substances:
        candidates = _candidates(medicine, substance)
        (sure if len(candidates) == 1 else possible).extend(candidates)
    return min(sure or possible, key=_strictness, default=None)


def _candidates(medicine: Medicine, substance: Substance) -> list[Row]:
    """Rows that may hold for one substance, up to the first that surely does."""
    found: list[Row] = []
    for row in rows_named(substance.name):
        fits = _fits(row, medicine, substance)
        if fits is not False:
            found.append(row)
        if fits:
            break
    return found


def _strictness(row: Row) -> tuple[bool, int]:
    last = row.versions[-1]
    return last.regime is not Regime.NARCOTIC, _days(last.maximum)


def _fits(row: Row, medicine: Medicine, substance: Substance) -> bool | None:
    """True or False when sure, None when a fact is missing."""
    if row.brand is not None and row.brand not in words_of(medicine.name):
        return False
    in_scope = _in_scope(row.scope, medicine)
    if in_scope is False or row.strength_above is None:
        return in_scope
    strength = milligrams(substance.strength)
    if strength is None:
        return None
    return in_scope if strength > row.strength_above else False


def milligrams(strength: Quantity | None) -> Decimal | None:
    """A mass in milligrams; None without a strength, or for another unit than a mass."""
    if strength is None:
        return None
    factor = _PER_MG.get(strength.unit.label.strip().casefold().replace("μ", "µ"))
    return None if factor is None else strength.value * factor


def _in_scope(scope: str, medicine: Medicine) -> bool | None:
    routes = words_of(" ".join(medicine.routes))
    form = words_of(medicine.form)
    if scope == "any":
        return True
    if not routes and not form:
        return None
    return _SCOPES[scope](routes, form)


_Scope = Callable[[frozenset[str], frozenset[str]], bool]


def _injected(routes: frozenset[str], form: frozenset[str]) -> bool:
    return bool((routes | form) & _INJECTED) and "implant" not in form


def _by_mouth(routes: frozenset[str], form: frozenset[str]) -> bool:
    if routes:
        return "orale" in routes
    return bool(form & _BY_MOUTH) and not form & (_MUCOSAL | _INJECTED)


def _mucosal(routes: frozenset[str], form: frozenset[str]) -> bool:
    return bool((routes | form) & _MUCOSAL)


_SCOPES: dict[str, _Scope] = {
    "oral": _by_mouth,
    "injectable": _injected,
    "transdermal": lambda routes, form: bool((routes | form) & {"transdermique"}),
    "transmucosal": _mucosal,
    "sublingual": lambda routes, form: bool((routes | form) & {"sublinguale", "sublingual"}),
    "nasal": lambda routes, form: bool((routes | form) & {"nasale", "nasal"}),
    "syrup": lambda routes, form: "sirop" in form and _by_mouth(routes, form),
    "capsule": lambda routes, form: "gelule" in form and _by_mouth(routes, form),
    "implant": lambda _routes, form: "implant" in form,
    "depot": lambda routes, form: _injected(routes, form) and "prolongee" in form,
    "mucosal-or-oral": lambda routes, form: _mucosal(routes, form) or _by_mouth(routes, form),
}
