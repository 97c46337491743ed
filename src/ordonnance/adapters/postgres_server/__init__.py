"""The embedded default: a real PostgreSQL that our own process starts and stops."""

from ordonnance.adapters.postgres_server.binaries import Binaries, find_binaries
from ordonnance.adapters.postgres_server.cluster import APP_ROLE, DATABASE, OWNER_ROLE, SUPERUSER
from ordonnance.adapters.postgres_server.errors import PostgresUnavailable
from ordonnance.adapters.postgres_server.folders import default_data_folder
from ordonnance.adapters.postgres_server.keeping import keep_running
from ordonnance.adapters.postgres_server.server import (
    PostgresServer,
    discard,
    dsn_of_running,
    start,
)

__all__ = [
    "APP_ROLE",
    "DATABASE",
    "OWNER_ROLE",
    "SUPERUSER",
    "Binaries",
    "PostgresServer",
    "PostgresUnavailable",
    "default_data_folder",
    "discard",
    "dsn_of_running",
    "find_binaries",
    "keep_running",
    "start",
]
