"""The health of the base in figures and words, and what to do when a part fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from ordonnance.bootstrap.overseeing import Health
from ordonnance.bootstrap.readiness import CHECKS
from ordonnance.doors.web.screens.status_words import PARTS
from ordonnance.law.french import number_text, plural

DO: Mapping[str, str] = {
    "stopping": "Attendre la fin de l'arrêt, ou démarrer le serveur : ordonnance serve.",
    "database": "Regarder si PostgreSQL tourne et son journal (postgres/log du dossier de "
    "données) ; il redémarre avec le serveur quand il est embarqué.",
    "writable": "Libérer de la place, ou rendre son rôle de primaire à ce PostgreSQL.",
    "schema": "Redémarrer le serveur avec la version la plus récente : il met le schéma à jour.",
    "keys": "Remettre le dossier de clés de cette base : voir « Sauvegarder et restaurer ».",
    "seal_key": "Vérifier l'heure de la machine, puis redémarrer : une clé neuve est faite.",
    "disk": "Libérer de la place sur le disque du dossier de données, ou l'agrandir.",
    "worker": "Lire la ligne ALERT des journaux techniques, puis redémarrer le serveur.",
    "outbox": "Lire plus bas l'erreur des envois en attente ; ils repartent d'eux-mêmes une fois "
    "la cause levée.",
}
"""What an operator does when a check fails."""

DRIFT = timedelta(seconds=5)
"""Beyond, the clocks of the server and of PostgreSQL are told to differ."""

LONG_WAIT = 3600
"""Seconds that a message may wait before it is told."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its value, what it is, the shape of its state, a word beside."""

    value: str
    label: str
    shape: str = "bon"
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartSeen:
    """One part: its shape and word, and when it fails the reason, since when, what to do."""

    name: str
    shape: str
    state: str
    reason: str = ""
    do: str = ""
    since: datetime | None = None


def parts(seen: Health) -> tuple[PartSeen, ...]:
    """Each part, the failing ones first; one that could not be looked at is told so."""
    checks = seen.reading.ready.checks
    order = {False: 0, None: 1, True: 2}
    names = sorted(CHECKS, key=lambda name: order[checks.get(name)])
    return tuple(_part(name, checks.get(name), seen) for name in names)


def _part(name: str, holds: bool | None, seen: Health) -> PartSeen:
    if holds is None:
        why = "Elle n'a pas pu être regardée, le plus souvent parce que la base ne répond pas."
        return PartSeen(PARTS[name], "inconnu", "on ne peut pas le savoir", why)
    if holds:
        return PartSeen(PARTS[name], "bon", "en ordre")
    since = seen.failing_since.get(name)
    return PartSeen(PARTS[name], "bloque", "en panne", CHECKS[name], DO[name], since)


def figures(seen: Health) -> tuple[Figure, ...]:
    """The few figures that tell whether to read on."""
    reading, look = seen.reading, seen.reading.ready.look
    told = [_disk(reading.disk_free, reading.disk_floor), _seal(reading.seal_key_seconds)]
    if look is not None:
        late = look.failing > 0 or look.oldest > LONG_WAIT
        told += [
            Figure(
                f"{look.waiting}", "envois en attente", "attention" if late else "bon",
                _of_outbox(look.waiting, look.failing, look.oldest),
            ),
            Figure(lasting(look.anchored), "depuis la dernière ancre des journaux", "information"),
        ]  # fmt: skip
    if seen.survey is not None:
        told.append(_clock(seen.ahead))
    waiters = reading.pool_waiters
    told.append(
        Figure(
            f"{reading.pool_in_use} sur {reading.pool_limit}", "connexions à PostgreSQL",
            "attention" if waiters else "bon",
            f"{plural(waiters, 'demande attend', 'demandes attendent')}" if waiters else "",
        )
    )  # fmt: skip
    return tuple(told)


def _of_outbox(waiting: int, failing: int, oldest: float) -> str:
    if not waiting:
        return "rien n'attend"
    failed = f"dont {failing} en échec" if failing else "aucun en échec"
    return f"{failed} ; le plus ancien : {lasting(oldest)}"


def _disk(free: int, floor: int) -> Figure:
    shape = "bloque" if free < floor else "attention" if free < 2 * floor else "bon"
    return Figure(octets(free), "libres sur le disque", shape, f"plancher : {octets(floor)}")


def _seal(seconds: float) -> Figure:
    days = int(seconds // 86400)
    shape = "bloque" if seconds <= 0 else "attention" if days < 30 else "bon"
    return Figure(plural(max(days, 0), "jour", "jours"), "avant la fin de la clé du sceau", shape)


def _clock(ahead: timedelta) -> Figure:
    seconds = abs(ahead.total_seconds())
    far = abs(ahead) > DRIFT
    note = "régler l'heure des deux machines" if far else "du serveur et de PostgreSQL"
    value = f"{number_text(Decimal(str(round(seconds, 1))))} s"
    return Figure(value, "d'écart entre les horloges", "attention" if far else "bon", note)


def database(seen: Health) -> tuple[tuple[str, str], ...]:
    """What PostgreSQL says of itself, by name; nothing when it does not answer."""
    survey, look = seen.survey, seen.reading.ready.look
    if survey is None or look is None:
        return ()
    return (
        ("Version de PostgreSQL", survey.version),
        ("Taille de la base", octets(survey.size)),
        ("Version du schéma", str(look.schema_version)),
        ("Écritures reprises après un conflit", str(seen.reading.conflicts)),
        ("Pire retard de la boucle, dernière minute",
         f"{number_text(Decimal(str(round(seen.reading.loop_lag * 1000))))} ms"),
    )  # fmt: skip


def octets(count: int) -> str:
    """« 12,3 Gio »."""
    value, unit = Decimal(count), "octets"
    for larger in ("Kio", "Mio", "Gio", "Tio"):
        if value < 1024:
            break
        value, unit = value / 1024, larger
    return f"{number_text(round(value, 1) if value < 100 else Decimal(round(value)))} {unit}"


def lasting(seconds: float) -> str:
    """« 12 min », « 3 h 10 », « 5 jours »; « moins d'une minute »."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return "moins d'une minute"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60:02d}"
    return f"{minutes // 1440} jours"
