"""What is counted and shown to whoever runs the base: per operation and software, never per person.

Each process counts its own (`sharing.py` puts them together); what is read of the whole base or of
the machine is told by the one that is asked.
Labels come from closed sets (operations, codes of the catalogue, checks): a request cannot make one
up, so that the page neither grows nor tells what somebody sent.
"""

from collections.abc import Iterable, Iterator, Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
)
from prometheus_client.metrics_core import (
    Metric as Family,
)
from prometheus_client.registry import Collector
from starlette.requests import Request

from ordonnance import __version__
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.vitals import Reading
from ordonnance.domain.actors import SoftwareClient
from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.incoming import software_client
from ordonnance.doors.api.metric_table import METRICS

UNKNOWN = "unknown"
"""The operation of a request that found no route."""

_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)

Samples = Mapping[tuple[str, ...], float | None]


class Measures:
    """Counters of this process, and of the registered clients in the base."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._known: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = self._counter("ordonnance_requests_total")
        self._refusals = self._counter("ordonnance_refusals_total")
        self._tokens = self._counter("ordonnance_token_failures_total")
        timed = METRICS["ordonnance_request_seconds"]
        self._seconds = Histogram(
            timed.name, timed.meaning, timed.labels, buckets=_BUCKETS, registry=self.registry
        )

    def count(
        self, operation: str, status: int, code: str, seconds: float, client: str | None
    ) -> SoftwareClient:
        """Count one answer; `code` is empty unless refused. Returns the software that called."""
        requests, times = self._of(operation, status // 100)
        requests.inc()
        times.observe(seconds)
        if code:
            self._refusals.labels(operation, code).inc()
            if code.startswith(("TOKEN_", "PLACE_")):
                self._tokens.labels(code).inc()
        try:
            known = software_client(client)
        except Refusal:
            # The request itself was refused for this header: it counts as unknown.
            known = SoftwareClient.unknown()
        self._platform.count(known, operation, code or "ok")
        self._platform.answered(operation, code, seconds)
        return known

    def traced(
        self, operation: str, code: str, seconds: float, client: SoftwareClient, request: Request
    ) -> None:
        """Trace one answer to somebody signed in, when their workstation is in a présérie."""
        place = getattr(request.state, "place", None)
        if place is not None:
            key = request.headers.get("idempotency-key", "")
            self._platform.preserie.saw(operation, code, seconds, client, key, place)

    def _of(self, operation: str, hundreds: int) -> tuple[Counter, Histogram]:
        """The counter and the histogram of an operation: found by label, they cost ten times more.

        As few as the labels: operations are ours.
        """
        known = self._known.get((operation, hundreds))
        if known is None:
            known = (
                self._requests.labels(operation, f"{hundreds}xx"),
                self._seconds.labels(operation),
            )
            self._known[operation, hundreds] = known
        return known

    def counted(self, reading: Reading) -> Iterator[Family]:
        """The families of this process: what was counted, then what was just read."""
        yield from self.registry.collect()
        told = {**_of_process(reading), **_of_base(reading), **self._of_drugs(), **self._of_mail()}
        yield from _read(told)

    def _of_drugs(self) -> Mapping[str, Samples]:
        facts = self._platform.facts()
        age = (self._platform.ports.clock.now().date() - facts.dated).days
        return {
            "ordonnance_drug_facts_age_days": {(): age},
            "ordonnance_drug_facts_unreliable": {(): bool(facts.warning)},
        }

    def _of_mail(self) -> Mapping[str, Samples]:
        mailing, now = self._platform.mailing, self._platform.ports.clock.now()
        overdue = mailing.standing.overdue(now).total_seconds() if mailing else 0
        unfollowed = len(mailing.standing.unfollowed) if mailing else 0
        return {
            "ordonnance_mail_overdue_seconds": {(): overdue},
            "ordonnance_mail_unfollowed_mailboxes": {(): unfollowed},
        }

    def _counter(self, name: str) -> Counter:
        told = METRICS[name]
        return Counter(told.name, told.meaning, told.labels, registry=self.registry)


def page(families: Iterable[Family]) -> bytes:
    """The Prometheus page of these families."""
    registry = CollectorRegistry()
    registry.register(_Given(tuple(families)))
    return generate_latest(registry)


class _Given(Collector):
    """Families made before."""

    def __init__(self, families: tuple[Family, ...]) -> None:
        self._families = families

    def collect(self) -> Iterator[Family]:
        """All of them."""
        yield from self._families


def _read(told_now: Mapping[str, Samples]) -> Iterator[Family]:
    """One reading as families; what could not be read is left out."""
    for name, samples in told_now.items():
        told = METRICS[name]
        kind = CounterMetricFamily if told.kind == "counter" else GaugeMetricFamily
        family = kind(told.name, told.meaning, labels=told.labels)
        for labels, value in samples.items():
            if value is not None:
                family.add_metric(labels, float(value))
        yield family


def _of_process(reading: Reading) -> Mapping[str, Samples]:
    return {
        "ordonnance_version_conflicts_total": {(): reading.conflicts},
        "ordonnance_openings_over_cap_total": {(): reading.openings_over_cap},
        "ordonnance_outbox_deliveries_total": {
            (result,): count for result, count in reading.deliveries.items()
        },
        "ordonnance_pool_connections": {
            ("in_use",): reading.pool_in_use, ("idle",): reading.pool_idle,
        },
        "ordonnance_pool_limit": {(): reading.pool_limit},
        "ordonnance_pool_waiters": {(): reading.pool_waiters},
        "ordonnance_event_loop_lag_seconds": {(): reading.loop_lag},
        "ordonnance_build_info": {(__version__,): 1},
        "ordonnance_disk_free_bytes": {(): reading.disk_free},
        "ordonnance_disk_floor_bytes": {(): reading.disk_floor},
        "ordonnance_seal_key_seconds": {(): reading.seal_key_seconds},
        "ordonnance_trust_seconds": {(): reading.trust_seconds},
    }  # fmt: skip


def _of_base(reading: Reading) -> Mapping[str, Samples]:
    look = reading.ready.look
    told: dict[str, Samples] = {
        "ordonnance_ready": {(): reading.ready.yes},
        "ordonnance_check": {(name,): holds for name, holds in reading.ready.checks.items()},
    }
    if look is None:
        return told
    return told | {
        "ordonnance_outbox_messages": {(): look.waiting},
        "ordonnance_outbox_failing_messages": {(): look.failing},
        "ordonnance_outbox_oldest_seconds": {(): look.oldest},
        "ordonnance_outbox_overdue_seconds": {(): look.overdue},
        "ordonnance_mail_waiting_letters": {(): look.unsent},
        "ordonnance_mail_bounced_letters": {(): look.bounced},
        "ordonnance_anchor_age_seconds": {(): look.anchored},
        "ordonnance_schema_version": {(): look.schema_version},
    }
