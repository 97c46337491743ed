"""Technical logs on standard error: one JSON line per event, without persons, numbers or drugs."""

import json
import logging
import re
import sys
import uuid
from datetime import UTC, datetime
from typing import TextIO, cast

import structlog

from ordonnance.domain.actors import SoftwareClient

_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}

# Hexadecimal only: neither the number of an ordonnance (it begins with a U or is 18 characters of
# base 32), nor a name, nor a matricule (15 digits) fits.
_REQUEST_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}")

# A product and its version: no run of digits long enough for a number that designates somebody.
_SOFTWARE = re.compile(r"(?!.*\d{7})[\w .+/-]{1,60}")


def configure_logs(level: str) -> None:
    """JSON lines on standard error, at that level; libraries only from warnings on."""
    lines = cast(TextIO, UnfailingLines(sys.stderr))
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    # What our own adapters tell (a migration applied) is theirs to rank.
    logging.getLogger("ordonnance").setLevel(_LEVELS[level])
    # Each connection that fails is told by whoever asked for it; the pool would add its own line.
    logging.getLogger("asyncpg").setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=lines),
        cache_logger_on_first_use=True,
    )


class UnfailingLines:
    """A text file whose failures (a full disk) never become those of the act that is told.

    What could not be written is counted, and said once writing works again.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._lost = 0

    def write(self, text: str) -> int:
        """Write, or count what is lost."""
        try:
            if self._lost:
                self._file.write(f'{{"event": "log lines lost", "count": {self._lost}}}\n')
                self._file.flush()
                self._lost = 0
            return self._file.write(text)
        except OSError:
            self._lost += 1
            return 0

    def flush(self) -> None:
        """Flush, or count what is lost."""
        try:
            self._file.flush()
        except OSError:
            self._lost += 1


class JsonLines(logging.Formatter):
    """What the standard library logs, in the same form: the event is the text before its facts."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; of an exception its type only, because its text may quote a row."""
        line = {
            # The first line: asyncio adds what the task holds, values included.
            "event": str(record.msg).partition("\n")[0],
            "detail": record.getMessage() if record.args else None,
            "error": _raised(record),
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC)
            .isoformat()
            .replace("+00:00", "Z"),
        }
        told = {name: value for name, value in line.items() if value is not None}
        return json.dumps(told, ensure_ascii=False)


def request_id(given: str | None) -> str:
    """What follows a request through the logs: the caller's (UUID, 32 hexadecimal digits), or new.

    Any other text is not repeated: it could hold what logs must not.
    """
    if given is not None and _REQUEST_ID.fullmatch(given):
        return given.lower()
    return str(uuid.uuid4())


def software_name(client: SoftwareClient) -> str | None:
    """Product and version as declared; None when unknown, or when it is not a name of software."""
    name = " ".join(part for part in (client.product, client.version) if part)
    return name if _SOFTWARE.fullmatch(name) else None


def _raised(record: logging.LogRecord) -> str | None:
    kind = record.exc_info[0] if record.exc_info else None
    return None if kind is None else kind.__name__
