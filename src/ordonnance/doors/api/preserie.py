"""Préséries over HTTP, in plain JSON: they are no health data, so that nothing here is FHIR.

Refusals are told as everywhere, in an OperationOutcome.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any, Literal, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.preserie import balance_file
from ordonnance.bootstrap.reminders import entered
from ordonnance.documents.ods_parts import MIMETYPE
from ordonnance.domain.errors import Refusal
from ordonnance.domain.preserie.balance import Balance
from ordonnance.domain.preserie.comparison import compared
from ordonnance.domain.preserie.parties import Party
from ordonnance.domain.preserie.register import Entry, Kept
from ordonnance.domain.preserie.stages import next_acts, stage_after
from ordonnance.doors.api.answers import SECURITY_HEADERS
from ordonnance.doors.api.incoming import Incoming, bearer, read_request
from ordonnance.usecases.preserie.reading import list_pilots, others_of, read_pilot, weighed

ENTRIES, PILOTS = "/preserie/entries", "/preserie/pilots"
REGISTER, BALANCE, TRACES = "/preserie/register", "/preserie/balance", "/preserie/traces"

_JSON = ("application/json", "application/yaml")
_JOSE = ("application/jose",)

_MEDIA = {"pdf": "application/pdf", "ods": MIMETYPE}

T = TypeVar("T")
Handler = Callable[[Request], Awaitable[Response]]


class _Asked(msgspec.Struct, forbid_unknown_fields=True):
    """Which présérie."""

    pilot: str


class _AskedBalance(msgspec.Struct, forbid_unknown_fields=True):
    """Which présérie, on which day (today when none is given), as what."""

    pilot: str
    on: date | None = None
    format: Literal["json", "pdf", "ods"] = "json"
    compare: bool = False
    """Beside the other préséries of this base, which takes as long for each."""


class PreserieDoor:
    """The handlers of the préséries of one base."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def by_path(self) -> dict[str, Handler]:
        """The handler of each address."""
        return {
            ENTRIES: self.enter,
            PILOTS: self.pilots,
            REGISTER: self.register,
            BALANCE: self.balance,
            TRACES: self.traces,
        }

    async def enter(self, request: Request) -> Response:
        """Write in the register of a présérie."""
        party = self._party(request)
        incoming = await _read(request, _JSON, key_required=True)
        done = await entered(self._platform, party, incoming.body, incoming.key)
        return _answer({"pilot": done.pilot, "rank": done.rank, **_stage(done.kept),
                        "entry": told_entry(done.entry)})  # fmt: skip

    async def pilots(self, request: Request) -> Response:
        """The préséries that this party may see."""
        found = await list_pilots(self._party(request), self._platform.preserie)
        return _answer([
            {"pilot": each.pilot, "title": each.kept.pilot.title,
             "editor": each.kept.pilot.editor, **_stage(each.kept)}
            for each in found
        ])  # fmt: skip

    async def register(self, request: Request) -> Response:
        """Every entry of a présérie: who, when, what."""
        party = self._party(request)
        asked = _asked((await _read(request, _JSON)).body, _Asked)
        found = await read_pilot(asked.pilot, party, self._platform.preserie)
        return _answer({"pilot": asked.pilot, **_stage(found.kept),
                        "entries": [told_entry(each) for each in found.entries]})  # fmt: skip

    async def balance(self, request: Request) -> Response:
        """The balance sheet of a présérie on a day."""
        party = self._party(request)
        asked = _asked((await _read(request, _JSON)).body, _AskedBalance)
        room = self._platform.preserie
        found = await read_pilot(asked.pilot, party, room)
        balance = await weighed(found.pilot, found.kept, room, asked.on)
        beside = compared(balance, await others_of(asked.pilot, room)) if asked.compare else ()
        if asked.format == "json":
            others = [
                {"name": each.name, "own": each.own, "percent": each.percent,
                 "verdicts": dict(each.verdicts)}
                for each in beside
            ]  # fmt: skip
            return _answer({"pilot": asked.pilot, **told_balance(balance), "compared": others})
        content = await asyncio.to_thread(
            balance_file, balance, found.entries, beside, room.clock.now(), asked.format,
            demonstration=self._platform.ports.demonstration,
        )  # fmt: skip
        return Response(content, 200, SECURITY_HEADERS, _MEDIA[asked.format])

    async def traces(self, request: Request) -> Response:
        """Keep the traces that a software signed; its signature is who calls."""
        incoming = await _read(request, _JOSE)
        taken = await self._platform.preserie.post(incoming.body.strip())
        return _answer({"received": taken.received, "new": taken.new,
                        "contradicting": taken.contradicting})  # fmt: skip

    def _party(self, request: Request) -> Party:
        return self._platform.verify_party(bearer(request))


def told_entry(entry: Entry) -> Mapping[str, Any]:
    """An entry as JSON: what a party may know of who wrote it is its role and organisation."""
    said = entry.said
    return {
        "at": entry.at, "by": entry.by.role, "organisation": entry.by.organisation,
        "kind": said.kind, "act": said.done.act if said.done is not None else None,
        "on": said.done.on if said.done is not None else None,
        "despite": entry.despite, "reason": entry.reason,
        "figures": entry.figures, "carried": entry.carried,
    }  # fmt: skip


def told_balance(balance: Balance) -> Mapping[str, Any]:
    """A balance sheet as JSON."""
    measures, period = balance.measures, balance.period
    return {
        "title": balance.pilot.title, "on": balance.day, "stage": balance.stage,
        "from": period.first if period is not None else None, "satisfied": balance.satisfied,
        "recorded": measures.overall.recorded, "counted": measures.overall.counted,
        "percent": measures.overall.percent, "interval": measures.overall.interval,
        "left_out": {each.value: times for each, times in measures.left_out.items()},
        "sites": [
            {"site": each.site.value, "recorded": each.share.recorded,
             "counted": each.share.counted, "percent": each.share.percent,
             "last": each.last, "silent": each.silent}
            for each in measures.sites
        ],
        "days": [
            {"day": each.day, "recorded": each.share.recorded, "counted": each.share.counted}
            for each in measures.days
        ],
        "criteria": [
            {"id": each.criterion.id, "title": each.criterion.title,
             "verdict": each.finding.verdict, "why": each.finding.why,
             "evidence": each.finding.evidence, "missing": each.finding.missing}
            for each in balance.criteria
        ],
        "requirements": [
            {"id": each.requirement.id, "verdict": each.answer.verdict, "why": each.answer.why}
            for each in balance.requirements
        ],
    }  # fmt: skip


def _stage(state: Kept) -> Mapping[str, Any]:
    stage = stage_after(state.pilot.done)
    return {"stage": stage, "next": [each.label for each in next_acts(stage)]}


async def _read(
    request: Request, types: tuple[str, ...], *, key_required: bool = False
) -> Incoming:
    incoming = await read_request(request, key_required=key_required)
    if incoming.content_type not in types:
        given = incoming.content_type or "absent"
        raise Refusal.of("CONTENT_TYPE", type=given, expected=types[0])
    if not incoming.body.strip():
        raise Refusal.of("BODY_EMPTY")
    return incoming


def _asked(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:
        raise Refusal.of("JSON_INVALID", detail='{"pilot": "…"} est attendu') from error


def _answer(value: object) -> Response:
    return Response(msgspec.json.encode(value), 200, SECURITY_HEADERS, "application/json")
