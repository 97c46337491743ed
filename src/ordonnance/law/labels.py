"""Labels of conditions read into types, and a medicine's labels read together as one set.

The public files hold one label a row; what they mean stands in the set: « réservée aux
spécialistes » beside « prescription initiale » only says which specialists begin (ERRATA 2). A
label that no pattern here knows stays a text, in `unknown`: nothing is supposed of it.

Reading a label is not applying it: which labels a rule applies is in `conditions.toml`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.law.substances import CONDITIONS, Article, label_key


class LabelKind(StrEnum):
    """What a label speaks of."""

    LIST = "liste"
    DURATION = "durée de prescription"
    FRACTION = "délivrance fractionnée"
    FORM = "forme de l’ordonnance"
    OVERLAP = "chevauchement"
    REQUIRED = "prescription obligatoire"
    HOSPITAL = "prescription hospitalière"
    INITIAL = "prescription initiale"
    RESERVED = "prescription réservée"
    RENEWAL = "renouvellement"
    MONITORING = "surveillance particulière"
    CHANNEL = "circuit de délivrance"
    PROFESSIONAL_USE = "usage professionnel"
    EMERGENCY = "usage en situation d’urgence"
    ADMINISTRATION = "lieu d’administration"
    DOCUMENT = "document à remettre ou à vérifier"
    RESULT = "résultat d’analyse exigé"
    MENTION = "mention portée sur l’ordonnance"
    RETENTION = "copie à conserver"
    HEADING = "intitulé sans ses sous-conditions"
    NOTE = "information"


@dataclass(frozen=True, slots=True)
class Label:
    """One label read. `group`: who may; `every`: how long an initial prescription holds.

    `population`: whom it concerns when not everybody; `hospital`: by a hospital prescriber.
    """

    text: str
    kind: LabelKind
    group: str | None = None
    every: Duration | None = None
    population: str | None = None
    hospital: bool = False


@dataclass(frozen=True, slots=True)
class Initial:
    """An initial prescription: at a hospital or not, by whom when it is said, valid how long.

    `populations` is empty when everybody is concerned.
    """

    hospital: bool
    every: Duration | None
    groups: tuple[str, ...]
    populations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelSet:
    """The labels of one medicine, read together.

    `reserved_to` restricts every prescription; where an initial prescription stands, the groups are
    those that may begin, and `reserved_to` is empty. `renewed_by` None: no label says who renews,
    empty: anybody. A reservation for some circumstances only (« hors établissement de santé ») is
    no group: its own rule reads it.
    """

    labels: tuple[Label, ...]
    hospital_only: bool = False
    initial: Initial | None = None
    reserved_to: tuple[str, ...] = ()
    renewed_by: tuple[str, ...] | None = None
    unknown: tuple[str, ...] = ()
    _by_kind: Mapping[LabelKind, tuple[Label, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A dozen rules ask for each line, of labels read once for each medicine.
        kinds = {label.kind for label in self.labels}
        found = {kind: tuple(each for each in self.labels if each.kind is kind) for kind in kinds}
        object.__setattr__(self, "_by_kind", found)

    def of(self, kind: LabelKind) -> tuple[Label, ...]:
        """The labels of that kind, in the order of the file."""
        return self._by_kind.get(kind, ())


_EVERY: Mapping[str, Duration] = {
    "annuelle": Duration(12, TimeUnit.MONTH),
    "semestrielle": Duration(6, TimeUnit.MONTH),
    "trimestrielle": Duration(3, TimeUnit.MONTH),
}
_PERIOD = rf"(?: (?P<every>{'|'.join(_EVERY)}))?"
_K = LabelKind

_PATTERNS: tuple[tuple[LabelKind, str], ...] = (
    (_K.REQUIRED, r"médicament soumis à prescription médicale(?: restreinte|, en attente .+)?"),
    (_K.HOSPITAL, r"prescription hospitalière"),
    (_K.INITIAL, rf"prescription initiale (?P<hospital>hospitalière){_PERIOD}"),
    (_K.INITIAL, rf"prescription initiale{_PERIOD} réservée à certains spécialistes"),
    (_K.INITIAL, rf"prescription initiale{_PERIOD} réservée aux (?P<group>.+)"),
    (_K.INITIAL, r"prescription initiale par un (?P<group>médecin exerçant .+)"),
    (_K.RESERVED, r"prescription réservée aux (?P<group>.+)"),
    (_K.RESERVED, r"prescription par un (?P<group>médecin exerçant .+)"),
    (_K.RENEWAL, r"renouvellement non restreint"),
    (_K.RENEWAL, r"renouvellement de la prescription réservé aux (?P<group>.+)"),
    (_K.MONITORING, r"médicament nécessitant une surveillance particulière pendant le traitement"),
    (_K.MONITORING, r"surveillance particulière pendant le traitement"),
    (_K.CHANNEL, r"réservé à l'usage hospitalier"),
    (_K.CHANNEL, r"délivrance (?:réservée|effectuée) .+"),
    (_K.CHANNEL, r"(?:médicament )?réservé aux centres .+"),
    (_K.CHANNEL, r"réservé à l'usage militaire"),
    (_K.PROFESSIONAL_USE, r"réservé à l'usage professionnel(?: .+)?"),
    (_K.EMERGENCY, r"réservé à l'usage en situation d'urgence .+"),
    (_K.EMERGENCY, r"réservé à une structure d'assistance médicale mobile .+"),
    (_K.ADMINISTRATION, r"l'?administration .+"),
    (_K.ADMINISTRATION, r"administration par .+"),
    (_K.ADMINISTRATION, r"(?:la|les|deux)(?: \w+)? premières? administrations? .+"),
    (_K.ADMINISTRATION, r"les administrations de la phase initiale .+"),
    (_K.MENTION, r"la prescription nécessite la mention .+"),
    (_K.MENTION, r"la délivrance ne peut se faire qu'après avoir vérifié la présence de cette .+"),
    (_K.RESULT, r"prescription et délivrance subordonnées à l'obtention du résultat .+"),
    (_K.RESULT, r"ordonnance avec la numération .+"),
    (_K.RESULT, r"dosage .+ mention sur l'ordonnance .+"),
    (_K.DOCUMENT, r"prescription nécessitant .+"),
    (_K.DOCUMENT, r"délivrance (?:ne pouvant se faire qu')?après vérification .+"),
    (_K.DOCUMENT, r"la première délivrance doit être accompagnée .+"),
    (_K.DOCUMENT, r"mise à jour du carnet .+"),
    (_K.DOCUMENT, r"voir programme de prévention .+"),
    (_K.RETENTION, r"conservation d'une copie de l'ordonnance .+"),
    (_K.HEADING, r"(?:pour|à) .+ :"),
    (_K.HEADING, r"à l'initiation du traitement et une fois par an"),
    (_K.HEADING, r"dispositions particulières de d[ée]livrance"),
    (_K.NOTE, r"à ne prendre que sur instructions des autorités compétentes"),
)
_COMPILED = tuple((kind, re.compile(text, re.IGNORECASE)) for kind, text in _PATTERNS)
_POPULATION = re.compile(r"(?P<population>(?:pour|hors) .+?) : (?P<rest>.+)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label | None:
    """What a label says; None when no pattern knows it."""
    plain = " ".join(text.replace("’", "'").split()).rstrip(". ")
    known = _of_the_table(text)
    if known is not None:
        return Label(text, known)
    found = _matched(text, plain)
    if found is not None:
        return found
    apart = _POPULATION.fullmatch(plain)
    return apart and _matched(text, apart["rest"], apart["population"])


def _of_the_table(text: str) -> LabelKind | None:
    """The kind of a label whose whole sense stands in the table of conditions."""
    known = CONDITIONS.get(label_key(text))
    if known is None:
        return None
    if known.regime is not None:
        return LabelKind.LIST
    if known.maximum is not None:
        return LabelKind.DURATION
    if known.fraction is not None:
        return LabelKind.FRACTION
    if Article.R5132_33_2 in known.articles:
        return LabelKind.OVERLAP
    return LabelKind.FORM if known.articles else None


def _matched(text: str, plain: str, population: str | None = None) -> Label | None:
    for kind, pattern in _COMPILED:
        match = pattern.fullmatch(plain)
        if match is not None:
            named = match.groupdict()
            return Label(
                text,
                kind,
                named.get("group"),
                _EVERY.get((named.get("every") or "").casefold()),
                population,
                hospital=bool(named.get("hospital")),
            )
    return None


@lru_cache(maxsize=8192)
def read_labels(texts: tuple[str, ...]) -> LabelSet:
    """The labels of one medicine, read together."""
    read = [(text, read_label(text)) for text in texts]
    labels = tuple(label for _, label in read if label is not None)
    found = LabelSet(labels)
    initials, reserved = found.of(LabelKind.INITIAL), found.of(LabelKind.RESERVED)
    groups = tuple(label.group for label in reserved if label.group and not label.population)
    renewals = found.of(LabelKind.RENEWAL)
    return LabelSet(
        labels,
        hospital_only=bool(found.of(LabelKind.HOSPITAL)),
        initial=initial_of(initials, groups),
        reserved_to=() if initials else groups,
        renewed_by=_renewed_by(renewals),
        unknown=tuple(text for text, label in read if label is None),
    )


def initial_of(labels: Iterable[Label], reserved: tuple[str, ...]) -> Initial | None:
    """One initial prescription from its labels: the shortest period, every group that may begin."""
    known = tuple(labels)
    if not known:
        return None
    periods = [label.every for label in known if label.every is not None]
    own = tuple(label.group for label in known if label.group)
    narrow = all(label.population is not None for label in known)
    return Initial(
        hospital=any(label.hospital for label in known),
        every=min(periods, key=lambda each: each.least_days, default=None),
        groups=tuple(dict.fromkeys((*own, *reserved))),
        populations=tuple(dict.fromkeys(label.population or "" for label in known))
        if narrow
        else (),
    )


def _renewed_by(labels: tuple[Label, ...]) -> tuple[str, ...] | None:
    if not labels:
        return None
    # « Non restreint » wins: it is the permission, whatever else is said (ERRATA 2).
    if any(label.group is None for label in labels):
        return ()
    return tuple(dict.fromkeys(label.group or "" for label in labels))
