"""What whoever runs the base is shown: parts, versions, keys; no person, no number, no drug."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cryptography import x509
from cryptography.x509.oid import NameOID

from ordonnance.adapters.database.alerting import OpeningAlert
from ordonnance.adapters.database.surveying import Survey, survey
from ordonnance.adapters.database.tallying import Kind
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.adapters.seal.keys import RENEW_BEFORE, SealKey
from ordonnance.adapters.seal.revocation import RevocationFolder
from ordonnance.bootstrap.drug_versions import DrugVersions
from ordonnance.bootstrap.interaction_versions import InteractionVersions
from ordonnance.bootstrap.journal_check import JournalCheck, last_check
from ordonnance.bootstrap.vitals import Reading, Vitals
from ordonnance.bootstrap.volumes import (
    JournalCounts,
    Volumes,
    acts_of,
    days_until,
    done_by,
    entries_by,
    hours_until,
    latencies_of,
    reasons_of,
    refusals_of,
)
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.usecases.access import Act

CHANGE_KEY_AFTER = timedelta(days=365)
"""Age at which a new key-encryption key is due (`adapters/keys/material.py` says why a year)."""

DAYS, HOURS, TIMED = 30, 48, 24
"""How far the charts go back."""

ALWAYS = (Act.ISSUE.value, Act.CONSULT.value, Act.DISPENSE.value)
"""Acts shown even when there was none."""

Report = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Health:
    """The parts now. `survey` is None without PostgreSQL; `ahead` is the lead of its clock."""

    reading: Reading
    survey: Survey | None
    ahead: timedelta
    failing_since: Mapping[str, datetime]
    begun: datetime


@dataclass(frozen=True, slots=True)
class Imports:
    """The reports of the imported versions, the oldest data first."""

    drugs: tuple[Report, ...]
    interactions: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Encryption:
    """A key-encryption key; `due`: when another one should take over, for the active one."""

    id: str
    created: datetime
    active: bool
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Seal:
    """A key of the seal; `due`: from when a restart renews it, None once it no longer seals."""

    kid: str
    created: datetime
    not_after: datetime
    withdrawn_at: datetime | None
    seals: bool
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority that is believed: its name and its last instant."""

    name: str
    ends: datetime


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A list of revoked certificates: whose, since when, until when it is fresh, how many."""

    issuer: str
    issued: datetime
    fresh_until: datetime | None
    revoked: int


@dataclass(frozen=True, slots=True)
class KeysSeen:
    """Every key by its id and its dates; never a key itself."""

    encryption: tuple[Encryption, ...]
    peppers: int
    seals: tuple[Seal, ...]
    authorities: tuple[Authority, ...] | None
    lists: tuple[RevocationList, ...] | None


@dataclass(frozen=True, slots=True)
class Overseeing:
    """Where each of these is read."""

    vitals: Vitals
    cabinet: KeyCabinet
    revocation: RevocationFolder | None
    cap: int
    """Openings allowed to a structure in an hour."""

    async def health(self) -> Health:
        """The parts. Raises Refusal BASE_UNAVAILABLE only when PostgreSQL went since the look."""
        reading = await self.vitals.read()
        now, seen = self.vitals.now(), None
        if reading.ready.checks.get("database") is True:
            seen = await survey(self.vitals.base.connections)
        watch = self.vitals.readiness
        failing = {name: watch.failing_for(name) or 0.0 for name in reading.ready.failed}
        return Health(
            reading, seen,
            seen.clock - now if seen else timedelta(),
            {name: now - timedelta(seconds=lasted) for name, lasted in failing.items()},
            now - timedelta(seconds=watch.running_for),
        )  # fmt: skip

    async def imports(self) -> Imports:
        """What was imported. Raises DrugsRefused, InteractionsRefused for a damaged version."""
        data = self.vitals.data
        drugs = asyncio.to_thread(DrugVersions(data).kept)
        return Imports(await drugs, await asyncio.to_thread(InteractionVersions(data).kept))

    async def schema_version(self) -> int | None:
        """The version of the schema, None when PostgreSQL does not answer."""
        ready = await self.vitals.readiness.ask()
        return ready.look.schema_version if ready.look else None

    async def volumes(self) -> Volumes:
        """What was asked and done lately. Raises Refusal BASE_UNAVAILABLE."""
        now, tallies = self.vitals.now(), self.vitals.base.tallies
        days, hours = days_until(legal_day(now, PARIS), DAYS), hours_until(now, HOURS)
        since = _midnight(days[0])
        daily = await tallies.by_day(Kind.ACT, since, now, PARIS)
        hourly = await tallies.by_hour(Kind.ACT, hours[0], now)
        lately = hours[-TIMED:]
        return Volumes(
            days, done_by(daily, days, ALWAYS), hours, done_by(hourly, hours, ALWAYS),
            refusals_of(await tallies.whole(Kind.ANSWER, now - timedelta(days=7), now)),
            latencies_of(await tallies.by_hour(Kind.TIME, lately[0], now), lately), lately,
        )  # fmt: skip

    async def journals(self, count: int, act: str = "") -> JournalCounts:
        """Entries of the journals over that many whole days, of one act or of all.

        They end at the last midnight: read again within the day, they tell nothing more, so that
        no figure shows what has just been done.
        """
        today, tallies = legal_day(self.vitals.now(), PARIS), self.vitals.base.tallies
        days = days_until(today - timedelta(days=1), count)
        since, end = _midnight(days[0]), _midnight(today)
        daily = await tallies.by_day(Kind.ACT, since, end, PARIS)
        acts = await tallies.whole(Kind.ACT, since, end)
        reasons = await tallies.whole(Kind.REASON, since, end)
        return JournalCounts(
            days, entries_by([row for row in daily if act in ("", row[1].what)], days),
            acts_of(acts), reasons_of(acts, act=act, refusals=True), reasons_of(reasons, act=act),
        )  # fmt: skip

    async def journal_check(self) -> JournalCheck | None:
        """The last verification of the journals on this machine."""
        return await asyncio.to_thread(last_check, self.vitals.data)

    async def alerts(self) -> tuple[OpeningAlert, ...]:
        """Structures that opened too much: those that nobody has seen first."""
        alerts = self.vitals.base.alerts
        await alerts.flush()
        return await alerts.read()

    async def see_alert(self, alert: OpeningAlert, duty: str) -> bool:
        """Somebody on duty has seen it; False when it has grown since it was shown."""
        now = self.vitals.now()
        return await self.vitals.base.alerts.see(
            alert.structure_hash, alert.hour, alert.last_at, now, duty
        )

    async def keys(self) -> KeysSeen:
        """Every key, by its dates."""
        now, trust = self.vitals.now(), self.vitals.trust
        return KeysSeen(
            tuple(
                Encryption(name, created, active, created + CHANGE_KEY_AFTER if active else None)
                for name, created, active in self.cabinet.key_dates()
            ),
            len(self.cabinet.pepper_versions),
            tuple(_seal(key, now) for key in reversed(self.vitals.seals.keys)),
            None if trust is None else tuple(
                Authority(_name(each.subject), each.not_valid_after_utc)
                for each in trust.certificates
            ),
            None if self.revocation is None else await asyncio.to_thread(_lists, self.revocation),
        )  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(PARIS))


def _seal(key: SealKey, now: datetime) -> Seal:
    seals = key.may_seal(now)
    due = key.not_after - RENEW_BEFORE if seals else None
    return Seal(key.kid, key.created, key.not_after, key.withdrawn_at, seals, due)


def _lists(folder: RevocationFolder) -> tuple[RevocationList, ...]:
    return tuple(
        RevocationList(_name(each.issuer), each.last_update_utc, each.next_update_utc, len(each))
        for each in folder.lists().lists
    )


def _name(name: x509.Name) -> str:
    """The common name of an authority, else the whole of its name."""
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(common[0].value) if common else name.rfc4514_string()
