"""What a cockpit says of a présérie, shaped for the eye: alerts first, then figures, then sites."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from ordonnance.domain.french.dates import short
from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.anomalies import Anomaly, Standing
from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.balance import Balance
from ordonnance.domain.preserie.executions import Exclusion
from ordonnance.domain.preserie.measures import Share, SiteMeasure
from ordonnance.domain.preserie.parties import Kind
from ordonnance.domain.preserie.pilot import Site
from ordonnance.domain.preserie.register import Entry
from ordonnance.domain.preserie.sides import Side
from ordonnance.doors.web.charts import shares

ATTENTION, GOOD, BLOCKED, UNKNOWN, TOLD = "attention", "bon", "bloque", "inconnu", "information"
SHAPES = {Verdict.MET: GOOD, Verdict.BREACHED: BLOCKED, Verdict.NOT_YET: UNKNOWN}
"""The shape of a verdict: never its colour alone."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, its name, and how it stands."""

    name: str
    value: str
    told: str = ""
    shape: str = TOLD


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One site: where its installation stands, its share, what is to be seen to."""

    am: str
    state: str
    shape: str
    share: str
    interval: str
    last: str
    left_out: str


def alerts(balance: Balance, latest: str | None) -> tuple[str, ...]:
    """What somebody should see to, in plain words, the worst first."""
    return (*_of_shares(balance), *_of_versions(balance, latest), *_of_plan(balance))


def figures(balance: Balance) -> tuple[Figure, ...]:
    """What a meeting looks at."""
    overall, least = balance.measures.overall, balance.pilot.terms.least_success
    side = balance.pilot.terms.side
    met = sum(each.finding.verdict is Verdict.MET for each in balance.criteria)
    open_ones = [each for each in balance.looked.anomalies
                 if each.standing(balance.day) is Standing.OPEN]  # fmt: skip
    faults = balance.looked.scans.fault_count
    blocking = len(balance.looked.satisfaction.blocking)
    installed = sum(each.installed is not None for each in balance.measures.sites)
    scor = Figure("Fautes de SCOR", str(faults), "", GOOD if not faults else BLOCKED)
    return (
        Figure(side.recorded, percent(overall), of(overall, side), _of_least(overall, least)),
        Figure("Critères atteints", f"{met} sur {len(balance.criteria)}", "",
               GOOD if balance.satisfied else UNKNOWN),
        Figure("Sites installés", f"{installed} sur {len(balance.measures.sites)}"),
        Figure("Anomalies bloquantes ouvertes", str(len(open_ones)), "", _none(open_ones)),
        *((scor,) if side.scor else ()),
        Figure("Freins bloquants", str(blocking), "au questionnaire",
               GOOD if not blocking else BLOCKED),
    )  # fmt: skip


def site_rows(balance: Balance) -> tuple[SiteRow, ...]:
    """Each site, in the order of the register."""
    planned = {each.am: each for each in balance.pilot.sites}
    return tuple(_row(each, planned[each.site], balance) for each in balance.measures.sites)


def chart(balance: Balance, name: str = "parts") -> Markup:
    """The share day by day: each day as a dot, since the start as a line, the threshold a rule."""
    days = [(_float(each.share), _float(each.since_start)) for each in balance.measures.days]
    least = balance.pilot.terms.least_success
    rule = f", seuil de {least} %" if least is not None else ""
    told = f"Depuis le début\u202f: {of(balance.measures.overall, balance.pilot.terms.side)}{rule}."
    return shares(name, "Part enregistrée, jour après jour", told, days, least)


def latest_version(entries: Iterable[Entry]) -> str | None:
    """The last version delivered during the présérie, None while the first is in service."""
    told = [each.said.version for each in entries if each.said.kind is Kind.VERSION]
    return told[-1] if told else None


def percent(share: Share) -> str:
    """« 79,9 % », a dash when nothing counts."""
    return "–" if share.percent is None else f"{comma(share.percent)}\u202f%"


def interval(share: Share) -> str:
    """« de 72,1 à 85,0 % »."""
    if share.interval is None:
        return "–"
    low, high = share.interval
    return f"de {comma(low)} à {comma(high)}\u202f%"


def of(share: Share, side: Side) -> str:
    """« 41 sur 50 »."""
    return f"{share.recorded} sur {share.counted}" if share.counted else f"aucune {side.act}"


def comma(value: Decimal) -> str:
    """A figure as it is read in French."""
    return str(value).replace(".", ",")


def anomaly_rows(balance: Balance) -> tuple[tuple[Anomaly, Standing, str], ...]:
    """Each anomaly, where it stands, the version that fixes it."""
    return tuple(
        (each, each.standing(balance.day),
         f"version {each.fix.version}, le {short(each.fix.on)}" if each.fix else "pas encore")
        for each in balance.looked.anomalies
    )  # fmt: skip


def _of_shares(balance: Balance) -> Iterator[str]:
    least, side = balance.pilot.terms.least_success, balance.pilot.terms.side
    for each in balance.measures.sites:
        if each.silent:
            since = each.last or each.installed
            days = (balance.day - since).days if since is not None else 0
            told = f"depuis le {short(since)}" if since is not None else "depuis l’installation"
            yield f"{each.site.value}\u202f: silencieux {told} ({days} jours sans {side.act})."
        share = each.share
        if least is not None and share.counted and not share.reaches(least):
            yield (f"{each.site.value}\u202f: {percent(share)} d’{side.acts} enregistrées "
                   f"({of(share, side)}), sous {least}\u202f%.")  # fmt: skip


def _of_versions(balance: Balance, latest: str | None) -> Iterator[str]:
    running = _running(balance)
    for each in balance.measures.sites:
        version = running.get(each.site)
        times = each.left_out.get(Exclusion.OTHER_VERSION, 0)
        if times:
            yield (f"{each.site.value}\u202f: version hors de la présérie, "
                   f"{balance.pilot.terms.side.acts} écartées\u202f: {times}.")  # fmt: skip
        elif latest is not None and version is not None and version != latest:
            yield (f"{each.site.value}\u202f: ancienne version {version}\u202f; la dernière "
                   f"livrée est la {latest}.")  # fmt: skip


def _running(balance: Balance) -> Mapping[AmNumber, str]:
    """The version of the last execution of each site."""
    return {
        each.site: each.attempts[-1].version
        for each in sorted(balance.executions, key=lambda one: one.attempts[-1].at)
    }


def _of_plan(balance: Balance) -> Iterator[str]:
    installed = {each.site for each in balance.measures.sites if each.installed is not None}
    for site in balance.pilot.sites:
        if site.am not in installed and site.planned is not None and site.planned < balance.day:
            yield (f"{site.am.value}\u202f: pas encore installé, alors que c’était prévu le "
                   f"{short(site.planned)}.")  # fmt: skip


def _row(measure: SiteMeasure, site: Site, balance: Balance) -> SiteRow:
    state, shape = _state(measure, site, balance)
    told = f"{percent(measure.share)}, {of(measure.share, balance.pilot.terms.side)}"
    return SiteRow(
        measure.site.value, state, shape, told if measure.share.counted else "–",
        interval(measure.share),
        "–" if measure.last is None else short(measure.last),
        ", ".join(f"{times} ({kind.label})" for kind, times in measure.left_out.items()) or "–",
    )  # fmt: skip


def _state(measure: SiteMeasure, site: Site, balance: Balance) -> tuple[str, str]:
    if measure.installed is None:
        if site.planned is None:
            return "sans date d’installation", UNKNOWN
        late = site.planned < balance.day
        return f"prévue le {short(site.planned)}", ATTENTION if late else TOLD
    told = f"installé le {short(measure.installed)}"
    if not measure.told and measure.consent is not None:
        return f"{told}, {measure.consent.label}", TOLD
    if measure.silent:
        return f"{told}, silencieux", ATTENTION
    least = balance.pilot.terms.least_success
    if least is not None and measure.share.counted and not measure.share.reaches(least):
        return f"{told}, sous {least}\u202f%", BLOCKED
    return told, GOOD


def _of_least(share: Share, least: int | None) -> str:
    if least is None or not share.counted:
        return UNKNOWN
    return GOOD if share.reaches(least) else BLOCKED


def _none(found: Sequence[Anomaly]) -> str:
    return BLOCKED if found else GOOD


def _float(share: Share) -> float | None:
    return None if share.percent is None else float(share.percent)
