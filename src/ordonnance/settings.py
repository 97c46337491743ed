"""The settings of a base: read once from the environment, all problems reported together.

Every setting stands in `SETTINGS`, from which the reference page is made. No setting can disable a
legal rule.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as documented."""

    name: str
    default: str
    meaning: str
    secret: bool = False


SETTINGS = (
    Setting("ORDONNANCE_DATA", "", "Dossier de données ; vide : /var/lib/ordonnance (root) ou ~/.local/share/ordonnance."),
    Setting("ORDONNANCE_KEYS_FOLDER", "", "Dossier des clés, hors du dossier de données ; vide : <données>.keys."),
    Setting("ORDONNANCE_KEYS", "", "Clés de chiffrement en JSON, à la place du fichier.", secret=True),
    Setting("ORDONNANCE_DSN", "", "PostgreSQL existant (rôle propriétaire) ; vide : PostgreSQL embarqué.", secret=True),
    Setting("ORDONNANCE_DSN_APP", "", "Le même PostgreSQL sous le rôle ordonnance_app.", secret=True),
    Setting("ORDONNANCE_PUBLIC_URL", "", "Adresse publique de la base, écrite dans le QR ; interdite en démonstration."),
    Setting("ORDONNANCE_AUDIENCE", "urn:ordonnance:base", "Destinataire (aud) attendu dans les jetons."),
    Setting("ORDONNANCE_ISSUERS", "", "Fichier JSON des émetteurs de jetons reconnus (iss, kind, jwks)."),
    Setting("ORDONNANCE_PROVIDERS", "", "Fichier JSON des fournisseurs d'identité (OpenID Connect) où l'on se connecte depuis un navigateur ; interdit en démonstration."),
    Setting("ORDONNANCE_TRUST", "", "Fichier PEM des autorités dont les certificats de signature sont reconnus."),
    Setting("ORDONNANCE_REVOCATION", "", "Dossier des listes de révocation (CRL, PEM ou DER) de ces autorités, relu quand il change ; vide : la révocation n'est pas vérifiée."),
    Setting("ORDONNANCE_PAPER", "", "Dossier des papiers de cabinet : un dossier par FINESS ou SIRET, avec en-tete.toml (et son logo) et papier.toml."),
    Setting("ORDONNANCE_SCHEME", "A", "Caractère de schéma des numéros de cette base (jamais D, réservé à la démonstration)."),
    Setting("ORDONNANCE_OPENINGS_PER_HOUR", "600", "Ouvertures permises par structure et par heure."),
    Setting("ORDONNANCE_PROCESSES", "1", "Processus qui répondent aux requêtes, de 1 à 64 : un par cœur pour une grande base."),
    Setting("ORDONNANCE_REQUEST_SECONDS", "20", "Secondes données à une requête pour arriver entière, et à une réponse pour être lue."),
    Setting("ORDONNANCE_CONNECTIONS", "1000", "Connexions HTTP ouvertes à la fois, au plus, par processus."),
    Setting("ORDONNANCE_DISK_FLOOR", "32", "Place libre du dossier de données, en Mio, sous laquelle /ready répond non."),
    Setting("ORDONNANCE_OUTBOX_LAG", "600", "Attente d'un envoi prêt à partir, en secondes, au-delà de laquelle /ready répond non."),
    Setting("ORDONNANCE_DRUGS_DAYS", "62", "Âge, en jours, au-delà duquel les données sur les médicaments sont dites anciennes (réponses, journal, mesures)."),
    Setting("ORDONNANCE_STOP_DELAY", "0", "Secondes entre le « non » de /ready et la fermeture de l'écoute, à l'arrêt (0 à 300)."),
    Setting("ORDONNANCE_INTERACTIONS_DAYS", "540", "Âge du thésaurus des interactions, en jours, au-delà duquel chaque vérification dit qu'il est trop ancien."),
    Setting("ORDONNANCE_INTERACTIONS_HISTORY", "0", "1 : compare aussi avec les autres traitements du patient (INS qualifiée), gardés chiffrés dans l'index ; 0 : entre les lignes seulement."),
    Setting("ORDONNANCE_DIRECTORY_DAYS", "2", "Âge de l'annuaire MSSanté, en jours, au-delà duquel chaque réponse le dit ancien."),
    Setting("ORDONNANCE_DIRECTORY_ROOT", "", "Racine IGC-Santé (PEM) : la seule autorité alors reconnue pour télécharger l'annuaire et la liste blanche ; vide : celles de la machine."),
    Setting("ORDONNANCE_WHITE_LIST_DAYS", "7", "Âge de la liste blanche MSSanté, en jours, au-delà duquel elle est dite ancienne."),
    Setting("ORDONNANCE_METRICS_TOKEN", "", "Fichier du jeton demandé par /metrics ; vide : cette machine seule, sans mandataire."),
    Setting("ORDONNANCE_SESSION_IDLE", "30", "Minutes sans rien demander après lesquelles une session du navigateur se ferme (1 à 480)."),
    Setting("ORDONNANCE_MAIL", "", "Fichier TOML de la messagerie sécurisée : produit, autorités, serveurs des opérateurs, boîtes applicatives ; vide : aucun message ne part."),
    Setting("ORDONNANCE_DEROGATION_UNTIL", "", "Dernier jour (AAAA-MM-JJ) où les régulateurs du SAMU-SAS prescrivent par messagerie sécurisée ; vide : sans fin fixée."),
    Setting("ORDONNANCE_CENTRE", "", "Fichier TOML du centre de régulation : département, FINESS, RPPS des régulateurs ; lu pour dire si le centre est prêt."),
    Setting("ORDONNANCE_LRM", "", "Fichier TOML des logiciels de régulation qui peuvent ouvrir un appel dans leur page : id, name, origins, keys (JWKS), registered ; vide : aucun."),
    Setting("ORDONNANCE_LOG", "info", "Niveau des journaux techniques : debug, info, warning, error."),
)  # fmt: skip


class SettingsInvalid(Exception):
    """The environment cannot be used; `problems` are French sentences, one per setting."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process, checked."""

    data: Path | None
    keys_folder: Path | None
    keys_in_environment: bool
    dsn: str | None
    dsn_app: str | None
    public_url: str | None
    audience: str
    issuers: Path | None
    providers: Path | None
    trust: Path | None
    revocation: Path | None
    paper: Path | None
    scheme: str
    openings_per_hour: int
    processes: int
    request_seconds: int
    connections: int
    disk_floor: int
    outbox_lag: int
    drugs_days: int
    stop_delay: int
    interactions_days: int
    interactions_history: bool
    directory_days: int
    directory_root: Path | None
    white_list_days: int
    metrics_token: Path | None
    session_idle: int
    mail: Path | None
    derogation_until: date | None
    centre: Path | None
    lrm: Path | None
    log_level: str

    def __repr__(self) -> str:
        return f"Settings(data={self.data}, public_url={self.public_url}, scheme={self.scheme})"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read every setting. Raises SettingsInvalid with all problems at once."""
    values = _checked(os.environ if environment is None else environment)
    return Settings(
        _path(values["ORDONNANCE_DATA"]),
        _path(values["ORDONNANCE_KEYS_FOLDER"]),
        bool(values["ORDONNANCE_KEYS"]),
        values["ORDONNANCE_DSN"] or None,
        values["ORDONNANCE_DSN_APP"] or None,
        values["ORDONNANCE_PUBLIC_URL"].rstrip("/") or None,
        values["ORDONNANCE_AUDIENCE"],
        _path(values["ORDONNANCE_ISSUERS"]),
        _path(values["ORDONNANCE_PROVIDERS"]),
        _path(values["ORDONNANCE_TRUST"]),
        _path(values["ORDONNANCE_REVOCATION"]),
        _path(values["ORDONNANCE_PAPER"]),
        values["ORDONNANCE_SCHEME"],
        int(values["ORDONNANCE_OPENINGS_PER_HOUR"]),
        int(values["ORDONNANCE_PROCESSES"]),
        int(values["ORDONNANCE_REQUEST_SECONDS"]),
        int(values["ORDONNANCE_CONNECTIONS"]),
        int(values["ORDONNANCE_DISK_FLOOR"]),
        int(values["ORDONNANCE_OUTBOX_LAG"]),
        int(values["ORDONNANCE_DRUGS_DAYS"]),
        int(values["ORDONNANCE_STOP_DELAY"]),
        int(values["ORDONNANCE_INTERACTIONS_DAYS"]),
        values["ORDONNANCE_INTERACTIONS_HISTORY"] == "1",
        int(values["ORDONNANCE_DIRECTORY_DAYS"]),
        _path(values["ORDONNANCE_DIRECTORY_ROOT"]),
        int(values["ORDONNANCE_WHITE_LIST_DAYS"]),
        _path(values["ORDONNANCE_METRICS_TOKEN"]),
        int(values["ORDONNANCE_SESSION_IDLE"]),
        _path(values["ORDONNANCE_MAIL"]),
        _day(values["ORDONNANCE_DEROGATION_UNTIL"]),
        _path(values["ORDONNANCE_CENTRE"]),
        _path(values["ORDONNANCE_LRM"]),
        values["ORDONNANCE_LOG"],
    )


def _checked(env: Mapping[str, str]) -> dict[str, str]:
    """Each setting as text. Raises SettingsInvalid."""
    values = {setting.name: env.get(setting.name, setting.default).strip() for setting in SETTINGS}
    if problems := [*_unknown(env), *_problems(values)]:
        raise SettingsInvalid(tuple(problems))
    return values


_ELSEWHERE = {
    "ORDONNANCE_URL",
    "ORDONNANCE_TOKEN",
    "ORDONNANCE_PLACE",
    "ORDONNANCE_MAIL_TOKEN",
    "ORDONNANCE_PKCS11",
    "ORDONNANCE_TSA",
    "ORDONNANCE_PROGRAM",
    "ORDONNANCE_PYTHON",
    "ORDONNANCE_REQUIRE_SERVICES",
}
"""Variables of the command line client and of the tests."""


def _unknown(env: Mapping[str, str]) -> list[str]:
    known = {setting.name for setting in SETTINGS} | _ELSEWHERE
    return [
        f"{name} n'est pas un réglage connu."
        for name in sorted(env)
        if name.startswith("ORDONNANCE_") and name not in known
    ]


def _problems(values: Mapping[str, str]) -> list[str]:
    found = []
    if bool(values["ORDONNANCE_DSN"]) is not bool(values["ORDONNANCE_DSN_APP"]):
        found.append("ORDONNANCE_DSN et ORDONNANCE_DSN_APP vont ensemble : un rôle propriétaire et "
                     "un rôle applicatif.")  # fmt: skip
    url = values["ORDONNANCE_PUBLIC_URL"]
    if url and (urlsplit(url).scheme != "https" or not urlsplit(url).hostname):
        found.append("ORDONNANCE_PUBLIC_URL doit être une adresse https://…")
    scheme = values["ORDONNANCE_SCHEME"]
    if len(scheme) != 1 or scheme not in "0123456789ABCEFGHJKMNPQRSTVWXYZ":
        found.append("ORDONNANCE_SCHEME doit être un caractère de 0-9 A-Z sauf D, I, L, O, U.")
    found += [
        f"{name} doit être un nombre de {least} à {most:,}.".replace(",", "\u202f")
        for name, (least, most) in _RANGES.items()
        if not _counts(values[name], least, most)
    ]
    if values["ORDONNANCE_LOG"] not in {"debug", "info", "warning", "error"}:
        found.append("ORDONNANCE_LOG doit être debug, info, warning ou error.")
    if (
        values["ORDONNANCE_DEROGATION_UNTIL"]
        and _day(values["ORDONNANCE_DEROGATION_UNTIL"]) is None
    ):
        found.append("ORDONNANCE_DEROGATION_UNTIL doit être un jour : AAAA-MM-JJ.")
    if not values["ORDONNANCE_AUDIENCE"]:
        found.append("ORDONNANCE_AUDIENCE ne peut pas être vide.")
    return found


_RANGES = {
    "ORDONNANCE_OPENINGS_PER_HOUR": (1, 100_000),
    "ORDONNANCE_PROCESSES": (1, 64),
    "ORDONNANCE_REQUEST_SECONDS": (1, 600),
    "ORDONNANCE_CONNECTIONS": (1, 100_000),
    "ORDONNANCE_DISK_FLOOR": (0, 1_000_000),
    "ORDONNANCE_OUTBOX_LAG": (1, 100_000),
    "ORDONNANCE_DRUGS_DAYS": (1, 3650),
    "ORDONNANCE_STOP_DELAY": (0, 300),
    "ORDONNANCE_INTERACTIONS_DAYS": (1, 36_500),
    "ORDONNANCE_INTERACTIONS_HISTORY": (0, 1),
    "ORDONNANCE_DIRECTORY_DAYS": (1, 3650),
    "ORDONNANCE_WHITE_LIST_DAYS": (1, 3650),
    "ORDONNANCE_SESSION_IDLE": (1, 480),
}
"""Settings that are numbers: least and most."""


def _counts(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _path(text: str) -> Path | None:
    return Path(text) if text else None
