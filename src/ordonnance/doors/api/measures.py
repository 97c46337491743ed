"""What is counted: operations, outcomes and latencies; per client software, never per person."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from ordonnance.bootstrap.platform import Platform
from ordonnance.domain.actors import SoftwareClient
from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.incoming import software_client

_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)


class Measures:
    """Counters of this process, and of the registered clients in the base."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.registry = CollectorRegistry()
        self._answers = Counter(
            "ordonnance_answers_total",
            "Answers by operation and outcome",
            ("operation", "outcome"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "ordonnance_seconds",
            "Seconds to answer",
            ("operation",),
            buckets=_BUCKETS,
            registry=self.registry,
        )

    def count(self, operation: str, outcome: str, seconds: float, client: str | None) -> None:
        """Count one answer."""
        self._answers.labels(operation, outcome).inc()
        self._seconds.labels(operation).observe(seconds)
        try:
            known = software_client(client)
        except Refusal:
            # The request itself was refused for this header: it counts as unknown.
            known = SoftwareClient.unknown()
        self._platform.count(known, operation, outcome)

    def text(self) -> bytes:
        """The Prometheus page."""
        return generate_latest(self.registry)
