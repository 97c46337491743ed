"""Under which account PostgreSQL runs, and what that account can reach."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ordonnance.adapters.postgres_server.errors import account_missing, account_without_entry

# As root: an account made for us by the operator, else the one that every machine has.
ACCOUNTS_FOR_ROOT = ("ordonnance", "nobody")
# Nothing of the caller's environment (PGDATA, PGOPTIONS, LD_PRELOAD...) reaches PostgreSQL.
ENVIRONMENT: Mapping[str, str] = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Account:
    """The account that runs PostgreSQL, and the one that runs us and connects to it."""

    name: str
    uid: int
    gid: int
    client: str

    @property
    def is_other(self) -> bool:
        """True when we are root and PostgreSQL is not."""
        return self.uid != os.geteuid()

    def command(self, folder: Path) -> dict[str, Any]:
        """Arguments for subprocess: this account, its own session, a bare environment."""
        arguments: dict[str, Any] = {
            "cwd": folder,
            "env": dict(ENVIRONMENT),
            "umask": 0o077,
            # Ctrl-C in a terminal must not stop PostgreSQL before our last transactions end.
            "start_new_session": True,
        }
        if self.is_other:
            arguments |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return arguments

    def run(self, arguments: Sequence[str | Path]) -> bool:
        """Run a short command under this account, silently; True when it could and succeeded.

        Raises OSError when the system does not let us become this account.
        """
        try:
            done = subprocess.run(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                **self.command(Path("/")),
            )
        except (PermissionError, FileNotFoundError) as error:
            if error.filename == arguments[0]:
                return False
            raise
        return done.returncode == 0


def account_to_run() -> Account:
    """The account for PostgreSQL: ourselves, or as root one of ACCOUNTS_FOR_ROOT.

    Raises PostgresUnavailable `ACCOUNT_WITHOUT_ENTRY` or `ACCOUNT_MISSING`.
    """
    uid = os.geteuid()
    try:
        ours = pwd.getpwuid(uid)
    except KeyError:
        raise account_without_entry(uid) from None
    if uid != 0:
        return Account(ours.pw_name, uid, ours.pw_gid, ours.pw_name)
    for name in ACCOUNTS_FOR_ROOT:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, ours.pw_name)
    raise account_missing(ACCOUNTS_FOR_ROOT)


def name_of(uid: int) -> str:
    """The name of an account, or its uid when it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"


def first_blocking(folder: Path, account: Account) -> Path | None:
    """The highest folder on the way to `folder` (included) that the account cannot enter.

    Really tried, as that account: permission bits do not tell access lists or mounts. Folders
    that do not exist yet block nobody.
    """
    if _can_enter(folder, account):
        return None
    for step in (*reversed(folder.parents), folder):
        # Not Path.exists, which raises below a folder that we cannot enter ourselves.
        if not os.path.exists(step):
            return None
        if not _can_enter(step, account):
            return step
    return None


def _can_enter(folder: Path, account: Account) -> bool:
    if not account.is_other:
        return os.access(folder, os.X_OK)
    return account.run(["/bin/sh", "-c", 'test -d "$1" && test -x "$1"', "sh", folder])
