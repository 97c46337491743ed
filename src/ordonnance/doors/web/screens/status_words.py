"""The state of the service in words: what goes well, what does not and since when, what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ordonnance.bootstrap.readiness import CHECKS

PARTS: Mapping[str, str] = {
    "stopping": "Le serveur",
    "database": "La base de données",
    "writable": "Les écritures",
    "schema": "Le schéma de la base",
    "keys": "Les clés de chiffrement",
    "seal_key": "La clé du sceau",
    "disk": "La place sur le disque",
    "worker": "Le travail de fond",
    "outbox": "Les envois",
}
"""What each check is about, in the order of the checks."""

BEHIND = frozenset({"worker", "outbox"})
"""Parts without which prescribing and serving still go on."""

_DOWN = (
    "Rien ne peut être émis ni délivré ici sous forme numérique pour le moment. Ce qui était "
    "enregistré n'est pas perdu.",
    "Prescripteur : l'ordonnance peut être faite sur papier, avec le motif « indisponibilité des "
    "téléservices ».",
    "Pharmacien : la feuille porte tout ce qui est prescrit ; la délivrance s'enregistrera quand "
    "le service sera revenu.",
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its shape, its state in a word, the reason and since when it fails."""

    name: str
    shape: str
    state: str
    reason: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """The state of all: the tone of the message and its sentences."""

    tone: str
    title: str
    sentences: tuple[str, ...] = ()


def parts_of(
    checks: Mapping[str, bool], failing_for: Callable[[str], float | None], now: datetime
) -> tuple[Part, ...]:
    """Each part; one that could not be looked at is told so, never as going well."""
    return tuple(_part(name, checks.get(name), failing_for(name), now) for name in CHECKS)


def _part(name: str, holds: bool | None, failing: float | None, now: datetime) -> Part:
    if holds is None:
        return Part(PARTS[name], "inconnu", "on ne peut pas le savoir")
    if holds:
        return Part(PARTS[name], "bon", "en ordre")
    since = None if failing is None else now - timedelta(seconds=failing)
    return Part(PARTS[name], "bloque", "en panne", CHECKS[name], since)


def whole_of(checks: Mapping[str, bool]) -> Whole:
    """The state of all the parts together."""
    failed = {name for name in CHECKS if checks.get(name) is False}
    if all(checks.get(name) is True for name in CHECKS):
        return Whole("bon", "Le service fonctionne.")
    if checks.get("stopping") is False:
        return Whole("attention", "Ce serveur s'arrête ; un autre, ou lui-même, va reprendre.",
                     ("Recommencez dans quelques instants.",))  # fmt: skip
    if failed and failed <= BEHIND:
        return Whole("attention", "Le service fonctionne, avec du retard dans les envois.",
                     ("Prescrire et délivrer restent possibles.",))  # fmt: skip
    return Whole("bloque", "Le service ne fonctionne pas.", _DOWN)
