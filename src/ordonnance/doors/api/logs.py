"""Technical logs on standard error: structured, without persons, numbers or drugs."""

import logging
import sys
from typing import TextIO, cast

import structlog

_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


def configure_logs(level: str) -> None:
    """JSON lines on standard error, at that level; libraries only from warnings on."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(message)s"
    )
    # Each connection that fails is told by whoever asked for it; the pool would add its traceback.
    logging.getLogger("asyncpg").setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=cast(TextIO, UnfailingLines(sys.stderr))),
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
